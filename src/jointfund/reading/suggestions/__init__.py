"""Tags that the printed text supports: each names its words and its line, none is ever taken as confirmed.

`suggest` asks four readers of the same sentences: cues of the lexicon, printed objective numbers, roles of
countries and names of places below country. How well they do is in docs/explanation/suggestions.md.
"""

from jointfund.reading.suggestions.suggest import suggest

__all__ = ["suggest"]
