"""The public read API."""
