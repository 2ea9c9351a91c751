"""Puts the engine together and runs it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from ccx_engine import loaded_configuration
from ccx_engine.cti_server import CtiServer
from ccx_engine.cucm_link import CucmLink
from ccx_engine.engine import timers
from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Provider
from ccx_engine.settings import EngineSettings
from ccx_engine.switchboard import Switchboard
from vos import centre
from vos.address import Address

_PROFILES = {"product": timers.PRODUCT, "fast": timers.FAST}


@dataclass(frozen=True)
class Node:
    """An engine that serves."""

    addresses: dict[str, Address]
    engine: Engine


@contextlib.asynccontextmanager
async def running(settings: EngineSettings) -> AsyncIterator[Node]:
    """The engine serves inside the context; it is in service once both providers are signed in at CUCM."""
    table = centre.read(settings.centre, "rmcm")
    users = {
        Provider.TELEPHONY: (table.get("telephony_user", str), table.get("telephony_password", str)),
        Provider.RMCM: (table.get("rmcm_user", str), table.get("rmcm_password", str)),
    }
    async with (
        loaded_configuration.opened(settings.database, rmcm_table.read(table)) as configured,
        _serving(settings, users, configured) as node,
    ):
        yield node


@contextlib.asynccontextmanager
async def _serving(
    settings: EngineSettings,
    users: dict[Provider, tuple[str, str]],
    configured: loaded_configuration.LoadedConfiguration,
) -> AsyncIterator[Node]:
    loop = asyncio.get_running_loop()
    engine = Engine(
        configured.configuration, _timers(settings), now=loop.time(), epoch=time.time() - loop.time()
    )
    engine.state.ready_after_no_answer = settings.after_ring_no_answer == "ready"
    switchboard = Switchboard(engine, loop)
    switchboard.clients = server = CtiServer(switchboard)
    tasks: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:
        async with server.serving(settings.cti) as address:
            for provider, user in users.items():
                accept = functools.partial(configured.check, settings.cucm)
                link = CucmLink(provider, settings.cucm, *user, switchboard, accept)
                switchboard.links[provider] = link
                tasks.append(group.create_task(link.run()))
            tasks.append(
                group.create_task(configured.follower(switchboard.reconfigure, settings.database_poll).run())
            )
            yield Node({"cti": address}, engine)
        switchboard.stop()  # the clients first: they need not hear how the links go down
        for task in tasks:
            task.cancel()


def _timers(settings: EngineSettings) -> timers.Timers:
    profile = _PROFILES[settings.timers]
    given = {
        name: value
        for name in ("ring_no_answer", "desktop_lost")
        if (value := getattr(settings, name)) is not None
    }
    return dataclasses.replace(profile, **given)
