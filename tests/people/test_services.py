import pytest

from jointfund.people.models import User
from jointfund.people.services import OrganisationValues, add_user, register_organisation


@pytest.mark.django_db
def test_one_address_is_one_person_whatever_its_case():
    first = add_user(actor="system:test", email="Amina@Example.org", name="Amina", password="x" * 12)
    again = add_user(actor="system:test", email="amina@example.org ", name="Other", password="y" * 12)
    assert first == again
    assert User.objects.get_by_natural_key("AMINA@example.org") == first


def test_an_organisation_is_registered_once_in_a_fund(open_fund):
    values = OrganisationValues("World Health Organization", "un", "WHO")
    assert register_organisation(open_fund, values) == register_organisation(open_fund, values)
    assert values.slug == "who"
