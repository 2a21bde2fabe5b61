"""What the tests of the drawings share."""

import pytest

from jointfund.rendering.world import outlines


@pytest.fixture
def outlined() -> None:
    """Skips what needs the countries' outlines; their presence has a test of its own that fails."""
    if not outlines():
        pytest.skip(
            "THE OUTLINES OF THE COUNTRIES ARE NOT INSTALLED: see rendering/world.py, OUTLINES_PACKAGE"
        )
