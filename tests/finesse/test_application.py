"""The web applications of a node, in one."""

from __future__ import annotations

from finesse.shindig.keys import GADGETS
from finesse.third_party.keys import FORGET
from tests.finesse.one_node import Node


async def test_the_bare_address_leads_to_the_desktop(node: Node) -> None:
    response = await node.client.get("/", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/desktop")
    assert (await node.client.get("/desktop")).status == 200


async def test_what_is_kept_of_gadgets_files_is_forgotten_when_one_changes(node: Node) -> None:
    app = node.client.app
    assert app is not None
    documents, address = app[GADGETS].documents, "http://localhost:8082/desktop/config.json"
    assert (await documents.get(address)).status == 200
    assert documents.known(address) is not None
    for forget in app[FORGET]:
        forget("/3rdpartygadget/files/clock/")
    assert documents.known(address) is None
