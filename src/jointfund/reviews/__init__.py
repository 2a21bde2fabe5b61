"""Between a submitted proposal and the agenda: eligibility, assignment, scorecards, consolidation."""
