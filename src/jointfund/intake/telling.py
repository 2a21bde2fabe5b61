"""Who is told of what happens to an intake."""

from collections.abc import Callable, Mapping

from jointfund.audit.models import Event
from jointfund.audit.services import Verb
from jointfund.intake.models import Intake
from jointfund.notices.kinds import Kind
from jointfund.notices.services import News, notify
from jointfund.people.addressees import addressee


def _tell_who_handed_in(event: Event) -> None:
    number = event.subject.rpartition("/")[2]
    found = Intake.objects.filter(fund=event.fund, number=int(number)).select_related("by", "fund").first()
    if found and found.by and found.by.is_active:
        values = {"number": number, "count": str((event.after or {}).get("candidates", 0))}
        news = News(found.fund, event.subject, event.at, f"event:{event.pk}", values)
        notify(Kind.INTAKE_READ, [addressee(found.by)], news)


TELLS: Mapping[Verb, Callable[[Event], None]] = {Verb.INTAKE_READ: _tell_who_handed_in}
