"""AXL's HTTP: who may ask, which versions, and input that is none.

# source: AXL Developer Guide, "Authentication", "AXL Versioning Support", "AXL error codes"
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import ssl
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
import pytest
from lxml import etree

import vos.turns
from ccx_engine.cucm.axl import server, sessions
from ccx_engine.cucm.node import Node

OURS = aiohttp.BasicAuth("ccx_axl", "finesse")


class Client:
    """HTTP as a simple client speaks it: no cookies unless given."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def get(
        self, path: str, auth: aiohttp.BasicAuth | None = OURS, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str, Mapping[str, str]]:
        async with self.session.get(self.url + path, auth=auth, headers=headers) as response:
            return response.status, await response.text(), response.headers

    async def post(
        self,
        body: str | bytes | io.BytesIO,
        auth: aiohttp.BasicAuth | None = OURS,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str, Mapping[str, str]]:
        headers = {"Content-Type": "text/xml; charset=UTF-8", **(headers or {})}
        async with self.session.post(self.url + "/axl/", data=body, auth=auth, headers=headers) as response:
            return response.status, await response.text(), response.headers


@pytest.fixture
async def client(cucm: Node, certificates: Path) -> AsyncIterator[Client]:
    context = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    connector = aiohttp.TCPConnector(ssl=context)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Client(session, f"https://localhost:{cucm.addresses['axl'].port}")


def envelope(operation: str, content: str = "", version: str = "12.5", attributes: str = "") -> str:
    return (
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:ns="http://www.cisco.com/AXL/API/{version}"><soapenv:Header/><soapenv:Body>'
        f"<ns:{operation} {attributes}>{content}</ns:{operation}></soapenv:Body></soapenv:Envelope>"
    )


VERSION = envelope("getCCMVersion")


@contextlib.asynccontextmanager
async def no_turn(*_: object) -> AsyncIterator[None]:
    """There is none to be had."""
    raise vos.turns.GaveWay
    yield


def fault(text: str) -> tuple[str, str]:
    """AXL's code and SOAP's fault code."""
    root = etree.fromstring(text.encode())
    return root.findtext(".//axlcode") or "", root.findtext(".//faultcode") or ""


async def served(client: Client) -> None:
    """The next client gets an answer."""
    status, text, _ = await client.post(VERSION)
    assert (status, "12.5.1.11900(146)" in text) == (200, True)


async def test_the_page_at_axl_shows_that_the_service_is_there(client: Client) -> None:
    status, text, headers = await client.get("/axl/")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, "text/html")
    assert "Cisco AXL Web Service" in text
    assert (await client.get("/axl"))[0] == 404


@pytest.mark.parametrize(
    "auth",
    [
        None,
        aiohttp.BasicAuth("ccx_axl", "wrong"),
        aiohttp.BasicAuth("nobody", "finesse"),
        aiohttp.BasicAuth("", ""),
    ],
)
async def test_a_wrong_password_is_401_and_the_page_says_so(
    client: Client, auth: aiohttp.BasicAuth | None
) -> None:
    for status, text, headers in (await client.get("/axl/", auth), await client.post(VERSION, auth)):
        assert status == 401
        assert "HTTP Status 401" in text
        assert headers["WWW-Authenticate"].startswith("Basic ")
    await served(client)


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic eA==", "Basic //8=", "Bearer abc"])
async def test_credentials_that_are_none_are_401(client: Client, header: str) -> None:
    assert (await client.get("/axl/", None, {"Authorization": header}))[0] == 401


async def test_a_user_without_an_axl_role_is_403(client: Client) -> None:
    status, text, _ = await client.post(VERSION, aiohttp.BasicAuth("agent1", "finesse"))
    assert (status, "HTTP Status 403" in text) == (403, True)


def account(userid: str, *groups: str) -> str:
    """A request for a new application user."""
    inside = "".join(f"<userGroup><name>{name}</name></userGroup>" for name in groups)
    return envelope(
        "addAppUser",
        f"<appUser><userid>{userid}</userid><password>secret</password>"
        f"<associatedGroups>{inside}</associatedGroups></appUser>",
    )


