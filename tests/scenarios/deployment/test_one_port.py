"""A client that uses one port for everything, as desktops of 12.6 do: REST, BOSH and WebSocket at 8445."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable

import pytest

from lab.testing.running_lab import RunningLab
from notification.xmpp import names
from tests.notification.wire import Socket, Wire, answer, auth, bind, connected, post

LOGIN = "<User><state>LOGIN</state><extension>1001</extension></User>"
OPEN = f'<open xmlns="{names.FRAMING}" to="localhost" version="1.0"/>'
CREATE = "to='localhost' wait='30' hold='1' ver='1.6' xmpp:version='1.0'"

Hears = Callable[[], Awaitable[str]]


async def over_web_socket(wire: Wire) -> Hears:
    """Present, by stanzas without `xmlns`; gives what is heard next."""
    socket = Socket(wire)
    assert " 101 " in await socket.shakes_hands()
    for said, heard in (
        (OPEN, "<stream:features"),
        (auth("agent1", "finesse"), "<success"),
        (OPEN, "<stream:features"),
        (bind("mine"), "<jid>"),
        ("<presence/>", "/mine"),
    ):
        socket.says(said)
        while heard not in await socket.hears():
            continue
    return socket.hears


async def over_bosh(wire: Wire) -> Hears:
    """Present; gives what is heard next."""
    numbers = itertools.count(100)

    async def ask(attributes: str, stanza: str = "") -> str:
        head = (
            f"<body xmlns='{names.HTTPBIND}' xmlns:xmpp='urn:xmpp:xbosh' rid='{next(numbers)}' {attributes}"
        )
        wire.write(post(f"{head}>{stanza}</body>"))
        status, _, text = await answer(wire)
        assert status == 200
        return text

    found = re.search('sid="([^"]+)"', await ask(CREATE))
    assert found is not None
    sid = f"sid='{found[1]}'"
    assert "<success" in await ask(sid, auth("agent1", "finesse"))
    await ask(f"{sid} xmpp:restart='true'")
    assert "<jid>" in await ask(sid, bind("mine"))
    assert "/mine" in await ask(sid, "<presence/>")
    return lambda: ask(sid)


@pytest.mark.parametrize("over", [over_web_socket, over_bosh])
async def test_what_a_request_causes_is_heard_at_the_port_where_it_was_made(
    lab_in_loop: RunningLab, over: Callable[[Wire], Awaitable[Hears]]
) -> None:
    own = lab_in_loop.address("finesse", "https")
    async with connected(own, lab_in_loop.home / "certs") as wire:
        hears = await over(wire)
        await lab_in_loop.rest("agent1").command("PUT", "/User/agent1", LOGIN)
        while "&lt;state&gt;NOT_READY&lt;/state&gt;" not in await hears():
            continue
