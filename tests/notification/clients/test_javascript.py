"""Strangers' clients: xmpp.js and stanza.js from npm as they come, over each transport that they have."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from notification.node import NotificationService
from tests.notification.clients.test_strophe import ROOT, node_executable

SCRIPT = Path(__file__).with_name("javascript_client.mjs")
NODE = "/finesse/api/Team/1/Users"
PATIENCE = 30.0
EVENT = '<notification xmlns="http://jabber.org/protocol/pubsub">&lt;Update/&gt;</notification>'


@pytest.mark.parametrize(
    ("library", "name", "url"),
    [
        ("xmpp.js", "c2s", "xmpp://127.0.0.1:{}"),
        ("xmpp.js", "c2s_tls", "xmpps://localhost:{}"),
        ("xmpp.js", "https", "wss://localhost:{}/ws/"),
        ("stanza.js", "http", "ws://localhost:{}/ws/"),
        ("stanza.js", "http", "http://localhost:{}/http-bind/"),
        ("stanza.js", "https", "https://localhost:{}/http-bind/"),
    ],
)
async def test_it_signs_in_hears_events_and_keeps_its_roster(
    service: NotificationService, certs: Path, library: str, name: str, url: str
) -> None:
    assert (ROOT / "node_modules" / "stanza").is_dir(), "the libraries are missing: run `npm ci`"
    router = service.router
    node = router.nodes.create(NODE, router.service_account, {})
    process = await asyncio.create_subprocess_exec(
        node_executable(),
        str(SCRIPT),
        library,
        url.format(service.addresses[name].port),
        NODE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(certs / "ca.pem")},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    told: list[dict[str, object]] = []
    try:
        async with asyncio.timeout(PATIENCE):
            while line := await process.stdout.readline():
                told.append(json.loads(line))
                if "subscribed" in told[-1]:
                    router.notify(node, "item", EVENT)
                    service.host.settle(service.host.loop.time())
            wrong = (await process.stderr.read()).decode()
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert told == [
        {"subscribed": "agent1@localhost/desktop"},
        {"event": "<Update/>"},
        {"done": True},
    ], wrong
