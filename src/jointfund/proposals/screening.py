"""Names held against the list of sanctions in use: those of organisations, and of whom a proposal names."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation
from jointfund.proposals.calls.names import Likeness, nearest
from jointfund.proposals.forms import read_form
from jointfund.proposals.forms.subgrants import Recipient, named_recipients
from jointfund.proposals.models import Proposal, ProposalForm, SanctionsMatch
from jointfund.proposals.models_calls import MatchState, SanctionsEntry, SanctionsList
from jointfund.proposals.stages import written_answers


def screen_organisations(fund: Fund, only: Iterable[Organisation] | None = None) -> int:
    """Hold organisations (without `only` all) against the list in use; how many matches are open.

    A match that was decided stays decided as long as neither name changed. Call it in a transaction.
    """
    latest = fund.sanctions_lists.last()
    if latest is None:
        return 0
    entries = list(latest.entries.all())
    for one in Organisation.objects.filter(fund=fund) if only is None else only:
        ours = [name for name in (one.name, one.acronym) if name]
        for entry in entries:
            if found := nearest(ours, entry.names):
                _keep(_of_organisation(one, entry, found, latest), found, latest)
    return SanctionsMatch.objects.filter(organisation__fund=fund, state=MatchState.OPEN).count()


def screen_recipients(opened: ProposalForm) -> None:
    """Hold everybody a form hands money to against the list in use. Call it in a transaction."""
    latest = opened.proposal.fund.sanctions_lists.last()
    names = dict.fromkeys(one.name for one in recipients_of(opened))
    if latest is None or not names:
        return
    entries = list(latest.entries.all())
    for name in names:
        for entry in entries:
            if found := nearest([name], entry.names):
                _keep(_of_recipient(opened.proposal, entry, found, latest), found, latest)


def recipients_of(opened: ProposalForm) -> Sequence[Recipient]:
    """Everybody a form hands money to; who stands in two rows stands here twice."""
    return named_recipients(read_form(opened.form.document), written_answers(opened))


def undecided_or_listed(proposal: Proposal, names: Collection[str]) -> Sequence[SanctionsMatch]:
    """The matches of those names that wait for a decision or were found to be the same."""
    kept = [name[:300] for name in names]
    found = proposal.sanctions_matches.filter(our_name__in=kept).exclude(state=MatchState.NOT_SAME)
    return list(found)


def matches_in(fund: Fund) -> Q:
    """The matches of a fund: those of its organisations and of whom its proposals name."""
    return Q(organisation__fund=fund) | Q(proposal__fund=fund)


def _of_organisation(
    one: Organisation, entry: SanctionsEntry, found: Likeness, latest: SanctionsList
) -> SanctionsMatch | None:
    match, is_new = SanctionsMatch.objects.get_or_create(
        organisation=one, reference=entry.reference, defaults=_defaults(found, latest)
    )
    return None if is_new else match


def _of_recipient(
    proposal: Proposal, entry: SanctionsEntry, found: Likeness, latest: SanctionsList
) -> SanctionsMatch | None:
    values = _defaults(found, latest)
    match, is_new = SanctionsMatch.objects.get_or_create(
        proposal=proposal, reference=entry.reference, our_name=values.pop("our_name"), defaults=values
    )
    return None if is_new else match


def _defaults(found: Likeness, latest: SanctionsList) -> dict[str, str | int | SanctionsList]:
    return {
        "our_name": found.ours[:300],
        "listed_name": found.listed[:500],
        "score": int(found.score * 100),
        "last_seen": latest,
    }


def _keep(match: SanctionsMatch | None, found: Likeness, latest: SanctionsList) -> None:
    if match is None:
        return
    if (match.our_name, match.listed_name) != (found.ours[:300], found.listed[:500]):
        match.our_name, match.listed_name = found.ours[:300], found.listed[:500]
        match.score, match.state = int(found.score * 100), MatchState.OPEN
    match.last_seen = latest
    match.save()
