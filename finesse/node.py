"""Puts one Finesse node together and runs it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web

from finesse.accounts import Accounts
from finesse.api.auth import Authentication
from finesse.api.connection import Connection
from finesse.application import application
from finesse.axl import Axl
from finesse.catalogue import Catalogue
from finesse.client_logs import ClientLogs
from finesse.cti_link import CtiLink
from finesse.realtime.state import RealtimeState
from finesse.reverse_proxy.upstream import Pool
from finesse.server import Server
from finesse.settings import FinesseSettings
from finesse.store.finesse_store import FinesseStore, opened
from finesse.store.seed import Seed
from finesse.team_messages import TeamMessages
from finesse.xmpp_link import XmppLink
from vos import tls
from vos.address import Address
from vos.database import DatabaseLost
from vos.http.connection import serving
from vos.service import CannotServe

logger = logging.getLogger(__name__)

DATABASE_PAUSE = 5.0  # before the next try
NAMED = 3  # of many, in a message
CONFIGURATION_POLL = 1.0  # how often a node looks whether the other one has changed something


@dataclass(frozen=True)
class Finesse:
    """A Finesse node that serves."""

    addresses: dict[str, Address]
    server: Server


@contextlib.asynccontextmanager
async def running(settings: FinesseSettings) -> AsyncIterator[Finesse]:
    """The node serves inside the context: its web applications at once, the rest once its links are up."""
    seed, accounts = Seed.of(settings.centre), Accounts.of(settings.centre)
    context = tls.server_context(settings.certs, settings.certificate_name)
    trusting = tls.client_context(settings.certs)
    state, catalogue = RealtimeState(), Catalogue()
    async with opened(settings.database) as store:
        await store.fill(seed)
        await catalogue.load(store)
        await store.recall(state)
        kept = frozenset(user.login_id for user in state.users)
        state.reasons = catalogue.by_number
        server = Server(settings, state, catalogue)
        messages = TeamMessages(store, server.publish, kept=await store.team_messages())
        async with (
            Axl(settings.axl, accounts.axl_user, accounts.axl_password, settings.certs) as axl,
            listening_on(
                _web(settings, server, accounts, axl, messages),
                {"https": (settings.https, context), "http": (settings.http, None)},
                Pool(settings.notification, settings.host, trusting, sites=settings.sites),
            ) as addresses,
            asyncio.TaskGroup() as tasks,
        ):
            link = XmppLink(server, settings, accounts, trusting)
            server.notify_through(link)
            running = [
                tasks.create_task(link.run(), name="notification service"),
                tasks.create_task(CtiLink(server, settings.cti, settings.seconds).run(), name="CTI"),
                tasks.create_task(_keep(server, store, kept), name="database"),
                tasks.create_task(messages.expire(), name="team messages"),
                tasks.create_task(_follow(catalogue), name="configuration"),
                tasks.create_task(_prepare(server, axl), name="AXL"),
            ]
            try:
                yield Finesse(addresses, server)
            finally:
                server.close()
                for task in running:
                    task.cancel()


def _web(
    settings: FinesseSettings, server: Server, accounts: Accounts, axl: Axl, messages: TeamMessages
) -> web.Application:
    authentication = Authentication(
        server.state,
        accounts.administrator,
        axl.authenticate,
        asyncio.get_running_loop().time,
        remembered_for=settings.seconds.password,
    )
    return application(settings, server, authentication, ClientLogs(settings.client_logs), messages)


@contextlib.asynccontextmanager
async def listening_on(
    app: web.Application, wanted: Mapping[str, tuple[Address, ssl.SSLContext | None]], pool: Pool
) -> AsyncIterator[dict[str, Address]]:
    """The web applications serve at these addresses, by the name of the setting; yields where they do.

    What is for the notification service goes there through the pool, which is closed at the end.
    """
    try:
        async with serving(app, functools.partial(Connection, pool), wanted) as addresses:
            yield addresses
    finally:
        await pool.close()


async def _prepare(server: Server, axl: Axl) -> None:
    """Load what AXL needs as soon as it does not keep this node from going into service."""
    await server.went_in.wait()
    await axl.prepare()


async def _follow(catalogue: Catalogue) -> None:
    """What is configured on the other node is soon known on this one."""
    lost = False
    while True:
        await asyncio.sleep(CONFIGURATION_POLL)
        try:
            await catalogue.follow()
        except DatabaseLost as error:
            if not lost:
                logger.error("the configuration stays as it was: %s", error)
            lost = True
        else:
            lost = False


async def _keep(server: Server, store: FinesseStore, kept: frozenset[str]) -> None:
    """Persist teams and users each time they changed; again and again while the database cannot.

    CannotServe when none of the users that were `kept` is among the first that are told.
    """
    await server.learnt.wait()
    told = {user.login_id for user in server.state.users}
    if kept and told and not kept & told:
        raise CannotServe(
            f"database: {store.name} was filled from another centre than the engine's: none of the users "
            f"that it keeps ({_some(kept)}) is an agent there ({_some(told)}); name an empty database "
            "(in a lab: finesse-lab up --fresh), or in cti the engine that it belongs to"
        )
    while True:
        await server.learnt.wait()
        server.learnt.clear()
        try:
            await store.learn(server.state)
        except DatabaseLost as error:
            logger.error("teams and users are not kept: %s", error)
            await asyncio.sleep(DATABASE_PAUSE)
            server.learnt.set()


def _some(logins: Iterable[str]) -> str:
    first = sorted(logins)
    return ", ".join(first[:NAMED] + (["…"] if len(first) > NAMED else []))
