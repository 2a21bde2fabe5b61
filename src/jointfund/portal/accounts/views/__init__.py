"""Pages of one's own account that are ours from end to end; the others are allauth's in our templates."""
