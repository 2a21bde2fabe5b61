"""What all moves of a publication share: the locked row, who may, from which state."""

from jointfund.audit import services as audit
from jointfund.audit.services import Values, Verb
from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import FundRecord, InFund, NotAllowed, Permission, can
from jointfund.publications.models import Publication, PublicationState


class IllegalMove(DomainError):
    """The publication is not in the state this starts from."""


def require(by: User | None, permission: Permission, thing: Fund | Publication) -> None:
    """Raises NotAllowed. Without a person it is the installation itself that acts."""
    asked = InFund(thing) if isinstance(thing, Fund) else FundRecord(thing.fund, subject_of(thing))
    if by is not None and not (answer := can(by, permission, asked)):
        raise NotAllowed(answer.reason)


def locked(publication: Publication, *expected: PublicationState) -> Publication:
    """The publication as it stands, nobody else writing it until this is done. Raises IllegalMove."""
    found = Publication.objects.select_for_update().select_related("fund").get(pk=publication.pk)
    if found.state not in expected:
        words = " or ".join(str(state.label) for state in expected)
        raise IllegalMove(f"This publication is {found.get_state_display()}; only one {words} can do this.")
    return found


def written(publication: Publication, verb: Verb, *, actor: str, after: Values, note: str = "") -> None:
    """Save the publication with its next version, and tell of it."""
    publication.version += 1
    publication.save()
    audit.record(
        verb, subject_of(publication), actor=actor, fund=publication.fund, after=after, note=note[:2000]
    )


def subject_of(publication: Publication) -> str:
    """How events name a publication."""
    return f"{publication.fund.code}/publication/{publication.draft}"
