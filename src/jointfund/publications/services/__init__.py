"""What is done to publications: drafting and editing, review, release, withdrawal, rendering.

Every move locks the row before it looks at it, and is audited in the same transaction.
"""

from jointfund.people.permissions import NotAllowed
from jointfund.publications.services.covers import CoverGone, CoverWithoutWords, find_cover, keep_cover
from jointfund.publications.services.drafting import (
    ChangedMeanwhile,
    draft_publication,
    edit_publication,
    return_to_draft,
    send_to_review,
)
from jointfund.publications.services.moving import IllegalMove
from jointfund.publications.services.releasing import OwnPublication, ReleasedMeanwhile, release, withdraw
from jointfund.publications.services.rendering import is_silent, render_again, render_release
from jointfund.publications.services.saving import Interest, remove_filter, save_filter

__all__ = [
    "ChangedMeanwhile",
    "CoverGone",
    "CoverWithoutWords",
    "IllegalMove",
    "Interest",
    "NotAllowed",
    "OwnPublication",
    "ReleasedMeanwhile",
    "draft_publication",
    "edit_publication",
    "find_cover",
    "is_silent",
    "keep_cover",
    "release",
    "remove_filter",
    "render_again",
    "render_release",
    "return_to_draft",
    "save_filter",
    "send_to_review",
    "withdraw",
]
