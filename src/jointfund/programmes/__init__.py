"""Programmes, their parties, places, tags and status history."""
