"""The whole lab in one event loop: the services' own composition roots on ports of the system's choice.

Two services still meet only over real sockets; only the processes are missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import aiohttp

from lab.bench.certificates import ensure
from lab.console.application import application, worded
from lab.deployment import Deployment
from lab.people import People
from lab.plan.cluster import planned_on_free_ports
from lab.plan.doors import LOOPBACK, Kind
from lab.plan.graph import Plan
from lab.plan.settings import settings_of
from lab.plan.wanted import Wanted
from lab.telephony import callers
from lab.testing.own_task import in_own_task
from lab.workbench.workbench import Workbench
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


def running(kind: Kind) -> Callable[[Any], AbstractAsyncContextManager[Serving]]:
    """The composition root of a kind of service."""
    from ccx_engine.cucm.node import running as cucm
    from ccx_engine.node import running as engine
    from finesse.node import running as finesse
    from notification.node import running as notification

    roots: dict[Kind, Callable[[Any], AbstractAsyncContextManager[Serving]]] = {
        Kind.CUCM: cucm,
        Kind.ENGINE: engine,
        Kind.NOTIFICATION: notification,
        Kind.FINESSE: finesse,
    }
    return roots[kind]


@contextlib.asynccontextmanager
async def lab_in_one_loop(wanted: Wanted) -> AsyncIterator[Address]:
    """The lab, ready; yields the console's address. The ports that `wanted` names are not used."""
    plan = planned_on_free_ports(wanted)
    for node in plan.nodes:
        ensure(wanted.certs, node.name, node.names)
    workbench = Workbench.begun(wanted)
    services: list[InLoop] = []
    async with contextlib.AsyncExitStack() as stack:
        for service in plan.services:
            root = running(service.kind)(settings_of(plan, service))
            serving = await stack.enter_async_context(in_own_task(root))
            services.append(InLoop(service.name, dict(serving.addresses)))
            plan = plan.listening(service, serving.addresses)
        yield await stack.enter_async_context(in_own_task(_console(plan, services, workbench)))


@contextlib.asynccontextmanager
async def _console(plan: Plan, services: Sequence[InLoop], workbench: Workbench) -> AsyncIterator[Address]:
    phones = callers.of_lab(plan)
    people = People.of(plan.wanted.centre_file)
    async with aiohttp.ClientSession() as session, phones.linked():
        deployment = Deployment(plan, lambda: services, phones, people, session, workbench=workbench)
        console = application(deployment, asyncio.Event())
        wanted_at = {"console": (Address(LOOPBACK, 0), None)}
        async with serving(console, functools.partial(Connection, worded), wanted_at) as addresses:
            await deployment.until_ready(START_SECONDS)
            yield addresses["console"]
