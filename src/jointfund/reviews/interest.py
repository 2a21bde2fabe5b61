"""What ties a person to a proposal, and what of its reviews she may see. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Tie(StrEnum):
    """Why somebody may have no part in the review of a proposal."""

    ORGANISATION = "organisation"
    COUNTRY = "country"
    DECLARED = "declared"


TIE_WORDS = {
    Tie.ORGANISATION: _("Her own organisation is a party to this proposal."),
    Tie.COUNTRY: _("This proposal is for her own country."),
    Tie.DECLARED: _("She declared an interest in this proposal."),
}


@dataclass(frozen=True)
class Belongs:
    """Organisations and countries, by slug and ISO 3166-1 alpha-3, of a person or of a proposal."""

    organisations: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


def tie_between(person: Belongs, proposal: Belongs, *, has_declared: bool) -> Tie | None:
    """What bars the person from the proposal; None where nothing does."""
    if person.organisations & proposal.organisations:
        return Tie.ORGANISATION
    if person.countries & proposal.countries:
        return Tie.COUNTRY
    return Tie.DECLARED if has_declared else None


@dataclass(frozen=True)
class Standing:
    """How a person stands to one round of review. `has_cleared`: she declared that she has no interest."""

    tie: Tie | None = None
    is_assigned: bool = False
    has_cleared: bool = False
    has_submitted: bool = False
    assigns: bool = False
    decides: bool = False

    @property
    def may_score(self) -> bool:
        """Whether a scorecard opens."""
        return self.is_assigned and self.has_cleared and self.tie is None


def sees_reviews(who: Standing, *, is_closed: bool, hides_scores: bool) -> bool:
    """Whether somebody may read what others wrote.

    Nobody with an interest; a reviewer once she cleared herself and, where scores are hidden, submitted hers
    or the round was closed; who assigns; who decides once it is closed.
    """
    if who.tie is not None:
        return False
    if who.is_assigned:
        return who.has_cleared and (who.has_submitted or is_closed or not hides_scores)
    return who.assigns or (who.decides and is_closed)
