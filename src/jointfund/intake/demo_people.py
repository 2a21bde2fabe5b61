"""Sign-ins of the demonstration. They exist only where the demonstration fund was loaded."""

from jointfund.intake.demo_fund import ACTOR
from jointfund.people.models import User
from jointfund.people.services import add_user

PASSWORD = "demo-fund-2023"  # noqa: S105 - printed on screen at every start of the demonstration
ACCOUNTS = (
    ("sofia", "Sofia, fund secretariat"),
    ("pia", "Pia, country officer of a participating organisation"),
    ("ravi", "Ravi, reviewer"),
    ("carmen", "Carmen, committee member"),
    ("elin", "Elin, administrative agent"),
    ("moussa", "Moussa, signs for a government"),
    ("dag", "Dag, contributor"),
    ("amina", "Amina, municipal officer"),
    ("tariq", "Tariq, analyst"),
)


def open_demo_accounts() -> list[User]:
    """One account for each person of the demonstration; those already there stay as they are."""
    return [
        add_user(actor=ACTOR, email=f"{word}@demo.example", name=name, password=PASSWORD)
        for word, name in ACCOUNTS
    ]
