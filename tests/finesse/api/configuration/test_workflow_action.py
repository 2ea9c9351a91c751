"""What workflows do. Source: Finesse Web Services guide, WorkflowAction."""

from __future__ import annotations

import pytest

from tests.finesse.api.configuration.bodies import ask, create, refusal
from tests.finesse.one_node import Node

START = "<WorkflowAction><name>Pop</name><type>BROWSER_POP</type><handledBy>OTHER</handledBy>"
PARAM = "<Param><name>path</name><value>https://crm.example.com/</value></Param>"


def action(inner: str) -> str:
    return f"{START}{inner}</WorkflowAction>"


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
    ],
)
async def test_an_action_that_cannot_be(node: Node, inner: str, expected: tuple[str, str]) -> None:
    refused = await refusal(node, "POST", "/WorkflowAction", action(inner))
    assert (refused[0], refused[1], refused[3]) == (400, *expected)


async def test_a_name_is_taken_once(node: Node) -> None:
    await create(node, "/WorkflowAction", action(""))
    assert (await refusal(node, "POST", "/WorkflowAction", action("")))[:2] == (400, "Finesse API Error")
