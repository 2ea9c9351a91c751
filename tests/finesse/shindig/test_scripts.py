from __future__ import annotations

import gzip

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from finesse.shindig import scripts
from finesse.shindig.features import Feature, Library


@pytest.fixture
def library() -> Library:
    return Library(
        [Feature("core", (), ("core()",), ()), Feature("tabs", (), ("tabs()" * 99,), ("around()",))]
    )


async def ask(library: Library, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    app = web.Application()
    app[scripts.SCRIPTS] = scripts.Scripts(library)
    app.add_routes(scripts.ROUTES)
    async with TestClient(TestServer(app), auto_decompress=False) as client:
        answer = await client.get(path, headers={"Accept-Encoding": "identity", **headers})
        return answer.status, dict(answer.headers), await answer.read()


async def test_a_version_that_is_the_present_one_is_kept_for_ever(library: Library) -> None:
    version = library.script(["tabs"], container=False).version
    _, headers, body = await ask(library, f"/gadgets/js/core:tabs.js?v={version}&container=default&c=0")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"core()" in body
    assert b"around()" not in body


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789abcdef"])
async def test_another_is_asked_for_again_each_time(library: Library, query: str) -> None:
    _, headers, _ = await ask(library, f"/gadgets/js/tabs.js{query}")
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = await ask(library, f"/gadgets/js/tabs.js{query}", **{"If-None-Match": headers["Etag"]})
    assert (status, body) == (304, b"")


async def test_the_page_around_gadgets_gets_its_side(library: Library) -> None:
    _, _, body = await ask(library, "/gadgets/js/core:tabs.js?c=1&debug=1")
    assert b"around()" in body
    assert b"tabs()" not in body


async def test_scripts_are_sent_compressed(library: Library) -> None:
    _, headers, body = await ask(library, "/gadgets/js/tabs.js", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert b"tabs()" in gzip.decompress(body)


async def test_names_that_no_feature_has_are_left_out(library: Library) -> None:
    known, unknown = await ask(library, "/gadgets/js/tabs.js"), await ask(library, "/gadgets/js/x:tabs:y.js")
    assert known[2] == unknown[2]


@pytest.mark.parametrize(
    "names", ["a b", "a;b", "%2e%2e%2fcore", "*%2falert(1)", ":" * 100, "a" * 100, "%00"]
)
async def test_what_names_no_features_is_not_there(library: Library, names: str) -> None:
    status, _, body = await ask(library, f"/gadgets/js/{names}.js")
    assert (status, b"alert" in body) == (404, False)
