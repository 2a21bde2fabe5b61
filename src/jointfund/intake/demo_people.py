"""Sign-ins of the demonstration. They exist only where the demonstration fund was loaded."""

from jointfund.funds.models import Fund
from jointfund.intake.demo_fund import ACTOR
from jointfund.people.models import Role, User
from jointfund.people.services import add_user, give_role

PASSWORD = "demo-fund-2023"  # noqa: S105 - printed on screen at every start of the demonstration
ACCOUNTS = (
    ("sofia", "Sofia, fund secretariat", Role.SECRETARIAT),
    ("second", "Second signature, fund secretariat", Role.SECRETARIAT),
    ("pia", "Pia, country officer of a participating organisation", Role.OFFICER),
    ("ravi", "Ravi, reviewer", Role.REVIEWER),
    ("carmen", "Carmen, committee member", Role.COMMITTEE),
    ("elin", "Elin, administrative agent", Role.AGENT),
    ("moussa", "Moussa, signs for a government", Role.SIGNATORY),
    ("dag", "Dag, contributor", Role.CONTRIBUTOR),
    ("amina", "Amina, municipal officer", Role.PRACTITIONER),
    ("tariq", "Tariq, analyst", Role.ANALYST),
)
# Two people make a release: who drafts a publication does not release it.
DRAFTS, RELEASES = "sofia", "second"


def open_demo_accounts(fund: Fund) -> list[User]:
    """One account with its role for each person of the demonstration; those there stay as they are."""
    users = []
    for word, name, role in ACCOUNTS:
        user = add_user(actor=ACTOR, email=f"{word}@demo.example", name=name, password=PASSWORD)
        give_role(actor=ACTOR, user=user, fund=fund, role=role)
        users.append(user)
    return users
