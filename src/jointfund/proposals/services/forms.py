"""Entering versions of a fund's forms. A form that does not hold together is refused whole."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.funds.models import Fund
from jointfund.kernel.data_rows import Json
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.proposals.forms import as_json, read_form
from jointfund.proposals.models import FormVersion
from jointfund.proposals.services.tables import load_table
from jointfund.vocabularies.services import DATA, read_data

BY_A_PERSON = "user:"
type Shipped = dict[str, Json]


@transaction.atomic
def enter_form(
    fund: Fund, document: Json, *, source: str, valid_from: date, actor: User | str
) -> FormVersion:
    """The next version of a form, for the first of its stages; the same form again changes nothing.

    Proposals under way keep the version their stage began with. Raises BrokenForm, NotAllowed.
    """
    require(actor, Permission.MOVES_EDIT, InFund(fund))
    form = read_form(document)
    Fund.objects.select_for_update().get(pk=fund.pk)
    latest = fund.forms.filter(code=form.code).order_by("-number").first()
    if latest and latest.document == as_json(form):
        return latest
    highest: int = fund.forms.filter(code=form.code).aggregate(Max("number"))["number__max"] or 0
    version = FormVersion.objects.create(
        fund=fund,
        code=form.code,
        stage=form.stages[0],
        number=highest + 1,
        document=as_json(form),
        source=source,
        valid_from=valid_from,
        entered_by=reference_of(actor),
    )
    audit.record(
        Verb.FORM_ENTERED,
        f"{fund.code}/form/{form.code}/{version.number}",
        actor=reference_of(actor),
        fund=fund,
        after={"version": version.number, "valid_from": valid_from.isoformat(), "source": source},
    )
    return version


def load_forms(fund: Fund, *, actor: str) -> list[FormVersion]:
    """The forms of the fund's data files; none where it has no folder of them."""
    return [_enter_shipped(fund, document, actor) for document in _shipped(fund)]


@transaction.atomic
def load_way(fund: Fund, *, actor: str) -> None:
    """The shipped table and forms as they are now, each as its next version.

    One of which a person entered a version is the fund's own and stays as it is.
    """
    if _ships_moves(fund) and not fund.move_tables.filter(entered_by__startswith=BY_A_PERSON).exists():
        load_table(fund, actor=actor)
    own = set(fund.forms.filter(entered_by__startswith=BY_A_PERSON).values_list("code", flat=True))
    for document in _shipped(fund):
        if document["code"] not in own:
            _enter_shipped(fund, document, actor)


def _ships_moves(fund: Fund) -> bool:
    return (DATA / "funds" / fund.code / "moves.json").is_file()


def _shipped(fund: Fund) -> list[Shipped]:
    names = sorted(path.stem for path in (DATA / "funds" / fund.code / "forms").glob("*.json"))
    return [read_data(f"funds/{fund.code}/forms/{name}") for name in names]


def _enter_shipped(fund: Fund, document: Shipped, actor: str) -> FormVersion:
    return enter_form(
        fund,
        document,
        source=str(document["source"]),
        valid_from=date.fromisoformat(str(document["valid_from"])),
        actor=actor,
    )
