"""Nonvoice media, which Unified CCX has not. Source: Finesse Web Services guide, Media."""

from __future__ import annotations

import pytest

from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node


@pytest.mark.parametrize("path", ["/User/nobody/Media", "/User/agent2/Media/5000", "/MediaDomain"])
async def test_every_user_is_told_so_whatever_the_path_names(node: Node, path: str) -> None:
    for user in ("agent1", "administrator"):
        response = await node.ask("GET", path, user=user)
        assert (response.status, (await triplet(response))[0]) == (501, "Not Implemented")
