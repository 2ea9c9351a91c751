"""What workflows do. Source: Finesse Web Services guide, WorkflowAction."""

from __future__ import annotations

import pytest

from tests.finesse.api.configuration.bodies import ask, create, refusal
from tests.finesse.one_node import Node

START = "<WorkflowAction><name>Pop</name><type>BROWSER_POP</type><handledBy>OTHER</handledBy>"
PARAM = "<Param><name>path</name><value>https://crm.example.com/</value></Param>"


def action(inner: str) -> str:
    return f"{START}{inner}</WorkflowAction>"


def param(name: str, value: str) -> str:
    return f"<Param><name>{name}</name><value>{value}</value></Param>"


def custom(name: str, node: str) -> str:
    return (
        f"<actionVariables><ActionVariable><name>{name}</name><type>CUSTOM</type><node>{node}</node>"
        "</ActionVariable></actionVariables>"
    )


async def test_a_change_leaves_what_it_does_not_name(node: Node) -> None:
    path = await create(node, "/WorkflowAction", action(f"<params>{PARAM}</params>"))
    changed = "<WorkflowAction><handledBy>FINESSE_DESKTOP</handledBy></WorkflowAction>"
    assert (await ask(node, "PUT", path, changed)).status == 200

    found = await node.get(path, "administrator")
    assert [found.findtext(name) for name in ("name", "type", "handledBy")] == [
        "Pop",
        "BROWSER_POP",
        "FINESSE_DESKTOP",
    ]
    assert found.findtext("params/Param/value") == "https://crm.example.com/"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<params><Param><value>x</value></Param></params>", ("Parameter Missing", "name")),
        (f"<params>{PARAM * 21}</params>", ("Maximum Exceeded", "Param")),
        (
            "<actionVariables><ActionVariable><name>x</name><type>OURS</type></ActionVariable></actionVariables>",
            ("Invalid Input", "type"),
        ),
        # sources: WorkflowAction API Parameters; administration guide, Manage Workflows
        (f"<params>{param('windowName', 'w' * 41)}</params>", ("Invalid Input", "windowName")),
        (f"<params>{param('body', 'b' * 2001)}</params>", ("Invalid Input", "body")),
        (f"<params>{param('method', 'DELETE')}</params>", ("Invalid Input", "method")),
        (f"<params>{param('location', 'ELSEWHERE')}</params>", ("Invalid Input", "location")),
        (custom("mine", ""), ("Parameter Missing", "node")),
        (custom("callVariable1", "//Dialog/id"), ("Invalid Input", "name")),
    ],
)
async def test_an_action_that_cannot_be(node: Node, inner: str, expected: tuple[str, str]) -> None:
    refused = await refusal(node, "POST", "/WorkflowAction", action(inner))
    assert (refused[0], refused[1], refused[3]) == (400, *expected)


async def test_a_name_is_taken_once(node: Node) -> None:
    await create(node, "/WorkflowAction", action(""))
    assert (await refusal(node, "POST", "/WorkflowAction", action("")))[:2] == (400, "Finesse API Error")
