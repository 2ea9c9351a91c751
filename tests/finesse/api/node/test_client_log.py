"""Logs of desktops. Source: Finesse Web Services guide, ClientLog."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.client_logs import CHARACTERS, KEPT_PER_USER, ClientLogs
from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node


async def test_a_desktops_log_is_kept_and_then_told(node: Node, tmp_path: Path) -> None:
    response = await node.ask(
        "POST",
        "/User/agent1/ClientLog",
        "<ClientLog><logData>it &lt;broke&gt;</logData></ClientLog>",
        request_id="l1",
    )
    assert response.status == 202
    update = await node.desktops.hear(lambda one: one.node == "/finesse/api/User/agent1/ClientLog")
    assert (update.event, update.source, update.request_id) == ("POST", update.node, "l1")
    assert "<clientLog></clientLog>" in update.document()
    (file,) = (tmp_path / "agent1").iterdir()
    assert file.read_text() == "it <broke>"


async def test_a_log_that_the_disk_does_not_take_is_an_error_in_one_line_of_ours(
    node: Node, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ClientLogs, "keep", full)
    monkeypatch.setattr(ClientLogs, "keep_compressed", full)
    for kind, body in (
        ("ClientLog", "<ClientLog><logData>x</logData></ClientLog>"),
        ("CompressedClientLog", "x"),
    ):
        response = await node.ask("POST", f"/User/agent1/{kind}", body)
        assert (response.status, (await triplet(response))[0]) == (500, "Internal Server Error")
    told = [each for each in caplog.records if each.name == "finesse.api.node.client_log"]
    assert [each.exc_info for each in told] == [None, None]
    assert "agent1" in told[0].getMessage()


async def test_only_the_newest_logs_are_kept(node: Node, tmp_path: Path) -> None:
    for number in range(KEPT_PER_USER + 3):
        await node.ask(
            "POST", "/User/agent1/ClientLog", f"<ClientLog><logData>{number}</logData></ClientLog>"
        )
    texts = sorted(file.read_text() for file in (tmp_path / "agent1").iterdir())
    assert texts == [str(number) for number in range(3, KEPT_PER_USER + 3)]


async def test_logs_that_cannot_be(node: Node) -> None:
    too_long = f"<ClientLog><logData>{'x' * (CHARACTERS + 1)}</logData></ClientLog>"
    for body, expected in (
        ("<ClientLog></ClientLog>", "Parameter Missing"),
        (too_long, "Invalid Input"),
    ):
        response = await node.ask("POST", "/User/agent1/ClientLog", body)
        assert (response.status, (await triplet(response))[0]) == (400, expected)
    body = "<ClientLog><logData>x</logData></ClientLog>"
    assert (await node.ask("POST", "/User/agent1/ClientLog", body, user="supervisor1")).status == 401


async def test_a_compressed_log_is_kept_as_it_comes(node: Node, tmp_path: Path) -> None:
    data = b"PK\x03\x04 compressed"
    path = "/User/agent1/CompressedClientLog"
    response = await node.ask("POST", path, data, Content_Type="application/zip")
    assert response.status == 202
    kept = list((tmp_path / "agent1").glob("desktop.*.zip"))
    assert [file.read_bytes() for file in kept] == [data]
    await node.desktops.hear(lambda one: one.node == "/finesse/api/User/agent1/ClientLog")
    assert (await node.ask("POST", path, b"")).status == 400
    assert (await node.ask("POST", "/User/agent2/CompressedClientLog", data)).status == 401
