"""Which version of the product makes a file: the same version gives the same bytes for the same content."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from jointfund import __version__

HERE = Path(__file__).resolve().parent
# Whose output ends up in the files, beside our own layouts.
MAKERS = ("typst", "python-docx", "xlsxwriter", "babel", "bqplot")


@cache
def renderer_version() -> str:
    """`0.1.0+3f2a…`: the release of the product, and a digest over layouts, words and the libraries used."""
    digest = hashlib.sha256()
    for maker in MAKERS:
        digest.update(f"{maker} {version(maker)}\n".encode())
    digest.update((HERE.parent / "kernel" / "money.py").read_bytes())
    for folder in (HERE.parent / "rendering", HERE / "layout", HERE / "data"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".typ", ".json"}:
                digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"
