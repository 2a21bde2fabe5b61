"""The search page: answers with the passage that answers, what was understood, facets, followed questions."""
