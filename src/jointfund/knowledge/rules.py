"""Rules of the knowledge base: what a practice needs before others look at it, and who may publish it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.knowledge.drafts import PracticeWords

# In the order of the page. What a reader elsewhere needs to do it too, and what would mislead her without.
REQUIRED = {
    "title": gettext_lazy("Give it a title that says what is done."),
    "what": gettext_lazy("Say in a few sentences what the practice is."),
    "problem": gettext_lazy("Say which problem it answers."),
    "context": gettext_lazy("Say where and under which conditions it was done."),
    "steps": gettext_lazy("List what was done, step by step."),
    "actors": gettext_lazy("Say who did it and who had to agree."),
    "cost_band": gettext_lazy("Choose what it costs, roughly."),
    "results": gettext_lazy("Say what came of it, with the figures its evidence gives."),
    "failed": gettext_lazy("Say what did not work, or that nothing is known of it."),
    "conditions": gettext_lazy("Say what must be there before others can do it."),
    "contact": gettext_lazy("Name the office or page that answers questions."),
    "licence": gettext_lazy("Name the licence others may use it under."),
}


@dataclass(frozen=True)
class MissingPart:
    """A part of a practice that is not there yet: its field, and what to do."""

    field: str
    message: str


def missing_parts(words: PracticeWords, *, has_evidence: bool) -> tuple[MissingPart, ...]:
    """What keeps a practice from review, in the order of the page; nothing when it is complete."""
    empty = [
        MissingPart(name, str(message))
        for name, message in REQUIRED.items()
        if not getattr(words, name).strip()
    ]
    if not has_evidence:
        empty.append(MissingPart("evidence", _("Name at least one place its results rest on.")))
    return tuple(empty)


def is_second_person(asker: str, authors: Collection[str]) -> bool:
    """Whether somebody neither drafted nor edited it; both are audit references."""
    return asker not in authors


# Languages an address may name in a part of its own: ISO 639-1.
LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "sv", "zh"})


def language_of_address(url: str) -> str:
    """The language an address names in its path, its query or its first label; "" where it names none."""
    address = urlsplit(url.lower())
    parts = [*address.path.split("/"), *re.findall(r"(?:lang|hl|language)=([a-z]{2})", address.query)]
    parts.append(address.netloc.partition(".")[0])
    return next((part[:2] for part in parts if _is_language(part)), "")


def kind_of_address(url: str) -> str:
    """`publication`, `film` or `website`, by what the address ends in and where it leads."""
    address = urlsplit(url.lower())
    if address.path.endswith((".pdf", ".doc", ".docx", ".epub")):
        return "publication"
    if address.netloc.removeprefix("www.") in ("youtube.com", "youtu.be", "vimeo.com"):
        return "film"
    return "website"


def _is_language(part: str) -> bool:
    return part in LANGUAGES or (
        part[:2] in LANGUAGES and re.fullmatch(r"[a-z]{2}[-_][a-z]{2}", part) is not None
    )
