"""Labels of the codes a filter holds, read from the vocabularies each time."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation
from jointfund.programmes.filters import (
    BANDS,
    TAG_FACETS,
    Names,
    ProgrammeFilter,
    Reading,
    keep_known,
    read_filter,
)
from jointfund.programmes.models import Stage, Status
from jointfund.vocabularies.models import Country, Scheme, Term, ThematicArea

Labels = dict[str, str]

# A stage as it stands before a noun: "4 pipeline programmes".
STAGE_WORDS = {
    Stage.PIPELINE: gettext_lazy("pipeline"),
    Stage.FUNDED: gettext_lazy("funded"),
    Stage.CLOSED: gettext_lazy("former"),
}


def checked_filter(fund: Fund, parameters: dict[str, list[str]]) -> tuple[Reading, Names]:
    """The filter an address asks for, without what the fund's vocabularies do not hold, and its labels."""
    reading = read_filter(parameters)
    names = names_of(fund, reading.filter)
    return keep_known(reading, names), names


def names_of(fund: Fund, asked: ProgrammeFilter) -> Names:
    """Labels of the codes a filter holds; one query for each facet that is set."""
    return Names({facet: LABELS[facet](fund, asked.values(facet)) for facet in asked.set_facets})


def labels(fund: Fund, facet: str, codes: tuple[str, ...]) -> Labels:
    """Labels of some codes of one facet; codes its vocabulary does not hold are missing."""
    return LABELS[facet](fund, codes)


def regions() -> Labels:
    """Every M49 region and subregion by its slug."""
    names = Country.objects.order_by("region", "subregion").values_list("region", "subregion").distinct()
    return {slugify(name): name for pair in names for name in pair if name}


def _areas(fund: Fund, codes: tuple[str, ...]) -> Labels:
    numbers = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 5]
    areas = ThematicArea.objects.filter(fund=fund, number__in=numbers)
    return {str(area.number): f"{area.number} {area.short or area.title}" for area in areas}


def _statuses(fund: Fund, codes: tuple[str, ...]) -> Labels:
    return dict(Status.objects.filter(fund=fund, code__in=codes).values_list("code", "label"))


def _stages(fund: Fund, codes: tuple[str, ...]) -> Labels:
    return {stage.value: str(words) for stage, words in STAGE_WORDS.items() if stage.value in codes}


def _regions(fund: Fund, codes: tuple[str, ...]) -> Labels:
    return {slug: name for slug, name in regions().items() if slug in codes}


def _countries(fund: Fund, codes: tuple[str, ...]) -> Labels:
    return dict(Country.objects.filter(iso3__in=codes).values_list("iso3", "name"))


def _organisations(fund: Fund, codes: tuple[str, ...]) -> Labels:
    found = Organisation.objects.filter(fund=fund, slug__in=codes)
    return {slug: acronym or name for slug, acronym, name in found.values_list("slug", "acronym", "name")}


def _bands(fund: Fund, codes: tuple[str, ...]) -> Labels:
    return {band.code: str(band.label) for band in BANDS if band.code in codes}


def _terms(scheme: str) -> Callable[[Fund, tuple[str, ...]], Labels]:
    def found(fund: Fund, codes: tuple[str, ...]) -> Labels:
        terms = Term.objects.filter(Q(fund=fund) | Q(fund__isnull=True), scheme=scheme, code__in=codes)
        return {code: shown_term(scheme, code, label) for code, label in terms.values_list("code", "label")}

    return found


def shown_term(scheme: str, code: str, label: str) -> str:
    """A term as lists show it: numbered vocabularies keep their number."""
    return f"{code} {label}" if scheme in NUMBERED else label


NUMBERED = frozenset({Scheme.GCM_OBJECTIVE.value, Scheme.SDG_GOAL.value, Scheme.SDG_TARGET.value})

LABELS: dict[str, Callable[[Fund, tuple[str, ...]], Labels]] = {
    "stage": _stages,
    "status": _statuses,
    "area": _areas,
    "region": _regions,
    "country": _countries,
    "role": _terms(Scheme.COUNTRY_ROLE),
    "budget": _bands,
    "organisation": _organisations,
    "partner_kind": _terms(Scheme.PARTNER_KIND),
    **{facet: _terms(facet) for facet in TAG_FACETS},
}
