"""The one AXL request, against a server that answers as Unified CM does."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from lxml import etree

from notification.accounts import CannotTell
from notification.axl import AxlDirectory
from vos import tls
from vos.address import Address

ENVELOPE = (
    "<?xml version='1.0' encoding='UTF-8'?><soapenv:Envelope xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/'>"
    "<soapenv:Body>{}</soapenv:Body></soapenv:Envelope>"
)
SAID = (
    "<ns:doAuthenticateUserResponse xmlns:ns='http://www.cisco.com/AXL/API/12.5'><return>"
    "<userAuthenticated>{}</userAuthenticated><code>0</code></return></ns:doAuthenticateUserResponse>"
)
FAULT = (
    "<soapenv:Fault xmlns:soapenv='http://schemas.xmlsoap.org/soap/envelope/'><faultcode>soapenv:Server</faultcode>"
    "<faultstring>{0}</faultstring><detail><axlError><axlcode>{1}</axlcode><axlmessage>{0}</axlmessage>"
    "<request>doAuthenticateUser</request></axlError></detail></soapenv:Fault>"
)
NOT_FOUND = FAULT.format("Item not valid: The specified User was not found", 5007)
THROTTLED = FAULT.format("Maximum AXL Memory Allocation Consumed.", -1)


class Cucm:
    """What it answers next, and what it was asked."""

    status = 200
    body = ENVELOPE.format(SAID.format("true"))
    headers: dict[str, str]
    userid = ""
    password = ""

    async def axl(self, request: web.Request) -> web.Response:
        self.headers = dict(request.headers)
        root = etree.fromstring(await request.read())
        (operation,) = root.find("{http://schemas.xmlsoap.org/soap/envelope/}Body")
        assert operation.tag == "{http://www.cisco.com/AXL/API/12.5}doAuthenticateUser"
        self.userid, self.password = operation.findtext("userid"), operation.findtext("password")
        return web.Response(status=self.status, text=self.body, content_type="text/xml")


@contextlib.asynccontextmanager
async def serving(cucm: Cucm, certs: Path) -> AsyncIterator[AxlDirectory]:
    application = web.Application()
    application.router.add_post("/axl/", cucm.axl)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls.server_context(certs, "localhost")).start()
    address = Address("localhost", runner.addresses[0][1])
    directory = AxlDirectory(address, "ccx_axl", "finesse", tls.client_context(certs))
    try:
        yield directory
    finally:
        await directory.close()
        await runner.cleanup()


async def test_it_asks_as_axl_wants_to_be_asked(certs: Path) -> None:
    cucm = Cucm()
    async with serving(cucm, certs) as directory:
        assert await directory.authenticate("ann", "<s&cret>")
    assert (cucm.userid, cucm.password) == ("ann", "<s&cret>")
    assert cucm.headers["SOAPAction"] == '"CUCM:DB ver=12.5 doAuthenticateUser"'
    assert cucm.headers["Content-Type"].startswith("text/xml")
    assert cucm.headers["Authorization"] == "Basic " + base64.b64encode(b"ccx_axl:finesse").decode()


@pytest.mark.parametrize(
    ("status", "body", "right"),
    [
        (200, SAID.format("true"), True),
        (200, SAID.format("t"), True),
        (200, SAID.format("false"), False),
        (500, NOT_FOUND, False),
    ],
)
async def test_an_answer_is_yes_or_no(certs: Path, status: int, body: str, right: bool) -> None:
    cucm = Cucm()
    cucm.status, cucm.body = status, ENVELOPE.format(body)
    async with serving(cucm, certs) as directory:
        assert await directory.authenticate("ann", "secret") is right


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (401, "", "axl_user and axl_password"),
        (403, "", "HTTP 403"),
        (503, "", "HTTP 503"),
        (599, "", "HTTP 599"),
        (500, ENVELOPE.format(THROTTLED), "Memory Allocation"),
        (200, "not xml", "not XML"),
        (200, ENVELOPE.format("<other/>"), "fault"),
        (
            200,
            "<!DOCTYPE x [<!ENTITY a 'true'>]><x><userAuthenticated>&a;</userAuthenticated></x>",
            "not XML",
        ),
    ],
)
async def test_anything_else_is_not_an_answer(certs: Path, status: int, body: str, why: str) -> None:
    cucm = Cucm()
    cucm.status, cucm.body = status, body
    async with serving(cucm, certs) as directory:
        with pytest.raises(CannotTell, match=why):
            await directory.authenticate("ann", "secret")


async def test_what_xml_cannot_say_is_nobodys_password(certs: Path) -> None:
    cucm = Cucm()
    async with serving(cucm, certs) as directory:
        assert not await directory.authenticate("ann", "bell\x07")
    assert cucm.userid == ""


async def test_nobody_at_home_is_not_an_answer(certs: Path) -> None:
    async with serving(Cucm(), certs) as directory:
        address = directory._address
    directory = AxlDirectory(address, "ccx_axl", "finesse", tls.client_context(certs))
    with pytest.raises(CannotTell, match="does not answer"):
        await directory.authenticate("ann", "secret")
    await directory.close()


async def test_a_server_of_another_authority_is_not_trusted(certs: Path, tmp_path: Path) -> None:
    from certs.make import ensure

    ensure(tmp_path, "localhost", ["localhost"])
    async with serving(Cucm(), tmp_path) as directory:
        stranger = AxlDirectory(directory._address, "ccx_axl", "finesse", tls.client_context(certs))
        with pytest.raises(CannotTell, match="does not answer"):
            await stranger.authenticate("ann", "secret")
        await stranger.close()
