"""Whoever writes line feeds and terminal codes where the lab logs what he wrote forges no line of the log.

CWE-117 and CWE-150: what comes from outside is made harmless where a line is made, whatever door it came by.
"""

import asyncio
import base64
import re
import ssl
from pathlib import Path
from urllib.parse import quote

import pytest

from ccx_engine import jtapi
from ccx_engine.jtapi import wire
from lab.testing.running_lab import RunningLab
from tests.ccx_engine.cti_client import connected
from tests.notification.wire import STREAM
from vos import log, tls, visible
from vos.address import Address

SECONDS = 30
TIME = "2026-01-01T00:00:00.000Z"  # when nothing was logged
FORGED = f"{TIME} INFO  finesse finesse.server: in service, by"
RECORD = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ +lab [\w.]+: ")


def forged(door: str) -> str:
    """What forges a line where it is logged as it is."""
    return f"x\r\n\t\x0b\x0c\x1b[2J\x7f\x85\x9b2J\u2028\u202e\n{FORGED} {door}."


def in_xml(door: str) -> str:
    """The same, of what XML can carry."""
    text = forged(door).translate(dict.fromkeys(b"\x0b\x0c\x1b"))
    return text.encode("ascii", "xmlcharrefreplace").decode().replace("\r", "&#13;").replace("\n", "&#10;")


def login(door: str) -> str:
    """Who asks, where a login name has no colon."""
    return base64.b64encode(f"{forged(door).replace(':', '.')}:finesse".encode()).decode()


ADMINISTRATOR = base64.b64encode(b"administrator:finesse").decode()


async def said(address: Address, data: bytes, trusting: ssl.SSLContext | None = None) -> bytes:
    """The first that a server answers to these bytes; nothing if it hangs up."""
    name = "localhost" if trusting else None
    reader, writer = await asyncio.open_connection(*address, ssl=trusting, server_hostname=name)
    try:
        writer.write(data)
        async with asyncio.timeout(SECONDS):
            return await reader.read(65_536)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def http(method: str, path: str, user: str = "", body: str = "", **headers: str) -> bytes:
    """A request; the text of a header may be any."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Authorization: Basic {user}"] if user else []
    lines += [f"Content-Length: {len(body.encode())}", "", body]
    return "\r\n".join(lines).encode()


async def by_xmpp(lab: RunningLab) -> None:
    iq = f"<iq type='get' id='{in_xml('XMPP')}'/>"
    await said(lab.address("notification", "c2s"), (STREAM + iq).encode())


async def by_axl(lab: RunningLab) -> None:
    """The userid that is asked for, and that of who asks."""
    question = (
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>"
        "<a:doAuthenticateUser xmlns:a='http://www.cisco.com/AXL/API/12.5'>"
        f"<userid>{in_xml('AXL')}</userid><password>x</password></a:doAuthenticateUser></e:Body></e:Envelope>"
    )
    trusting = tls.client_context(lab.home / "certs")
    for user in (ADMINISTRATOR, login("ASKER")):
        asked = http("POST", "/axl/", user, question, Content_Type="text/xml")
        assert await said(lab.address("cucm", "axl"), asked, trusting)


async def by_cti(lab: RunningLab) -> None:
    async with connected(lab.address("ccx_engine", "cti")) as client:
        await client.open(f"\n{TIME} INFO by CTI.\x1b[2J")


async def by_jtapi(lab: RunningLab) -> None:
    opening = jtapi.messages.OpenProvider(
        request_id=1, login=forged("JTAPI"), password="", application=forged("JTAPI")
    )
    await said(lab.address("cucm", "jtapi"), wire.encode(opening))


async def by_http(lab: RunningLab) -> None:
    """The path, headers, the login name, and what is no HTTP."""
    trusting = tls.client_context(lab.home / "certs")
    doors = [
        (lab.address("finesse", "http"), None),
        (lab.address("finesse", "https"), trusting),
        (lab.address("notification", "http"), None),
        (lab.address("notification", "https"), trusting),
    ]
    header = f"\x1b[2J\x85\x9b2J\u2028 {FORGED} HEADER."
    for address, context in doors:
        for asked in (
            http("GET", f"/finesse/api/User/{quote(forged('PATH'))}", ADMINISTRATOR, RequestId=header),
            http("GET", f"/{quote(forged('PATH'))}", login("LOGIN"), User_Agent=header),
            http("GET", f"/\u2028\x85{TIME}", ADMINISTRATOR),
            http(f"GET\x1b[2J\x85{TIME}", "/", ADMINISTRATOR),
            http("GET", "/", ADMINISTRATOR, X=f"\x0b\x1b[2J\r {TIME}"),
        ):
            await said(address, asked, context)


async def by_console(lab: RunningLab) -> None:
    """Names of what is asked for, a caller's number, and what he brings with his call."""
    number, variables = forged("CALLER"), {"callVariable1": f"\n{TIME} by VARIABLE."}
    for path, body in (
        (f"services/{quote(forged('SERVICE'), safe='')}/start", {}),
        ("calls", {"from": number, "to": "6001", "variables": variables}),
        ("calls", {"from": "5551234", "to": "6001", "variables": variables}),
        ("calls", {"from": "5551234", "to": forged("DIALLED")}),
        ("calls", {forged("KEY"): 1}),
    ):
        async with lab.session.post(f"http://{lab.console}/lab/v1/{path}", json=body) as response:
            await response.read()


DOORS = (by_xmpp, by_axl, by_cti, by_jtapi, by_http, by_console)
LOGGED = ("XMPP", "AXL", "CTI", "JTAPI")  # what is written there at all, each by another part


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The log of all services, at the level that `finesse-lab up` logs with."""
    file = tmp_path / "logs" / "lab.log"
    log.setup("lab", "DEBUG", file)
    return file


async def test_no_door_lets_a_stranger_write_a_line_of_the_log(
    written: Path, lab_in_loop: RunningLab
) -> None:
    for door in DOORS:
        await door(lab_in_loop)
    text = written.read_text(encoding="utf-8")
    for which in LOGGED:
        assert f"by {which}." in text, f"{which} is logged nowhere, so this says nothing of it"
    for each in text.split("\n")[:-1]:
        assert RECORD.match(each) or each.startswith(log.MARK), each
        assert not each.startswith(TIME), each
        assert each == visible.line(each), each
