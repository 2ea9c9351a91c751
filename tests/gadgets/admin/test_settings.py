"""Settings in the console: the servers of desktop chat."""

from __future__ import annotations

from tests.gadgets.admin.console_page import ADMINISTRATOR, Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

FIRST, SECOND = "https://chat1.example.com:5280/http-bind", "https://chat2.example.com:5280/http-bind"


async def test_the_servers_of_chat_are_checked_saved_reverted_and_forgotten(console: Console) -> None:
    await console.sign_in("settings")
    await console.part("field-secondaryNode").fill(SECOND)
    await console.part("form-save").click()
    await expect(console.part("error-secondaryNode")).to_have_text("Name the primary server first.")
    for address in ("chat1", "http://chat1.example.com", "javascript:alert(1)", "https://"):
        await console.part("field-primaryNode").fill(address)
        await console.part("form-save").click()
        await expect(console.part("error-primaryNode")).to_contain_text("An address such as")
    await console.part("field-primaryNode").fill(FIRST)
    await console.part("form-save").click()
    await console.until_said("The settings are saved")
    saved = await console.node.get("/ChatConfig", ADMINISTRATOR)
    assert [saved.findtext("primaryNode/url"), saved.findtext("secondaryNode/url")] == [FIRST, SECOND]
    await console.part("field-primaryNode").fill("")
    await console.part("tab-connected-agents").click()
    await console.answer("no")
    await console.part("form-cancel").click()
    await expect(console.part("field-primaryNode")).to_have_value(FIRST)
    for field in ("field-primaryNode", "field-secondaryNode"):
        await console.part(field).fill("")
    await console.part("form-save").click()
    await expect(console.part("notice")).to_have_count(2)
    saved = await console.node.get("/ChatConfig", ADMINISTRATOR)
    assert saved.findtext("primaryNode/url") == ""
    assert console.complaints == []
