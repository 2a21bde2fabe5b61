"""A line of a page as it was drawn: its text and its box, before lines are put in order and joined."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text on one baseline of a page. Points, from the lower left; `height` follows the font size."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float
    ends_in_hyphen: bool = False  # the hyphen is not part of `text`
    ends_in_space: bool = False

    @property
    def letter_width(self) -> float:
        """Mean width of a letter of this line."""
        return (self.right - self.left) / max(1, len(self.text))
