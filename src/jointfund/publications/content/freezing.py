"""Content as JSON and back: what a release keeps, out of reach of what the record learns later. Pure.

Dates are ISO, decimals are strings with all their digits. A field that a later version adds takes its default
when older content is read.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from jointfund.kernel.errors import DomainError

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None


class NotThisContent(DomainError):
    """Frozen content is not of the kind it is read as."""


def frozen(value: object) -> Json:
    """A content object, or a part of one, as JSON."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple() | list():
            return [frozen(part) for part in value]
        case Mapping():
            return {str(key): frozen(part) for key, part in value.items()}
    if is_dataclass(value):
        return {one.name: frozen(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"{type(value).__name__} is no part of a content object")


def thawed[Content](kind: type[Content], value: Json) -> Content:
    """The content object a JSON value was made from. Raises NotThisContent."""
    try:
        return cast("Content", _thawed(kind, value))
    except (TypeError, ValueError, KeyError, ArithmeticError) as fault:
        raise NotThisContent(f"What was kept is no {kind.__name__.lower()}: {fault}.") from fault


def _thawed(kind: Any, value: Any) -> object:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), value)
    if origin is tuple:
        return tuple(_thawed(get_args(kind)[0], part) for part in value)
    if origin is Mapping:
        return {str(key): _thawed(get_args(kind)[1], part) for key, part in value.items()}
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"“{value}” is not one of {get_args(kind)}")
        return value
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind):
        known = _types_of(cast("type", kind))
        return cast("type", kind)(
            **{name: _thawed(known[name], part) for name, part in value.items() if name in known}
        )
    if kind is float and type(value) is int:  # a database may give 12 for 12.0
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r:.60} is no {kind.__name__}")
    return value


def _one_of(kinds: tuple[Any, ...], value: Any) -> object:
    if value is None:
        if NoneType not in kinds:
            raise TypeError("a value is missing")
        return None
    return _thawed(next(kind for kind in kinds if kind is not NoneType), value)


@cache
def _types_of(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
