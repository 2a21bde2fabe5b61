"""Words for roles."""

from jointfund.people.services import RoleWanted


def role_words(wanted: RoleWanted) -> str:
    """`Officer of a participating organisation, IOM`: the role with what it reaches."""
    parts = (wanted.role.label, str(wanted.organisation or ""), wanted.country)
    return ", ".join(str(part) for part in parts if part)
