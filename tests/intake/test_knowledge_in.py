"""A practitioners' report enters the knowledge base whole, once, held against what people counted in it."""

import json
from collections import Counter
from decimal import Decimal

from django.core.management import call_command

from jointfund.audit.models import Event
from jointfund.knowledge.models import Project, Session, SessionPerson, Statement, Testimony

REPORT = "003_4e04fbd2ba131241.txt"


def test_every_challenge_good_practice_and_adaptation_of_a_report_enters_once(shared, open_fund, capsys):
    gold = json.loads((shared / "gold/fiches.json").read_text(encoding="utf-8"))
    report = str(shared / "seeds" / REPORT)
    call_command("import", report, "--accept-all")
    kinds = Counter(Statement.objects.values_list("kind", flat=True))
    assert Project.objects.count() == len(gold) + 1  # one fiche holds two
    assert Session.objects.count() == 5
    assert kinds["challenge"] == sum(one["challenges"]["count"] for one in gold)
    # what the fiche of two prints for both is kept on both
    both = next(one for one in gold if len(one["start_printed"]) == 2)
    assert kinds["good_practice"] == sum(one["good_practices"]["count"] for one in (*gold, both))
    assert kinds["crisis"] == sum(len(one["covid"]) for one in (*gold, both)) == 28
    assert Testimony.objects.count() == sum(len(one["testimony"]) for one in (*gold, both))
    assert len(set(Statement.objects.filter(kind="crisis").values_list("source", flat=True))) == 27
    assert not SessionPerson.objects.filter(role="speaker", project=None).exists()
    assert not Statement.objects.filter(source__start_line=None).exists()

    before = Event.objects.count()
    capsys.readouterr()
    call_command("import", report, "--accept-all")
    assert "nothing changed" in capsys.readouterr().out
    assert Event.objects.count() == before


def test_a_fiche_of_two_projects_becomes_two_with_the_money_and_start_of_each(shared, open_fund):
    call_command("import", str(shared / "seeds" / REPORT), "--accept-all")
    found = Project.objects.filter(source__start_line=604).order_by("starts_on")
    told = [
        (str(one.starts), one.duration_months, [part.amount for part in one.budget_parts.all()])
        for one in found
    ]
    assert told == [("2017", 18, [Decimal("600000")]), ("2018", 48, [Decimal("721247.46")])]
    assert [one.statements.filter(kind="challenge").count() for one in found] == [3, 4]
    assert [one.spoken_of.count() for one in found] == [1, 0]
