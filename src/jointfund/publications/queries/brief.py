"""Builds the thematic brief from the record: it proposes programmes, each with the reason why."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.documents.models import Source
from jointfund.documents.queries import may_read, quoted
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.kernel.references import Reference
from jointfund.programmes.filters import ProgrammeFilter, Tags, in_words
from jointfund.programmes.models import ProgrammeTag, Stage, Standing
from jointfund.programmes.queries.matching import standing_of
from jointfund.publications.content.brief import Brief, Chosen, Reason
from jointfund.publications.content.contributors import ContributorTable
from jointfund.publications.content.figures import Figure, fields_of
from jointfund.publications.content.programmes import ProgrammeFacts, total
from jointfund.publications.labels import Labels, labels_in
from jointfund.publications.queries.contributors import build_contributors
from jointfund.publications.queries.programmes import fund_facts, programme_facts
from jointfund.publications.queries.saved import SavedQuestion, both
from jointfund.publications.queries.themes import Theme, theme_of
from jointfund.vocabularies.models import Scheme


class ThemeWithoutProgramme(DomainError):
    """No programme carries the theme on that day."""


def build_brief(
    fund: Fund,
    theme_name: str,
    asked: ProgrammeFilter,
    *,
    today: date,
    as_of: date | None = None,
    language: str = "en",
    context: str = "",
    left_out: Sequence[str] = (),
) -> Brief:
    """The brief on a theme, from the programmes of the filter that carry any of its terms.

    Without `as_of` the day is that of the latest published contributions. `left_out` are references of
    programmes an editor took off the proposal. An empty context takes the ordinary one.
    Raises UnknownTheme, UnknownFilter, NothingInCommon, ThemeWithoutProgramme, UnknownField.
    """
    labels = labels_in(language)
    theme = theme_of(fund, theme_name, language)
    contributors = build_contributors(fund, as_of=as_of or today)
    day = as_of or contributors.as_of or today
    everything = programme_facts(fund, ProgrammeFilter(as_of=day))
    narrowed = both(theme.saved.filter, asked) if theme.saved else asked
    among = everything if narrowed.is_open else programme_facts(fund, narrowed.but(as_of=day))
    reasons = _reasons(fund, theme, narrowed.tags)
    if theme.saved:
        reasons = _with_the_filter(theme.saved, among, reasons)
    chosen = tuple(
        Chosen(one, reasons[one.reference])
        for one in among
        if one.reference in reasons and one.reference not in left_out
    )
    funded = tuple(one for one in chosen if one.programme.stage == Stage.FUNDED)
    pipeline = tuple(one for one in chosen if one.programme.stage == Stage.PIPELINE)
    if not funded and not pipeline:
        raise ThemeWithoutProgramme(
            f"No programme of {fund.short_name} carries “{theme.title}” on {day}: choose another."
        )
    figures = _figures(everything, funded, pipeline, contributors, labels, fund.currency)
    context = context or labels("brief_context")
    fields_of(context, {figure.name: figure for figure in figures})
    return Brief(
        fund=fund_facts(fund),
        theme=theme.title,
        as_of=day,
        language=language,
        context=context,
        figures=figures,
        funded=funded,
        pipeline=pipeline,
        contributors=contributors,
    )


def _reasons(fund: Fund, theme: Theme, standing: Tags) -> Mapping[str, tuple[Reason, ...]]:
    """By reference of the programme, the tags of the theme it carries; confirmed ones first."""
    tags = ProgrammeTag.objects.filter(theme.condition(), standing_of(standing), programme__fund=fund)
    tags = tags.select_related("programme", "term", "source__document")
    found: dict[str, tuple[Reason, ...]] = {}
    for tag in tags.order_by("programme__number", "standing", "term__scheme", "term__position"):
        reference = str(Reference(fund.reference_prefix, tag.programme.number))
        found[reference] = (*found.get(reference, ()), _reason(tag))
    return found


def _with_the_filter(
    saved: SavedQuestion, among: Sequence[ProgrammeFacts], reasons: Mapping[str, tuple[Reason, ...]]
) -> Mapping[str, tuple[Reason, ...]]:
    """Every programme of a saved filter, for what it asks; its tags and their words stand behind it."""
    asked = in_words(saved.filter, len(among), saved.names)
    first = Reason(str(_("Saved filter")), f"{saved.name} ({asked})", "", False, "", "")
    return {one.reference: (first, *reasons.get(one.reference, ())) for one in among}


def _reason(tag: ProgrammeTag) -> Reason:
    source = tag.source
    is_open = source is not None and may_read(source.document, of_the_fund=False)
    return Reason(
        vocabulary=str(Scheme(tag.term.scheme).label),
        term=tag.term.label,
        words=quoted(tag.words, source),
        is_suggested=tag.standing == Standing.SUGGESTED,
        document=source.document.title if source and is_open else "",
        lines=_lines(source) if is_open else "",
    )


def _lines(source: Source | None) -> str:
    """`12` or `12–15`; empty where a source has no lines."""
    if source is None or source.start_line is None:
        return ""
    return "–".join(str(line) for line in dict.fromkeys((source.start_line, source.end_line)))


def _figures(
    everything: Sequence[ProgrammeFacts],
    funded: Sequence[Chosen],
    pipeline: Sequence[Chosen],
    contributors: ContributorTable,
    labels: Labels,
    currency: str,
) -> tuple[Figure, ...]:
    """Every figure a text of the brief may name. Amounts are rounded in sentences and exact beside them."""

    def count(name: str, number: int) -> Figure:
        return Figure(name, labels.number(number), str(number))

    def amount(name: str, value: Decimal) -> Figure:
        return Figure(name, labels.in_prose(value, currency), f"{currency} {labels.number(value)}")

    figures = []
    groups = {
        "funded": tuple(one for one in everything if one.stage == Stage.FUNDED),
        "pipeline": tuple(one for one in everything if one.stage == Stage.PIPELINE),
        "theme_funded": tuple(one.programme for one in funded),
        "theme_pipeline": tuple(one.programme for one in pipeline),
    }
    for name, programmes in groups.items():
        countries = {place.iso3 for one in programmes for place in one.places}
        figures += [
            count(f"{name}_count", len(programmes)),
            amount(f"{name}_budget", total(programmes)),
            count(f"{name}_country_count", len(countries)),
        ]
    if contributors.lines:
        figures += [
            count("contributor_count", len(contributors.lines)),
            count("member_state_count", len(contributors.member_states)),
            amount("contributions", contributors.total),
            amount("member_state_contributions", contributors.total_of_member_states),
        ]
    if contributors.target and contributors.gap is not None and contributors.reached is not None:
        figures += [
            amount("target", contributors.target),
            amount("target_gap", contributors.gap),
            Figure("target_reached", labels.percent(contributors.reached), str(contributors.reached)),
        ]
    return tuple(figures)
