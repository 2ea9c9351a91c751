from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from finesse import pages
from finesse.pages.desktop import FOLDER
from finesse.pages.languages import languages
from finesse.pages.settings import PageSettings
from vos.http.browser_modules import DESKTOP, modules
from vos.http.edition import FOR_EVER
from vos.http.sites import Sites

ANY_GADGET = "https: http://localhost:*"  # a frame may show a page of another host

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    app = web.Application()
    names = Sites(("ccx1.example.com",))
    pages.setup(app, PageSettings("bosh", 17443, sites=names))
    return await aiohttp_client(app)


async def test_the_bare_address_leads_to_the_desktop(client: Client) -> None:
    answer = await client.get("/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/desktop")


async def test_the_bare_address_keeps_the_language(client: Client) -> None:
    answer = await client.get("/?locale=es_ES", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/desktop?locale=es_ES")


# Sources: gadget developers' bookmarks and scripts of live desktops, releases 11 to 12.6 (landing.jsp,
# fromlogout, lls, nocache); logon.jsp is unconfirmed.
@pytest.mark.parametrize(
    "path",
    [
        "/desktop",
        "/desktop/",
        "/desktop?locale=es_ES",
        "/desktop/container",
        "/desktop/container?nocache",
        "/desktop/container/?locale=es_ES",
        "/desktop/container/?locale=en_US&lls=true&fromlogout=true",
        "/desktop/container/landing.jsp",
        "/desktop/container/landing.jsp?locale=en_US",
        "/desktop/logon.jsp",
    ],
)
async def test_every_address_of_the_desktop_is_the_one_document(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.status == 200
    assert answer.content_type == "text/html"
    assert re.search(r'src="/desktop/scripts/v[0-9a-f]{16}/js/main\.js"', await answer.text())


async def test_the_policy_allows_own_scripts_and_the_event_tunnel_in_a_frame(client: Client) -> None:
    answer = await client.get("/desktop", headers={"Host": "ccx1.example.com:8445"})
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' https://ccx1.example.com:17443"
    assert policy["frame-src"] == f"'self' https://ccx1.example.com:17443 {ANY_GADGET}"


async def test_servers_whose_certificates_are_wanted_may_be_looked_for(
    aiohttp_client: Callable[..., Awaitable[Client]],
) -> None:
    app = web.Application()
    named = ("https://cuic.example.com:8444",)
    pages.setup(app, PageSettings(certificates=named, sites=Sites(("ccx1.example.com",))))
    client = await aiohttp_client(app)
    answer = await client.get("/desktop", headers={"Host": "ccx1.example.com:8445"})
    assert (
        "connect-src 'self' https://ccx1.example.com:7443 https://cuic.example.com:8444;"
        in (answer.headers["Content-Security-Policy"])
    )
    assert (await (await client.get("/desktop/config.json")).json())["certificates"] == list(named)


@pytest.mark.parametrize("host", ["a b", "x; script-src *", "evil'", "evil.example.com", ""])
async def test_a_host_that_is_no_name_of_this_node_adds_nothing_to_the_policy(
    client: Client, host: str
) -> None:
    answer = await client.get("/desktop", headers={"Host": host})
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-src 'self' https://localhost:17443 {ANY_GADGET};" in policy


async def test_an_address_that_policies_cannot_name_leaves_this_port_alone(client: Client) -> None:
    answer = await client.get("/desktop", headers={"Host": "[::1]:8445"})
    assert f"frame-src 'self' {ANY_GADGET};" in answer.headers["Content-Security-Policy"]


async def test_the_tunnel_of_this_port_needs_no_other_in_the_policy(
    aiohttp_client: Callable[..., Awaitable[Client]],
) -> None:
    app = web.Application()
    pages.setup(app, PageSettings(tunnel="finesse", sites=Sites(("ccx1.example.com",))))
    client = await aiohttp_client(app)
    answer = await client.get("/desktop", headers={"Host": "ccx1.example.com:8445"})
    assert f"frame-src 'self' {ANY_GADGET};" in answer.headers["Content-Security-Policy"]
    config = await (await client.get("/desktop/config.json")).json()
    assert config["notification"]["tunnel"] == "finesse"


async def test_the_document_has_no_inline_script_or_style(client: Client) -> None:
    text = await (await client.get("/desktop")).text()
    assert re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", text) is None


def imported(path: str, body: str) -> list[str]:
    """The addresses of what a module imports; of words, of all the languages that there are."""
    names = re.findall(r'(?:from |import\()"(\.[^"]+)"', body)
    words = [f"./texts/{locale}.js" for locale in languages(FOLDER)] if "import(`./texts/${" in body else []
    return [urljoin(path, name) for name in (*names, *words)]


async def test_everything_the_document_and_the_modules_load_is_there(client: Client) -> None:
    text = await (await client.get("/desktop")).text()
    waiting = re.findall(r'(?:src|href)="([^"]+)"', text)
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = await client.get(path)
        assert answer.status == 200, path
        body = await answer.text()
        if path.endswith(".js"):
            assert answer.content_type == "text/javascript"
            waiting += imported(path, body)
    modules_seen = {re.sub("/v[0-9a-f]{16}/", "/", path) for path in seen}
    own = {path for path in modules(DESKTOP) if path.startswith("/desktop/scripts/js/")}
    assert own <= modules_seen, "a module that nobody loads"


async def test_what_the_document_names_is_kept_for_ever_with_all_that_it_imports(client: Client) -> None:
    text = await (await client.get("/desktop")).text()
    waiting = re.findall(r'(?:src|rel="(?:stylesheet|modulepreload)" href)="([^"]+)"', text)
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            answer = await client.get(path)
            assert answer.headers["Cache-Control"] == FOR_EVER, path
            body = await answer.text()
            waiting += imported(path, body)
    own = {path for path in modules(DESKTOP) if path.startswith("/desktop/scripts/js/")}
    assert own <= {re.sub("/v[0-9a-f]{16}/", "/", path) for path in seen}


@pytest.mark.parametrize(
    "path",
    [
        "/desktop/scripts/js/main.js",
        "/desktop/scripts/v0123456789abcdef/js/main.js",
        "/desktop/scripts/css/desktop.css",
        "/desktop/scripts/css/desktop.css?v=0123456789abcdef01234567",
    ],
)
async def test_what_is_asked_for_otherwise_is_there_and_asked_for_again(client: Client, path: str) -> None:
    await client.get("/desktop")
    answer = await client.get(path)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert "ETag" in answer.headers


@pytest.mark.parametrize("path", ["admin/x.js", "js/nothing.js", "js/../../package.json", "js/a.html"])
async def test_an_edition_has_the_page_s_modules_alone(client: Client, path: str) -> None:
    text = await (await client.get("/desktop")).text()
    edition = re.findall(r"/desktop/scripts/v[0-9a-f]{16}/", text)[0]
    assert (await client.get(URL(edition + path, encoded=True))).status == 404


async def test_the_desktop_learns_transport_and_port(client: Client) -> None:
    config = await (await client.get("/desktop/config.json")).json()
    assert config["notification"] == {"transport": "bosh", "port": 17443, "tunnel": "notification"}
    assert config["toasterNotificationTimeout"] == 8
    assert config["seconds"] == {"ping": 10, "reconnect": [0.5, 2, 5], "probe": 20}
    assert config["offers"] == {"phoneBooks": False}


async def test_phone_books_are_offered_where_rest_has_them(
    aiohttp_client: Callable[..., Awaitable[Client]],
) -> None:
    async def books(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    pages.setup(app, PageSettings())
    app.add_routes([web.get("/finesse/api/User/{user_id}/PhoneBooks", books)])
    client = await aiohttp_client(app)
    assert (await (await client.get("/desktop/config.json")).json())["offers"] == {"phoneBooks": True}


@pytest.mark.parametrize(
    "path",
    [
        "/desktop/scripts/js/nothing.js",
        "/desktop/scripts/js/desktop.html",
        "/desktop/scripts/js/../package.json",
        "/desktop/scripts/js/%2e%2e/package.json",
        "/desktop/scripts/js/..%2fpackage.json",
        "/desktop/scripts/js/%2fetc%2fpasswd",
        "/desktop/scripts/js/main.js%00.js",
        "/desktop/scripts/css/../main.js",
        "/desktop/scripts/js/" + "a" * 4000 + ".js",
    ],
)
async def test_nothing_else_of_the_disk_is_served(client: Client, path: str) -> None:
    answer = await client.get(URL(path, encoded=True))
    assert answer.status in (400, 404)


async def test_a_file_that_is_the_same_is_not_sent_again(client: Client) -> None:
    first = await client.get("/desktop/scripts/js/main.js")
    assert first.headers["Cache-Control"] == "no-cache"
    again = await client.get("/desktop/scripts/js/main.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
