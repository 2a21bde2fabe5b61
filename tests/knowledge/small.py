"""A small knowledge base of our own: two projects, a session, and two people of the secretariat.

The fixtures are for `conftest.py` of every folder that needs them.
"""

from decimal import Decimal

import pytest

from jointfund.documents.services import DocumentValues, name_document, source_of
from jointfund.kernel.dates import PartialDate
from jointfund.knowledge import services
from jointfund.knowledge.drafts import (
    BudgetDraft,
    CountryDraft,
    PartyDraft,
    PersonDraft,
    PracticeWords,
    ProjectDraft,
    ResultDraft,
    SessionDraft,
    StatementDraft,
    TagDraft,
    TestimonyDraft,
)
from jointfund.knowledge.models import Reader
from jointfund.people.models import Role
from jointfund.people.services import add_user, give_role

ACTOR = "system:test"
WORDS = PracticeWords(
    title="A registry office that travels",
    what="Clerks visit villages with a van and register people there.",
    problem="Returnees live far from the registry.",
    context="A border district with bad roads.",
    steps="Agree on dates with village heads. Send the van. Hand out papers.",
    actors="The municipality and the ministry of the interior.",
    cost_band="small",
    results="412 people registered in a year.",
    failed="The van broke down for two months.",
    conditions="The law must allow clerks to work outside their office.",
    contact="registry@town.example",
    licence="CC BY 4.0",
    terms=frozenset({("topic", "local_authorities")}),
)


@pytest.fixture
def report(open_fund):
    """A report everybody may read."""
    values = DocumentValues("report-2020-07", "other", "What we learned", PartialDate.parse("2020-07"))
    return name_document(open_fund, values)


def project_draft(document, acronym: str, crisis: str, **changes) -> ProjectDraft:
    """A project of a municipality, with one lesson of each kind."""
    source = source_of(document, 10, 40)
    values = {
        "acronym": acronym,
        "title": f"Towns and returns ({acronym})",
        "rest": source,
        "starts": PartialDate.parse("2018"),
        "duration_months": 36,
        "parties": (PartyDraft("agency", "International Organization for Migration", "IOM"),),
        "countries": (CountryDraft("TGO"),),
        "budget": (BudgetDraft(Decimal("1500000"), "EUR", "", source),),
        "tags": (TagDraft("level", "local"),),
        "statements": (
            StatementDraft("feature", "Municipal clerks register people in villages.", source),
            StatementDraft(
                "challenge", "The municipality lacks staff and budget.", source_of(document, 20, 21)
            ),
            StatementDraft(
                "good_practice", "Returnees sit on the town's committee.", source_of(document, 25, 25)
            ),
            StatementDraft("crisis", crisis, source_of(document, 30, 33)),
        ),
        "testimonies": (TestimonyDraft("I got my paper at home.", source, "a returnee"),),
        "results": (
            ResultDraft(
                source, "412 people registered", "returnees", Decimal(412), unit="people", measure="achieved"
            ),
            ResultDraft(source, "several hundred to follow", unit="people", measure="target"),
        ),
    }
    return ProjectDraft(**{**values, **changes})


@pytest.fixture
def alpha(open_fund, report):
    draft = project_draft(report, "ALPHA", "Courses moved online. Masks were handed out to clerks.")
    return services.add_project(open_fund, draft, actor=ACTOR)


@pytest.fixture
def beta(open_fund, report):
    draft = project_draft(report, "Beta+", "Training went online and stayed there. Nothing else changed.")
    return services.add_project(open_fund, draft, actor=ACTOR)


@pytest.fixture
def session(open_fund, report, alpha, beta):
    draft = SessionDraft(
        "Towns as actors",
        source_of(report, 50, 90),
        PartialDate.parse("2020-05-13"),
        33,
        (PersonDraft("speaker", "A speaker", "IOM", "alpha", source_of(report, 55, 55)),),
        (
            StatementDraft(
                "finding",
                "Local authorities need staff.",
                source_of(report, 60, 61),
                "Means",
                about=("alpha", "beta"),
            ),
        ),
    )
    return services.add_session(open_fund, draft, actor=ACTOR)


def person(fund, name: str, *roles: Role):
    user = add_user(actor=ACTOR, email=f"{name}@town.example", name=name, password="long enough, once")
    for role in roles:
        give_role(actor=ACTOR, user=user, fund=fund, role=role)
    return user


@pytest.fixture
def sofia(open_fund):
    return person(open_fund, "Sofia", Role.SECRETARIAT)


@pytest.fixture
def second(open_fund):
    return person(open_fund, "Second", Role.SECRETARIAT)


@pytest.fixture
def amina(open_fund):
    return person(open_fund, "Amina", Role.PRACTITIONER)


@pytest.fixture
def stranger(open_fund):
    return Reader(open_fund)


@pytest.fixture
def lesson(alpha):
    return alpha.statements.get(kind="good_practice")


@pytest.fixture
def draft(lesson, sofia):
    """A complete draft of Sofia's."""
    practice = services.promote_lesson(lesson, actor=sofia)
    return services.edit_practice(practice, WORDS, version=practice.version, actor=sofia)


@pytest.fixture
def reviewed(draft, sofia):
    return services.send_practice_to_review(draft, actor=sofia)
