"""Puts one Finesse node together and runs it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from aiohttp import web

from finesse.accounts import Accounts
from finesse.api.auth import Authentication
from finesse.api.connection import RestConnection
from finesse.application import application
from finesse.axl import Axl
from finesse.catalogue import Catalogue
from finesse.client_logs import ClientLogs
from finesse.core.node import Node
from finesse.cti_link import CtiLink
from finesse.realtime.state import RealtimeState
from finesse.reverse_proxy.upstream import Pool
from finesse.roster import Roster
from finesse.settings import FinesseSettings
from finesse.shindig.keys import FETCHER
from finesse.store.finesse_store import opened
from finesse.store.seed import Seed
from finesse.switchboard import Switchboard
from finesse.team_messages import TeamMessages
from finesse.third_party.sftp import door
from finesse.third_party.sftp.account import Account
from finesse.xmpp_link import XmppLink
from vos import tls
from vos.address import Address
from vos.database.follower import Follower
from vos.http.connection import serving

logger = logging.getLogger(__name__)

DATABASE_POLL = 1.0  # how often a node looks whether the other one has changed something


@dataclass(frozen=True)
class Finesse:
    """A Finesse node that serves."""

    addresses: dict[str, Address]
    switchboard: Switchboard


@contextlib.asynccontextmanager
async def running(settings: FinesseSettings) -> AsyncIterator[Finesse]:
    """The node serves inside the context: its web applications at once, the rest once its links are up."""
    seed, accounts = Seed.of(settings.centre), Accounts.of(settings.centre)
    context = tls.server_context(settings.certs, settings.certificate_name)
    trusting = tls.client_context(settings.certs)
    catalogue = Catalogue()
    state = RealtimeState(drop_rights=catalogue.drop_rights, recording=settings.recording)
    async with opened(settings.database) as store:
        await store.fill(seed)
        await catalogue.load(store)
        state.reasons = catalogue.by_number
        switchboard = Switchboard(Node(settings.identity, settings.seconds, state), settings, catalogue)
        messages = TeamMessages(store, switchboard.publish, kept=await store.team_messages())
        roster = Roster(store, state, switchboard.cti_has_spoken, switchboard.provide_feeds)
        await roster.recall()
        async with (
            Axl(settings.axl, accounts.axl_user, accounts.axl_password, settings.certs) as axl,
            listening_on(
                (app := _web(settings, switchboard, accounts, axl, messages)),
                {"https": (settings.https, context), "http": (settings.http, None)},
                Pool(settings.notification, settings.host, trusting, sites=settings.sites),
            ) as addresses,
            app[FETCHER].serving(addresses),
            _sftp(settings) as sftp,
            asyncio.TaskGroup() as tasks,
        ):
            link = XmppLink(switchboard, settings, accounts, trusting)
            switchboard.notify_through(link)
            follower = Follower(store.revisions, DATABASE_POLL, catalogue, messages, roster)
            running = [
                tasks.create_task(link.run(), name="notification service"),
                tasks.create_task(CtiLink(switchboard, settings.cti, settings.seconds).run(), name="CTI"),
                tasks.create_task(roster.keep(switchboard.learnt), name="database"),
                tasks.create_task(messages.expire(), name="team messages"),
                tasks.create_task(follower.run(), name="what other nodes change"),
                tasks.create_task(_prepare(switchboard, axl), name="AXL"),
            ]
            try:
                yield Finesse(addresses | sftp, switchboard)
            finally:
                switchboard.close()
                for task in running:
                    task.cancel()


def _web(
    settings: FinesseSettings, switchboard: Switchboard, accounts: Accounts, axl: Axl, messages: TeamMessages
) -> web.Application:
    authentication = Authentication(
        switchboard.state,
        accounts.administrator,
        axl.authenticate,
        asyncio.get_running_loop().time,
        remembered_for=settings.seconds.password,
    )
    return application(settings, switchboard, authentication, ClientLogs(settings.client_logs), messages)


@contextlib.asynccontextmanager
async def listening_on(
    app: web.Application, wanted: Mapping[str, tuple[Address, ssl.SSLContext | None]], pool: Pool
) -> AsyncIterator[dict[str, Address]]:
    """The web applications serve at these addresses, by the name of the setting; yields where they do.

    What is for the notification service goes there through the pool, which is closed at the end.
    """
    try:
        async with serving(app, functools.partial(RestConnection, pool), wanted) as addresses:
            yield addresses
    finally:
        await pool.close()


@contextlib.asynccontextmanager
async def _sftp(settings: FinesseSettings) -> AsyncIterator[dict[str, Address]]:
    """SFTP to the folder of third-party gadgets, where there is one; yields where it listens."""
    root, key = settings.third_party, settings.sftp_key
    if root is None or key is None:
        yield {}
        return
    account = Account.of(settings.centre)
    async with door.serving(settings.sftp, root, key, account, permissive=settings.sftp_permissive) as where:
        yield {"sftp": where}


async def _prepare(switchboard: Switchboard, axl: Axl) -> None:
    """Load what AXL needs as soon as it does not keep this node from going into service."""
    await switchboard.went_in.wait()
    await axl.prepare()
