"""In whatever letters a server writes, there is a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.fetching.charset import codec_of, text_of

DECLARED = b"<?xml version='1.0' encoding='ISO-8859-15'?>"


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        ("\u00fc".encode(), "", "\u00fc"),
        (b"\xfc\x80", "", "\u00fc\u20ac"),
        (b"\xfc", "text/plain; charset=utf-8", "\ufffd"),
        (b"\xa4", 'text/plain; charset="ISO-8859-15"', "\u20ac"),
        (b"\x80", "text/plain; charset=latin1", "\u20ac"),
        ("\ufeff\u00fc".encode(), "text/plain; charset=latin1", "\u00fc"),
        ("\ufeff\u00fc".encode("utf-16-le"), "text/plain; charset=utf-8", "\u00fc"),
        (
            b"<?xml version='1.0' encoding='ISO-8859-15'?>\xa4",
            "text/xml",
            "<?xml version='1.0' encoding='ISO-8859-15'?>\u20ac",
        ),
        (b"\xa4", "text/html; charset='ISO-8859-15'", "\u20ac"),
        (b"<meta charset='ISO-8859-15'>\xa4", "text/html", "<meta charset='ISO-8859-15'>\u20ac"),
        (b"<meta charset='latin-1'>\xc3\xa9", "text/html;charset=utf-8", "<meta charset='latin-1'>\u00e9"),
        (b"<meta charset='latin-1'>\xc3\xa9", "text/plain", "<meta charset='latin-1'>\u00e9"),
        (b"a", "text/html; charset=none", "a"),
        (b"a", "text/plain; charset=undefined", "a"),
        (b"a", "text/plain; charset=base64", "a"),
        (b"+AGE-", "text/plain; charset=utf-7", "+AGE-"),
        (b"\\x61", "text/plain; charset=unicode_escape", "\\x61"),
    ],
)
def test_the_letters_are_those_that_are_said(data: bytes, kind: str, text: str) -> None:
    assert text_of(data, kind) == text


@given(st.binary(max_size=200), st.text(max_size=30))
def test_there_is_always_a_text_that_can_be_told(data: bytes, charset: str) -> None:
    assert isinstance(text_of(data, f"text/xml; charset={charset}").encode(), bytes)


@pytest.mark.parametrize("name", ["zip", "rot13", "idna", "punycode", "utf-7", "undefined", "mbcs", "\0", ""])
def test_what_is_for_no_letters_is_no_charset(name: str) -> None:
    assert codec_of(name) is None
