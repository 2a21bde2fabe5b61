"""Text folded for comparison: no case, accents, typographic quotes and dashes, one space between words."""

import unicodedata

# Letters of one meaning and several shapes; dotless ı has no decomposition and readers type the plain i.
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "ı": "i"}
)


def fold(text: str) -> str:
    """`CÔTE  D’IVOIRE` and `Côte d'Ivoire` fold to the same `cote d'ivoire`."""
    apart = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return " ".join(
        "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold().split()
    )
