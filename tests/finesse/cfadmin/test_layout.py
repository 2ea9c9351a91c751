"""A layout is looked at before it is kept."""

from __future__ import annotations

from pathlib import Path

from finesse.model.configuration.layout_config import default_layout
from finesse.pages.desktop import COMPONENTS
from tests.finesse.cfadmin.asking import ask, refused
from tests.finesse.one_node import Node, a_node

LAYOUT = default_layout()


async def problems(node: Node, layout: str | bytes) -> list[tuple[int, int, str, bool]]:
    response = await ask(node, "POST", "layout/check", layout, content_type="application/xml")
    assert response.status == 200
    found = (await response.json())["problems"]
    return [(one["line"], one["column"], one["code"], one["warning"]) for one in found]


async def test_what_is_wrong_is_told_and_nothing_is_kept(node: Node) -> None:
    layout = LAYOUT.replace("<role>Agent", "<role>Boss").replace("300px", "wide")
    assert [one[2:] for one in await problems(node, layout)] == [("attributeValue", False), ("value", False)]
    assert (await problems(node, b"\xff<"))[0][2] == "xmlEmpty"
    assert node.switchboard.catalogue.layout(None).layoutxml == LAYOUT


async def test_a_gadget_without_its_file_is_doubted_and_one_with_it_is_not(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / "a b").mkdir(parents=True)
    (files / "a b" / "clock.xml").write_text("<Module/>")
    async with a_node(tmp_path, third_party=files) as node:
        there, missing, jsp = (
            LAYOUT.replace("<page>", f"<page><gadget>/3rdpartygadget/files/{name}</gadget>", 1)
            for name in ("a%20b/clock.xml?x=1", "b/clock.xml", "../../etc/passwd")
        )
        known = {code for _, _, code, _ in await problems(node, LAYOUT)}
        assert {code for _, _, code, _ in await problems(node, there)} == known
        for layout in (missing, jsp):
            assert "missingGadget" in {
                code for _, _, code, warning in await problems(node, layout) if warning
            }
        assert known <= {"component"}, COMPONENTS


async def test_the_layout_of_a_new_deployment_can_be_looked_at(node: Node) -> None:
    response = await ask(node, "GET", "layout/standard")
    assert (await response.json())["layoutxml"] == LAYOUT
    assert await refused(await ask(node, "GET", "layout/standard", user="agent1")) == (
        401,
        "Authorization Failure",
        "agent1",
    )
    too_much = await ask(node, "POST", "layout/check", "x" * 900_000, content_type="application/xml")
    assert too_much.status == 413
