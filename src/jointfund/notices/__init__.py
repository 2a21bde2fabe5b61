"""Notices: what happened that concerns a person, in a list and by e-mail, as she chose.

The room knows nobody: a recipient is a reference like `user:PSEUDONYM` with the address the caller hands in.
"""
