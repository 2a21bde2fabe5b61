"""Which project of the same document a speaker means: by acronym, by the words of the title, by the place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from jointfund.kernel.words import fold

_WORD = re.compile(r"[^\W_]+")
_SHORT_WORDS = 3  # "of", "and", "the" tell nothing
_ALIKE = 0.8
_SHARE_OF_TITLE = 0.6


@dataclass(frozen=True)
class ProjectName:
    """A project as its fiche and the list of acronyms call it; `reference` is what the answer shall be."""

    reference: str
    acronyms: tuple[str, ...]
    titles: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class ProjectNames:
    """The projects of one document, to be asked by printed name."""

    def __init__(self, names: Sequence[ProjectName]) -> None:
        self.names = tuple(names)

    @property
    def any(self) -> bool:
        return bool(self.names)

    def meant_by(self, printed: str, where: str | None, organisation: str | None) -> str | None:
        """The project a speaker's words mean; None where no name is near or two are equally near."""
        scored = sorted(
            ((_score(name, printed, where, organisation), name.reference) for name in self.names),
            reverse=True,
        )
        if not scored or scored[0][0] < 1 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
            return None
        return scored[0][1]


def _score(name: ProjectName, printed: str, where: str | None, organisation: str | None) -> float:
    """4 for its acronym, 3 for nearly that, up to 2 for shared words, a little for the same agency.

    A project that shares neither can still be meant: the one of this agency in this place.
    """
    by_acronym = max((_by_acronym(acronym, printed) for acronym in name.acronyms), default=0.0)
    by_words = max((_by_words(title, f"{printed} {where or ''}") for title in name.titles), default=0.0)
    wanted = _letters(organisation or "")
    is_of_agency = any(_letters(agency) and _letters(agency) in wanted for agency in name.agencies)
    if by_acronym or by_words:
        return by_acronym + by_words + (0.5 if is_of_agency else 0.0)
    is_there = bool(_words(where or "") & _words(" ".join((*name.titles, *name.places))))
    return 1.0 if is_of_agency and is_there else 0.0


def _by_acronym(acronym: str, printed: str) -> float:
    wanted = _letters(acronym)
    if len(wanted) < 3:
        return 0.0
    words = [_letters(word) for word in re.split(r"[\s,/]+", printed)]
    forms = {"".join(words[begin : begin + width]) for begin in range(len(words)) for width in (1, 2, 3)}
    if wanted in forms:
        return 4.0
    nearest = max(SequenceMatcher(None, wanted, form, autojunk=False).ratio() for form in forms)
    return 3.0 * nearest if nearest >= _ALIKE else 0.0


def _by_words(title: str, printed: str) -> float:
    """Twice the share of the shorter name's words that the other has; 0 below the share that counts."""
    one, other = _words(title), _words(printed)
    shorter = min(len(one), len(other))
    if shorter < 2:
        return 0.0
    share = len(one & other) / shorter
    return 2 * share if share >= _SHARE_OF_TITLE else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(text)) if len(word) > _SHORT_WORDS)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))
