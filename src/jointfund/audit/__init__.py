"""Append-only events: who did what, when, to what, and why."""
