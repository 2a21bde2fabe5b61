"""What an address of the search page asks: the question as typed and the facets chosen. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

FACETS = (
    "kind",
    "country",
    "topic",
    "gcm_objective",
    "agency",
    "level",
    "population",
    "area",
    "year",
)
LONGEST_QUESTION = 1_000  # characters; what a longer one adds is not looked at
MOST_VALUES = 30
LONGEST_VALUE = 100


@dataclass(frozen=True)
class SearchFilter:
    """A question and the values chosen, by facet; several values of a facet mean any of them."""

    q: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_cut: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> "SearchFilter":
        """What the parameters of an address ask; what is no facet is passed over."""
        words = " ".join(" ".join(parameters.get("q", ())).replace("\0", " ").split())
        chosen = tuple((facet, values) for facet in FACETS if (values := _values(parameters.get(facet, ()))))
        return cls(words[:LONGEST_QUESTION], chosen, len(words) > LONGEST_QUESTION)

    @classmethod
    def of_address(cls, query_string: str) -> "SearchFilter":
        """What a kept address asks."""
        return cls.of(parse_qs(query_string))

    @property
    def narrowed(self) -> Mapping[str, tuple[str, ...]]:
        """The facets chosen with their values."""
        return dict(self.chosen)

    def asking(self, q: str) -> "SearchFilter":
        """Another question, narrowed in the same way."""
        return replace(self, q=q)

    def without(self, facet: str, value: str) -> "SearchFilter":
        """The same, one value dropped."""
        kept = (
            (name, tuple(one for one in values if (name, one) != (facet, value)))
            for name, values in self.chosen
        )
        return replace(self, chosen=tuple((name, values) for name, values in kept if values))

    def query_string(self) -> str:
        """The one address of this question."""
        pairs = [("q", self.q)] if self.q else []
        return urlencode([*pairs, *((name, one) for name, values in self.chosen for one in values)])


def _values(given: Sequence[str]) -> tuple[str, ...]:
    plain = (one.replace("\0", "")[:LONGEST_VALUE] for one in given)
    return tuple(dict.fromkeys(one for one in plain if one))[:MOST_VALUES]
