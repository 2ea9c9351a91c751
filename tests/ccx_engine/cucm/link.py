"""A JTAPI client of the tests: the link's session on a plain connection."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator

from ccx_engine.jtapi.messages import Done, Message, OpenProvider, Refused, Request
from ccx_engine.jtapi.session import Session
from vos.address import Address

SECONDS = 30.0


class Link:
    """What was heard is kept in order until it is taken."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.session = Session(0.0)
        self.heard: list[Message] = []

    def send(self, message: Message) -> None:
        self.session.send(message, 0.0)
        self.writer.write(self.session.data_to_send())

    async def next(self) -> Message:
        """The next message; fails the test when the link ends or nothing comes."""
        async with asyncio.timeout(SECONDS):
            while not self.heard:
                data = await self.reader.read(65_536)
                assert data, "the link was closed"
                self.heard += self.session.receive_data(data, 0.0)
        return self.heard.pop(0)

    async def ask(self, request: Request) -> Done | Refused:
        """The answer; what comes before it is dropped."""
        self.send(request)
        while True:
            message = await self.next()
            if isinstance(message, (Done, Refused)):
                return message

    async def closed(self) -> bytes:
        """What still came until the other side closed the link."""
        rest = b""
        async with asyncio.timeout(SECONDS):
            with contextlib.suppress(ConnectionError):
                while data := await self.reader.read(65_536):
                    rest += data
        return rest


@contextlib.asynccontextmanager
async def linked(address: Address, login: str = "", password: str = "finesse") -> AsyncIterator[Link]:
    """A link, signed in when a login is given."""
    link = Link(*await asyncio.open_connection(*address))
    try:
        if login:
            answer = await link.ask(OpenProvider(login, password, request_id=1))
            assert isinstance(answer, Done), answer
            for _ in itertools.repeat(None, 2):  # in service, terminals
                await link.next()
        yield link
    finally:
        link.writer.close()
        with contextlib.suppress(ConnectionError):
            await link.writer.wait_closed()
