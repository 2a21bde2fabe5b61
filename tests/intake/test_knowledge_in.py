"""A practitioners' report enters the knowledge base whole, once, held against what people counted in it."""

import json
from collections import Counter

from django.core.management import call_command

from jointfund.audit.models import Event
from jointfund.knowledge.models import Project, Session, SessionPerson, Statement, Testimony

REPORT = "003_4e04fbd2ba131241.txt"


def test_every_challenge_good_practice_and_adaptation_of_a_report_enters_once(shared, open_fund, capsys):
    gold = json.loads((shared / "gold/fiches.json").read_text(encoding="utf-8"))
    report = str(shared / "seeds" / REPORT)
    call_command("import", report, "--accept-all")
    kinds = Counter(Statement.objects.values_list("kind", flat=True))
    assert (Project.objects.count(), Session.objects.count()) == (len(gold), 5)
    assert kinds["challenge"] == sum(one["challenges"]["count"] for one in gold)
    assert kinds["good_practice"] == sum(one["good_practices"]["count"] for one in gold)
    assert kinds["crisis"] == sum(len(one["covid"]) for one in gold)
    assert Testimony.objects.count() == sum(len(one["testimony"]) for one in gold)
    assert not SessionPerson.objects.filter(role="speaker", project=None).exists()
    assert not Statement.objects.filter(source__start_line=None).exists()

    before = Event.objects.count()
    capsys.readouterr()
    call_command("import", report, "--accept-all")
    assert "nothing changed" in capsys.readouterr().out
    assert Event.objects.count() == before
