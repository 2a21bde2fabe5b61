"""Kept originals, the spans facts rest on, and where documents disagree."""
