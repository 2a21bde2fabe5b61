"""Reads of reviews. The committee room takes `summary_of` and `summaries_of`."""

from jointfund.reviews.queries.summaries import summaries_of, summary_of
from jointfund.reviews.rules import CriterionSummary, MarkerSummary, ReviewSummary

__all__ = ["CriterionSummary", "MarkerSummary", "ReviewSummary", "summaries_of", "summary_of"]
