"""The best evidence for every tag of one programme."""

from collections.abc import Iterable, Sequence

from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Programme, Suggestion
from jointfund.reading.suggestions.cues import cue_suggestions
from jointfund.reading.suggestions.evidence import Evidence, evidence_of
from jointfund.reading.suggestions.objectives import objective_suggestions
from jointfund.reading.suggestions.places import place_suggestions
from jointfund.reading.suggestions.roles import role_suggestions


def suggest(programme: Programme, lines: Sequence[str], lexicon: Lexicon) -> tuple[Suggestion, ...]:
    """Suggested tags of a programme, one per scheme and code, in the order of the schemes and lines.

    `lines` are all lines of the document; the programme's `places` say which are its own.
    """
    evidence = evidence_of(programme, lines)
    found: list[Suggestion] = [
        *objective_suggestions(evidence, lexicon),
        *cue_suggestions(evidence, lexicon),
        *role_suggestions(programme, evidence, lexicon),
        *place_suggestions(programme, evidence, lexicon),
    ]
    return _one_each(found)


def _one_each(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The first suggestion of every scheme and code: readers give their best evidence first."""
    kept: dict[tuple[str, str], Suggestion] = {}
    for suggestion in found:
        kept.setdefault((suggestion.scheme, suggestion.code), suggestion)
    return tuple(kept.values())


__all__ = ["Evidence", "suggest"]
