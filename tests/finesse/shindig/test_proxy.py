"""A thing of another server, from this node's origin, where it may do nothing."""

from __future__ import annotations

import json

import pytest
from aiohttp import ClientResponse

from finesse.shindig.asking import ANSWER_BYTES, WHY
from tests.finesse.one_node import Node
from tests.finesse.shindig.web_server import WebServer, ok, web_server


async def fetched(node: Node, url: str, path: str = "/gadgets/proxy", **fields: str) -> ClientResponse:
    answer = await node.client.get(path, params={"container": "default", "url": url, **fields})
    await answer.read()
    return answer


async def test_what_came_is_given_as_it_is(node: Node, server: WebServer) -> None:
    data = bytes(range(256))
    server.answer = ok(data, "Content-Type: image/png", "Set-Cookie: a=b", "X-Own: 1")
    for path in ("/gadgets/proxy", "/gadgets/proxy/logo.png"):
        answer = await fetched(node, server.url("/logo.png"), path)
        assert (answer.status, await answer.read()) == (200, data)
        assert answer.headers["Content-Type"] == "image/png"
        assert "Set-Cookie" not in answer.headers
        assert "X-Own" not in answer.headers


@pytest.mark.parametrize(
    "kind",
    ["text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/pdf", "image/png", "x"],
)
async def test_nothing_of_it_runs_as_a_page_of_this_node(node: Node, server: WebServer, kind: str) -> None:
    server.answer = ok(b"<script>alert(1)</script>", f"Content-Type: {kind}")
    answer = await fetched(node, server.url())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_a_type_that_is_none_is_of_bytes(node: Node, server: WebServer) -> None:
    for told in ("", "text", "text/html, text/plain", "a b/c"):
        server.answer = ok(b"", f"Content-Type: {told}")
        kind = (await fetched(node, server.url(), nocache="1")).headers["Content-Type"]
        assert kind == "application/octet-stream", told


async def test_the_type_is_another_where_that_is_wanted(node: Node, server: WebServer) -> None:
    server.answer = ok(b"", "Content-Type: text/plain; charset=utf-8; x=y")
    for wanted, told in {"text/css": "text/css", "": "text/plain", "a\r\nb": "text/plain"}.items():
        answer = await fetched(node, server.url(), rewriteMime=wanted)
        assert answer.headers["Content-Type"] == f"{told};charset=utf-8"


async def test_a_service_worker_is_not_made_of_it(node: Node, server: WebServer) -> None:
    answer = await node.client.get(
        "/gadgets/proxy", params={"url": server.url()}, headers={"Service-Worker": "script"}
    )
    assert answer.status == 403
    assert server.asked == []


async def test_another_sites_page_has_nothing_fetched(node: Node, server: WebServer) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = await node.client.get("/gadgets/proxy", params={"url": server.url()}, headers=headers)
    assert answer.status == 403


async def test_what_was_not_found_is_not_found(node: Node, server: WebServer) -> None:
    server.answer = ok(b"nothing", status="404 Not Found")
    assert (await fetched(node, server.url())).status == 404


@pytest.mark.parametrize(("url", "status"), [("", 400), ("ftp://x", 400), ("http://crm.example/", 403)])
async def test_what_may_not_be_fetched_is_refused_in_words(node: Node, url: str, status: int) -> None:
    answer = await fetched(node, url)
    assert (answer.status, await answer.text()) == (status, answer.headers[WHY])


async def test_who_is_not_reached_is_a_bad_gateway(node: Node, server: WebServer) -> None:
    server.answer = b"no HTTP\r\n"
    assert (await fetched(node, server.url())).status == 502
    server.answer = ok(b"", status="304 Not Modified")
    assert (await fetched(node, server.url())).status == 502
    server.answer = ok(b"x" * (ANSWER_BYTES + 1))
    assert (await fetched(node, server.url())).status == 502


async def test_an_answer_is_kept_as_long_as_is_asked_for(node: Node, server: WebServer) -> None:
    answer = await fetched(node, server.url(), refresh="60")
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert (await fetched(node, server.url(), refresh="60")).headers[WHY] == "kept"
    answer = await fetched(node, server.url(), nocache="1")
    assert answer.headers["Cache-Control"] == "no-cache, no-store"
    assert len(server.asked) == 2


async def test_a_file_of_this_node_is_given(node: Node) -> None:
    answer = await fetched(node, "http://localhost:8082/desktop/logo.svg")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")


class TestConcat:
    async def joined(self, node: Node, *urls: str, **fields: str) -> ClientResponse:
        numbered = {str(number): url for number, url in enumerate(urls, 1)}
        answer = await node.client.get("/gadgets/concat", params={**numbered, **fields})
        await answer.read()
        return answer

    async def test_scripts_come_one_behind_the_other(self, node: Node, server: WebServer) -> None:
        server.answer = ok(b"one();", "Content-Type: text/javascript")
        url = server.url("/*/x.js")
        async with web_server(ok(b"")) as other:
            answer = await self.joined(node, url, other.url(), rewriteMime="text/javascript")
        text = await answer.text()
        assert answer.headers["Content-Type"] == "text/javascript;charset=utf-8"
        assert text.startswith(f"/* ---- Start {server.url('/*%2Fx.js')} ---- */\r\none();\r\n/* ---- End ")
        assert "/* ---- Error gadgets may not reach " in text
        assert text.count("*/") == text.count("/* ") == 3

    async def test_their_texts_come_as_an_object(self, node: Node, server: WebServer) -> None:
        server.answer = ok(b"a('</script>\"\\\n');", "Content-Type: text/javascript")
        answer = await self.joined(node, server.url(), type="js", json="_js")
        text = await answer.text()
        value = json.loads(text.removeprefix("_js=").replace(",\r\n}", "}").rstrip(";\r\n"))
        assert value == {server.url(): "a('</script>\"\\\n');"}
        assert "<" not in text

    @pytest.mark.parametrize(
        ("urls", "fields"),
        [
            ((), {"type": "js"}),
            (("http://localhost:8082/desktop/logo.svg",), {}),
            (("http://localhost:8082/desktop/logo.svg",), {"rewriteMime": "text/html"}),
            (("http://localhost:8082/desktop/logo.svg",), {"type": "js", "json": "alert(1);x"}),
            (("http://localhost:8082/desktop/logo.svg",) * 33, {"type": "js"}),
        ],
    )
    async def test_what_is_not_clear_is_a_bad_request(
        self, node: Node, urls: tuple[str, ...], fields: dict[str, str]
    ) -> None:
        assert (await self.joined(node, *urls, **fields)).status == 400

    async def test_what_is_too_much_together_is_left_out(self, node: Node, server: WebServer) -> None:
        server.answer = ok(b"x" * (ANSWER_BYTES * 2 // 3), "Cache-Control: no-store")
        text = await (await self.joined(node, server.url("/1"), server.url("/2"), type="css")).text()
        assert "Error the answer has more than" in text
        assert len(text) < ANSWER_BYTES
