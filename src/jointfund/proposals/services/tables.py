"""Entering versions of a fund's table of moves. A table that does not hold together is refused whole."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.data_rows import Json
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.models import MoveTableVersion
from jointfund.proposals.moves import as_json, read_table
from jointfund.proposals.workflow import known
from jointfund.vocabularies.services import read_data


class NoTable(DomainError):
    """The fund has no table of moves yet."""


@transaction.atomic
def enter_table(
    fund: Fund, document: Json, *, source: str, valid_from: date, actor: User | str
) -> MoveTableVersion:
    """The next version of the fund's table; the same table again changes nothing.

    Proposals under way keep the version they began with. Raises BrokenTable, NotAllowed.
    """
    require(actor, Permission.MOVES_EDIT, InFund(fund))
    table = as_json(read_table(document, known()))
    Fund.objects.select_for_update().get(pk=fund.pk)
    latest = fund.move_tables.order_by("-number").first()
    if latest and latest.table == table:
        return latest
    highest: int = fund.move_tables.aggregate(Max("number"))["number__max"] or 0
    version = MoveTableVersion.objects.create(
        fund=fund,
        number=highest + 1,
        table=table,
        source=source,
        valid_from=valid_from,
        entered_by=reference_of(actor),
    )
    audit.record(
        Verb.MOVES_ENTERED,
        f"{fund.code}/moves/{version.number}",
        actor=reference_of(actor),
        fund=fund,
        after={"version": version.number, "valid_from": valid_from.isoformat(), "source": source},
    )
    return version


def load_table(fund: Fund, *, actor: str) -> MoveTableVersion:
    """The table of the fund's data file."""
    data = read_data(f"funds/{fund.code}/moves")
    return enter_table(
        fund, data, source=data["source"], valid_from=date.fromisoformat(data["valid_from"]), actor=actor
    )


def is_joint(fund: Fund, day: date) -> bool:
    """Whether a new proposal needs a second organisation; so says the table in force. False without one."""
    found = fund.move_tables.filter(valid_from__lte=day).order_by("-number").first()
    moves = read_table(found.table, known()).moves if found else ()
    return any("has_two_organisations" in move.checks for move in moves)


def table_in_force(fund: Fund, day: date) -> MoveTableVersion:
    """The version new proposals go by. Raises NoTable."""
    found = fund.move_tables.filter(valid_from__lte=day).order_by("-number").first()
    if found is None:
        raise NoTable("This fund has no table of moves: enter one first.")
    return found