async def test_who_may_only_read_is_refused_with_401_when_they_write(client: Client) -> None:
    """# source: AXL Developer Guide, "AXL Authentication", read-only role"""
    status, text, _ = await client.post(account("reader", "Standard AXL Read Only API Access"))
    assert (status, "<return>{" in text) == (200, True)
    reader = aiohttp.BasicAuth("reader", "secret")
    assert (await client.get("/axl/", reader))[0] == 200
    assert (await client.post(envelope("getUser", "<userid>agent1</userid>"), reader))[0] == 200
    assert (await client.post(envelope("executeSQLQuery", "<sql>select name from device</sql>"), reader))[
        0
    ] == 200
    for body in (
        account("another"),
        envelope("updateUser", "<userid>agent1</userid><lastName>X</lastName>"),
        envelope("removeUser", "<userid>agent1</userid>"),
        envelope("resetPhone", "<name>SEP000000001001</name>"),
        envelope("executeSQLUpdate", "<sql>delete from enduser</sql>"),
    ):
        status, text, _ = await client.post(body, reader)
        assert (status, "HTTP Status 401" in text) == (401, True)
    _, text, _ = await client.post(envelope("getUser", "<userid>agent1</userid>"), reader)
    assert "<lastName>Keller</lastName>" in text


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        (["Standard CCM Super Users"], 200),
        (["Standard AXL API Access"], 200),
        (["Standard CCM End Users", "Standard AXL API Users"], 401),
        (["Standard CCM End Users"], 403),
        ([], 403),
    ],
)
async def test_access_control_groups_say_who_may_write(
    client: Client, groups: list[str], status: int
) -> None:
    await client.post(account("somebody", *groups))
    asked = envelope("updateUser", "<userid>agent2</userid><title>X</title>")
    assert (await client.post(asked, aiohttp.BasicAuth("somebody", "secret")))[0] == status


async def test_who_is_removed_or_loses_the_role_is_refused_at_once_also_with_a_cookie(client: Client) -> None:
    await client.post(account("somebody", "Standard AXL API Access"))
    somebody = aiohttp.BasicAuth("somebody", "secret")
    cookie = {"Cookie": (await client.post(VERSION, somebody))[2]["Set-Cookie"].partition(";")[0]}
    assert (await client.post(VERSION, None, cookie))[0] == 200
    await client.post(envelope("updateAppUser", "<userid>somebody</userid><associatedGroups/>"))
    assert (await client.post(VERSION, None, cookie))[0] == 403
    await client.post(envelope("removeAppUser", "<userid>somebody</userid>"))
    assert (await client.post(VERSION, None, cookie))[0] == 401
    assert (await client.post(VERSION, somebody))[0] == 401


async def test_the_first_answer_sets_a_cookie_that_is_good_without_a_password(client: Client) -> None:
    _, _, headers = await client.post(VERSION)
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("JSESSIONIDSSO=")
    assert all(word in cookie for word in ("Path=/", "Secure", "HttpOnly"))
    with_cookie = {"Cookie": cookie.partition(";")[0]}
    status, _, headers = await client.post(VERSION, None, with_cookie)
    assert (status, "Set-Cookie" in headers) == (200, False)
    assert "Set-Cookie" not in (await client.post(VERSION, OURS, with_cookie))[2]
    wrong = aiohttp.BasicAuth("ccx_axl", "wrong")
    assert (await client.post(VERSION, wrong, with_cookie))[0] == 401


