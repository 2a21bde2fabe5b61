"""The public pages of what works: projects, lessons, practices, sessions, printed results, topics."""
