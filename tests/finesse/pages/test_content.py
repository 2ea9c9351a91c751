"""Static files: compressed once, asked for again, in parts. Source: RFC 9110 §8.8.3, §12.5.3, §13, §14."""

from __future__ import annotations

import gzip
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from finesse import pages
from finesse.pages import content
from finesse.pages.content import Content, Contents, takes_gzip
from finesse.pages.files import CONTENTS
from finesse.pages.settings import PageSettings

Client = TestClient[web.Request, web.Application]
SCRIPT = "/3rdpartygadget/files/a.js"
IMAGE = "/3rdpartygadget/files/a.png"
WORDS = "export const words = 'again and again';\n" * 500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.js").write_text(WORDS)
    (tmp_path / "a.png").write_bytes(bytes(range(256)) * 4)
    return tmp_path


@pytest.fixture
async def client(folder: Path, aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    app = web.Application()
    pages.setup(app, PageSettings(third_party=folder))
    return await aiohttp_client(app, auto_decompress=False)


async def ask(
    client: Client, path: str = SCRIPT, method: str = "GET", **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await client.request(method, path, headers={"Accept-Encoding": "identity", **sent})
    return answer.status, answer.headers, await answer.read()


async def test_a_text_is_compressed_for_who_takes_it_and_sent_as_it_is_to_others(client: Client) -> None:
    status, headers, body = await ask(client, Accept_Encoding="br, gzip")
    assert (status, headers["Content-Encoding"], gzip.decompress(body).decode()) == (200, "gzip", WORDS)
    assert len(body) < len(WORDS) / 10
    _, plain, body = await ask(client)
    assert body.decode() == WORDS
    assert "Content-Encoding" not in plain
    for one in (headers, plain):
        assert one["Vary"] == "Accept-Encoding"
        assert one["Cache-Control"] == "no-cache"
        assert one["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["ETag"] != plain["ETag"], "two representations have two strong tags"
    assert not headers["ETag"].startswith("W/")


async def test_a_head_tells_the_length_of_what_a_get_sends(client: Client) -> None:
    for coding in ("gzip", "identity"):
        _, got, body = await ask(client, Accept_Encoding=coding)
        status, headers, nothing = await ask(client, method="HEAD", Accept_Encoding=coding)
        assert (status, nothing, int(headers["Content-Length"])) == (200, b"", len(body))
        assert headers["ETag"] == got["ETag"]


async def test_what_is_the_same_is_not_sent_again_in_either_form(client: Client) -> None:
    for coding in ("gzip", "identity"):
        _, first, _ = await ask(client, Accept_Encoding=coding)
        for condition in (
            {"If_None_Match": first["ETag"]},
            {"If_None_Match": f'"x", W/{first["ETag"]}'},
            {"If_None_Match": "*"},
            {"If_Modified_Since": first["Last-Modified"]},
        ):
            status, headers, body = await ask(client, Accept_Encoding=coding, **condition)
            assert (status, body) == (304, b"")
            assert (headers["ETag"], headers["Vary"]) == (first["ETag"], "Accept-Encoding")
            assert "Content-Encoding" not in headers


async def test_the_tag_of_one_form_is_not_the_others(client: Client) -> None:
    _, packed, _ = await ask(client, Accept_Encoding="gzip")
    assert (await ask(client, If_None_Match=packed["ETag"]))[0] == 200
    status, _, _ = await ask(client, If_None_Match=packed["ETag"], If_Modified_Since=packed["Last-Modified"])
    assert status == 200, "If-Modified-Since counts only where there is no If-None-Match"


async def test_a_condition_that_does_not_hold_is_told(client: Client) -> None:
    _, first, _ = await ask(client)
    assert (await ask(client, If_Match='"another"'))[0] == 412
    assert (await ask(client, If_Match=f"W/{first['ETag']}"))[0] == 412
    assert (await ask(client, If_Match=first["ETag"]))[0] == 200
    assert (await ask(client, If_Unmodified_Since="Thu, 01 Jan 1970 00:00:00 GMT"))[0] == 412


async def test_a_changed_file_shows_at_once(client: Client, folder: Path) -> None:
    _, first, _ = await ask(client, Accept_Encoding="gzip")
    (folder / "a.js").write_text("changed();" * 100)
    status, second, body = await ask(client, Accept_Encoding="gzip", If_None_Match=first["ETag"])
    assert (status, gzip.decompress(body)) == (200, b"changed();" * 100)
    assert second["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ([], False),
        (["gzip"], True),
        (["GZIP;q=0.5 , br"], True),
        (["br", "deflate, x-gzip"], True),
        (["*"], True),
        (["gzip;q=0"], False),
        (["*;q=0"], False),
        (["*;q=1, gzip;q=0.000"], False),
        (["identity;q=1, gzip;q=0.5"], False),
        (["gzipped"], False),
        (["gzip;q=2"], False),
        ([""], False),
    ],
)
def test_what_a_client_takes_is_read_by_its_weights(fields: list[str], taken: bool) -> None:
    assert takes_gzip(fields) is taken


async def test_an_image_is_sent_as_it_is_and_in_parts(client: Client, folder: Path) -> None:
    whole = (folder / "a.png").read_bytes()
    status, headers, body = await ask(client, IMAGE, Accept_Encoding="gzip")
    assert (status, body) == (200, whole)
    assert "Content-Encoding" not in headers
    status, part, body = await ask(client, IMAGE, Range="bytes=10-19", If_Range=headers["ETag"])
    assert (status, body, part["Content-Range"]) == (206, whole[10:20], f"bytes 10-19/{len(whole)}")
    status, _, body = await ask(client, IMAGE, Range="bytes=-5")
    assert (status, body) == (206, whole[-5:])
    status, part, _ = await ask(client, IMAGE, Range=f"bytes={len(whole)}-")
    assert (status, part["Content-Range"]) == (416, f"bytes */{len(whole)}")


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-1", "bytes=", "bytes=-", "bytes=-0", "bytes=a-b", "bytes=0-1,5-6", "bytes 0-1", "lines=1-2",
        "objects=1-6000", "bytes=0-1;x", "", "bytes=\u0661-\u0662", "bytes=0-" + "9" * 5000,
    ],
)  # fmt: skip
async def test_what_is_no_range_of_bytes_or_several_is_not_heeded(
    client: Client, folder: Path, asked: str
) -> None:
    """Source: RFC 9110 §14.2, §15.5.17."""
    whole = (folder / "a.png").read_bytes()
    status, headers, body = await ask(client, IMAGE, Range=asked)
    assert (status, body, headers.get("Content-Range")) == (200, whole, None)
    status, _, body = await ask(client, IMAGE, Range=asked, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")


async def test_only_get_asks_for_a_part(client: Client) -> None:
    """Source: RFC 9110 §14.2."""
    status, headers, _ = await ask(client, IMAGE, "HEAD", Range="bytes=0-9")
    assert (status, headers["Content-Length"], headers.get("Content-Range")) == (200, "1024", None)


async def test_a_part_of_a_file_that_has_changed_is_the_whole_file(client: Client, folder: Path) -> None:
    _, headers, _ = await ask(client, IMAGE)
    (folder / "a.png").write_bytes(b"another one")
    status, again, body = await ask(client, IMAGE, Range="bytes=4-", If_Range=headers["ETag"])
    assert (status, body) == (200, b"another one")
    assert again["ETag"] == (await ask(client, IMAGE))[1]["ETag"] != headers["ETag"]


async def test_a_part_of_a_text_is_the_whole_text_since_its_forms_differ(client: Client) -> None:
    for coding in ("gzip", "identity"):
        status, headers, _ = await ask(client, Accept_Encoding=coding, Range="bytes=0-9")
        assert (status, headers.get("Content-Range")) == (200, None)


async def test_what_is_kept_is_bounded(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "KEPT", 50_000)
    contents = Contents()
    for number in range(20):
        file = folder / f"{number}.js"
        file.write_text("x" * 4_000)
        assert contents.of([file], "text/javascript") is not None
    assert (len(contents._kept), contents._kept.bytes) == (6, 48_000)
    monkeypatch.setattr(content, "LARGEST", 100)
    assert contents.of([folder / "a.js"], "text/javascript") is None
    status, _, body = await ask(client, Accept_Encoding="gzip")
    assert (status, body.decode()) == (200, WORDS), "a large one is read from the disk each time"


async def test_a_file_is_compressed_once(client: Client, folder: Path) -> None:
    await ask(client, Accept_Encoding="gzip")
    kept = client.app[CONTENTS].of([folder / "a.js"], "text/javascript; charset=utf-8")
    packed = kept.packed
    await ask(client, Accept_Encoding="gzip")
    assert client.app[CONTENTS].of([folder / "a.js"], "text/javascript; charset=utf-8") is kept
    assert kept.packed is packed


def test_what_would_be_no_shorter_is_not_compressed() -> None:
    assert Content(b"short", "text/plain").packed is None
    assert Content(os.urandom(1_000), "text/plain").packed is None


async def test_the_styles_are_one_sheet_and_the_page_and_the_sheet_are_compressed(client: Client) -> None:
    for path in ("/desktop", "/desktop/scripts/css/desktop.css"):
        status, headers, packed = await ask(client, path, Accept_Encoding="gzip")
        _, _, body = await ask(client, path)
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(packed) == body


async def test_an_answer_of_the_rest_api_is_never_compressed(client: Client) -> None:
    """Compressed beside what others can put in, what is a user's own would be told by the length (BREACH)."""
    for path in ("/desktop/config.json", "/desktop/api/Languages"):
        _, headers, _ = await ask(client, path, Accept_Encoding="gzip")
        assert "Content-Encoding" not in headers
