"""Amounts as people write them."""

from decimal import Decimal

import pytest

from jointfund.portal.asked_amount import SupportForm, read_amount


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("10000000", 10_000_000),
        ("10,000,000", 10_000_000),
        ("USD 10 million", 10_000_000),
        ("$2.5m", 2_500_000),
        ("2,5 million", 2_500_000),
        ("1 500 000", 1_500_000),
        ("750k", 750_000),
        ("1,234,567.89", Decimal("1234567.89")),
        ("٣ million", 3_000_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(written, amount):
    assert read_amount(written, "USD") == amount


@pytest.mark.parametrize("written", ["", "ten", "-5", "1.2.3", "5 EUR", "∞", "1e9"])
def test_anything_else_is_no_amount(written):
    assert read_amount(written, "USD") is None


@pytest.mark.parametrize("written", ["0", "ten million", "999999999999", ""])
def test_a_form_says_what_to_write(written):
    form = SupportForm({"amount": written}, currency="USD", areas=(), regions=(), principles=())
    assert not form.is_valid()
    (fault,) = form.faults()
    assert fault.field_id == "id_amount"
