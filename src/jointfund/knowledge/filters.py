"""What a reader of the project list asks for, as its address says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from jointfund.vocabularies.models import Scheme

COUNTRY, AGENCY = "country", "agency"
# Facets that are terms of a vocabulary, under the names the addresses of the site use everywhere.
TAGGED = {
    "topic": Scheme.TOPIC,
    "gcm_objective": Scheme.GCM_OBJECTIVE,
    "level": Scheme.LEVEL,
    "population": Scheme.POPULATION,
}
FACETS = {
    COUNTRY: gettext_lazy("Country"),
    AGENCY: gettext_lazy("Agency"),
    "topic": gettext_lazy("Topic"),
    "gcm_objective": gettext_lazy("GCM objective"),
    "level": gettext_lazy("Level"),
    "population": gettext_lazy("Population"),
}
LONGEST_QUESTION = 200
MOST_VALUES = 50


@dataclass(frozen=True)
class ProjectFilter:
    """The words sought and the values chosen, by facet; several values of a facet mean any of them."""

    q: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> "ProjectFilter":
        """What the parameters of an address ask; what is no facet is passed over."""
        words = " ".join(" ".join(parameters.get("q", ())).replace("\0", "").split())
        chosen = (
            (
                facet,
                tuple(dict.fromkeys(one.replace("\0", "") for one in parameters[facet] if one))[:MOST_VALUES],
            )
            for facet in FACETS
            if parameters.get(facet)
        )
        return cls(words[:LONGEST_QUESTION], tuple((facet, values) for facet, values in chosen if values))

    def values(self, facet: str) -> tuple[str, ...]:
        """The values chosen of a facet."""
        return dict(self.chosen).get(facet, ())

    def without(self, facet: str, value: str) -> "ProjectFilter":
        """The same, one value dropped."""
        kept = (
            (name, tuple(one for one in values if (name, one) != (facet, value)))
            for name, values in self.chosen
        )
        return replace(self, chosen=tuple((name, values) for name, values in kept if values))

    def only(self, known: Mapping[str, Iterable[str]]) -> "ProjectFilter":
        """The same, without values nothing on record has."""
        kept = (
            (name, tuple(one for one in values if one in set(known.get(name, ()))))
            for name, values in self.chosen
        )
        return replace(self, chosen=tuple((name, values) for name, values in kept if values))

    def query_string(self) -> str:
        """The canonical address of this question."""
        pairs = [("q", self.q)] if self.q else []
        return urlencode([*pairs, *((name, one) for name, values in self.chosen for one in values)])
