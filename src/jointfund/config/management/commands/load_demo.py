"""`jointfund load_demo`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from jointfund.intake.demo_beside import load_demo_beside
from jointfund.intake.demo_fund import load_demo
from jointfund.intake.demo_people import DRAFTS, PASSWORD, RELEASES, open_demo_accounts
from jointfund.intake.demo_practice import load_demo_practice, publish_demo_practices
from jointfund.publications.demo import release_demo_publications


class Command(BaseCommand):
    help = "Load the demonstration fund, its sign-ins and publications. A fund that is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beside", action="store_true", help="a second, quite different fund beside it")

    def handle(self, *, beside: bool, **options: object) -> None:
        fund = load_demo()
        load_demo_practice(fund)
        users = open_demo_accounts(fund)
        named = {user.email.split("@")[0]: user for user in users}
        today = timezone.localdate()
        release_demo_publications(fund, drafter=named[DRAFTS], releaser=named[RELEASES], today=today)
        publish_demo_practices(fund, drafter=named[DRAFTS], publisher=named[RELEASES], today=today)
        self.stdout.write(f"{fund.name}: {fund.programmes.count()} programmes, demonstration data.")
        for user in users:
            self.stdout.write(f"  {user.email}  {PASSWORD}")
        if beside:
            self.stdout.write(f"{load_demo_beside(timezone.now()).name}: from its file.")
