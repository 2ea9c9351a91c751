"""Heads of HTTP messages as they may be shown."""

from __future__ import annotations

import pytest

from vos.http import masked


def test_a_head_is_shown_as_it_was_written() -> None:
    shown = masked.head(b"PUT /finesse/api/User/agent1 HTTP/1.1", [(b"Host", b"a"), (b"requestId", b"7")])
    assert shown == b"PUT /finesse/api/User/agent1 HTTP/1.1\r\nHost: a\r\nrequestId: 7\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        (b"Authorization", b"Basic YWdlbnQxOnNlc2FtZQ==", b"Basic ********"),
        (b"authorization", b"Bearer  sesame", b"Bearer  ********"),
        (b"AUTHORIZATION", b"sesame", b"********"),
        (b"Proxy-Authorization", b"Basic sesame", b"Basic ********"),
        (b"Cookie", b"JSESSIONIDSSO=sesame; a=b", b"********"),
        (b"Set-Cookie", b"JSESSIONIDSSO=sesame; Secure", b"********"),
    ],
)
def test_credentials_and_cookies_are_stars(name: bytes, value: bytes, left: bytes) -> None:
    assert masked.head(b"GET / HTTP/1.1", [(name, value)]).splitlines()[1] == name + b": " + left


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (b"/a?category=READY", b"/a?category=READY"),
        (b"/a?b=c&access_token=sesame&d=e", b"/a?b=c&access_token=********&d=e"),
        (b"/a?Password=sesame", b"/a?Password=********"),
        (b"/a?authz=sesame", b"/a?authz=********"),
    ],
)
def test_passwords_and_tokens_in_a_query_are_stars(path: bytes, left: bytes) -> None:
    assert masked.head(b"GET " + path + b" HTTP/1.1", []) == b"GET " + left + b" HTTP/1.1\r\n\r\n"
