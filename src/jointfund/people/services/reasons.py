"""Why something is done to a person's roles. Events are kept for good, so a reason names nobody."""

from django.utils.translation import gettext as _

from jointfund.kernel.errors import DomainError
from jointfund.people.models import User


class ReasonMissing(DomainError):
    """What changes a person's rights is done for a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why: the reason is kept in the audit trail."))


class ReasonNamesSomebody(DomainError):
    """The reason holds an e-mail address or the name of the person it is about."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The reason is kept for good, also after a person is erased: "
                "leave out names and e-mail addresses."
            )
        )


def checked_reason(text: str, about: User | None = None) -> str:
    """The reason as it may be kept, at most 500 characters. Raises ReasonMissing, ReasonNamesSomebody."""
    reason = " ".join(text.split())[:500]
    if not reason:
        raise ReasonMissing
    if "@" in reason or (about and about.name.casefold() in reason.casefold()):
        raise ReasonNamesSomebody
    return reason
