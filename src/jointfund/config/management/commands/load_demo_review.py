"""`jointfund load_demo_review`."""

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jointfund.funds.models import Fund
from jointfund.intake.demo_fund import ACTOR
from jointfund.intake.demo_people import PASSWORD
from jointfund.people.models import Role, User
from jointfund.people.services import add_hashed_user, give_role
from jointfund.reviews.demo import load_demo_review

SECOND_REVIEWER = "reviewer2@demo.example"


class Command(BaseCommand):
    help = "Load an example call with a round of review into the demonstration fund."

    def handle(self, **options: object) -> None:
        fund = Fund.objects.filter(is_demo=True).first()  # the other one beside it has a call of its own
        if fund is None:
            raise CommandError("There is no demonstration fund: load it first with `jointfund load_demo`.")
        second = add_hashed_user(
            actor=ACTOR, email=SECOND_REVIEWER, name="Second reviewer", hashed=make_password(PASSWORD)
        )
        give_role(actor=ACTOR, user=second, fund=fund, role=Role.REVIEWER)
        found = User.objects.filter(email__endswith="@demo.example")
        people = {user.email.split("@")[0]: user for user in found}
        load_demo_review(fund, people, [people["ravi"], second], now=timezone.now())
        self.stdout.write("An example call with three proposals, one in review, one reviewed, one to check.")
