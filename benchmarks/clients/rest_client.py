"""A client of the REST API with nothing around it: hundreds of them must not be what is measured."""

from __future__ import annotations

import asyncio
import base64
import re
import ssl

from vos.address import Address

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
SECONDS = 60.0


class RestClient:
    """Somebody's requests, one after the other over one kept connection."""

    def __init__(
        self, server: Address, context: ssl.SSLContext, host: str, login: str, password: str
    ) -> None:
        self._server = server
        self._context = context
        self._host = host
        basic = base64.b64encode(f"{login}:{password}".encode()).decode()
        self._headers = f"Host: {host}\r\nAuthorization: Basic {basic}\r\n"
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def connect(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(
            *self._server, ssl=self._context, server_hostname=self._host
        )

    async def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Status and body of the answer; `path` is below /finesse/api."""
        content = (
            f"Content-Type: application/xml\r\nrequestId: bench\r\nContent-Length: {len(body)}\r\n"
            if body
            else ""
        )
        return await self._answer(
            f"{method} /finesse/api{path} HTTP/1.1\r\n{self._headers}{content}\r\n{body}"
        )

    async def post_form(self, path: str, body: str) -> tuple[int, bytes]:
        """Status and body of the answer to a form that is posted, as pages send it."""
        content = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return await self._answer(f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\n{content}\r\n{body}")

    async def _answer(self, request: str) -> tuple[int, bytes]:
        self._writer.write(request.encode())
        async with asyncio.timeout(SECONDS):
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            answer = await self._reader.readexactly(int(length[1])) if length else b""
        return int(head[9:12]), answer

    def close(self) -> None:
        self._writer.close()
