"""What no client should send gets the documented error, at every door, and the next client is served."""

import asyncio
import struct

import pytest

from lab.testing.feed import user_is
from lab.testing.running_lab import RunningLab
from vos.address import Address

SECONDS = 20
SIGN_IN = "<User><state>LOGIN</state><extension>1001</extension></User>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE User [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]><User><state>&c;</state></User>'
)
OUTSIDE = '<!DOCTYPE User [<!ENTITY f SYSTEM "file:///etc/passwd">]><User><state>&f;</state></User>'


async def still_served(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        assert (await anna.rest.get("/SystemInfo")).findtext("status") == "IN_SERVICE"


async def answer_to(address: Address, data: bytes) -> bytes:
    """All that a server says to these bytes until it closes the connection."""
    reader, writer = await asyncio.open_connection(*address)
    try:
        writer.write(data)
        async with asyncio.timeout(SECONDS):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("login", ["agent1", "nobody"])
async def test_a_wrong_password_and_an_unknown_user_are_not_authorized(lab: RunningLab, login: str) -> None:
    refused = await lab.rest(login, "wrong").ask("PUT", f"/User/{login}", SIGN_IN)
    assert refused.status == 401
    assert refused.xml.findtext("ApiError/ErrorType") == "Authorization Failure"
    assert refused.xml.findtext("ApiError/ErrorMessage") == "UNAUTHORIZED"
    await still_served(lab)


async def test_a_user_whom_nobody_knows_is_not_found(lab: RunningLab) -> None:
    refused = await lab.rest("administrator").ask("GET", "/User/nobody")
    assert refused.status == 404
    assert refused.xml.findtext("ApiError/ErrorType") == "User Not Found"


@pytest.mark.parametrize(
    "body",
    ["", "<User><state>LOGIN</User>", "<Dialog/>", BOMB, OUTSIDE, "<User>" + "<a>" * 200_000, "{}"],
    ids=["empty", "malformed", "another document", "entity bomb", "outside entity", "oversized", "json"],
)
async def test_a_body_that_is_no_user_is_a_bad_request(lab: RunningLab, body: str) -> None:
    refused = await lab.rest("agent1").ask("PUT", "/User/agent1", body)
    assert refused.status == 400
    assert refused.xml.findtext("ApiError/ErrorType") == "Bad Request"
    await still_served(lab)


async def test_an_absurd_cti_frame_ends_its_own_connection_and_no_other(lab: RunningLab) -> None:
    async with lab.agent("agent2") as ben:
        await ben.sign_in()
        await answer_to(lab.address("ccx_engine", "cti"), struct.pack(">II", 0xFFFFFFFF, 5))
        await ben.set_state("READY")
        await ben.feed.until(user_is("READY"), "Ready")
    await still_served(lab)


async def test_an_absurd_jtapi_frame_ends_its_own_connection_and_no_other(lab: RunningLab) -> None:
    await answer_to(lab.address("cucm", "jtapi"), b"\xff\xff\xff\xff{}")
    async with lab.agent("agent5") as elena:
        await elena.sign_in()
        await elena.go_ready()
        call = await lab.call("5551234", "6002")
        await elena.feed.until(lambda update: update.text("data/dialogs/Dialog/id") == call, "the call")


@pytest.mark.parametrize(
    "body",
    [b"<body rid='1' xmlns='http://jabber.org/protocol/httpbind'", b"<body/>", BOMB.encode()],
    ids=["truncated", "without anything", "entity bomb"],
)
async def test_a_bad_bosh_body_is_a_bad_request(lab: RunningLab, body: bytes) -> None:
    where = lab.address("notification", "http")
    head = f"POST /http-bind HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}"
    answer = await answer_to(where, head.encode() + b"\r\n\r\n" + body)
    assert answer.startswith(b"HTTP/1.1 400 ")
    await still_served(lab)


@pytest.mark.parametrize("stream", [b"<stream:stream", b"hello\r\n\r\n", BOMB.encode(), b"<" * 100_000])
async def test_what_is_no_xmpp_stream_ends_its_own_connection(lab: RunningLab, stream: bytes) -> None:
    reader, writer = await asyncio.open_connection(*lab.address("notification", "c2s"))
    try:
        writer.write(stream)
        writer.write_eof()
        async with asyncio.timeout(SECONDS):
            await reader.read()
    except ConnectionResetError:
        pass
    finally:
        writer.close()
    await still_served(lab)
