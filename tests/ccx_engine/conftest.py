"""A CTI server in service."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ccx_engine.cti_server import CtiServer
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.switchboard import Switchboard
from tests.ccx_engine.cti_house import BACKLOG, DirectLink, House
from tests.ccx_engine.engine.world import LAB, SAMPLE, sample_cluster
from vos.address import Address


@pytest.fixture
async def house() -> AsyncIterator[House]:
    loop = asyncio.get_running_loop()
    switchboard = Switchboard(Engine(SAMPLE, now=loop.time()), loop)
    switchboard.clients = server = CtiServer(switchboard, backlog=BACKLOG)
    cucm = Providers(sample_cluster())
    cucm.open(LAB, cucm.cluster.application_users["lab"], jtapi.OpenProvider("lab", ""))
    links = [DirectLink(cucm, provider, switchboard) for provider in Provider]
    for link in links:
        switchboard.links[link.provider] = link
        link.sign_in()
    while not switchboard.engine.in_service:
        await asyncio.sleep(0)
    async with server.serving(Address("127.0.0.1", 0)) as address:
        yield House(address, server, switchboard, cucm, links[0])
    switchboard.stop()
