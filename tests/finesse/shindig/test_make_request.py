"""A gadget's request, sent from the node: as gadgets.io sends and reads it."""

from __future__ import annotations

import asyncio
import base64
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from finesse.shindig.fetching.fetched import Fetched
from finesse.shindig.fetching.make_request_form import FORM, MakeRequestForm
from finesse.shindig.keys import FETCHER
from finesse.shindig.make_request import FORM_BYTES, PREFIX, WHY, told
from tests.finesse.one_node import Node, a_node
from tests.finesse.shindig.web_server import WebServer, ok, web_server
from vos.http.web_url import WebOrigin

PATH = "/gadgets/makeRequest"
ME = {"Authorization": "Basic " + base64.b64encode(b"agent1:finesse").decode()}
SELF = "http://localhost:8082/finesse/api"


def encoded(headers: Mapping[str, str]) -> str:
    """As gadgets.io writes them into its field."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in headers.items())


async def made(
    node: Node, url: str, method: str = "GET", headers: Mapping[str, str] | None = None, **fields: str
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """What is told under the url, and the headers around it."""
    given = {"url": url, "httpMethod": method, "headers": encoded(headers or {}), **fields}
    answer = await node.client.post(PATH, data=given, headers={"X-Shindig-ST": "john.doe:any"})
    body = await answer.read()
    assert answer.status == 200, body
    assert body.startswith(PREFIX)
    told = json.loads(body[27:])
    assert list(told) == [url]
    return told[url], answer.headers


@pytest.mark.parametrize(("status", "is_read"), [(200, True), (404, False)])
def test_a_feed_is_told_as_json_when_that_is_asked_for(status: int, is_read: bool) -> None:
    form = MakeRequestForm.parse("url=http://a/&contentType=FEED&numEntries=1&getSummaries=true")
    feed = b"<feed><title>News</title>" + 2 * b"<entry><summary>s</summary></entry>" + b"</feed>"
    text = json.loads(told(form, Fetched(status, (), feed, form.url))[len(PREFIX) :])[form.url]["body"]
    entry = {"Title": "", "Link": "", "Summary": "s", "Date": 0}
    read = {
        "URL": "http://a/",
        "Title": "News",
        "Description": "",
        "Link": "",
        "Author": "",
        "Entry": [entry],
    }
    assert (json.loads(text) == read) if is_read else (text == feed.decode())


def test_the_prefix_has_the_27_characters_that_clients_look_for() -> None:
    assert (len(PREFIX), PREFIX) == (27, b"throw 1; < don't be evil' >")


async def test_the_node_itself_is_asked_with_the_callers_credentials(node: Node) -> None:
    told, headers = await made(node, f"{SELF}/User/agent1?nocache=1", headers=ME, getFullHeaders="true")
    assert told["rc"] == 200
    assert "<loginId>agent1</loginId>" in told["body"]
    assert told["headers"]["content-type"] == ["application/xml;charset=UTF-8"]
    assert headers["Content-Disposition"] == "attachment;filename=p.txt"
    assert float(headers["Server-Timing"].removeprefix("upstream;dur=")) > 0


async def test_a_put_is_answered_202_with_its_request_id(node: Node) -> None:
    body = "<User><state>LOGIN</state><extension>1001</extension></User>"
    headers = {**ME, "requestId": "abc-1", "Content-Type": "application/xml", "locale": "en_US"}
    told, _ = await made(
        node, f"{SELF}/User/agent1", "PUT", headers, postData=body, getFullHeaders="true", contentType="TEXT"
    )
    assert (told["rc"], told["body"], told["headers"]["requestid"]) == (202, "", ["abc-1"])
    assert (await node.desktops.hear_user("agent1", "NOT_READY")).request_id == "abc-1"


async def test_what_the_node_refuses_is_told_as_it_says(node: Node) -> None:
    told, _ = await made(node, f"{SELF}/User/agent1")
    assert told["rc"] == 401
    assert "<ErrorType>" in told["body"] or "<ApiErrors>" in told["body"]


async def test_a_get_is_taken_as_a_get(node: Node, server: WebServer) -> None:
    answer = await node.client.get(f"{PATH}?{urlencode({'url': server.url('/x')})}")
    assert json.loads((await answer.read())[27:])[server.url("/x")]["body"] == "hello"


async def test_the_url_is_told_exactly_as_it_was_sent(node: Node, server: WebServer) -> None:
    for path in ("/a%20b?q=%C3%BC&x=<\"'>", "/a b?q=\u00fc#part", "/A/../b", "/\U0001f600"):
        url = server.url(path).replace("http", "HTTP")
        assert (await made(node, url))[0]["body"] == "hello"


async def test_all_headers_are_told_only_where_that_is_asked_for(node: Node, server: WebServer) -> None:
    server.answer = ok(
        b"", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Own: 1", "Location: /there", status="201 X"
    )
    told, _ = await made(node, server.url())
    assert told["headers"] == {"set-cookie": ["a=1", "b=2"], "location": ["/there"]}
    told, _ = await made(node, server.url(), getFullHeaders="true")
    assert told["headers"]["x-own"] == ["1"]
    assert "connection" not in told["headers"]


async def test_what_is_for_a_gadget_alone_is_passed_on(node: Node, server: WebServer) -> None:
    headers = {**ME, "requestId": "7", "locale": "es_ES", "Content-Type": "text/x", "X-Own": "a+b c&d=\u00e9"}
    answer = await node.client.post(
        PATH,
        data={"url": server.url(), "httpMethod": "POST", "headers": encoded(headers), "postData": "a=\u00fc"},
        headers={"Cookie": "JSESSIONID=1", "Authorization": "Basic abc", "X-Browser": "1"},
    )
    assert answer.status == 200
    asked = server.asked[0]
    for name, value in headers.items():
        assert f"\r\n{name}: {value}\r\n".encode("latin-1") in asked
    assert asked.endswith("\r\n\r\na=\u00fc".encode())
    for never in (b"JSESSIONID", b"Basic abc", b"X-Browser", b"X-Forwarded"):
        assert never not in asked


async def test_a_post_without_a_type_is_a_form(node: Node, server: WebServer) -> None:
    await made(node, server.url(), "POST", postData="a=b")
    assert b"\r\nContent-Type: application/x-www-form-urlencoded\r\n" in server.asked[0]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "PATCH"])
async def test_the_form_names_the_true_method(node: Node, server: WebServer, method: str) -> None:
    server.answer = ok(b"")
    told, _ = await made(node, server.url(), method.lower())
    assert told["rc"] == 200
    assert server.asked[0].startswith(f"{method} / ".encode())


async def test_who_is_not_reached_is_told_as_500_and_why(node: Node, server: WebServer) -> None:
    async with web_server(ok(b"")) as gone:
        pass
    node.client.app[FETCHER].reach.name_also([WebOrigin.parse(gone.url())])  # type: ignore[index]
    told, headers = await made(node, gone.url())
    assert told == {"rc": 500, "body": "", "headers": {}}
    assert str(gone.port) in headers[WHY]


async def test_who_does_not_answer_in_time_is_told_as_504(
    node: Node, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    monkeypatch.setattr("finesse.shindig.asking.SECONDS", 0.05)
    server.answer = silent
    told, headers = await made(node, server.url())
    assert (told["rc"], told["body"]) == (504, "")
    assert "no whole answer" in headers[WHY]


async def test_who_may_not_be_reached_is_told_as_403_with_the_cure(node: Node) -> None:
    told, headers = await made(node, "http://crm.example/")
    assert told["rc"] == 403
    assert "name it in gadget_hosts" in told["body"]
    assert headers[WHY] == told["body"]


@pytest.mark.parametrize("url", ["ftp://x/", "file:///etc/passwd", "//x/", "x", "http://a:b@localhost:8082/"])
async def test_what_is_no_url_is_told_as_400(node: Node, url: str) -> None:
    assert (await made(node, url))[0]["rc"] == 400


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"url": ""},
        {"url": SELF, "httpMethod": "CONNECT"},
        {"url": SELF, "authz": "oauth"},
        {"url": SELF, "headers": "nothing"},
        {f"n{number}": "" for number in range(200)},
    ],
)
async def test_a_form_that_asks_for_nothing_is_a_bad_request(node: Node, fields: dict[str, str]) -> None:
    answer = await node.client.post(PATH, data=fields or {"x": "y"})
    assert answer.status == 400
    assert (await answer.text()).startswith("makeRequest: ")


async def test_a_get_carries_no_write(node: Node) -> None:
    assert (await node.client.get(f"{PATH}?{urlencode({'url': SELF, 'httpMethod': 'PUT'})}")).status == 400


async def test_a_form_that_is_too_large_is_refused(node: Node) -> None:
    body = io.BytesIO(urlencode({"url": SELF, "postData": "x" * FORM_BYTES}).encode())
    answer = await node.client.post(PATH, data=body, headers={"Content-Type": FORM})
    assert answer.status == 413


async def test_a_large_form_is_passed_on_and_a_large_answer_told(node: Node, server: WebServer) -> None:
    server.answer = ok(b"y" * 3_000_000)
    told, _ = await made(node, server.url(), "POST", postData="x" * 1_000_000)
    assert server.asked[0].endswith(b"x" * 1_000_000)
    assert told["body"] == "y" * 3_000_000


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_another_sites_page_has_nothing_fetched(node: Node, headers: dict[str, str]) -> None:
    for answer in (
        await node.client.get(f"{PATH}?{urlencode({'url': f'{SELF}/SystemInfo'})}", headers=headers),
        await node.client.post(PATH, data={"url": f"{SELF}/SystemInfo"}, headers=headers),
    ):
        assert answer.status == 403


async def test_the_gadget_server_asks_itself_in_no_circles(node: Node) -> None:
    for path in ("/gadgets/makeRequest", "/gadgets//makeRequest", "/gadgets/%6dakeRequest", "/gadgets/ifr"):
        told, _ = await made(node, f"http://localhost:8082{path}?url={quote(SELF, safe='')}%2FSystemInfo")
        assert told["rc"] in (404, 508), path


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("text/plain; charset=ISO-8859-1", "f\u00fcr \u20ac".encode("cp1252"), "f\u00fcr \u20ac"),
        ("text/plain", "f\u00fcr".encode(), "f\u00fcr"),
        ("text/plain", "f\u00fcr".encode("cp1252"), "f\u00fcr"),
        ("text/plain; charset=utf-8", b"\xff\xfe\x00", b"\x00".decode("utf-16-le", "replace")),
        ("text/xml", "<?xml version='1.0' encoding='ISO-8859-15'?>\u20ac".encode("iso8859-15"), None),
        ("text/plain; charset=rot13", b"hello", "hello"),
        ("text/plain; charset=nonsense", b"hello", "hello"),
        ("image/png", bytes(range(256)), None),
    ],
)
async def test_a_body_is_told_as_text(
    node: Node, server: WebServer, kind: str, data: bytes, text: str | None
) -> None:
    server.answer = ok(data, f"Content-Type: {kind}")
    told, _ = await made(node, server.url())
    assert told["rc"] == 200
    if text is not None:
        assert told["body"] == text


class TestKeeping:
    async def test_an_answer_is_kept_for_an_hour_where_nobody_says_anything(
        self, node: Node, server: WebServer
    ) -> None:
        await made(node, server.url())
        told, headers = await made(node, server.url())
        assert (told["body"], headers[WHY], len(server.asked)) == ("hello", "kept", 1)

    @pytest.mark.parametrize("fields", [{"refresh": "0"}, {"nocache": "1"}, {"bypassServerCache": "true"}])
    async def test_whoever_wants_none_that_is_kept_gets_a_new_one(
        self, node: Node, server: WebServer, fields: dict[str, str]
    ) -> None:
        await made(node, server.url())
        await made(node, server.url(), **fields)
        assert len(server.asked) == 2

    async def test_the_url_itself_may_say_so(self, node: Node, server: WebServer) -> None:
        for _ in range(2):
            await made(node, server.url("/x?bypassServerCache=true"))
        assert len(server.asked) == 2

    async def test_what_forbids_it_is_not_kept(self, node: Node, server: WebServer) -> None:
        server.answer = ok(b"hello", "Cache-Control: no-cache, no-store")
        for _ in range(2):
            await made(node, server.url(), refresh="60")
        assert len(server.asked) == 2

    async def test_what_one_got_by_his_password_nobody_else_gets(self, node: Node, server: WebServer) -> None:
        for user in ("one", "two", None):
            headers = {"Authorization": f"Basic {user}"} if user else {}
            for _ in range(2):
                await made(node, server.url(), headers=headers, refresh="60")
        assert len(server.asked) == 3

    async def test_what_a_password_opened_is_kept_only_where_that_is_asked_for(
        self, node: Node, server: WebServer
    ) -> None:
        for _ in range(2):
            await made(node, server.url(), headers=ME)
        assert len(server.asked) == 2

    async def test_writes_are_not_kept(self, node: Node, server: WebServer) -> None:
        for _ in range(2):
            await made(node, server.url(), "POST")
        assert len(server.asked) == 2


async def test_the_nodes_that_gadgets_may_reach_are_set(tmp_path: Path) -> None:
    async with web_server(ok(b"hello")) as server:
        named = (WebOrigin.parse(server.url(host="localhost")),)
        async with a_node(tmp_path, gadget_hosts=named) as node:
            assert (await made(node, server.url(host="localhost")))[0]["body"] == "hello"
            assert (await made(node, server.url(host="127.0.0.1")))[0]["rc"] == 403
