"""Two people release at the same moment, on a database that knows row locks: two numbers, never one twice."""

import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from jointfund.publications import services
from jointfund.publications.models import PublicationKind, Release
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import Draft

TODAY = date(2026, 1, 15)
PEOPLE = 6


@pytest.mark.django_db(transaction=True)
def test_releases_at_once_get_one_number_each_and_one_publication_one_release() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLITE HAS ONE WRITER: releases at once are tried on PostgreSQL")
    call_command("load_demo", verbosity=0)
    from jointfund.funds.models import Fund

    fund = Fund.objects.get()
    draft = Draft(Parameters(subject="children"))
    waiting = []
    for _ in range(3):
        one = services.draft_publication(fund, PublicationKind.BRIEF, draft, actor="a", today=TODAY)
        waiting.append(services.send_to_review(one, actor="a"))
    before = Release.objects.count()
    start, outcomes = threading.Barrier(PEOPLE), []

    def release(number: int) -> None:
        start.wait()
        try:
            done = services.release(waiting[number % 3], actor=f"person-{number}", today=TODAY)
            outcomes.append(done.number)
        except (services.IllegalMove, services.ReleasedMeanwhile) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=release, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [one for one in outcomes if isinstance(one, int)]
    assert len(outcomes) == PEOPLE
    assert sorted(numbers) == [before + 1, before + 2, before + 3]
    assert Release.objects.count() == before + 3
