"""What a section of a fiche says, as text that stands by itself."""

import re

from jointfund.reading.fiches.headings import is_fiche_heading

_ITEMS = re.compile(r"\n(?=\s*[-–•*]\s)")  # where an item of a list begins


def said(text: str) -> str:
    """What a section says, without the heading over it; each item of a list begins a line of its own.

    >>> said("Challenges\\nTwo of them:\\n- no staff,\\nno time\\n- no road")
    'Two of them:\\n- no staff, no time\\n- no road'
    """
    lines = text.strip().split("\n")
    kept = lines[1:] if is_fiche_heading(lines[0]) else lines
    return "\n".join(" ".join(item.split()) for item in _ITEMS.split("\n".join(kept)) if item.strip())
