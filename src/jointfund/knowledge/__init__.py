"""What works: projects whoever funds them, their lessons, sessions and printed results, and practices."""
