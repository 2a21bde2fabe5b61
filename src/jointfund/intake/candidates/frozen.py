"""Frozen values of any reading as JSON and back, without loss."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def freeze(value: Any) -> Any:
    """A dataclass of plain values as JSON values: amounts as digits, dates as ISO 8601."""
    return _plain(asdict(value))


def thaw[T](kind: type[T], frozen: Mapping[str, Any]) -> T:
    """The dataclass that `freeze` froze. A field that was not known then has its default."""
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind) if one.name in frozen]  # type: ignore[arg-type]
    return kind(**{name: _made(hints[name], frozen[name]) for name in known})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _made(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (kind,) = (one for one in inner if one is not type(None))
        return _made(kind, value)
    if origin is tuple:
        return tuple(_made(inner[0], one) for one in value)
    if origin is dict:
        return {key: _made(inner[1], one) for key, one in value.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        return thaw(kind, value)
    if kind is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if kind is date else value
