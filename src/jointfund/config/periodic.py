"""All periodic work of an installation, with how often it comes back. The worker's clock runs it.

To add work: one line in PERIODIC. What it calls must be safe to run twice.
"""

from datetime import timedelta

from django.conf import settings

from jointfund.audit.sealing import seal_events
from jointfund.committee.services.silence import close_due
from jointfund.config.clock import PeriodicWork
from jointfund.config.telling import tell_people
from jointfund.instruments.services import drop_unsent_tries
from jointfund.notices.mailing import make_digests, send_letters
from jointfund.reviews.services import remind_due
from jointfund.search.saved import look_for_news
from jointfund.search.services import follow_all

OFTEN = timedelta(seconds=settings.OFTEN_SECONDS)

PERIODIC = (
    PeriodicWork("seal events", OFTEN, seal_events),
    PeriodicWork("tell people", OFTEN, tell_people),
    PeriodicWork("close silence procedures", OFTEN, close_due),
    PeriodicWork("remind reviewers", timedelta(hours=1), remind_due),
    PeriodicWork("make digests", timedelta(minutes=15), make_digests),
    PeriodicWork("send letters", OFTEN, send_letters),
    PeriodicWork("drop self-assessments never sent", timedelta(days=1), drop_unsent_tries),
    PeriodicWork("follow the record in search", OFTEN, follow_all),
    PeriodicWork("look for news in followed searches", timedelta(minutes=5), look_for_news),
)
