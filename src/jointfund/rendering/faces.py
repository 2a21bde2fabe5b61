"""Which letters the fonts of this machine can draw, found by asking Typst, and the faces of a language.

Latin, Greek and Cyrillic letters are built into Typst. Fonts for other scripts are looked for in the system's
folders, in the folders `JOINTFUND_FONTS` names, and in installed font packages (entry points `fonts_ttf` and
`fonts_otf`, as the font packages of the Python index declare them). `JOINTFUND_SYSTEM_FONTS=no` leaves the
system's folders out.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import typst

BUILT_IN = "Libertinus Serif"
# Faces of a programmer's screen and of formulas have letters, but nobody sets a booklet in them.
_NOT_FOR_TEXT = ("mono", "math", "emoji", "symbol", "code")
_PROBE = (
    b'#set document(title: "Letters")\n#set text(font: sys.inputs.face, fallback: false)\n#sys.inputs.letters'
)


@dataclass(frozen=True)
class Script:
    """A way of writing. `faces` serve it, the best first; `package` is what Debian calls the first of them.

    `sample` holds letters no text in it can do without; empty where the built-in face has them all.
    """

    name: str
    direction: str = "ltr"
    sample: str = ""
    faces: tuple[str, ...] = ()
    package: str = ""


LATIN = Script("Latin")
ARABIC = Script(
    "Arabic",
    "rtl",
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؛؟ًٌٍَُِّْ",
    ("Noto Naskh Arabic", "Amiri", "Noto Sans Arabic", "Scheherazade New", "DejaVu Sans"),
    "fonts-noto-core",
)
CHINESE = Script(
    "Han",
    "ltr",
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严",
    (
        "Noto Serif CJK SC",
        "Noto Sans CJK SC",
        "Source Han Serif SC",
        "Source Han Sans SC",
        "WenQuanYi Zen Hei",
    ),
    "fonts-noto-cjk",
)
_SCRIPTS = {"ar": ARABIC, "zh": CHINESE}


def script_of(language: str) -> Script:
    """The script of a language's labels; the built-in one for any that says no other."""
    return _SCRIPTS.get(language, LATIN)


def faces_of(language: str, letters: str = "") -> tuple[str, ...]:
    """The faces a text of the language is set in, the built-in one first; empty where none has its letters.

    `letters` are further ones it needs, beside those no text of its script can do without.
    """
    script = script_of(language)
    needed = _foreign(script.sample + letters)
    if not needed:
        return (BUILT_IN,)
    found = _face_for(script, needed)
    return (BUILT_IN, found) if found else ()


def draws(face: str, letters: str) -> bool:
    """Whether the face has every one of these letters."""
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            font_paths=fonts(),
            sys_inputs={"face": face, "letters": letters},
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of this machine, those built into Typst among them."""
    return typst.Fonts(
        include_system_fonts=os.environ.get("JOINTFUND_SYSTEM_FONTS", "").lower() != "no",
        font_paths=[*_named_folders(), *_package_folders()],
    )


def forget() -> None:
    """Look again which fonts there are, at the next question."""
    fonts.cache_clear()
    _face_for.cache_clear()


@lru_cache(maxsize=64)
def _face_for(script: Script, letters: str) -> str:
    """The best face for these letters; empty where there is none."""
    known = fonts().families()
    own = {font.family for font in fonts().fonts() if font.path}
    others = [face for face in known if face in own and not _is_odd(face) and face not in script.faces]
    candidates = [face for face in script.faces if face in own] + others
    return next((face for face in candidates if draws(face, letters)), "")


def _foreign(letters: str) -> str:
    """Each letter once that is neither Latin, Greek nor Cyrillic, nor a sign all scripts share."""
    return "".join(sorted(one for one in set(letters) if "\u0590" <= one < "\u1e00" or one >= "\u2e80"))


def _is_odd(face: str) -> bool:
    return any(word in face.lower() for word in _NOT_FOR_TEXT)


def _named_folders() -> Iterator[Path]:
    for folder in os.environ.get("JOINTFUND_FONTS", "").split(os.pathsep):
        if folder and Path(folder).is_dir():
            yield Path(folder)


def _package_folders() -> Iterator[Path]:
    """Where installed font packages keep their files; nothing of theirs is run."""
    for group in ("fonts_ttf", "fonts_otf"):
        for point in entry_points(group=group):
            spec = find_spec(point.module.split(".")[0])
            for folder in (spec.submodule_search_locations or ()) if spec else ():
                yield Path(folder)
