"""Discrepancies as plain JSON values, the form of `jointfund discrepancies --json`."""

from collections.abc import Iterable
from typing import TypedDict

from jointfund.reading.records import Discrepancy


class PlaceJson(TypedDict):
    """Where one side stands, 1-based lines, and its words."""

    file: str
    start_line: int
    end_line: int
    quote: str


class DiscrepancyJson(TypedDict):
    """One discrepancy with all its places."""

    kind: str
    subject: str
    severity: str
    places: list[PlaceJson]
    explanation: str


def discrepancies_as_json(discrepancies: Iterable[Discrepancy]) -> list[DiscrepancyJson]:
    """The discrepancies in their order, each with kind, subject, severity, places and explanation."""
    return [
        {
            "kind": each.kind,
            "subject": each.subject,
            "severity": each.severity,
            "places": [
                {
                    "file": place.source.file,
                    "start_line": place.source.start_line,
                    "end_line": place.source.end_line,
                    "quote": place.quote,
                }
                for place in each.places
            ],
            "explanation": each.explanation,
        }
        for each in discrepancies
    ]
