"""All discrepancies of one reading, gravest first."""

from dataclasses import replace

from jointfund.reading.discrepancies import (
    counts,
    figures,
    headings,
    names,
    objectives,
    quantities,
    titles,
)
from jointfund.reading.discrepancies.matching import same_programmes
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Discrepancy, Reading

_ORDER = {"high": 0, "medium": 1, "low": 2}


def find_discrepancies(reading: Reading, lexicon: Lexicon) -> tuple[Discrepancy, ...]:
    """Contradictions within and between the documents of a reading, by severity, then as they stand.

    The same finding in several documents ("20 Member States" in two briefs) is one, with all its places.
    """
    reading = _oldest_first(reading)
    groups = same_programmes(reading)
    found = [
        *headings.shared_by_regions(reading),
        *headings.shared_in_a_list(reading),
        *headings.lost(reading),
        *headings.damaged(reading, lexicon),
        *titles.differing(reading, groups),
        *titles.short_names(reading, groups),
        *counts.against_lists(reading),
        *objectives.misnumbered(reading, lexicon),
        *figures.budgets(reading, groups),
        *figures.sections(reading, groups),
        *quantities.told_differently(reading, groups),
        *names.bodies(reading),
        *names.statuses(reading),
        *names.countries(reading, lexicon),
    ]
    return tuple(sorted(_merged(found), key=lambda each: _ORDER[each.severity]))


def _oldest_first(reading: Reading) -> Reading:
    """The same reading with its documents by date, so that the order of the files changes no finding.

    Documents without a date stay in the order they were given.
    """
    documents = sorted(reading.documents, key=lambda document: document.date or "")
    order = {document.file: position for position, document in enumerate(documents)}
    return replace(
        reading,
        documents=tuple(documents),
        programmes=tuple(
            sorted(reading.programmes, key=lambda each: (order[each.source.file], each.source.start_line))
        ),
        contributions=tuple(
            sorted(reading.contributions, key=lambda each: (order[each.source.file], each.source.start_line))
        ),
    )


def _merged(found: list[Discrepancy]) -> list[Discrepancy]:
    """Findings of the same kind and subject as one, their places joined in order and each named once."""
    joined: dict[tuple[str, str], Discrepancy] = {}
    for each in found:
        key = (each.kind, each.subject)
        known = joined.get(key)
        if known is None:
            joined[key] = each
            continue
        places = tuple(dict.fromkeys((*known.places, *each.places)))
        severity = min(known.severity, each.severity, key=lambda name: _ORDER[name])
        joined[key] = Discrepancy(each.kind, each.subject, severity, places, known.explanation)
    return list(joined.values())
