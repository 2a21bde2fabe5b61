"""The faults a person can meet. One class per fault, named after it; the message says what to do next."""


class DomainError(Exception):
    """A refusal whose message may be shown to the person as it stands."""


class UnreadableInput(DomainError):
    """A file that cannot be read: what is wrong with it, in one sentence."""
