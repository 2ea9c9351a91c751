"""Requests to `/cfadmin/api` of a node."""

from __future__ import annotations

import base64
import io

from aiohttp import ClientResponse
from lxml import etree

from tests.finesse.one_node import PASSWORD, Node


async def ask(
    node: Node,
    method: str,
    path: str,
    data: str | bytes | None = None,
    *,
    user: str | None = "administrator",
    password: str = PASSWORD,
    content_type: str = "application/json",
) -> ClientResponse:
    """What is answered, read."""
    headers = {"Content-Type": content_type} if data is not None else {}
    if user is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    sent = None if data is None else io.BytesIO(data.encode() if isinstance(data, str) else data)
    response = await node.client.request(method, f"/cfadmin/api/{path}", data=sent, headers=headers)
    await response.read()
    return response


async def refused(response: ClientResponse) -> tuple[int, str, str]:
    """The status, the type of the error, and what it is about."""
    error = etree.fromstring(await response.read())[0]
    return response.status, error.findtext("ErrorType") or "", error.findtext("ErrorData") or ""
