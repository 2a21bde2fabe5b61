"""What is done to the knowledge base: projects and sessions enter, lessons become published practices.

Every move locks the row before it looks at it, and is audited in the same transaction.
"""

from jointfund.knowledge.services.completing import Rewording, complete_project, complete_session
from jointfund.knowledge.services.drafting import (
    ChangedMeanwhile,
    IllegalMove,
    Incomplete,
    NotALesson,
    edit_practice,
    promote_lesson,
    propose_practice,
    return_practice,
    send_practice_to_review,
)
from jointfund.knowledge.services.evidence import NoEvidence, attach_evidence, detach_evidence
from jointfund.knowledge.services.lessons import promote_words_of_programme
from jointfund.knowledge.services.projects import add_project
from jointfund.knowledge.services.publishing import OwnPractice, publish_practice, withdraw_practice
from jointfund.knowledge.services.resources import add_resource
from jointfund.knowledge.services.sessions import add_session

__all__ = [
    "ChangedMeanwhile",
    "IllegalMove",
    "Incomplete",
    "NoEvidence",
    "NotALesson",
    "OwnPractice",
    "Rewording",
    "add_project",
    "add_resource",
    "add_session",
    "attach_evidence",
    "complete_project",
    "complete_session",
    "detach_evidence",
    "edit_practice",
    "promote_lesson",
    "promote_words_of_programme",
    "propose_practice",
    "publish_practice",
    "return_practice",
    "send_practice_to_review",
    "withdraw_practice",
]
