"""The text that is hashed is one and the same, however a database hands a row back."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jointfund.audit.canonical import event_digest

AT = datetime(2026, 3, 31, 12, 0, 0, 5, tzinfo=UTC)


def digest(after: object, at: object = AT) -> str:
    return event_digest((1, at, None, "user:1", "programme:changed", "MIG-0001", None, after, ""))


def test_the_digest_of_a_known_event_stays_what_it_was():
    # If this fails, chains sealed by earlier versions no longer verify: name a new FORM instead.
    assert digest({"b": 1, "a": "é"}) == "8d112ae7eadafbd9fd7c25d8361dc5835a6df663a07fbb601876274f55d864d0"


def test_the_time_zone_and_the_order_of_keys_do_not_matter():
    elsewhere = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}, elsewhere)


def test_a_microsecond_and_a_missing_value_matter():
    assert digest({"a": 1}) != digest({"a": 1}, AT + timedelta(microseconds=1))
    assert digest(None) != digest({}) != digest([])
    assert digest({"a": 1}) != digest({"a": "1"}) != digest({"a": True})


def test_a_value_no_column_can_hold_has_no_digest():
    assert digest(b"bytes") == ""


def as_jsonb(text: str) -> object:
    """What PostgreSQL keeps of a JSON text: numbers as decimals without exponent."""

    def number(word: str) -> str:
        return format(Decimal(word), "f")

    kept = json.loads(text, parse_float=lambda word: f"\0{number(word)}", parse_int=lambda word: f"\0{word}")
    return json.loads(re.sub(r'"\\u0000(-?[\d.]+)"', r"\1", json.dumps(kept)))


numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers()
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=8,
)


@given(st.dictionaries(words, values, max_size=4))
def test_json_gives_the_same_digest_as_text_and_as_jsonb(value):
    text = json.dumps(value)
    assert digest(json.loads(text)) == digest(as_jsonb(text)) == digest(value)
