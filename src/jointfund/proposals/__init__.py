"""Proposals: calls, concept notes and programme documents, and the table of moves they go by."""
