"""A lesson found in a programme's own words: noted with its lines, so that a practice can come of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from jointfund.audit import services as audit
from jointfund.audit.services import Verb
from jointfund.knowledge.drafts import StatementDraft
from jointfund.knowledge.models import LESSONS, Practice, Statement
from jointfund.knowledge.services.drafting import NotALesson, promote_lesson
from jointfund.knowledge.services.parts import Terms, write_statements
from jointfund.people.models import User
from jointfund.people.permissions import InFund, Permission, reference_of, require
from jointfund.programmes.models import Programme


@transaction.atomic
def promote_words_of_programme(programme: Programme, draft: StatementDraft, *, actor: User | str) -> Practice:
    """A draft of a practice from a lesson that stands in a programme's text; the lesson stays on record too.

    The same words of the same lines are noted once. Raises NotAllowed, NotALesson for other kinds and for
    words that are empty.
    """
    found = Programme.objects.select_for_update(of=("self",)).select_related("fund").get(pk=programme.pk)
    require(actor, Permission.KNOWLEDGE_EDIT, InFund(found.fund))
    if draft.kind not in LESSONS or not draft.text.strip():
        raise NotALesson(_("Choose lines that say what was hard, what worked or what was found."))
    return promote_lesson(_noted(found, draft, actor=actor), actor=actor)


def _noted(programme: Programme, draft: StatementDraft, *, actor: User | str) -> Statement:
    known = programme.statements.filter(kind=draft.kind, text=draft.text)
    if made := known.first():
        return made
    write_statements(programme.fund, programme, [draft], Terms(programme.fund))
    made = known.get()
    audit.record(
        Verb.LESSON_NOTED,
        programme.reference,
        actor=reference_of(actor),
        fund=programme.fund,
        after={"lesson": made.pk, "kind": made.kind},
    )
    return made
