"""What the demonstration fund has released: its pipeline booklet and one brief, so that both can be seen."""

from datetime import date

from jointfund.funds.models import Fund
from jointfund.people.models import User
from jointfund.publications import services
from jointfund.publications.models import PublicationKind
from jointfund.publications.orders import Parameters
from jointfund.publications.services.drafting import Draft

# Both stand for the day the record knows best: the last published pipeline, the last published contributions.
PUBLICATIONS = (
    (PublicationKind.BOOKLET, Parameters()),
    (PublicationKind.BRIEF, Parameters(subject="human-rights")),
)


def release_demo_publications(fund: Fund, *, drafter: User, releaser: User, today: date) -> int:
    """Draft, review and release them through the services; how many. A fund that has any keeps what it has.

    The installation itself acts, in the names of the two: they cannot have set up a second step yet.

    Their files are the worker's to make: this waits for none.
    """
    if fund.publications.exists():
        return 0
    for kind, parameters in PUBLICATIONS:
        drafted_by, released_by = drafter.audit_reference, releaser.audit_reference
        draft = services.draft_publication(fund, kind, Draft(parameters), actor=drafted_by, today=today)
        services.send_to_review(draft, actor=drafted_by)
        services.release(draft, actor=released_by, today=today)
    return len(PUBLICATIONS)
