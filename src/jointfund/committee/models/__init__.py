"""Bodies and their seats, meetings, what was decided there, and what follows from it."""

from jointfund.committee.models.after import (
    ConditionKind,
    ConditionTask,
    LetterToProposer,
    Minutes,
    MinutesComment,
    MinutesState,
    PackState,
    PapersPack,
    TaskState,
)
from jointfund.committee.models.bodies import Body, Constituency, Seat
from jointfund.committee.models.decisions import (
    Decision,
    DecisionAmount,
    DecisionMode,
    SilenceProcedure,
    SilenceState,
    Stance,
    Voice,
)
from jointfund.committee.models.meetings import (
    AgendaItem,
    Attendance,
    Interest,
    InterestKind,
    Meeting,
    MeetingQuestion,
    MeetingState,
)
from jointfund.committee.models.scenarios import Against, Scenario, ScenarioItem

__all__ = [
    "Against",
    "AgendaItem",
    "Attendance",
    "Body",
    "ConditionKind",
    "ConditionTask",
    "Constituency",
    "Decision",
    "DecisionAmount",
    "DecisionMode",
    "Interest",
    "InterestKind",
    "LetterToProposer",
    "Meeting",
    "MeetingQuestion",
    "MeetingState",
    "Minutes",
    "MinutesComment",
    "MinutesState",
    "PackState",
    "PapersPack",
    "Scenario",
    "ScenarioItem",
    "Seat",
    "SilenceProcedure",
    "SilenceState",
    "Stance",
    "TaskState",
    "Voice",
]
