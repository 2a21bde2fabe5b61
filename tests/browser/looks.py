"""What can be judged of any page: barriers, width, and how it looks."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent


def barriers(page: Page) -> list[str]:
    """What axe-core calls serious or critical on the page: rule, help, and the first places."""
    results = Axe().run(page).response
    return [
        f"{found['id']}: {found['help']} at {[node['target'] for node in found['nodes'][:3]]}"
        for found in results["violations"]
        if found["impact"] in {"serious", "critical"}
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def take_picture(page: Page, name: str) -> Path:
    """Saves the whole page as `NAME-WIDTH.png` in JOINTFUND_SCREENSHOTS, else `var/screenshots`."""
    folder = Path(os.environ.get("JOINTFUND_SCREENSHOTS") or ROOT / "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    file = folder / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'home'}-{width}.png"
    page.screenshot(path=file, full_page=True, animations="disabled")
    return file
