"""What a desktop asks as JSON. Source: Finesse Web Services guide, Desktop interface APIs."""

from __future__ import annotations

from tests.finesse.one_node import Node


async def test_a_desktop_asks_before_anybody_has_signed_in(node: Node) -> None:
    async with node.client.get("/desktop/api/DesktopConfig") as response:
        config = await response.json()
    assert (config["deploymentType"], config["systemStatus"]) == ("UCCX", "IN_SERVICE")
    assert (config["isAlternateSystemAvailable"], config["alternateHost"]) == (False, "")
    async with node.client.get("/desktop/api/Languages") as response:
        languages = await response.json()
    assert [each["locale"] for each in languages["Language"]] == ["en_US", "es_ES"]
    async with node.client.get("/desktop/api/ResourceUrls") as response:
        assert (await response.json())["restApi"].endswith("/finesse/api")