async def test_an_expired_cookie_is_404_and_with_a_password_a_new_one_is_set(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = {"Cookie": (await client.post(VERSION))[2]["Set-Cookie"].partition(";")[0]}
    monkeypatch.setattr(sessions, "IDLE_SECONDS", 0.0)
    assert (await client.post(VERSION, None, cookie))[0] == 404
    assert (await client.post(VERSION, None, {"Cookie": "JSESSIONIDSSO=0"}))[0] == 404
    assert "Set-Cookie" in (await client.post(VERSION, OURS, cookie))[2]


@pytest.mark.parametrize("version", ["9.0", "11.5", "12.0", "12.5"])
async def test_older_schemas_are_spoken_in_their_own_namespace(client: Client, version: str) -> None:
    action = {"SOAPAction": f'"CUCM:DB ver={version} getCCMVersion"'}
    status, text, _ = await client.post(envelope("getCCMVersion", version=version), headers=action)
    assert status == 200
    assert f'<ns:getCCMVersionResponse xmlns:ns="http://www.cisco.com/AXL/API/{version}">' in text


@pytest.mark.parametrize(
    "action", ["CUCM:DB ver=12.5", '"CUCM:DB ver=12.5"', "CUCM:DB ver=12.5 getCCMVersion", ""]
)
async def test_the_soap_action_has_several_spellings(client: Client, action: str) -> None:
    assert (await client.post(VERSION, headers={"SOAPAction": action}))[0] == 200


@pytest.mark.parametrize(
    ("version", "action"),
    [("14.0", "CUCM:DB ver=14.0 getCCMVersion"), ("8.5", ""), ("12.5", "CUCM:DB ver=11.5"), ("x", "")],
)
async def test_a_version_that_is_not_spoken_or_not_one_is_599(
    client: Client, version: str, action: str
) -> None:
    headers = {"SOAPAction": action} if action else {}
    status, text, _ = await client.post(envelope("getCCMVersion", version=version), headers=headers)
    assert status == 599
    assert text.startswith("Incorrect axl version. Supported axl versions: 9.0,")
    await served(client)


async def test_without_a_soap_action_the_first_schemas_namespace_is_taken(client: Client) -> None:
    assert (await client.post(envelope("getCCMVersion", version="1.0")))[0] == 200


async def test_the_sequence_number_is_echoed(client: Client) -> None:
    _, text, headers = await client.post(envelope("getCCMVersion", attributes='sequence="17"'))
    assert 'sequence="17"' in text
    assert headers["Content-Type"] == "text/xml; charset=UTF-8"


async def test_an_empty_list_is_an_empty_return(client: Client) -> None:
    content = "<searchCriteria><userid>zz%</userid></searchCriteria><returnedTags><userid/></returnedTags>"
    _, text, _ = await client.post(envelope("listUser", content))
    assert "<return/>" in text


BOMB = (
    '<!DOCTYPE b [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
    + "]>"
    + envelope("getUser", "<userid>&a9;</userid>")
)
FILE = '<!DOCTYPE b [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + envelope("getUser", "<userid>&f;</userid>")


@pytest.mark.parametrize(
    "body",
    [
        "", "no xml", VERSION[:-5], VERSION.encode("utf-16"), b"\xff\xfe\x00", BOMB, FILE, "<a/>",
        '<!DOCTYPE a>' + VERSION,
        VERSION.replace("http://www.cisco.com/AXL/API/12.5", "urn:other"),
        VERSION.replace("<ns:getCCMVersion ></ns:getCCMVersion>", ""),
        envelope("getCCMVersion", "</a>"),
        "<a>" * 5_000,
        envelope("noSuchOperation"),
        envelope("listUser", "<first>many</first>"),
        envelope("listUser", "<skip>-1</skip>"),
        envelope("addUser"),
        envelope("addPhone", "<phone/>"),
        envelope("listUser", f"<searchCriteria><userid>{'%a' * 1000}</userid></searchCriteria>"),
    ],
)  # fmt: skip
async def test_a_malformed_request_is_the_clients_fault_and_the_next_is_served(
    client: Client, body: str | bytes
) -> None:
    status, text, headers = await client.post(body)
    if isinstance(body, bytes) and body == VERSION.encode("utf-16"):
        assert status == 200  # UTF-16 with its mark is XML too
        return
    assert (status, headers["Content-Type"]) == (500, "text/xml; charset=UTF-8")
    assert fault(text) == ("5003", "soapenv:Client")
    assert "root:" not in text
    await served(client)


async def test_an_oversized_body_is_413(client: Client) -> None:
    with contextlib.suppress(aiohttp.ClientOSError):  # the rest of it finds the connection closed
        assert (await client.post(io.BytesIO(b"x" * (server.BODY + 1))))[0] == 413
    await served(client)


async def test_a_body_that_never_ends_is_408(
    cucm: Node, client: Client, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "BODY_SECONDS", 0.05)
    context = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    reader, writer = await asyncio.open_connection(
        *cucm.addresses["axl"], ssl=context, server_hostname="localhost"
    )
    writer.write(
        b"POST /axl/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n"
        b"Authorization: " + OURS.encode().encode() + b"\r\n\r\n<soapenv"
    )
    assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    writer.transport.abort()
    await served(client)


async def test_more_than_it_can_work_on_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(server, "AT_ONCE", 0)
        assert (await client.post(VERSION))[0] == 503
    await served(client)


async def test_one_user_cannot_take_all_that_is_worked_on_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "AT_ONCE_OF_A_USER", 0)
    assert (await client.post(VERSION))[0] == 503


async def test_strangers_take_no_place_of_those_who_have_signed_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "AT_ONCE", 1)
    guesses = [
        asyncio.create_task(client.post(VERSION, aiohttp.BasicAuth(f"nobody{number}", "guess")))
        for number in range(50)
    ]
    await asyncio.sleep(0)
    await served(client)
    assert {(await guess)[0] for guess in guesses} == {401}


async def test_when_too_many_wait_for_the_check_of_their_password_the_oldest_get_503(
    client: Client, cucm: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vos.turns.Turns, "turn", no_turn)
    for path in ("post", "get"):
        wrong = aiohttp.BasicAuth("agent1", "wrong")
        answer = await (client.post(VERSION, wrong) if path == "post" else client.get("/axl/", wrong))
        assert answer[0] == 503


async def test_four_hundred_sign_ins_at_once_are_all_answered(client: Client) -> None:
    async def sign_in(number: int) -> str:
        content = f"<userid>agent{number % 8 + 1}</userid><password>finesse</password>"
        return (await client.post(envelope("doAuthenticateUser", content)))[1]

    answers = await asyncio.gather(*(sign_in(number) for number in range(400)))
    assert all("<userAuthenticated>true</userAuthenticated>" in answer for answer in answers)
