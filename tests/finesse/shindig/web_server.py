"""A web server that answers as a test says: the same bytes to each request, or as a function does."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

Answer = bytes | Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class WebServer:
    """Counts connections and keeps what was asked."""

    def __init__(self, answer: Answer, port: int = 0, scheme: str = "http") -> None:
        self.answer = answer
        self.port = port
        self.scheme = scheme
        self.asked: list[bytes] = []
        self.connections = 0
        self.greets = b""  # before it is asked
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._open[writer] = task
        writer.write(self.greets)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    (int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")), 0
                )
                self.asked.append(head + await reader.readexactly(length))
                if not isinstance(self.answer, bytes):
                    await self.answer(reader, writer)
                    break
                writer.write(self.answer)
        writer.close()

    async def end(self) -> None:
        """All its connections."""
        for writer in self._open:
            writer.transport.abort()
        await asyncio.gather(*self._open.values(), return_exceptions=True)
        for writer in self._open:
            with contextlib.suppress(OSError):
                await writer.wait_closed()


@contextlib.asynccontextmanager
async def web_server(answer: Answer, context: ssl.SSLContext | None = None) -> AsyncIterator[WebServer]:
    """It listens on a free port of loopback."""
    server = WebServer(answer, scheme="http" if context is None else "https")
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context, limit=8 << 20)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.end()
