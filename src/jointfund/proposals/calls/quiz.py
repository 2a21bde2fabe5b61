"""The few questions before the form: do the call's own rules fit who asks? Nothing of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from jointfund.proposals.calls.terms import Lot, Terms


@dataclass(frozen=True)
class Applicant:
    """What was answered; empty or None where a question was left open. `region` is that of the country."""

    kind: str = ""
    organisation: str = ""
    country: str = ""
    region: str = ""
    amount: Decimal | None = None
    lot: str = ""
    organisations: int | None = None


@dataclass(frozen=True)
class Misfit:
    """A rule of the call that does not fit, and the question it stands at."""

    question: str
    reason: str


def misfits(terms: Terms, one: Applicant) -> tuple[Misfit, ...]:
    """Every rule that does not fit, and every question that was left open."""
    return (*_who(terms, one), *_where(terms, one), *_how_much(terms, one), *_with_whom(terms, one))


def asks_for_an_organisation(terms: Terms) -> bool:
    """Whether the call names organisations, so that one of them has to be chosen."""
    return bool(terms.organisations)


def _who(terms: Terms, one: Applicant) -> Iterator[Misfit]:
    if one.organisation and one.organisation in terms.organisations:
        return
    if terms.kinds:
        if not one.kind:
            yield Misfit("kind", _("Say what kind of organisation leads the proposal."))
        elif one.kind not in terms.kinds:
            yield Misfit("kind", _("This call is not for organisations of this kind."))
    elif terms.organisations:
        yield Misfit("organisation", _("This call is only for the organisations it names."))


def _where(terms: Terms, one: Applicant) -> Iterator[Misfit]:
    if not (terms.countries or terms.regions):
        return
    if not one.country:
        yield Misfit("country", _("Say in which country the programme works."))
    elif one.country not in terms.countries and one.region not in terms.regions:
        yield Misfit("country", _("The call does not cover this country."))


def _how_much(terms: Terms, one: Applicant) -> Iterator[Misfit]:
    if one.amount is None:
        yield Misfit("amount", _("Say how much you would ask for."))
        return
    lot = next((lot for lot in terms.lots if lot.title == one.lot), None)
    if terms.lots and lot is None:
        yield Misfit("lot", _("Choose the lot you would apply for."))
    if lot:
        yield from _within(lot, one.amount)
    if terms.envelope is not None and one.amount > terms.envelope:
        yield Misfit("amount", _("That is more than the whole call gives out."))


def _within(lot: Lot, amount: Decimal) -> Iterator[Misfit]:
    if lot.floor is not None and amount < lot.floor:
        yield Misfit("amount", _("That is less than a proposal for this lot asks at least."))
    if lot.ceiling is not None and amount > lot.ceiling:
        yield Misfit("amount", _("That is more than a proposal for this lot may ask."))


def _with_whom(terms: Terms, one: Applicant) -> Iterator[Misfit]:
    if terms.least_organisations < 2:
        return
    if one.organisations is None:
        yield Misfit("organisations", _("Say how many organisations would write it together."))
    elif one.organisations < terms.least_organisations:
        words = _("The call asks for at least %(count)s organisations.")
        yield Misfit("organisations", words % {"count": terms.least_organisations})
