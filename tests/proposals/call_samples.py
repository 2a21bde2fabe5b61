"""A call that can be published, in words of our own; a made-up list in the layout of the real one."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.proposals.calls.words import CallWords, CriterionWords, LotWords, StageWords
from jointfund.proposals.models_calls import Call
from jointfund.proposals.services import calls
from jointfund.proposals.services.tables import load_table

COMPLETE = CallWords(
    title="Example: safe routes",
    summary="An example of a call, for tests.",
    areas=("1",),
    earmarks="Coastal towns",
    envelope="1,000,000",
    lots=(LotWords("Small", "50000", "200000"), LotWords("Large", "200000", "600000")),
    kinds=("un",),
    regions=("Western Africa",),
    least_organisations="2",
    time_zone="Europe/Zurich",
    stages=(
        StageWords("note", "2027-01-10T09:00", "2027-03-31T17:00", "concept-note"),
        StageWords("document", "2027-05-01T09:00", "2027-09-30T17:00", "document"),
    ),
    criteria=(CriterionWords("Quality", "60"), CriterionWords("Balance", "40")),
    instruments="gender-marker",
    contact="The secretariat",
    questions_close="2027-03-15T17:00",
)

SANCTIONS = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00.000Z">
  <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Nobody</FIRST_NAME><SECOND_NAME>Atall</SECOND_NAME>
    <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>No One</ALIAS_NAME></INDIVIDUAL_ALIAS>
  </INDIVIDUAL></INDIVIDUALS>
  <ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>{name}</FIRST_NAME>
    <REFERENCE_NUMBER>XXe.002</REFERENCE_NUMBER>
    <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Port Relief Group</ALIAS_NAME></ENTITY_ALIAS>
  </ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""


def sanctions_file(day: str = "2026-10-01", name: str = "Harbour Works Foundation") -> bytes:
    """A list of one entity and one person, made up, of a day."""
    return SANCTIONS.format(day=day, name=name).encode()


def open_words() -> CallWords:
    """The same call with a first stage that is open now and a second to come."""
    today = timezone.now().date()

    def on(days: int) -> str:
        return f"{today + timedelta(days=days)}T12:00"

    first, second = COMPLETE.stages
    return replace(
        COMPLETE,
        stages=(replace(first, opens=on(-10), closes=on(30)), replace(second, opens=on(60), closes=on(120))),
        questions_close=on(20),
    )


def publish(fund: Fund, words: CallWords) -> Call:
    """A call of the fund, published; the table of moves is loaded where there is none."""
    if not fund.move_tables.exists():
        load_table(fund, actor="test")
    call = calls.draft_call(fund, words, actor="test", now=timezone.now())
    calls.send_call(call, actor="test", now=timezone.now())
    calls.publish_call(call, actor="another", now=timezone.now())
    call.refresh_from_db()
    return call
