"""What many proposals ask for and where they belong, in a constant number of queries.

A form tells where a proposal belongs by fields, or columns of a table, that bear the name of a vocabulary:
`area` answered with the number of a thematic area, `gcm_objective`, `sdg_goal` and `principle` with codes of
their terms. What no form asks is not known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jointfund.proposals.calls.words import from_json
from jointfund.proposals.forms import (
    Answers,
    AnswersOf,
    Form,
    Kind,
    Party,
    budget_rows,
    budget_sums,
    read_form,
)
from jointfund.proposals.forms.shape import Field
from jointfund.proposals.forms.values import rows_of, text_of
from jointfund.proposals.models import (
    FormVersion,
    PartyRole,
    PartyState,
    Proposal,
    ProposalCountry,
    ProposalForm,
    ProposalParty,
    SectionText,
)
from jointfund.proposals.models_calls import Call
from jointfund.proposals.moves import MoveTable
from jointfund.proposals.workflow import table_of
from jointfund.vocabularies.models import Country, Scheme

AREA = "area"
TOLD = (AREA, Scheme.GCM_OBJECTIVE.value, Scheme.SDG_GOAL.value, Scheme.PRINCIPLE.value)


@dataclass(frozen=True)
class Belonging:
    """One proposal among many. `amount` is None without a budget; `told` holds codes by vocabulary."""

    amount: Decimal | None
    state: str
    organisations: tuple[Party, ...]
    countries: tuple[Country, ...]
    told: Mapping[str, frozenset[str]]


def belongings(proposals: Sequence[Proposal]) -> Mapping[int, Belonging]:
    """By primary key; seven queries, one more for each table of moves. Documents are read once."""
    tables = _tables(proposals)
    parties, countries, opened = _parties(proposals), _countries(proposals), _opened(proposals, tables)
    used = FormVersion.objects.in_bulk({one.form_id for one in opened.values()})
    forms = {key: read_form(one.document) for key, one in used.items()}
    areas = _areas_of_calls(proposals)
    texts = _texts(opened, forms)
    found = {}
    for one in proposals:
        theirs, told = tuple(parties[one.pk]), dict(areas.get(one.call_id or 0, {}))
        amount = None
        if current := opened.get(one.pk):
            form, every = forms[current.form_id], texts[current.pk]
            amount = _amount(form, every, theirs)
            told |= _told(form, every, theirs)
        state = tables[one.table_id].state(one.state).label
        found[one.pk] = Belonging(amount, state, theirs, tuple(countries[one.pk]), told)
    return found


def _tables(proposals: Sequence[Proposal]) -> dict[int, MoveTable]:
    first = {one.table_id: one for one in reversed(proposals)}
    return {key: table_of(one) for key, one in first.items()}


def _opened(proposals: Sequence[Proposal], tables: Mapping[int, MoveTable]) -> dict[int, ProposalForm]:
    """The form of the stage each is in, or of the last stage it came to."""
    by_proposal: dict[int, list[ProposalForm]] = defaultdict(list)
    rows = ProposalForm.objects.filter(proposal__in=proposals).order_by("pk")
    for row in rows:
        by_proposal[row.proposal_id].append(row)
    found = {}
    for one in proposals:
        stage = tables[one.table_id].state(one.state).stage
        if theirs := by_proposal[one.pk]:
            found[one.pk] = next((row for row in theirs if row.stage == stage), theirs[-1])
    return found


def _texts(
    opened: Mapping[int, ProposalForm], forms: Mapping[int, Form]
) -> Mapping[int, dict[tuple[str, str], Answers]]:
    """The answers of the sections with a budget or with what is told, and of no other: texts are long."""
    wanted = {
        section.code
        for form in forms.values()
        for section in form.sections
        if any(field.budget or any(_telling(field)) for field in section.fields)
    }
    found: dict[int, dict[tuple[str, str], Answers]] = defaultdict(dict)
    rows = SectionText.objects.filter(opened__in=opened.values(), section__in=wanted)
    for key, section, slug, answers in rows.values_list("opened_id", "section", "party__slug", "answers"):
        found[key][section, slug or ""] = answers
    return found


def _amount(form: Form, every: AnswersOf, parties: Sequence[Party]) -> Decimal | None:
    for section in form.sections:
        for field in section.fields:
            if field.budget:
                rows = budget_rows(section, field, every, parties)
                return budget_sums(rows, field.budget).total or None
    return None


def _told(form: Form, every: AnswersOf, parties: Sequence[Party]) -> dict[str, frozenset[str]]:
    slugs = {"", *(one.slug for one in parties)}
    found: dict[str, set[str]] = defaultdict(set)
    for section in form.sections:
        written = [
            answers for (code, slug), answers in every.items() if code == section.code and slug in slugs
        ]
        for field in section.fields:
            for name in _telling(field):
                found[name] |= {code for answers in written for code in _codes(field, name, answers)}
    return {name: frozenset(codes) for name, codes in found.items() if codes}


def _telling(field: Field) -> Iterator[str]:
    """The vocabularies a field tells of: by its own name, or by those of its columns."""
    if field.kind is Kind.TABLE:
        yield from (one.code for one in field.columns if one.code in TOLD)
    elif field.code in TOLD:
        yield field.code


def _codes(field: Field, name: str, answers: Answers) -> Iterator[str]:
    typed = (
        (row.get(name, "") for row in rows_of(answers, field.code))
        if field.kind is Kind.TABLE
        else (text_of(answers, field.code),)
    )
    yield from (code.strip() for code in typed if code.strip())


def _areas_of_calls(proposals: Sequence[Proposal]) -> dict[int, dict[str, frozenset[str]]]:
    """A call for one area alone tells the area of its proposals; each call is read once."""
    calls = Call.objects.filter(pk__in={one.call_id for one in proposals if one.call_id})
    read = {key: from_json(words).areas for key, words in calls.values_list("pk", "words")}
    return {key: {AREA: frozenset(areas)} for key, areas in read.items() if len(areas) == 1}


def _parties(proposals: Sequence[Proposal]) -> Mapping[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    rows = ProposalParty.objects.filter(proposal__in=proposals, state=PartyState.TAKES_PART)
    for row in rows.select_related("organisation").order_by("pk"):
        is_lead = row.role == PartyRole.LEAD
        found[row.proposal_id].append(Party(row.organisation.slug, str(row.organisation), is_lead))
    return found


def _countries(proposals: Sequence[Proposal]) -> Mapping[int, list[Country]]:
    found: dict[int, list[Country]] = defaultdict(list)
    for row in ProposalCountry.objects.filter(proposal__in=proposals).select_related("country"):
        found[row.proposal_id].append(row.country)
    return found
