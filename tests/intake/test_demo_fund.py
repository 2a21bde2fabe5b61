from decimal import Decimal

from django.core.management import call_command
from django.db.models import Count, Sum

from jointfund.audit.models import Event
from jointfund.ledger.models import OpeningEntry
from jointfund.programmes.models import FieldSource, Programme, ProgrammeTag, Stage


def figures(fund, document_day, stage):
    """Count and sum per area of what had a stage on a day."""
    rows = (
        Programme.objects.filter(
            fund=fund, status_events__on=document_day, status_events__status__stage=stage
        )
        .values_list("area__number")
        .annotate(Count("pk"), Sum("budget"))
        .order_by("area__number")
    )
    return [(count, total) for _, count, total in rows]


def test_the_demo_fund_gives_the_published_figures(demo_fund):
    funded = figures(demo_fund, "2023-07-31", Stage.FUNDED)
    waiting = figures(demo_fund, "2023-07-31", Stage.PIPELINE)
    assert funded == [
        (4, Decimal(7_200_000)),
        (4, Decimal(10_150_000)),
        (3, Decimal(6_586_280)),
        (5, Decimal(9_000_000)),
        (4, Decimal(8_767_940)),
    ]
    assert [count for count, _ in waiting] == [5, 9, 6, 5, 6]
    assert sum(total for _, total in waiting) == Decimal(75_855_166)
    assert OpeningEntry.objects.aggregate(Sum("amount"))["amount__sum"] == Decimal(57_425_741)


def test_loading_the_demo_again_changes_nothing(demo_fund):
    events = Event.objects.count()
    call_command("load_demo", verbosity=0)
    assert Event.objects.count() == events
    assert demo_fund.programmes.count() == 51


def test_every_value_of_the_demo_names_its_lines(demo_fund):
    for field, known in (("budget_usd", "budget"), ("duration_months", "duration_months")):
        with_value = demo_fund.programmes.exclude(**{known: None}).count()
        assert (
            FieldSource.objects.filter(programme__fund=demo_fund, field=field)
            .values("programme")
            .distinct()
            .count()
            == with_value
        )


def test_every_suggested_tag_names_words_and_line(demo_fund):
    suggested = ProgrammeTag.objects.filter(standing="suggested")
    assert suggested.exists()
    assert not suggested.filter(words="").exists()
    assert not suggested.filter(source__start_line=None).exists()


def test_the_demonstration_has_its_committee(demo_fund):
    assert demo_fund.bodies.filter(code="steering_committee", decides=True).exists()
