"""Pages of reviews: eligibility, assignment, scorecards, what they come to."""
