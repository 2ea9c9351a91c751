"""JSON that two readers could read differently is none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.console import strict_json
from tests.linear import must_be_linear

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
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_readers_take_differently_is_refused_in_one_line(text: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        strict_json.read(text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "unit", ['"a":1,', '"\\u00e9":"\\ud83d\\ude00",', '"x":[[]],'], ids=["names", "escapes", "lists"]
)
def test_reading_costs_no_more_than_the_length(unit: str) -> None:
    def many(size: int) -> bytes:
        return (
            "{" + "".join(unit.replace('":', f'{number}":', 1) for number in range(size)) + '"z":0}'
        ).encode()

    must_be_linear(many, strict_json.read, 500)


def test_refusing_a_name_that_is_there_often_costs_no_more_than_the_length() -> None:
    def refuse(text: bytes) -> None:
        with pytest.raises(ValueError, match="twice"):
            strict_json.read(text)

    must_be_linear(lambda size: b"{" + b'"a":1,' * size + b'"z":0}', refuse, 500)
