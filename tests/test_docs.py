"""What the documentation names exists: files it links to, commands and make targets it tells to type."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
MAKE = re.compile(r"`make ([a-z-]+)`|^make ([a-z-]+)$", re.MULTILINE)
JOINTFUND = re.compile(r"(?:`jointfund |\.venv/bin/jointfund )([a-z_]+)")


def pages_with(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Every page and what it names."""
    return [
        (page.relative_to(ROOT).as_posix(), next(word for word in found.groups() if word))
        for page in PAGES
        for found in pattern.finditer(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("page", "target"), pages_with(LINK))
def test_a_link_leads_somewhere(page, target):
    assert (ROOT / page).parent.joinpath(target).exists()


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    missing = {name for _, name in pages_with(MAKE) if not re.search(rf"^{name}:", makefile, re.MULTILINE)}
    assert not missing


def test_every_command_that_is_named_exists():
    commands = get_commands()
    assert {name for _, name in pages_with(JOINTFUND)} - set(commands) == set()


def test_every_command_of_ours_is_documented():
    ours = {name for name, app in get_commands().items() if app.startswith("jointfund.")}
    described = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert {name for name in ours if f"`{name}" not in described} == set()
