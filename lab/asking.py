"""How a verb of the command line asks the lab that runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from vos.address import Address

Offset = Annotated[
    int,
    typer.Option(
        "--port-offset",
        envvar="LAB_PORT_OFFSET",
        min=0,
        max=50_000,
        help="Added to every port, the console's too.",
    ),
]


def console(port_offset: int) -> Address:
    """Where the lab's console listens."""
    from lab.plan import doors

    return doors.console(port_offset)


def ask(port_offset: int, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the console answers. LabError if it refuses, or if no lab runs there."""
    from lab.console import client

    return client.ask(console(port_offset), method, path, body)


def quoted(text: str) -> str:
    """As a part of a path; bytes that are no text go as they are, and name nothing there."""
    from urllib.parse import quote

    return quote(text, safe="", errors="backslashreplace")
