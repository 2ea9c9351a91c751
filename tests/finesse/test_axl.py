"""Passwords, asked of a running Unified CM."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from ccx_engine.cucm.node import running
from ccx_engine.cucm.settings import CucmSettings
from finesse.api.auth import Authentication, Verdict
from finesse.api.errors import AuthorizationFailure
from finesse.axl import Axl, CannotTell
from tests.finesse.api.test_auth import basic
from tests.finesse.realtime.contact_center import ContactCenter
from tests.finesse.scripted_engine import PATIENCE
from vos import tls
from vos.address import Address

ANY_PORT = Address("127.0.0.1", 0)


@pytest.fixture
async def cucm(certs: Path) -> AsyncIterator[Address]:
    async with running(CucmSettings(axl=ANY_PORT, jtapi=ANY_PORT, certs=certs)) as node:
        yield node.addresses["axl"]


@pytest.mark.parametrize(
    ("user", "password", "verdict"),
    [
        ("agent1", "finesse", Verdict.RIGHT),
        ("agent1", "wrong", Verdict.WRONG),
        ("agent1", "<&>\"'", Verdict.WRONG),
        ("nobody", "finesse", Verdict.WRONG),
    ],
)
async def test_whether_a_password_is_right(
    cucm: Address, certs: Path, user: str, password: str, verdict: Verdict
) -> None:
    async with Axl(cucm, "ccx_axl", "finesse", certs) as axl:
        assert await axl.authenticate(user, password) is verdict


async def test_many_questions_at_once(cucm: Address, certs: Path) -> None:
    async with Axl(cucm, "ccx_axl", "finesse", certs) as axl:
        answers = await asyncio.gather(
            *(axl.authenticate(f"agent{number}", "finesse") for number in range(1, 9))
        )
    assert answers == [Verdict.RIGHT] * 8


async def test_who_is_refused_by_axl_cannot_tell(cucm: Address, certs: Path) -> None:
    async with Axl(cucm, "ccx_axl", "wrong", certs) as axl:
        with pytest.raises(CannotTell):
            await axl.authenticate("agent1", "finesse")


async def test_without_axl_nobody_can_tell(certs: Path) -> None:
    async with Axl(Address("127.0.0.1", 1), "ccx_axl", "finesse", certs) as axl:
        with pytest.raises(CannotTell):
            await axl.authenticate("agent1", "finesse")


async def test_what_the_first_question_needs_is_prepared_as_soon_as_axl_is_there(certs: Path) -> None:
    async with running(CucmSettings(axl=ANY_PORT, jtapi=ANY_PORT, certs=certs)) as node:
        address = node.addresses["axl"]
    async with Axl(address, "ccx_axl", "finesse", certs) as axl, asyncio.TaskGroup() as tasks:
        preparing = tasks.create_task(axl.prepare())
        with pytest.raises(CannotTell):
            await axl.authenticate("agent1", "finesse")
        async with (
            running(CucmSettings(axl=address, jtapi=ANY_PORT, certs=certs)),
            asyncio.timeout(PATIENCE),
        ):
            await preparing
            assert await axl.authenticate("agent1", "finesse") is Verdict.RIGHT


async def test_a_password_that_was_changed_in_unified_cm_is_forgotten(cucm: Address, certs: Path) -> None:
    change = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
        'xmlns:ns="http://www.cisco.com/AXL/API/12.5"><e:Body><ns:updateUser><userid>agent1</userid>'
        "<password>changed</password></ns:updateUser></e:Body></e:Envelope>"
    )
    async with (
        Axl(cucm, "ccx_axl", "finesse", certs) as axl,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=tls.client_context(certs))) as session,
    ):
        authentication = Authentication(
            ContactCenter().state,
            "administrator",
            axl.authenticate,
            lambda: 0.0,
            remembered_for=30.0,
        )
        await authentication.caller(basic("agent1", "finesse"), "192.0.2.7")
        auth = aiohttp.BasicAuth("ccx_axl", "finesse")
        async with session.post(
            f"https://{cucm}/axl/", data=change, auth=auth, headers={"Content-Type": "text/xml"}
        ) as answer:
            assert answer.status == 200

        assert (await authentication.caller(basic("agent1", "changed"), "192.0.2.7")).name == "agent1"
        with pytest.raises(AuthorizationFailure):
            await authentication.caller(basic("agent1", "finesse"), "192.0.2.7")
