"""Whatever gadgets ask for, and whatever servers answer, the gadget server takes it or says why not.

An input is: what to do, a size - and the bytes. What is done: a URL, the form of makeRequest, the bytes of a
server's answer in pieces, the letters of a body, a redirect.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from finesse.shindig.fetching.charset import text_of
from finesse.shindig.fetching.exchange import Answer, Exchange, Lost
from finesse.shindig.fetching.fetched import METHODS
from finesse.shindig.fetching.make_request_form import BadForm, MakeRequestForm
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.reach import OWN_PATHS, Kind, Reach
from vos.http.web_url import CHARACTERS, WebOrigin, WebUrl

HEAD = 2  # bytes that say what to do
LARGEST = 500  # bytes of an answer
NAMED = ("https://crm.example.com", "http://localhost:3000", "http://[fd12::5]:81")
REACH = Reach(["node.example"], ["second.example"], [WebOrigin.parse(name) for name in NAMED])


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing here is made while running."""


def check(data: bytes) -> None:
    """Raise where the code does what is documented nowhere."""
    if len(data) >= HEAD:
        DEEDS[data[0] % len(DEEDS)](data[1], data[HEAD:])


def _url(_: int, data: bytes) -> None:
    """What is reached is one of few servers, and others read the URL in the same way."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        found = REACH.destination(text)
    except NotFetched:
        return
    url = found.url
    split = urlsplit(str(url))
    assert (split.scheme, split.hostname) == (url.origin.scheme, url.origin.host)
    assert (split.port or url.origin.port) == url.origin.port
    assert WebUrl.parse(str(url)) == url
    assert len(url.target) <= CHARACTERS
    assert url.target.isascii()
    assert url.target.isprintable()
    assert " " not in url.target
    if found.kind is Kind.NAMED:
        assert str(url.origin) in NAMED
    if found.kind is Kind.OWN:
        assert url.path.startswith(OWN_PATHS) or "%" in url.path


def _form(size: int, data: bytes) -> None:
    """A request that can be made, or what is wrong with it."""
    cut = min(size, len(data))
    try:
        form = MakeRequestForm.parse(data[:cut].decode("latin-1"), data[cut:])
    except BadForm:
        return
    assert form.url
    assert form.method in METHODS
    assert not (form.body and form.method in ("GET", "HEAD"))
    assert form.refresh is None or form.refresh >= 0


def _answer(size: int, data: bytes) -> None:
    """Whole, within its bound, or none; the connection is free only behind a whole one."""
    with asyncio.Runner() as runner:
        runner.run(_answered(size, data))


async def _answered(size: int, data: bytes) -> None:
    exchange = Exchange(lambda _: None)
    transport = _Transport()
    exchange.connection_made(transport)
    asking = asyncio.ensure_future(exchange.ask(b"x", bare=bool(size & 1), largest=LARGEST))
    await asyncio.sleep(0)
    step = (size >> 1) % 16 + 1
    for at in range(0, len(data), step):
        if transport.is_closing():
            break
        exchange.data_received(data[at : at + step])
    if not asking.done():
        await asyncio.sleep(0)
    if not asking.done():
        exchange.connection_lost(None)
    with contextlib.suppress(NotFetched, Lost):
        answer = await asking
        assert isinstance(answer, Answer)
        assert 200 <= answer.status <= 999
        assert len(answer.body) <= LARGEST
        assert not (size & 1 and answer.body)
        return
    assert not exchange.is_free


class _Transport(asyncio.Transport):
    """A connection that takes everything."""

    def __init__(self) -> None:
        super().__init__()
        self._closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert data == b"x"

    def abort(self) -> None:
        self._closing = True

    def is_closing(self) -> bool:
        return self._closing


def _letters(size: int, data: bytes) -> None:
    """Always a text that can be told."""
    cut = min(size, len(data))
    text_of(data[cut:], data[:cut].decode("latin-1")).encode()


DEEDS: tuple[Callable[[int, bytes], None], ...] = (_url, _form, _answer, _letters)
