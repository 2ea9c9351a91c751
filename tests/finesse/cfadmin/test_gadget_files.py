"""Gadgets are uploaded over HTTP, listed, served and removed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from finesse.third_party import uploads
from tests.finesse.cfadmin.asking import ask, refused
from tests.finesse.one_node import Node, a_node

SPEC = '<Module><ModulePrefs title="Clock"/><Content/></Module>'
BYTES = "application/octet-stream"


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    async with a_node(tmp_path, third_party=tmp_path / "files") as node:
        yield node


async def put(node: Node, path: str, data: str | bytes) -> tuple[int, str, str] | int:
    response = await ask(node, "PUT", f"gadget-files/{path}", data, content_type=BYTES)
    return 200 if response.status == 200 else await refused(response)


async def test_an_uploaded_gadget_is_listed_and_served_and_goes_when_it_is_removed(node: Node) -> None:
    assert await put(node, "clock/my%20clock.xml", SPEC) == 200
    listed = await (await ask(node, "GET", "gadget-files")).json()
    assert [(one["path"], one["gadget"]) for one in listed["entries"]] == [
        ("clock/", None),
        ("clock/my clock.xml", "Clock"),
    ]
    assert listed["usage"] == {"bytes": len(SPEC), "entries": 2}
    url = listed["entries"][1]["url"]
    assert url == "/3rdpartygadget/files/clock/my%20clock.xml"
    async with node.client.get(url) as response:
        assert (response.status, await response.text()) == (200, SPEC)
    assert (await ask(node, "DELETE", "gadget-files/clock/")).status == 200
    assert (await (await ask(node, "GET", "gadget-files")).json())["entries"] == []
    assert (await ask(node, "DELETE", "gadget-files/clock/")).status == 404


async def test_a_zip_is_unpacked_in_a_folder(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("clock.xml", SPEC)
        archive.writestr(".DS_Store", "x")
    zip_ = "application/zip"
    sent = made.getvalue()
    response = await ask(node, "POST", "gadget-files?folder=clock", sent, content_type=zip_)
    assert await response.json() == {"files": ["clock/clock.xml"], "leftOut": [".DS_Store"]}
    response = await ask(node, "POST", "gadget-files", b"no zip", content_type=zip_)
    assert await refused(response) == (400, "Invalid Input", "archive")
    response = await ask(node, "POST", "gadget-files?folder=../x", sent, content_type=zip_)
    assert await refused(response) == (400, "Invalid Input", "parts")
    large = b"0" * (uploads.ARCHIVE_BYTES + 1)
    assert (await ask(node, "POST", "gadget-files", large, content_type=zip_)).status == 413


@pytest.mark.parametrize(
    ("path", "data"),
    [("a%2f..%2f..%2fb", "parts"), (".x", "hidden"), ("a.jsp", "code"), ("a%5Cb", "characters")],
)  # fmt: skip
async def test_a_path_that_leads_elsewhere_is_refused(
    node: Node, tmp_path: Path, path: str, data: str
) -> None:
    assert await put(node, path, "x") == (400, "Invalid Input", data)
    assert not (tmp_path / "files").exists()


async def test_more_than_may_be_is_refused(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finesse.third_party.sftp.quota.BYTES", 10)
    assert (await put(node, "a", "0" * 11))[:2] == (400, "Maximum Exceeded")  # type: ignore[index]
    assert await put(node, "a", "0") == 200
    assert (await put(node, "a/b", "0"))[:2] == (400, "Invalid Input")  # type: ignore[index]


async def test_only_the_administrator_may(node: Node) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("PUT", "/a"), ("DELETE", "/a")):
        data = "x" if method in ("POST", "PUT") else None
        response = await ask(
            node, method, f"gadget-files{path}", data, user="supervisor1", content_type=BYTES
        )
        assert response.status == 401


async def test_the_secondary_node_only_lists(tmp_path: Path) -> None:
    names = {"host": "b", "primary_host": "a", "secondary_host": "b"}
    async with a_node(tmp_path, third_party=tmp_path / "files", **names) as node:
        assert (await (await ask(node, "GET", "gadget-files")).json())["readOnly"] is True
        assert (await put(node, "a", "x"))[0] == 403  # type: ignore[index]


async def test_a_node_without_such_a_folder_says_so(tmp_path: Path) -> None:
    async with a_node(tmp_path) as node:
        assert (await ask(node, "GET", "gadget-files")).status == 404
