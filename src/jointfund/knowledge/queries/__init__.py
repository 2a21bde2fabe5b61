"""Reads of the knowledge base, for pages, exports and the API alike."""
