"""The knowledge base: what is known of projects, what they say, and the practices made of it.

Every part rests on lines of a document or on a citation, and is read by whoever may read that document.
"""

from jointfund.knowledge.models.base import CostBand, Reader
from jointfund.knowledge.models.practices import (
    Figure,
    Practice,
    PracticeEvidence,
    PracticeState,
    PracticeTag,
    PracticeVersion,
)
from jointfund.knowledge.models.projects import (
    BudgetPart,
    Party,
    Project,
    ProjectCountry,
    ProjectParty,
    ProjectTag,
)
from jointfund.knowledge.models.resources import Resource, ResourceKind
from jointfund.knowledge.models.results import Measure, ReachedResult
from jointfund.knowledge.models.sessions import Session, SessionPerson, SessionRole
from jointfund.knowledge.models.statements import (
    LESSONS,
    Statement,
    StatementKind,
    StatementTag,
    Testimony,
)

__all__ = [
    "LESSONS",
    "BudgetPart",
    "CostBand",
    "Figure",
    "Measure",
    "Party",
    "Practice",
    "PracticeEvidence",
    "PracticeState",
    "PracticeTag",
    "PracticeVersion",
    "Project",
    "ProjectCountry",
    "ProjectParty",
    "ProjectTag",
    "ReachedResult",
    "Reader",
    "Resource",
    "ResourceKind",
    "Session",
    "SessionPerson",
    "SessionRole",
    "Statement",
    "StatementKind",
    "StatementTag",
    "Testimony",
]
