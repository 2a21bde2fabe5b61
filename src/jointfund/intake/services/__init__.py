"""What can be done at the intake desk: hand files in, read them, decide, accept, reject."""

from jointfund.intake.services.accepting import (
    LooksLikeAnother,
    ReasonMissing,
    accept_candidate,
    accept_plain_candidates,
    reject_candidate,
)
from jointfund.intake.services.deciding import (
    AlreadyDecided,
    CandidateChanged,
    Choice,
    ChoicesRefused,
    UnknownProgramme,
    choose_programme,
    decide_fields,
)
from jointfund.intake.services.handing_in import NothingToRead, Upload, hand_in
from jointfund.intake.services.reading_in import StillReading, is_silent, read_again, read_intake
from jointfund.people.permissions import NotAllowed

__all__ = [
    "AlreadyDecided",
    "CandidateChanged",
    "Choice",
    "ChoicesRefused",
    "LooksLikeAnother",
    "NotAllowed",
    "NothingToRead",
    "ReasonMissing",
    "StillReading",
    "UnknownProgramme",
    "Upload",
    "accept_candidate",
    "accept_plain_candidates",
    "choose_programme",
    "decide_fields",
    "hand_in",
    "is_silent",
    "read_again",
    "read_intake",
    "reject_candidate",
]
