"""How the body of a request is decoded. Sources: RFC 9110 §8.4, RFC 1950, RFC 1952 §2.2."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vos.http.body import CODINGS, decoded
from vos.http.refused import Refused

LIMIT = 1000
TEXT = b"<User><state>LOGIN</state></User>"


@pytest.mark.parametrize(
    ("coding", "data", "text"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0), TEXT),
        ("x-gzip", gzip.compress(TEXT, mtime=0), TEXT),
        ("deflate", zlib.compress(TEXT), TEXT),
        ("gzip", gzip.compress(b"x" * LIMIT, mtime=0), b"x" * LIMIT),
        ("gzip", b"", b""),
    ],
)
def test_what_is_coded_is_decoded(coding: str, data: bytes, text: bytes) -> None:
    assert decoded(data, coding, LIMIT) == text


@pytest.mark.parametrize(
    ("coding", "data", "status"),
    [
        ("gzip", TEXT, 400),
        ("deflate", TEXT, 400),
        ("deflate", gzip.compress(TEXT, mtime=0), 400),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-9], 400),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-1], 400),  # the sum that ends it is cut off
        ("deflate", zlib.compress(TEXT)[:-1], 400),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"x", 400),
        ("deflate", zlib.compress(TEXT) + b"x", 400),
        ("gzip", gzip.compress(b"x" * (LIMIT + 1), mtime=0), 413),
        ("gzip", gzip.compress(TEXT, mtime=0) * 2, 400),
        ("gzip", gzip.compress(b" " * 50_000_000, mtime=0), 413),
    ],
)
def test_what_lies_breaks_off_or_is_too_much_is_refused(coding: str, data: bytes, status: int) -> None:
    with pytest.raises(Refused) as refused:
        decoded(data, coding, LIMIT)
    assert refused.value.status == status


@given(st.sampled_from(sorted(CODINGS)), st.binary(max_size=200), st.binary(max_size=200))
def test_whatever_comes_is_decoded_or_refused(coding: str, text: bytes, junk: bytes) -> None:
    for data in (junk, gzip.compress(text, mtime=0) + junk, zlib.compress(text) + junk):
        with contextlib.suppress(Refused):
            assert len(decoded(data, coding, LIMIT)) <= LIMIT
