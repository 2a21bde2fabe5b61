"""A candidate beside the record: what is new, what is the same, where the two differ.

The rule of the house: where record and document differ, the record stays unless a person says otherwise.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.db.models import QuerySet

from jointfund.funds.models import Fund
from jointfund.intake.candidates.fields import split_list
from jointfund.intake.matching import ROUNDING
from jointfund.intake.models import CandidateField, Decision
from jointfund.kernel.words import fold
from jointfund.programmes.models import Programme, Standing
from jointfund.reading.lexicon import Lexicon


class Relation(StrEnum):
    """How a value of a document stands to the record."""

    NEW = "new"  # the record knows nothing here
    SAME = "same"
    DIFFERS = "differs"
    EMPTY = "empty"  # the document gives nothing


@dataclass(frozen=True)
class Side:
    """What the record holds of one field: as people read it, and as it is compared."""

    shown: str
    compared: frozenset[str]


NOTHING = Side("", frozenset())


def for_comparison() -> QuerySet[Programme]:
    """Programmes with all that a comparison reads, in a constant number of queries."""
    return Programme.objects.select_related("fund", "area", "status").prefetch_related(
        "country_links__country",
        "parties__organisation",
        "key_partners",
        "status_events__status",
        "tags__term",
        "places",
    )


def on_record(programme: Programme | None) -> dict[str, Side]:
    """Each field of a programme as the record has it; none without a programme."""
    if programme is None:
        return {}
    return {
        "title": _text(programme.title or ""),
        "countries": _countries(programme),
        "thematic_area": _plain(str(programme.area.number) if programme.area else ""),
        "budget_usd": _budget(programme),
        "duration_months": _plain(str(programme.duration_months or "")),
        "status": _status(programme),
        "participating_organisations": _parties(programme),
        "key_partners_text": _partners(programme),
        "summary_text": _text(programme.summary),
        "starts": _plain(programme.starts.iso() if programme.starts else ""),
        "ends_original": _plain(programme.ends_original.iso() if programme.ends_original else ""),
        "ends": _plain(programme.ends.iso() if programme.ends else ""),
        **_tags(programme),
    }


def relation_of(
    field: CandidateField, sides: dict[str, Side], lexicon: Lexicon, *, is_rounded: bool = False
) -> Relation:
    """How one field of a candidate stands to the record."""
    if not field.proposed:
        return Relation.EMPTY
    side = sides.get(field.name, NOTHING)
    if not side.shown:
        return Relation.NEW
    if field.is_suggestion:
        return Relation.SAME if CONFIRMED in side.compared else Relation.NEW
    if field.name == "amount_usd":
        is_same = field.proposed in side.compared
        return Relation.SAME if is_same else Relation.DIFFERS
    if is_rounded and field.name == "budget_usd" and _rounds_to(field.proposed, side):
        return Relation.SAME
    compared = _compared(field.name, field.proposed, lexicon)
    is_same = compared <= side.compared if field.name in GROWING else compared == side.compared
    return Relation.SAME if is_same else Relation.DIFFERS


def default_decision(field: CandidateField, relation: Relation) -> str:
    """What holds while nobody decided: a suggestion stays one, and a value on record stays.

    Empty for a suggestion: it enters the record as what it is, a suggestion.
    """
    if field.is_suggestion:
        return ""
    return Decision.REJECT if relation in (Relation.DIFFERS, Relation.EMPTY) else Decision.ACCEPT


def decision_of(field: CandidateField, relation: Relation) -> str:
    """What holds for a field: what a person decided, else the default."""
    return field.decision or default_decision(field, relation)


CONFIRMED = "confirmed"
# Of these a document may tell a part: what it lists being on record already is no difference.
GROWING = {"participating_organisations", "key_partners_text", "status"}


def _compared(name: str, text: str, lexicon: Lexicon) -> frozenset[str]:
    match name:
        case "budget_usd":
            return frozenset({text.replace(",", "")})
        case "countries":
            codes = {fold(one.name): one.iso3 for one in lexicon.countries}
            return frozenset(codes.get(fold(part), part) for part in split_list(text))
        case "participating_organisations" | "key_partners_text":
            return frozenset(fold(part) for part in split_list(text))
        case "title" | "summary_text":
            return frozenset({fold(text).rstrip(".")})
    return frozenset({text})


def _rounds_to(text: str, side: Side) -> bool:
    try:
        printed = Decimal(text.replace(",", ""))
        return any(abs(printed - Decimal(one)) <= ROUNDING for one in side.compared)
    except InvalidOperation:
        return False


def _plain(shown: str) -> Side:
    return Side(shown, frozenset({shown} if shown else ()))


def _text(shown: str) -> Side:
    return Side(shown, frozenset({fold(shown).rstrip(".")}))


def _countries(programme: Programme) -> Side:
    links = [link for link in programme.country_links.all() if link.role == "implementing"]
    return Side(
        "; ".join(link.country.name for link in links), frozenset(link.country.iso3 for link in links)
    )


def _budget(programme: Programme) -> Side:
    if programme.budget is None:
        return NOTHING
    shown = f"{programme.budget:,.2f}".removesuffix(".00")
    return Side(shown, frozenset({shown.replace(",", "")}))


def _status(programme: Programme) -> Side:
    """The latest status as shown; any status the programme ever had counts as known."""
    if programme.status is None:
        return NOTHING
    known = frozenset(event.status.code for event in programme.status_events.all())
    return Side(programme.status.label, known)


def _parties(programme: Programme) -> Side:
    shown, compared = [], set()
    for party in programme.parties.all():
        name = party.organisation.acronym or party.organisation.name
        shown.append(f"{name} (lead)" if party.role == "lead" else name)
        names = {fold(name), fold(party.organisation.name)}
        compared |= names | ({f"{one} (lead)" for one in names} if party.role == "lead" else set())
    return Side("; ".join(shown), frozenset(compared))


def _partners(programme: Programme) -> Side:
    names = [partner.name for partner in programme.key_partners.all()]
    shown = programme.key_partners_text or "; ".join(names)
    return Side(shown, frozenset(map(fold, (*names, *split_list(programme.key_partners_text)))))


def _tags(programme: Programme) -> dict[str, Side]:
    """What is tagged already: each tag's standing under the name its suggestion would have."""
    standings = {f"tag:{tag.term.scheme}:{tag.term.code}": tag.standing for tag in programme.tags.all()}
    standings |= {f"tag:place:{place.name}": place.standing for place in programme.places.all()}
    standings |= {
        f"tag:country_role:{link.country.iso3}:{link.role}": link.standing
        for link in programme.country_links.all()
    }
    return {
        name: Side(str(Standing(standing).label), frozenset({standing}))
        for name, standing in standings.items()
    }


def programmes_to_choose(fund: Fund) -> tuple[tuple[str, str], ...]:
    """Reference and name of every programme of a fund, for choosing one to merge with."""
    rows = Programme.objects.filter(fund=fund).select_related("fund")
    found = rows.prefetch_related("country_links__country").order_by("number")
    return tuple((one.reference, f"{one.reference} {one.place_name}: {one.name}") for one in found)
