"""A file in a form. Source: RFC 7578 and RFC 2046 §5.1; Web Services guide, Import Contact List (CSV)."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.uploaded_form import BOUNDARY, HEADER, HEADERS, PARTS, SLICE, NoFile, file_in
from tests.linear import must_be_linear

TYPE = "multipart/form-data; boundary=y"
FILE = b'Content-Disposition: form-data; name="datafile"; filename="c.csv"\r\n'
OTHER = b'Content-Disposition: form-data; name="phonebook"\r\n'


def form(*parts: bytes) -> bytes:
    return b"".join(b"--y\r\n" + part + b"\r\n" for part in parts) + b"--y--\r\n"


def test_the_file_is_the_part_called_datafile_else_the_first_with_a_file_name() -> None:
    named = b'Content-Disposition: form-data; name="other"; filename="o.csv"\r\n'
    assert file_in(form(OTHER + b"\r\n", named + b"\r\nother", FILE + b"\r\nfile"), TYPE) == b"file"
    assert file_in(form(OTHER + b"\r\n", named + b"\r\nother"), TYPE) == b"other"


def test_the_boundary_may_stand_in_quotes_and_text_before_and_behind_the_form_counts_for_nothing() -> None:
    body = b"preamble\r\n" + form(FILE + b"\r\nfile") + b"epilogue"
    assert file_in(body, 'multipart/form-data; charset=utf-8; BOUNDARY="y"') == b"file"


@given(st.binary(max_size=300), st.integers(0, 40))
def test_a_file_comes_out_as_it_went_in(content: bytes, before_a_slice_ends: int) -> None:
    content = b"z" * (SLICE - before_a_slice_ends - len(form(FILE + b"\r\n"))) + content
    if b"\r\n--y" not in content + b"\r":
        assert file_in(form(FILE + b"\r\n" + content), TYPE) == content


MANY_HEADERS = b"".join(b"X-A%d: b\r\n" % number for number in range(HEADERS))


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (b"", TYPE, "Unexpected end"),
        (form(FILE + b"\r\nfile")[:-9], TYPE, "Unexpected end"),
        (b"--y\r\nno header\r\n\r\n--y--", TYPE, "Malformed segment header"),
        (b"--y\r\n\xff: b\r\n\r\n--y--", TYPE, "failed to decode"),
        (b"--y\n" + FILE + b"\nfile\n--y--", TYPE, "line break"),
        (form(b"\r\nfile"), TYPE, "Missing Content-Disposition"),
        (form(OTHER + b"\r\n"), TYPE, "its part is called datafile"),
        (form(*[OTHER + b"\r\n"] * PARTS, FILE + b"\r\nfile"), TYPE, f"at most {PARTS} parts"),
        (form(MANY_HEADERS + FILE + b"\r\nfile"), TYPE, f"{HEADERS} headers"),
        (form(b"X: " + b"b" * HEADER + b"\r\n" + FILE + b"\r\nfile"), TYPE, f"{HEADER} bytes"),
        (form(b"X" * 9 * HEADER + b"\r\n\r\nfile"), TYPE, f"{HEADER} bytes"),
        (form(FILE + b"Content-Type: multipart/mixed; boundary=z\r\n\r\n"), TYPE, "is a form itself"),
        (
            form(FILE + b"Content-Transfer-Encoding: base64\r\n\r\nYQ=="),
            TYPE,
            "Content-Transfer-Encoding: base64",
        ),
        (form(FILE + b"Content-Length: -1\r\n\r\nfile"), TYPE, "Content-Length"),
        (form(FILE + b"Content-Length: 99\r\n\r\nfile"), TYPE, "Content-Length"),
        (form(FILE + b"\r\nfile"), "multipart/form-data", "boundary of 1 to"),
        (form(FILE + b"\r\nfile"), "multipart/form-data; boundary=", "boundary of 1 to"),
        (
            form(FILE + b"\r\nfile"),
            f"multipart/form-data; boundary={'y' * (BOUNDARY + 1)}",
            "boundary of 1 to",
        ),
        (form(FILE + b"\r\nfile"), f"{TYPE}; x={'y' * 600}", "Content-Type has more than"),
    ],
)
def test_what_is_no_form_or_has_more_than_a_form_may_have_is_refused_with_the_cause(
    body: bytes, content_type: str, why: str
) -> None:
    with pytest.raises(NoFile, match=why):
        file_in(body, content_type)


HOSTILE = {
    "nearly the boundary": lambda size: form(FILE + b"\r\n" + b"\r\n--" * size),
    "only the beginning of a boundary": lambda size: form(FILE + b"\r\n" + b"\r" * size),
    "no boundary": lambda size: b"x\r\n" * size,
    "a header without end": lambda size: b"--y\r\n" + b"a" * size,
    "headers without end": lambda size: b"--y\r\n" + b"a: b\r\n" * size,
    "a header folded for ever": lambda size: b"--y\r\na: b\r\n" + b" c\r\n" * size,
    "parts without end": lambda size: form(*[OTHER + b"\r\n"] * size),
    "forms within forms": lambda size: b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(size)
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_form_is_read_in_linear_time(kind: str) -> None:
    def step(body: bytes) -> None:
        with contextlib.suppress(NoFile):
            file_in(body, TYPE)

    must_be_linear(HOSTILE[kind], step, 2_000)
