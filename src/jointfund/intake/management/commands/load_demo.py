"""`jointfund load_demo`."""

from django.core.management.base import BaseCommand

from jointfund.intake.demo_fund import load_demo
from jointfund.intake.demo_people import PASSWORD, open_demo_accounts


class Command(BaseCommand):
    help = "Load the demonstration fund and its sign-ins. A fund that is there already stays as it is."

    def handle(self, **options: object) -> None:
        fund = load_demo()
        self.stdout.write(f"{fund.name}: {fund.programmes.count()} programmes, demonstration data.")
        for user in open_demo_accounts(fund):
            self.stdout.write(f"  {user.email}  {PASSWORD}")
