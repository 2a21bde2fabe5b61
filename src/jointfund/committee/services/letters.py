"""Letters to proposers: one batch for a meeting, previewed, each sent once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.committee.letters import Template, WrittenLetter, fill, read_templates
from jointfund.committee.models import Decision, LetterToProposer, Meeting, MeetingState
from jointfund.committee.services.meetings import lock_meeting
from jointfund.funds.models import Fund
from jointfund.funds.services import part_in_force
from jointfund.kernel.money import exact
from jointfund.notices.kinds import Kind
from jointfund.notices.services import Addressee, News, notify
from jointfund.people.addressees import addressee
from jointfund.people.models import Organisation, Role, User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.stages import taking_part
from jointfund.vocabularies.services import DATA, read_data

READERS = (Role.OFFICER, Role.ORGANISATION_HEAD)


@dataclass(frozen=True)
class LetterDraft:
    """A letter as it would leave, or as it left; `written` is None where the fund has no template for it."""

    decision: Decision
    organisation: Organisation
    written: WrittenLetter | None
    is_sent: bool


def templates_of(fund: Fund, day: date) -> Mapping[str, Template]:
    """The templates by outcome that count on a day: the fund's own, else those that ship for it."""
    if part := part_in_force(fund, "letters", day):
        return read_templates(part.document)
    if not (DATA / "funds" / fund.code / "letters.json").is_file():
        return {}
    return read_templates(read_data(f"funds/{fund.code}/letters"))


def letters_of(meeting: Meeting) -> Sequence[LetterDraft]:
    """Every letter the decisions of a meeting ask for, one for each organisation that takes part."""
    templates = templates_of(meeting.body.fund, timezone.localdate())
    sent = {
        (one.decision_id, one.organisation_id): WrittenLetter(one.subject_line, one.text)
        for one in LetterToProposer.objects.filter(decision__item__meeting=meeting)
    }
    drafts = []
    for decision in _decisions(meeting):
        template = templates.get(decision.outcome)
        for party in taking_part(decision.item.proposal) if decision.item.proposal else ():
            organisation = party.organisation
            kept = sent.get((decision.pk, organisation.pk))
            written = kept or (fill(template, _values(decision, organisation)) if template else None)
            drafts.append(LetterDraft(decision, organisation, written, kept is not None))
    return drafts


@transaction.atomic
def send_letters(meeting: Meeting, *, actor: User | str, now: datetime) -> int:
    """Send what is not sent yet; how many left. A second press sends nothing. Raises NotAllowed."""
    meeting = lock_meeting(meeting, *MeetingState)
    fund = meeting.body.fund
    require(actor, Permission.COMMITTEE_RECORD, InFund(fund))
    count = 0
    for one in letters_of(meeting):
        if one.is_sent or one.written is None:
            continue
        letter = LetterToProposer.objects.create(
            decision=one.decision,
            organisation=one.organisation,
            subject_line=one.written.subject,
            text=one.written.text,
            sent_by=reference_of(actor),
            sent_at=now,
        )
        values = {"subject": letter.subject_line, "text": letter.text}
        proposal = one.decision.item.proposal
        about = proposal.subject if proposal else one.decision.subject
        news = News(fund, about, now, f"letter:{letter.pk}", values)
        notify(Kind.DECISION_LETTER, _readers(fund, one.organisation), news)
        count += 1
    if count:
        audit.record(
            Verb.LETTERS_SENT, meeting.subject, actor=reference_of(actor), fund=fund, after={"letters": count}
        )
    return count


def _decisions(meeting: Meeting) -> Sequence[Decision]:
    found = Decision.objects.filter(item__meeting=meeting, item__proposal__isnull=False)
    found = found.select_related(
        "fund", "item__proposal__fund", "item__proposal__lead", "item__meeting__body"
    )
    return list(found.prefetch_related("amounts__organisation", "conditions__owner").order_by("number"))


def _readers(fund: Fund, organisation: Organisation) -> list[Addressee]:
    theirs = Q(memberships__fund=fund, memberships__role__in=READERS, memberships__organisation=organisation)
    return [addressee(user) for user in User.objects.filter(theirs, is_active=True).distinct().order_by("pk")]


def _values(decision: Decision, organisation: Organisation) -> Mapping[str, str]:
    proposal, body = decision.item.proposal, decision.item.meeting.body
    conditions = [
        _("%(owner)s by %(day)s: %(text)s")
        % {"owner": one.owner, "day": date_format(one.due, "j F Y"), "text": one.text}
        for one in decision.conditions.all()
    ]
    amounts = [
        f"{one.organisation}: {exact(one.amount, decision.fund.currency)}" for one in decision.amounts.all()
    ]
    return {
        "reference": proposal.reference if proposal else "",
        "title": decision.item.title,
        "lead": str(proposal.lead) if proposal else "",
        "fund": decision.fund.short_name,
        "body": str(body),
        "day": date_format(decision.decided_at, "j F Y"),
        "decision": decision.reference,
        "decided": decision.text,
        "conditions": "\n".join([_("To be answered:"), *conditions]) if conditions else "",
        "amounts": "\n".join(amounts),
    }
