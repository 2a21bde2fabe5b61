from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointfund.kernel.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "on", "shown"),
    [
        ("2023", date(2023, 12, 31), "2023"),
        ("2023-07", date(2023, 7, 31), "July 2023"),
        ("2024-02", date(2024, 2, 29), "February 2024"),
        ("2026-03-31", date(2026, 3, 31), "31 March 2026"),
    ],
)
def test_a_date_is_as_exact_as_it_was_printed(text, on, shown):
    parsed = PartialDate.parse(text)
    assert (parsed.on, str(parsed)) == (on, shown)


@pytest.mark.parametrize("text", ["", "July", "2023-13", "2023-02-30", "1-2-3-4"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["day", "month", "year"]))
def test_data_carries_only_the_parts_that_are_known(on, precision):
    text = PartialDate(on, precision).iso()
    assert PartialDate.parse(text).iso() == text
    assert PartialDate.parse(text).precision == precision
