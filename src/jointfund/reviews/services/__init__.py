"""Writing reviews: eligibility, assignments, declarations, scorecards, markers, the end of a round."""

from jointfund.reviews.services.assigning import (
    Barred,
    CannotBeReviewed,
    NotAReviewer,
    assign,
    remind,
    remind_due,
    unassign,
)
from jointfund.reviews.services.closing import AnswerRefused, answer_review, close_round
from jointfund.reviews.services.scoring import (
    SavedElsewhere,
    ScorecardIncomplete,
    declare,
    save_scorecard,
    submit_scorecard,
    validate_marker,
)
from jointfund.reviews.services.screening import CheckIncomplete, check_eligibility, ways_on

__all__ = [
    "AnswerRefused",
    "Barred",
    "CannotBeReviewed",
    "CheckIncomplete",
    "NotAReviewer",
    "SavedElsewhere",
    "ScorecardIncomplete",
    "answer_review",
    "assign",
    "check_eligibility",
    "close_round",
    "declare",
    "remind",
    "remind_due",
    "save_scorecard",
    "submit_scorecard",
    "unassign",
    "validate_marker",
    "ways_on",
]
