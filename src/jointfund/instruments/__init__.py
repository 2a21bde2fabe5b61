"""Questionnaires of every kind: markers, screens, indices; their versions, answers and results."""
