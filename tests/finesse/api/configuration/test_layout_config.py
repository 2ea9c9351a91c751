"""The layouts of desktops. Source: Finesse Web Services guide, LayoutConfig."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from finesse.model.configuration import layout_config
from tests.finesse.api.configuration.bodies import ask, refusal
from tests.finesse.one_node import Node

LAYOUT = layout_config.default_layout()
DEFAULT = "/LayoutConfig/default"
TEAM = "/Team/1/LayoutConfig"


def body(layout: str) -> str:
    return f"<LayoutConfig><layoutxml>{escape(layout)}</layoutxml></LayoutConfig>"


def of_team(use_default: str, layout: str = "") -> str:
    return (
        f"<TeamLayoutConfig><useDefault>{use_default}</useDefault><layoutxml>{escape(layout)}</layoutxml>"
        "</TeamLayoutConfig>"
    )


async def test_a_layout_comes_back_as_it_was_sent_with_its_ampersands_escaped_twice(node: Node) -> None:
    layout = LAYOUT.replace("queueStatistics.js", "q.xml?a=1&amp;b=2")
    assert (await ask(node, "PUT", DEFAULT, body(layout))).status == 200
    response = await ask(node, "GET", DEFAULT)
    assert "q.xml?a=1&amp;amp;b=2" in await response.text()
    found = await node.get(DEFAULT, "administrator")
    assert [child.tag for child in found] == ["uri", "layoutxml"]
    assert found.findtext("layoutxml") == layout
    assert (await node.get("/User/agent1/LayoutConfig")).findtext("layoutxml") == layout


async def test_a_team_has_its_own_layout_until_it_uses_the_default_again(node: Node) -> None:
    own = LAYOUT.replace("Cisco Finesse", "Ours")
    before = await node.get(TEAM, "administrator")
    assert [(child.tag, child.text) for child in before] == [("useDefault", "true"), ("layoutxml", LAYOUT)]
    assert (await ask(node, "PUT", TEAM, of_team("false", own))).status == 200
    assert (await node.get(TEAM, "administrator")).findtext("useDefault") == "false"
    found = await node.get("/User/agent1/LayoutConfig")
    assert (found.findtext("uri"), found.findtext("layoutxml")) == ("/finesse/api/Team/1/LayoutConfig", own)
    assert (await ask(node, "PUT", TEAM, of_team("true", "nonsense"))).status == 200
    assert (await node.get("/User/agent1/LayoutConfig")).findtext("layoutxml") == LAYOUT


@pytest.mark.parametrize(
    "layout",
    [
        "nonsense",
        "<finesseLayout/>",
        LAYOUT.replace("finesseLayout", "otherLayout"),
        LAYOUT.replace(layout_config.NAMESPACE, "urn:other"),
        LAYOUT.replace("<role>Agent", "<role>Boss"),
        LAYOUT.replace("<role>Supervisor", "<role>Agent"),
        LAYOUT.replace("queueStatistics.js<", "a b<"),
        LAYOUT.replace("<id>home</id>", "<id>1 home</id>"),
        LAYOUT.replace("<id>queueData</id>", "<id>home</id>"),
        LAYOUT.replace('width="300px"', 'width="wide"'),
        LAYOUT.replace("<gadget>", '<gadget id="team-performance">'),
        LAYOUT.replace("<column>", "<column/><column/><column/><column/><column>"),
        LAYOUT.replace("<version>1250.03", "<version>x"),
        LAYOUT.replace("<version>", "<!-- " + "x" * layout_config.CHARACTERS + " --><version>"),
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + LAYOUT,
        LAYOUT.replace("Cisco Finesse", "&unknown;"),
        "<a>" * 5000,
    ],
)
async def test_what_is_no_layout_is_refused_and_the_old_one_stays(node: Node, layout: str) -> None:
    for path, sent in ((DEFAULT, body(layout)), (TEAM, of_team("false", layout))):
        status, kind, message, data = await refusal(node, "PUT", path, sent)
        assert (status, kind, data) == (400, "Invalid Input", "layoutxml")
        assert message
        assert "\n" not in message
    assert (await node.get("/User/agent1/LayoutConfig")).findtext("layoutxml") == LAYOUT


@pytest.mark.parametrize(
    "layout",
    [
        '<?xml version="1.0" encoding="UTF-16"?>' + LAYOUT,
        LAYOUT.replace("<gadget>", '<gadget hidden="true" managedBy="x" maxRows="20" alternateHosts="a,b">'),
        LAYOUT.replace("<version>", "<!-- a comment --><version>"),
    ],
)
async def test_what_real_layouts_have_is_allowed(node: Node, layout: str) -> None:
    assert (await ask(node, "PUT", DEFAULT, body(layout))).status == 200
    assert (await node.get("/User/agent1/LayoutConfig")).findtext("layoutxml") == layout
