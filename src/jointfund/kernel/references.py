"""Human references: `MIG-0022`, a fund's prefix and a running number, nothing that can change.

A release of the fund bears a P between them, `MIG-P-0001`, a practice KB, `MIG-KB-0012`, a proposal
N, its draft D, a call C, a decision DEC.
"""

import re
from dataclasses import dataclass
from typing import Literal, Self

FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-(\d{4,})$")
RELEASE_FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-P-(\d{4,9})$")
PROPOSAL_FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-([DN])-(\d{4,9})$")
CALL_FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-C-(\d{4,9})$")
DECISION_FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-DEC-(\d{4,9})$")
PRACTICE_FORM = re.compile(r"^([A-Z][A-Z0-9]{1,7})-KB-(\d{4,9})$")


@dataclass(frozen=True)
class Reference:
    """A reference taken apart."""

    prefix: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := FORM.match(text.strip().upper()):
            return cls(found[1], int(found[2]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-{self.number:04d}"


@dataclass(frozen=True)
class ReleaseReference:
    """The reference of a released publication taken apart."""

    prefix: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := RELEASE_FORM.match(text.strip().upper()):
            return cls(found[1], int(found[2]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-P-{self.number:04d}"


@dataclass(frozen=True)
class PracticeReference:
    """The reference of a practice taken apart."""

    prefix: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := PRACTICE_FORM.match(text.strip().upper()):
            return cls(found[1], int(found[2]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-KB-{self.number:04d}"


@dataclass(frozen=True)
class ProposalReference:
    """The reference of a proposal taken apart: `N` when it was submitted, `D` while it is a draft."""

    prefix: str
    letter: Literal["D", "N"]
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := PROPOSAL_FORM.match(text.strip().upper()):
            return cls(found[1], "D" if found[2] == "D" else "N", int(found[3]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-{self.letter}-{self.number:04d}"


@dataclass(frozen=True)
class CallReference:
    """The reference of a call for proposals taken apart."""

    prefix: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := CALL_FORM.match(text.strip().upper()):
            return cls(found[1], int(found[2]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-C-{self.number:04d}"


@dataclass(frozen=True)
class DecisionReference:
    """The reference of a body's decision taken apart."""

    prefix: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference a text is, whatever its case; None when it is none."""
        if found := DECISION_FORM.match(text.strip().upper()):
            return cls(found[1], int(found[2]))
        return None

    def __str__(self) -> str:
        return f"{self.prefix}-DEC-{self.number:04d}"
