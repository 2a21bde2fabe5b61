"""People who save, made in a throw-away database with what each has open; what is kept of their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

SECTION = "contribution"
FIELD = "brings"
PARTIES = 4  # organisations of one proposal, each with its own section


@dataclass(frozen=True)
class Writer:
    """One signed-in person before the section of her organisation."""

    address: str
    session: str


@dataclass(frozen=True)
class Kept:
    """What the database holds of a section: its text, how often it was saved, how many saves are kept."""

    text: str
    version: int
    revisions: int


def make_writers(count: int) -> list[Writer]:
    """So many people in joint proposals of four organisations, each signed in, none having written yet."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from jointfund.funds.models import Fund
    from jointfund.people.models import Membership, Organisation, OrganisationKind, Role, User
    from jointfund.proposals import services

    now = datetime.now(UTC)
    fund = Fund.objects.create(
        code="MIG00", reference_prefix="MIG", name="A fund", short_name="Fund", currency="USD"
    )
    services.load_way(fund, actor="bench")
    writers: list[Writer] = []
    for first in range(0, count, PARTIES):
        parties = []
        for number in range(first, min(first + PARTIES, count)):
            party = Organisation.objects.create(
                fund=fund, slug=f"org-{number}", name=f"Organisation {number}", kind=OrganisationKind.UN
            )
            user = User.objects.create_user(f"officer{number}@example.org", None, name=f"Officer {number}")
            Membership.objects.create(user=user, fund=fund, role=Role.OFFICER, organisation=party)
            parties.append((party, user))
        proposal = services.start_proposal(fund, parties[0][0], f"Way {first}", actor="bench", now=now)
        for party, _user in parties[1:]:
            services.invite_party(proposal, party, actor="bench")
            services.answer_invitation(proposal, party, accept=True, actor="bench", now=now)
        for party, user in parties:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            place = {"draft": proposal.draft, "section": SECTION, "party": party.slug}
            address = reverse("desk-proposal-section-of", kwargs=place)
            writers.append(Writer(address, client.cookies[settings.SESSION_COOKIE_NAME].value))
    return writers


def kept_texts(writers: Sequence[Writer]) -> dict[str, Kept]:
    """What is kept of each writer's section, by its address."""
    from django.urls import resolve

    from jointfund.proposals.models import SectionText

    found: dict[str, Kept] = {}
    for writer in writers:
        place = resolve(writer.address).kwargs
        text = SectionText.objects.get(
            opened__proposal__draft=place["draft"], section=SECTION, party__slug=place["party"]
        )
        revisions = text.revisions.filter(is_refused=False).count()
        found[writer.address] = Kept(text.answers.get(FIELD, ""), text.version, revisions)
    return found
