"""The second fund of the demonstration, from its file: who keeps it, who writes to it, and its open call."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from jointfund.funds.models import Fund
from jointfund.intake.demo_fund import ACTOR
from jointfund.intake.demo_people import PASSWORD
from jointfund.intake.opening import open_shipped_fund
from jointfund.people.models import Role
from jointfund.people.services import OrganisationValues, add_hashed_user, give_role, register_organisation
from jointfund.proposals.services.calls import publish_call, send_call

CODE = "R2PM"
TOWN = "Municipality (example)"
# Amina writes for the town here; what she may in the other fund stays what it is.
ACCOUNTS = (
    ("region", "Secretariat of the regional fund", Role.SECRETARIAT),
    ("regionsecond", "Second signature of the regional fund", Role.SECRETARIAT),
    ("regioncommittee", "Member of the regional selection committee", Role.COMMITTEE),
    ("amina", "Amina, municipal officer", Role.OFFICER),
)


@transaction.atomic
def load_demo_beside(now: datetime) -> Fund:
    """The fund with its call published; one that is open already stays as it is."""
    if found := Fund.objects.filter(code=CODE).first():
        return found
    fund = open_shipped_fund(CODE, is_demo=True, actor=ACTOR)
    town = register_organisation(fund, OrganisationValues(name=TOWN, kind="local_government"))
    hashed = make_password(PASSWORD)
    users = {}
    for word, name, role in ACCOUNTS:
        users[word] = add_hashed_user(actor=ACTOR, email=f"{word}@demo.example", name=name, hashed=hashed)
        organisation = town if role is Role.OFFICER else None
        give_role(actor=ACTOR, user=users[word], fund=fund, role=role, organisation=organisation)
    call = fund.calls.get(number=1)
    # As the installation in their names: it may ask them for a second step they have not set up.
    send_call(call, actor=users["region"].audit_reference, now=now)
    publish_call(call, actor=users["regionsecond"].audit_reference, now=now)
    return fund
