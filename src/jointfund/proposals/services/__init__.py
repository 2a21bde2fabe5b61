"""Writing proposals: the table of moves, starting one with its organisations, the one writer of its state."""

from jointfund.proposals.services.joining import (
    AlreadyAParty,
    answer_invitation,
    invite_party,
    start_proposal,
)
from jointfund.proposals.services.moving import (
    IllegalMove,
    Incomplete,
    OpenMove,
    move,
    open_moves,
    table_of,
)
from jointfund.proposals.services.tables import enter_table, load_table

__all__ = [
    "AlreadyAParty",
    "IllegalMove",
    "Incomplete",
    "OpenMove",
    "answer_invitation",
    "enter_table",
    "invite_party",
    "load_table",
    "move",
    "open_moves",
    "start_proposal",
    "table_of",
]
