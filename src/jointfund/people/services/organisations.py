"""Organisations of a fund."""

from dataclasses import dataclass

from django.utils.text import slugify

from jointfund.funds.models import Fund
from jointfund.people.models import Organisation


@dataclass(frozen=True)
class OrganisationValues:
    """What is known of an organisation when it is first named."""

    name: str
    kind: str
    acronym: str = ""
    iso3: str = ""

    @property
    def slug(self) -> str:
        """Its address: the acronym where it has one, else the name."""
        return slugify(self.acronym or self.name)[:80]


def register_organisation(fund: Fund, values: OrganisationValues) -> Organisation:
    """The organisation of that country code, acronym or name in the fund, made when it is not there yet.

    A State is known by its code: papers print its name in several forms.
    """
    if values.iso3 and (state := Organisation.objects.filter(fund=fund, iso3=values.iso3).first()):
        return state
    organisation, _ = Organisation.objects.get_or_create(
        fund=fund,
        slug=values.slug,
        defaults={
            "name": values.name,
            "kind": values.kind,
            "acronym": values.acronym,
            "iso3": values.iso3,
        },
    )
    return organisation
