"""The desktop's properties over HTTP. Source: Administration Guide, utils finesse set_property desktop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.finesse.cfadmin.asking import ask, refused
from tests.finesse.one_node import Node, a_node


async def put(node: Node, **values: str | None) -> int:
    return (await ask(node, "PUT", "properties", json.dumps({"values": values}))).status


async def test_a_property_that_is_set_reaches_desktops_and_goes_back_to_its_default(node: Node) -> None:
    assert (await put(node, title="Ours", forceWrapUp="false", securityBannerMessage="Mind <b>")) == 200
    async with node.client.get("/desktop/config.json") as response:
        properties = (await response.json())["properties"]
    assert properties == {"title": "Ours", "forceWrapUp": "false", "securityBannerMessage": "Mind <b>"}
    async with node.client.get("/desktop/api/DesktopConfig") as response:
        assert (await response.json())["securityBannerMessage"] == "Mind <b>"
    assert (await put(node, title=None, forceWrapUp="true", logo=None)) == 200
    assert node.switchboard.catalogue.properties.set == {
        "forceWrapUp": "true",
        "securityBannerMessage": "Mind <b>",
    }


async def test_every_property_is_told_with_what_it_may_be(node: Node) -> None:
    await put(node, pendingDTMFThresholdCount="5")
    said = await (await ask(node, "GET", "properties")).json()
    assert said["readOnly"] is False
    by_key = {each["key"]: each for each in said["properties"]}
    assert by_key["pendingDTMFThresholdCount"] == {
        "key": "pendingDTMFThresholdCount",
        "kind": "number",
        "default": "20",
        "value": "5",
        "least": 1,
        "most": 20,
        "choices": [],
    }
    assert by_key["title"]["value"] is None


async def test_one_value_that_cannot_be_leaves_all_as_they_were(node: Node) -> None:
    values = json.dumps({"values": {"title": "Ours", "forceWrapUp": "maybe"}})
    response = await ask(node, "PUT", "properties", values)
    assert await refused(response) == (400, "Invalid Input", "forceWrapUp")
    assert node.switchboard.catalogue.properties.set == {}
    assert (await put(node, nosuch=None)) == 400


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '{"values": []}',
        '{"values": {"title": 1}}',
        '{"other": {}}',
        "[" * 60_000,
        b"\xff\xfe{}",
    ],
)
async def test_what_is_no_request_is_refused(node: Node, body: str | bytes) -> None:
    assert await refused(await ask(node, "PUT", "properties", body)) == (400, "Invalid Input", "body")


async def test_only_the_administrator_may_and_no_browser_is_told_to_ask_for_a_password(node: Node) -> None:
    for user, password in ((None, ""), ("agent1", "finesse"), ("administrator", "wrong")):
        response = await ask(node, "GET", "properties", user=user, password=password)
        assert (await refused(response))[:2] == (401, "Authorization Failure")
        assert "WWW-Authenticate" not in response.headers


async def test_the_secondary_node_only_reads(tmp_path: Path) -> None:
    async with a_node(tmp_path, host="b", primary_host="a", secondary_host="b") as node:
        assert (await (await ask(node, "GET", "properties")).json())["readOnly"] is True
        assert (await put(node, title="Ours")) == 403
