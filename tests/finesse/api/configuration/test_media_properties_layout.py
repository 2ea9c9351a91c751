"""Layouts of call variables. Source: Finesse Web Services guide, MediaPropertiesLayout."""

from __future__ import annotations

import pytest

from tests.finesse.api.configuration.bodies import ask, create, refusal, uris
from tests.finesse.one_node import Node


async def test_the_default_layout_of_call_variables_is_changed_and_never_deleted(node: Node) -> None:
    body = "<MediaPropertiesLayout><description>new</description></MediaPropertiesLayout>"
    assert (await ask(node, "PUT", "/MediaPropertiesLayout/default", body)).status == 200
    layout = await node.get("/User/agent1/MediaPropertiesLayout")
    assert (layout.findtext("type"), layout.findtext("description")) == ("DEFAULT", "new")
    assert layout.find("header/entry") is not None
    number = (layout.findtext("uri") or "").rpartition("/")[2]
    path = f"/MediaPropertiesLayout/{number}"
    assert (await refusal(node, "DELETE", path))[:2] == (400, "Finesse API Error")


async def test_a_team_gets_the_default_layout_of_call_variables_and_its_own(node: Node) -> None:
    entry = "<entry><displayName>x</displayName><mediaProperty>user.x</mediaProperty></entry>"
    own = await create(
        node,
        "/MediaPropertiesLayout",
        f"<MediaPropertiesLayout><name>Own</name><header>{entry}</header><column>{entry}</column>"
        "</MediaPropertiesLayout>",
    )
    before = await node.get("/User/agent1/MediaPropertiesLayouts")
    body = uris("MediaPropertiesLayouts", "MediaPropertiesLayout", own)
    assert (await ask(node, "PUT", "/Team/1/MediaPropertiesLayouts", body)).status == 200
    after = await node.get("/TeamResource/1/MediaPropertiesLayouts")
    assert [one.findtext("type") for one in before] == ["DEFAULT"]
    assert [one.findtext("type") for one in after] == ["DEFAULT", "CUSTOM"]
    assert after[1].findtext("column/entry/uiEditable") == "false"


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<header></header>",
        "<header><entry><displayName>x</displayName><mediaProperty>nonsense</mediaProperty></entry></header>",
        "<header><entry><displayName>x</displayName></entry></header>",
    ],
)
async def test_a_layout_of_call_variables_that_cannot_be(node: Node, inner: str) -> None:
    body = f"<MediaPropertiesLayout><name>x</name>{inner}</MediaPropertiesLayout>"
    assert (await refusal(node, "POST", "/MediaPropertiesLayout", body))[0] == 400


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        ("user." + "n" * 28, "has 33 bytes: 32 are the most"),
        ("callVariable11", "is no call variable: use callVariable1 to"),
        ("PostCallTreatment", "no layout shows PostCallTreatment: give user.PostCallTreatment"),
    ],
)
async def test_a_layout_shows_what_calls_can_carry(node: Node, shown: str, message: str) -> None:
    # source: CTI guide, NAMEDVAR; Cisco support note 119428 (PostCallTreatment in a layout)
    entry = f"<entry><displayName>x</displayName><mediaProperty>{shown}</mediaProperty></entry>"
    body = f"<MediaPropertiesLayout><name>x</name><header>{entry}</header></MediaPropertiesLayout>"
    refused = await refusal(node, "POST", "/MediaPropertiesLayout", body)
    assert (refused[0], refused[1], refused[3]) == (400, "Invalid Input", "mediaProperty")
    assert message in refused[2]
