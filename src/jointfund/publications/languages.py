"""Languages a document can be made in here: labels exist, and a font of this machine has their letters."""

from dataclasses import dataclass

from babel import Locale

from jointfund.kernel.errors import DomainError
from jointfund.publications.labels import Labels, labels_in, languages
from jointfund.rendering.faces import faces_of, script_of


class LanguageWithoutFont(DomainError):
    """Labels exist, but no font of this machine draws their letters."""


@dataclass(frozen=True)
class Language:
    """A language with labels. `face` is what its letters are set in, or what would serve where none is."""

    code: str
    name: str
    own_name: str
    script: str
    direction: str
    is_available: bool
    face: str
    package: str

    @property
    def refusal(self) -> str:
        """What to do where it is not available."""
        return (
            f"{self.name} cannot be printed here: no font has its letters. Install {self.face} "
            f"(Debian package {self.package}), or name a folder that holds it in JOINTFUND_FONTS."
        )


def every_language() -> tuple[Language, ...]:
    """All languages with labels, English first."""
    return tuple(_language(code) for code in languages())


def available_languages() -> tuple[Language, ...]:
    """Those a document can be made in on this machine."""
    return tuple(language for language in every_language() if language.is_available)


def check_language(code: str) -> None:
    """Raises UnknownLanguage, LanguageWithoutFont."""
    found = _language(labels_in(code).language)
    if not found.is_available:
        raise LanguageWithoutFont(found.refusal)


def _language(code: str) -> Language:
    script, faces = script_of(code), faces_of(code, letters_of(labels_in(code)))
    locale = Locale(code)
    own_name = str(locale.get_display_name(code))
    return Language(
        code=code,
        name=str(locale.get_display_name("en")),
        own_name=own_name[:1].upper() + own_name[1:],
        script=script.name,
        direction=script.direction,
        is_available=bool(faces),
        face=faces[-1] if faces else script.faces[0],
        package=script.package,
    )


def letters_of(labels: Labels) -> str:
    """Every letter the labels of a language print, its countries and months among them."""
    tables = (labels.words, labels.statuses, labels.goals, labels.countries)
    texts = [text for table in tables for text in table.values()]
    return "".join(sorted(set("".join([*texts, *labels.signs.months]))))
