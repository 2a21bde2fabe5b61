"""`jointfund invite`: the first person of an installation, whom nobody there can invite yet."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.kernel.errors import DomainError
from jointfund.people.models import Organisation, Role
from jointfund.people.services import RoleWanted, invite_person

ACTOR = "system:command"


class Command(BaseCommand):
    """Prints the address that accepts the invitation; sends nothing."""

    help = "Invite an e-mail address into a fund and print the address that accepts the invitation."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, as what, where."""
        parser.add_argument("email")
        parser.add_argument("--role", choices=Role.values, default=Role.SECRETARIAT.value)
        parser.add_argument("--fund", default="", help="code of the fund; default the first")
        parser.add_argument("--organisation", default="", help="its short name, for roles that need one")
        parser.add_argument("--country", default="", help="ISO 3166-1 alpha-3, for who signs for one")
        parser.add_argument("--reason", default="invited by who runs the installation")

    def handle(
        self,
        *,
        email: str,
        role: str,
        fund: str,
        organisation: str,
        country: str,
        reason: str,
        **options: object,
    ) -> None:
        """Invites; a refusal is one sentence and exit code 1."""
        funds = Fund.objects.filter(code=fund) if fund else Fund.objects.all()
        found = funds.first()
        if found is None:
            raise CommandError("There is no such fund.")
        asked = Organisation.objects.filter(fund=found, slug=organisation.lower()).first()
        if organisation and asked is None:
            raise CommandError(f"{organisation} is no organisation of {found.code}.")
        try:
            issued = invite_person(
                email,
                RoleWanted(Role(role), asked, country),
                fund=found,
                actor=ACTOR,
                reason=reason,
                now=timezone.now(),
            )
        except DomainError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"/invitation/{issued.token}/")
        self.stderr.write("Give this address to its owner, after the name of the site. It works once.")
