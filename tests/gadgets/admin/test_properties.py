"""The desktop's properties in the console, and at desktops."""

from __future__ import annotations

from tests.gadgets.admin.console_page import Console
from tests.gadgets.sound import violations
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def properties(console: Console) -> dict[str, str]:
    """As desktops read them at their start."""
    async with console.node.client.get("/desktop/config.json") as response:
        found: dict[str, str] = (await response.json())["properties"]
    return found


async def test_properties_are_set_refused_and_given_back_their_defaults(console: Console) -> None:
    await console.sign_in("properties")
    await expect(console.part("properties")).to_contain_text("The default layout sets “Cisco Finesse”")
    assert await violations(console.page) == []
    await console.part("field-pendingDTMFThresholdCount").fill("21")
    await console.part("field-forceWrapUp").select_option("false")
    await console.part("form-save").click()
    await expect(console.part("error-pendingDTMFThresholdCount")).to_have_text("A whole number from 1 to 20.")
    assert await properties(console) == {}
    await console.part("field-pendingDTMFThresholdCount").fill("5")
    await console.part("field-securityBannerMessage").fill("Mind <b>the</b> gap")
    await console.part("form-save").click()
    await console.until_said("The properties are saved.")
    assert await properties(console) == {
        "forceWrapUp": "false",
        "pendingDTMFThresholdCount": "5",
        "securityBannerMessage": "Mind <b>the</b> gap",
    }
    await console.part("field-forceWrapUp").select_option("")
    await console.part("tab-reasons").click()
    await console.answer("no")
    await console.part("form-save").click()
    await expect(console.part("notice").filter(has_text="The properties are saved.")).to_have_count(2)
    assert "forceWrapUp" not in await properties(console)
    await console.part("field-title").fill("x" * 101)
    await console.part("form-cancel").click()
    await console.answer("yes")
    await expect(console.part("field-title")).to_have_value("")
    assert console.complaints == []
