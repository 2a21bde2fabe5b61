"""The files of a proposal somebody sees."""

from collections.abc import Sequence

from django.db.models import Max

from jointfund.proposals.models_files import Attachment
from jointfund.proposals.queries.desk import Seen


def attachments_seen(seen: Seen) -> Sequence[Attachment]:
    """Who may see what is still written sees all; others what was there at the last submission.

    Two queries at most. A file taken away later is seen by nobody here.
    """
    rows = seen.proposal.attachments.filter(removed_at=None)
    if seen.sees_text:
        return list(rows)
    submitted = seen.proposal.versions.aggregate(Max("submitted_at"))["submitted_at__max"]
    return list(rows.filter(added_at__lte=submitted)) if submitted else []
