"""Answers in a reader's words: kinds and names of codes."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.knowledge.models import Party, ProjectParty, StatementKind
from jointfund.people.models import Organisation
from jointfund.search.queries import FacetCount
from jointfund.search.records import Hit
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea

type Text = str | Promise

KINDS: Mapping[str, Text] = {
    "programme": gettext_lazy("Programme"),
    "project": gettext_lazy("Project"),
    "practice": gettext_lazy("Practice"),
    "lesson": gettext_lazy("Lesson"),
    "session": gettext_lazy("Session"),
    "result": gettext_lazy("Result"),
    "publication": gettext_lazy("Publication"),
    "document": gettext_lazy("Document"),
}
FACETS: Mapping[str, Text] = {
    "kind": gettext_lazy("Kind"),
    "country": gettext_lazy("Country"),
    "topic": gettext_lazy("Topic"),
    "gcm_objective": gettext_lazy("GCM objective"),
    "agency": gettext_lazy("Agency"),
    "level": gettext_lazy("Level"),
    "population": gettext_lazy("Population"),
    "area": gettext_lazy("Thematic area"),
    "year": gettext_lazy("Year"),
}
TERMS = (Scheme.TOPIC, Scheme.GCM_OBJECTIVE, Scheme.LEVEL, Scheme.POPULATION)


def kind_word(hit: Hit) -> str:
    """What an answer is; of a lesson which kind."""
    if hit.kind == "lesson":
        said = hit.reference.rpartition("/")[2].rpartition("-")[0].replace("-", "_")
        return str(StatementKind(said).label)
    return str(KINDS.get(hit.kind, hit.kind))


def shown_reference(hit: Hit) -> str:
    """The reference people cite; empty where the address is all there is."""
    return hit.reference if hit.kind in ("programme", "publication", "practice") else ""


def country_names(iso3: Collection[str]) -> Mapping[str, str]:
    """The short names of countries by code; one query."""
    return {one.iso3: one.short_name for one in Country.objects.filter(iso3__in=iso3)}


def names_of(fund: Fund, counts: Sequence[FacetCount]) -> Mapping[tuple[str, str], str]:
    """What the codes of facets are called; at most one query for each kind of code."""
    codes: dict[str, set[str]] = {}
    for one in counts:
        codes.setdefault(one.facet, set()).add(one.code)
    names = {("kind", kind): str(label) for kind, label in KINDS.items()}
    names |= {("country", iso3): name for iso3, name in country_names(codes.get("country", ())).items()}
    names |= {("agency", slug): name for slug, name in _agencies(fund, codes.get("agency", set())).items()}
    wanted = {code for scheme in TERMS for code in codes.get(scheme, ())}
    for term in Term.objects.filter(scheme__in=TERMS, code__in=wanted):
        shown = f"{term.code} {term.label}" if term.scheme == Scheme.GCM_OBJECTIVE else term.label
        names[term.scheme, term.code] = shown
    numbers = [int(code) for code in codes.get("area", ()) if code.isdecimal()]
    for area in ThematicArea.objects.filter(fund=fund, number__in=numbers):
        names["area", str(area.number)] = f"{area.number} {area.short or area.title}"
    return names


def _agencies(fund: Fund, slugs: Collection[str]) -> Mapping[str, str]:
    parties = ProjectParty.objects.filter(project__fund=fund, role=Party.AGENCY, slug__in=slugs)
    names = dict(parties.order_by("-pk").values_list("slug", "name"))
    for one in Organisation.objects.filter(fund=fund, slug__in=slugs):
        names[one.slug] = one.acronym or one.name
    return names
