"""A fund with one small questionnaire and the people who answer it."""

from datetime import UTC, datetime

import pytest
from tests.instruments.documents import small

from jointfund.funds.models import Fund
from jointfund.instruments import services
from jointfund.people.models import Membership, Role, User

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def fund(db):
    return Fund.objects.create(
        code="MIG00", reference_prefix="MIG", name="A fund", short_name="Fund", currency="USD"
    )


@pytest.fixture
def version(fund):
    return services.enter_version(fund, small(is_public=True), actor="system:test", authors=[])


@pytest.fixture
def people(fund):
    def person(name, role):
        user = User.objects.create_user(f"{name}@example.org", None, name=name)
        Membership.objects.create(user=user, fund=fund, role=role)
        return user

    return {
        "sofia": person("Sofia", Role.SECRETARIAT),
        "second": person("Second", Role.SECRETARIAT),
        "amina": person("Amina", Role.PRACTITIONER),
    }
