"""Sign-ins of the demonstration. They exist only where the demonstration fund was loaded."""

from django.contrib.auth.hashers import make_password

from jointfund.funds.models import Fund
from jointfund.intake.demo_fund import ACTOR
from jointfund.people.models import Organisation, Role, User
from jointfund.people.services import add_hashed_user, give_role

PASSWORD = "demo-fund-2023"  # noqa: S105 - printed on screen at every start of the demonstration
ACCOUNTS = (
    ("sofia", "Sofia, fund secretariat", Role.SECRETARIAT),
    ("second", "Second signature, fund secretariat", Role.SECRETARIAT),
    ("pia", "Pia, country officer of a participating organisation", Role.OFFICER),
    ("partner", "Officer of another participating organisation", Role.OFFICER),
    ("head", "Signs for a participating organisation", Role.ORGANISATION_HEAD),
    ("partnerhead", "Signs for another participating organisation", Role.ORGANISATION_HEAD),
    ("ravi", "Ravi, reviewer", Role.REVIEWER),
    ("carmen", "Carmen, committee member", Role.COMMITTEE),
    ("elin", "Elin, administrative agent", Role.AGENT),
    ("moussa", "Moussa, signs for a government", Role.SIGNATORY),
    ("dag", "Dag, contributor", Role.CONTRIBUTOR),
    ("amina", "Amina, municipal officer", Role.PRACTITIONER),
    ("tariq", "Tariq, analyst", Role.ANALYST),
)
# Whom or what the roles of some count for.
ORGANISATION_OF = {
    "pia": "iom",
    "head": "iom",
    "partner": "undp",
    "partnerhead": "undp",
    "dag": "germany",
}
COUNTRY_OF = {"moussa": "TGO"}
# Who also keeps the people of her organisation.
ADMINISTERS = ("pia",)
# Two people make a release: who drafts a publication does not release it.
DRAFTS, RELEASES = "sofia", "second"


def open_demo_accounts(fund: Fund) -> list[User]:
    """One account with its role for each person of the demonstration; those there stay as they are."""
    users = []
    known = {one.slug: one for one in Organisation.objects.filter(fund=fund)}
    hashed = make_password(PASSWORD)
    for word, name, role in ACCOUNTS:
        user = add_hashed_user(actor=ACTOR, email=f"{word}@demo.example", name=name, hashed=hashed)
        organisation, country = known.get(ORGANISATION_OF.get(word, "")), COUNTRY_OF.get(word, "")
        roles = (role, Role.ORGANISATION_ADMIN) if word in ADMINISTERS and organisation else (role,)
        for one in roles:
            give_role(actor=ACTOR, user=user, fund=fund, role=one, organisation=organisation, country=country)
        users.append(user)
    return users
