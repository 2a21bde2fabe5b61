"""A draft against the record: every countable claim of a text marked with what the record says.

facts       what the record says, with dates and what it rests on; filled by `intake.record_facts`
rounding    the one rule of rounding, and numbers written as the text writes them
paragraphs  the draft as it is shown, and places in it
scope       which programme a place of the draft speaks of
quantities  counts, shares, months against the record; `amounts` the same for money
names       titles, references, lists of countries, areas, objectives; `dates` the dates
entries     what a booklet's or a brief's layout says of each programme
check       everything together; `report` gives it as rows
"""

from jointfund.reading.checking.check import check_draft
from jointfund.reading.checking.facts import RecordFacts
from jointfund.reading.checking.findings import CheckedDraft, Finding, Mark

__all__ = ["CheckedDraft", "Finding", "Mark", "RecordFacts", "check_draft"]
