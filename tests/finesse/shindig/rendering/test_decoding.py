from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.rendering.decoding import text_of


@dataclass
class Answer:
    body: bytes
    content_type: str = ""

    def header(self, _name: str) -> str:
        return self.content_type


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), "", "é"),
        ("\ufeffé".encode(), "text/html; charset=latin-1", "é"),
        ("é".encode("utf-16"), "", "é"),
        (b"\xe9", "text/html; charset=ISO-8859-1", "é"),
        (b"\xe9", 'text/html; charset="iso-8859-1"', "é"),
        (b"<meta charset='latin-1'>\xe9", "", "<meta charset='latin-1'>é"),
        (b"<meta charset='latin-1'>\xc3\xa9", "text/html;charset=utf-8", "<meta charset='latin-1'>é"),
        (b"\xe9", "", "\ufffd"),
        (b"a", "text/html; charset=none", "a"),
        (b"YQ==", "text/html; charset=base64", "YQ=="),
        (b"a", "text/html; charset=rot13", "a"),
    ],
)
def test_text_is_read_as_it_says_it_is_written(body: bytes, content_type: str, text: str) -> None:
    assert text_of(Answer(body, content_type)) == text


@given(st.binary(), st.text(max_size=20).map(lambda name: f"text/html; charset={name}"))
def test_whatever_the_bytes_are_there_is_a_text(body: bytes, content_type: str) -> None:
    assert isinstance(text_of(Answer(body, content_type)), str)
