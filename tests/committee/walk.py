"""A round as people walk it through services: who they are, a form filled in, submission, review, meetings.

Everything that differs between funds is read from the fund's own table, forms, call and bodies.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from jointfund.committee.models import AgendaItem, Decision, Meeting
from jointfund.committee.proposed import ProposedCondition, ProposedDecision
from jointfund.committee.services import bodies, deciding, meetings
from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
from jointfund.proposals import services, stages
from jointfund.proposals.calls.reading import read_terms
from jointfund.proposals.calls.words import CallWords, CriterionWords, StageWords, from_json
from jointfund.proposals.forms import Kind, read_form
from jointfund.proposals.forms.missing import asked_fields, owners_of
from jointfund.proposals.freezing import text_digest
from jointfund.proposals.models import Proposal
from jointfund.proposals.models_calls import Call
from jointfund.proposals.moves import Move, StateKind
from jointfund.proposals.services import calls, form_of, table_of
from jointfund.reviews import services as reviews
from jointfund.reviews.eligibility import ConditionAnswer, conditions_of
from jointfund.reviews.models import InterestKind, ReviewRound
from jointfund.reviews.queries.summaries import terms_of

NOW = timezone.now()
WORDS = CallWords(
    title="Example: places that receive people",
    summary="An example of a call.",
    areas=("1",),
    envelope="50000",
    kinds=("un",),
    countries=("TGO",),
    least_organisations="2",
    eligibility="It reaches people on the move.",
    time_zone="Africa/Lome",
    rolling="yes",
    stages=(
        StageWords("note", "2020-01-01T00:00", "", "concept_note"),
        StageWords("document", "2020-01-01T00:00", "", "programme_document"),
    ),
    criteria=(CriterionWords("Quality", "60", family="Technical"), CriterionWords("Equality", "40")),
    contact="The secretariat",
)


@dataclass
class Round:
    """A fund with its people, a published call, and how many organisations write together."""

    fund: Fund
    people: dict[str, User]
    lead: Organisation
    partner: Organisation
    call: Call
    is_joint: bool

    @property
    def reviewers(self) -> list[User]:
        return [self.people[name] for name in ("ravi", "tariq", "amina")]


def begin(fund: Fund, kind: OrganisationKind) -> Round:
    """People of every role, a call of the fund published by two of them, seats in the body that decides."""
    lead, partner = (
        Organisation.objects.create(fund=fund, slug=slug, name=slug.title(), kind=kind)
        for slug in ("lead", "partner")
    )

    def person(name: str, role: Role, organisation: Organisation | None = None, country: str = "") -> User:
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=fund, role=role, organisation=organisation, country=country)
        return user

    people = {
        "sofia": person("sofia", Role.SECRETARIAT),
        "second": person("second", Role.SECRETARIAT),
        "pia": person("pia", Role.OFFICER, lead),
        "partner": person("partner", Role.OFFICER, partner),
        "head": person("head", Role.ORGANISATION_HEAD, lead),
        "partnerhead": person("partnerhead", Role.ORGANISATION_HEAD, partner),
        "moussa": person("moussa", Role.SIGNATORY, country="TGO"),
        **{name: person(name, Role.REVIEWER) for name in ("ravi", "tariq", "amina")},
        **{name: person(name, Role.COMMITTEE) for name in ("carmen", "dag", "omar")},
    }
    call = fund.calls.first() or calls.draft_call(fund, WORDS, actor="test", now=NOW)
    calls.send_call(call, actor=people["sofia"], now=NOW)
    calls.publish_call(call, actor=people["second"], now=NOW)
    call.refresh_from_db()
    checks = {check for move in fund.move_tables.last().table["moves"] for check in move.get("checks", ())}
    _seat(fund, people, lead)
    return Round(fund, people, lead, partner, call, "has_two_organisations" in checks)


def submitted(one: Round, title: str) -> Proposal:
    """A proposal of the call, written in full, signed where the table asks for it, and submitted."""
    pia = one.people["pia"]
    made = services.start_proposal(one.fund, one.lead, title, actor=pia, now=NOW)
    if one.is_joint:
        services.invite_party(made, one.partner, actor=pia)
        services.answer_invitation(made, one.partner, accept=True, actor=one.people["partner"], now=NOW)
        services.name_countries(made, ["TGO"], actor=pia)
    made = calls.answer_call(made, one.call, actor=pia, now=NOW)
    return submit(one, made)


def submit(one: Round, proposal: Proposal) -> Proposal:
    """Fill the form of the stage, sign and submit by the way the form chooses."""
    _write(proposal)
    opened = form_of(proposal)
    for name in ("moussa", "head", "partnerhead") if one.is_joint else ():
        for signature in services.signatures_of(one.people[name], proposal):
            with suppress(services.SignedBefore):  # the same text as before
                services.endorse(
                    proposal, signature, digest=text_digest(opened), actor=one.people[name], now=NOW
                )
    pia = one.people["pia"]
    name = next(
        step.move.name
        for step in services.open_moves(proposal, pia)
        if step.is_open and step.move.permission == "proposal:submit"
    )
    return services.move(proposal, name, actor=pia, now=NOW)


def screen(one: Round, proposal: Proposal, *, ends: str = "") -> Proposal:
    """Found eligible, or not: `ends` is `closed` or `returned`."""
    words = from_json(one.call.versions.last().words)
    conditions = conditions_of(read_terms(words)[0], words)
    answers = [ConditionAnswer(each, True) for each in conditions]
    if ends:
        answers[-1] = ConditionAnswer(conditions[-1], False, "It is for another place.")
    step = next(step for step in reviews.ways_on(proposal) if _fits(step, proposal, ends))
    reviews.check_eligibility(proposal, answers, step.name, actor=one.people["sofia"], now=NOW)
    return fresh(proposal)


def review(one: Round, proposal: Proposal, *, recused: User | None = None) -> ReviewRound:
    """Three reviewers for every family, one with an interest perhaps; the others submit; closed."""
    words = from_json(one.call.versions.last().words)
    families = read_terms(words)[0].families
    due = (NOW + timedelta(days=14)).date()
    for reviewer in one.reviewers:
        made = reviews.assign(proposal, reviewer, families, due=due, actor=one.people["sofia"], now=NOW)
        if reviewer == recused:
            reviews.declare(made, InterestKind.DECLARED, "I advised its lead.", actor=reviewer, now=NOW)
            continue
        reviews.declare(made, InterestKind.NONE, actor=reviewer, now=NOW)
        typed = {f"score-{each.code}": "4" for each in terms_of(made).criteria}
        reviews.save_scorecard(made, typed, saves=0, actor=reviewer, now=NOW)
        reviews.submit_scorecard(made, actor=reviewer, now=NOW)
    return reviews.close_round(made, actor=one.people["sofia"], now=NOW)


def meet(one: Round, proposals: list[Proposal]) -> tuple[Meeting, list[AgendaItem]]:
    """A meeting in session with these on the agenda and every seat there."""
    sofia = one.people["sofia"]
    body = one.fund.bodies.get(decides=True)
    meeting = meetings.plan_meeting(body, starts_at=NOW, time_zone="UTC", place="", actor=sofia)
    items = [meetings.add_proposal(meeting, each, actor=sofia) for each in proposals]
    meeting = meetings.open_session(meeting, actor=sofia)
    seats = [seat for group in body.constituencies.all() for seat in group.held_seats.all()]
    meetings.record_attendance(meeting, seats, actor=sofia)
    return meeting, items


def decide(
    one: Round, item: AgendaItem, outcome: str, amounts: dict[str, str] | None = None, condition: str = ""
) -> Decision:
    """What the body decides, with a condition on the lead perhaps."""
    asked = [ProposedCondition(condition, "lead", due_day())] if condition else []
    given = {slug: Decimal(amount) for slug, amount in (amounts or {}).items()}
    what = ProposedDecision(outcome, f"The body decides: {outcome}.", given, tuple(asked))
    return deciding.decide(item, what, actor=one.people["sofia"], now=NOW)


def bring_on(one: Round, proposal: Proposal) -> Proposal:
    """Written, submitted and taken up again where a decision opened the next stage; else as it is."""
    proposal = fresh(proposal)
    if table_of(proposal).state(proposal.state).is_editable:
        proposal = screen(one, submit(one, proposal))
    return proposal


def due_day() -> date:
    """When conditions are due."""
    return (NOW + timedelta(days=60)).date()


def fresh(proposal: Proposal) -> Proposal:
    """The proposal as it stands."""
    return Proposal.objects.select_related("fund", "table", "programme", "call").get(pk=proposal.pk)


def _seat(fund: Fund, people: dict[str, User], lead: Organisation) -> None:
    """Carmen and Dag for themselves; Omar for the organisation that leads, so that he takes no part."""
    groups = fund.bodies.get(decides=True).constituencies.order_by("pk")
    for name, group in zip(("carmen", "dag", "omar"), groups, strict=False):
        bodies.give_seat(
            group,
            people[name],
            name.title(),
            actor=people["sofia"],
            valid_from=date(2020, 1, 1),
            organisation=lead if name == "omar" else None,
        )


def _fits(step: Move, proposal: Proposal, ends: str) -> bool:
    target = table_of(proposal).state(step.target)
    if not ends:
        return not step.needs_note
    return step.needs_note and (target.is_editable if ends == "returned" else target.kind is StateKind.CLOSED)


def _write(proposal: Proposal, now: datetime = NOW) -> None:
    opened = form_of(proposal)
    form, parties = read_form(opened.form.document), stages.parties_of(proposal)
    every = {
        (section.code, party): {field.code: _answer(field) for field in section.fields}
        for section in form.sections
        for party in owners_of(section, parties)
    }
    versions = {
        (one.section, one.party.slug if one.party else ""): one.version
        for one in opened.texts.select_related("party")
    }
    for (code, party), answers in every.items():
        asked = {one.code for one in asked_fields(form, form.section(code), party, every)}
        kept = {key: value for key, value in answers.items() if key in asked}
        services.save_section(
            proposal, code, party=party, answers=kept,
            expected_version=versions[code, party], actor="test", now=now,
        )  # fmt: skip


def _answer(field):
    if field.kind is Kind.TABLE:
        return [{column.code: _text(column) for column in field.columns}]
    return _text(field)


def _text(one) -> str:
    """One answer that fits; every code is A1, so that what refers to one finds it."""
    match one.kind:
        case Kind.CHOICE:
            return one.choices[0].code
        case Kind.NUMBER:
            return "12000"
        case Kind.DATE:
            return "2027-01-31"
        case _:
            return "A1"
