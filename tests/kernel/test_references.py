from hypothesis import given
from hypothesis import strategies as st

from jointfund.kernel.references import Reference


@given(st.integers(min_value=1, max_value=999_999))
def test_a_reference_read_back_is_the_same(number):
    assert Reference.parse(str(Reference("MIG", number))) == Reference("MIG", number)


def test_a_reference_is_read_whatever_its_case():
    assert Reference.parse(" mig-0022 ") == Reference("MIG", 22)


@given(st.text(max_size=12))
def test_other_words_are_no_reference(text):
    found = Reference.parse(text)
    assert found is None or str(found).startswith(found.prefix)
