"""The whole lab in one event loop: the services' own composition roots on ports of the system's choice.

Two services still meet only over real sockets; only the processes are missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, fields, replace
from typing import Any

import aiohttp

from lab import plan
from lab.bench.certificates import ensure
from lab.console.application import application, worded
from lab.deployment import Deployment
from lab.people import People
from lab.telephony import callers
from lab.testing.own_task import in_own_task
from vos.address import Address
from vos.http.connection import Connection, serving
from vos.service import Serving

START_SECONDS = 30.0


@dataclass(frozen=True)
class InLoop:
    """A service that serves, as the status shows it."""

    name: str
    addresses: Mapping[str, Address]
    state: str = "serving"
    pid: int | None = None


@dataclass(frozen=True)
class Part:
    """How one service is planned and run, and which of the plan's ports its addresses are."""

    plan: Callable[[plan.Wanted, plan.Ports], plan.Service]
    running: Callable[[Any], AbstractAsyncContextManager[Serving]]
    ports: Mapping[str, str]


def parts() -> tuple[Part, ...]:
    """The services in the order of their start."""
    from ccx_engine.cucm.node import running as cucm
    from ccx_engine.node import running as engine
    from finesse.node import running as finesse
    from notification.node import running as notification

    return (
        Part(plan.cucm, cucm, {"axl": "axl", "jtapi": "jtapi"}),
        Part(plan.engine, engine, {"cti": "cti"}),
        Part(
            plan.notification,
            notification,
            {"c2s": "c2s", "c2s_tls": "c2s_tls", "http": "bosh", "https": "bosh_tls"},
        ),
        Part(plan.finesse, finesse, {"http": "http", "https": "https"}),
    )


@contextlib.asynccontextmanager
async def lab_in_one_loop(wanted: plan.Wanted) -> AsyncIterator[Address]:
    """The lab, ready; yields the console's address. The ports that `wanted` names are not used."""
    ensure(wanted.certs, wanted.node, wanted.names)
    ports = plan.Ports(*(0 for _ in fields(plan.Ports)))
    services: list[InLoop] = []
    async with contextlib.AsyncExitStack() as stack:
        for part in parts():
            planned = part.plan(wanted, ports)
            serving = await stack.enter_async_context(in_own_task(part.running(planned.settings)))
            services.append(InLoop(planned.name, dict(serving.addresses)))
            found = {ours: serving.addresses[theirs].port for theirs, ours in part.ports.items()}
            ports = replace(ports, **found)
        yield await stack.enter_async_context(in_own_task(_console(wanted, services, ports)))


@contextlib.asynccontextmanager
async def _console(
    wanted: plan.Wanted, services: Sequence[InLoop], ports: plan.Ports
) -> AsyncIterator[Address]:
    jtapi, cti = Address(plan.LOOPBACK, ports.jtapi), Address(plan.LOOPBACK, ports.cti)
    phones = callers.from_centre(wanted.centre_file, jtapi, cti)
    people = People.of(wanted.centre_file)
    async with aiohttp.ClientSession() as session, phones.linked():
        deployment = Deployment(wanted.node, lambda: services, phones, people, session, wanted.files)
        console = application(deployment, asyncio.Event())
        wanted_at = {"console": (Address(plan.LOOPBACK, 0), None)}
        async with serving(console, functools.partial(Connection, worded), wanted_at) as addresses:
            await deployment.until_ready(START_SECONDS)
            yield addresses["console"]
