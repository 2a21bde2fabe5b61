"""One's own account: password, address, second step, sessions, erasure; django-allauth in our look.

Only what `urls` names exists: of allauth's own addresses none is mounted as it comes.
"""
