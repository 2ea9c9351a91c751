"""Finesse's account at the notification service, signed in beside Finesse or in its place."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import slixmpp

from lab.plan.graph import Plan
from vos import tls

SECONDS = 30.0


@contextlib.asynccontextmanager
async def signed_in(plan: Plan, resource: str) -> AsyncIterator[Any]:
    """A slixmpp client that publishes and makes nodes as Finesse does."""
    (node,) = plan.nodes
    client: Any = slixmpp.ClientXMPP(f"finesse@{node.name}/{resource}", "finesse", sasl_mech="PLAIN")
    client.register_plugin("xep_0060")
    client.enable_starttls = False
    client.ca_certs = plan.wanted.certs / tls.CA
    started: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def session_started(_event: object) -> None:
        if not started.done():
            started.set_result(None)

    client.add_event_handler("session_start", session_started)
    client.connect(*plan.service("notification").doors["c2s_tls"].reached)
    try:
        async with asyncio.timeout(SECONDS):
            await started
        yield client
    finally:
        await client.disconnect(wait=1.0)
        client.cancel_connection_attempt()
