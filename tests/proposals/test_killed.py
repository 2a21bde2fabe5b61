"""A process killed between the two writes of a save leaves what was confirmed, and nothing of the other."""

import signal

import pytest
from tests.audit.test_chain_in_processes import Installation, installation, own_database

__all__ = ["installation", "own_database"]
pytestmark = pytest.mark.django_db  # so that there is a database to copy

BEGIN = """
import django, os, signal
django.setup()
from datetime import UTC, datetime
from django.test import Client
from jointfund.funds.models import Fund
from jointfund.people.models import Membership, Organisation, User
from jointfund.proposals import services
from jointfund.proposals.models import SectionRevision, SectionText
"""
WRITE = (
    BEGIN
    + """
fund = Fund.objects.create(code="MIG00", reference_prefix="MIG", name="A", short_name="F", currency="USD")
services.load_way(fund, actor="test")
alpha = Organisation.objects.create(fund=fund, slug="alpha", name="Alpha", kind="un")
pia = User.objects.create_user("pia@example.org", None, name="Pia")
Membership.objects.create(user=pia, fund=fund, role="officer", organisation=alpha)
services.start_proposal(fund, alpha, "Safe routes", actor=pia, now=datetime.now(UTC))
browser = Client(SERVER_NAME="localhost")
browser.force_login(pia, backend="django.contrib.auth.backends.ModelBackend")

def save(number):
    typed = {"version": number, "what": f"Text {number + 1}"}
    return browser.post("/desk/proposals/1/write/summary/", typed, headers={"X-Autosave": "1"}).json()

confirmed = [save(number)["version"] for number in range(3)]
print(confirmed, flush=True)
SectionRevision.save_base = lambda *_args, **_more: os.kill(os.getpid(), signal.SIGKILL)
save(3)
"""
)
READ_AND_GO_ON = (
    BEGIN
    + """
text = SectionText.objects.get(section="summary")
kept = list(text.revisions.values_list("number", flat=True))
print(text.version, text.answers["what"], kept, text.answers == text.revisions.last().answers)
browser = Client(SERVER_NAME="localhost")
browser.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
typed = {"version": 3, "what": "Text 4"}
print(browser.post("/desk/proposals/1/write/summary/", typed, headers={"X-Autosave": "1"}).json()["version"])
"""
)


def test_a_process_killed_in_a_save_loses_only_what_was_not_confirmed(installation: Installation) -> None:
    killed = installation.begin(WRITE)
    said, faults = killed.communicate(timeout=120)
    assert (killed.returncode, said.strip()) == (-signal.SIGKILL, "[1, 2, 3]"), faults
    after = installation.begin(READ_AND_GO_ON)
    said, faults = after.communicate(timeout=120)
    assert said.splitlines() == ["3 Text 3 [1, 2, 3] True", "4"], faults
