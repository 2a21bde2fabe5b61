"""Text folded for comparison: lower case, without accents, one space between words."""

import re
import unicodedata

SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """`CÔTE  D’IVOIRE` and `Côte d'Ivoire` fold to the same `cote d'ivoire`."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # Dotless ı and similar letters have no decomposition; readers type the plain ones.
    return SPACES.sub(" ", letters.replace("ı", "i").casefold()).strip()
