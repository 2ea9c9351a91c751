"""JSON that two readers could read differently is none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab import strict_json

TEXT = st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(VALUES, st.booleans())
def test_what_json_can_say_is_read(value: Any, in_ascii: bool) -> None:
    assert strict_json.read(json.dumps(value, ensure_ascii=in_ascii).encode()) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "Expecting value"),
        (b'{"a": 1, "b": {"a": 1, "a": 1}}', "'a' is there twice"),
        (b"[NaN]", "NaN is no number of JSON"),
        (b"-Infinity", "-Infinity is no number of JSON"),
        (b'"\\ud800"', "half of a surrogate pair is no text"),
        (b'{"\\udfff": 1}', "half of a surrogate pair is no text"),
        (b'"\xff"', "can't decode"),
        (b"\xef\xbb\xbf{}", "BOM"),
        ("{}".encode("utf-16"), "can't decode"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"1" * 10_000, "digits"),
    ],
    ids=repr,
)
def test_what_readers_take_differently_is_refused_in_one_line(text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        strict_json.read(text)
    assert str(refused.value).isprintable()
