"""What writes the index: `rebuild_index`, `follow_events`, `follow_all`.

writing     records in and out, with the counts of their terms
following   what an audit event touched, and the whole record anew
"""

from jointfund.search.services.following import follow_all as follow_all
from jointfund.search.services.following import follow_events as follow_events
from jointfund.search.services.following import rebuild_index as rebuild_index
