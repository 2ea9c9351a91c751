"""Reasons in the console: created, edited, deleted, and refused."""

from __future__ import annotations

from tests.gadgets.admin.console_page import Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

CODES = "/ReasonCodes?category=ALL"


async def labels(console: Console, path: str, element: str) -> list[str | None]:
    answer = await console.node.get(path, user="administrator")
    return [one.findtext("label") for one in answer.iter(element)]


async def test_a_reason_is_created_with_the_next_code_edited_and_deleted(console: Console) -> None:
    await console.sign_in("reasons")
    answer = await console.node.get(CODES, user="administrator")
    taken = {one.findtext("code") for one in answer.iter("ReasonCode")}
    lowest = next(str(code) for code in range(1, 999) if str(code) not in taken)
    await console.part("notReady-new").click()
    await expect(console.part("field-code")).to_have_value(lowest)
    await expect(console.part("field-forAll")).to_be_checked()
    await console.part("field-label").fill("  Fire <i>drill</i> ")
    await console.page.keyboard.press("Enter")
    await console.until_said("Fire <i>drill</i>” is saved")
    row = await console.row("notReady", "Fire <i>drill</i>")
    assert "Fire <i>drill</i>" in await labels(console, CODES, "ReasonCode")
    await row.get_by_test_id("notReady-edit").click()
    await console.part("field-label").fill("Drill")
    await console.part("field-code").fill("117")
    await console.part("field-forAll").uncheck()
    await console.part("form-save").click()
    row = await console.row("notReady", "Drill")
    await expect(row).to_contain_text("117")
    await expect(row).to_contain_text("Assigned teams")
    await row.get_by_test_id("notReady-remove").click()
    await console.answer("no")
    await expect(row).to_be_visible()
    await row.get_by_test_id("notReady-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)
    assert "Drill" not in await labels(console, CODES, "ReasonCode")
    assert console.complaints == []


async def test_what_a_reason_cannot_be_is_said_at_the_field_and_not_sent(console: Console) -> None:
    await console.sign_in("reasons")
    await console.part("notReady-new").click()
    await console.part("form-save").click()
    await expect(console.part("error-label")).to_have_text("Fill this in.")
    await expect(console.part("field-label")).to_be_focused()
    await console.part("field-label").fill("x" * 41)
    await expect(console.part("error-label")).to_contain_text("At most 40 characters; this has 41.")
    await console.part("field-label").fill("Lunch")
    for code, fault in [("1000", "from 1 to 999"), ("22", "22 is reserved"), ("1", "has the code 1")]:
        await console.part("field-code").fill(code)
        await console.part("form-save").click()
        await expect(console.part("error-code")).to_contain_text(fault)
    await console.page.keyboard.press("Escape")
    await console.answer("no")
    await expect(console.part("form-dialog")).to_be_visible()
    await console.page.keyboard.press("Escape")
    await console.answer("yes")
    await expect(console.part("form-dialog")).to_have_count(0)


async def test_what_the_server_refuses_is_shown_where_it_belongs(console: Console) -> None:
    await console.sign_in("reasons")
    await console.part("notReady-new").click()
    body = (
        "<ReasonCode><category>NOT_READY</category><code>200</code>"
        "<label>Theirs</label><forAll>true</forAll></ReasonCode>"
    )
    await console.node.ask("POST", "/ReasonCode", body, user="administrator")
    await console.part("field-label").fill("Theirs")
    await console.part("form-save").click()
    await expect(console.part("error-label")).to_have_text("Another one has this already.")
    await console.part("field-label").fill("Ours")
    await console.page.route("**/finesse/api/ReasonCode", lambda route: route.fulfill(status=503, body=""))
    await console.part("form-save").click()
    await expect(console.part("form-error")).to_contain_text("out of service")
    await console.part("field-label").fill("\ufffe")
    await console.part("form-save").click()
    await expect(console.part("form-error")).to_contain_text("a character in it that cannot be sent")


async def test_of_a_system_reason_the_label_alone_can_be_another(console: Console) -> None:
    await console.sign_in("reasons")
    await console.part("notReady-sort-code").click()
    await console.part("notReady-sort-code").click()
    first = console.part("notReady-row").first
    await expect(first).to_contain_text("32763")
    await expect(console.page.locator("th[aria-sort=descending]")).to_contain_text("Code")
    await expect(first.get_by_test_id("notReady-remove")).to_have_count(0)
    await first.get_by_test_id("notReady-open").click()
    await expect(console.part("field-code")).to_have_attribute("readonly", "")
    await console.part("field-label").fill("Nobody answered")
    await console.part("form-save").click()
    await console.row("notReady", "Nobody answered")
    await console.part("notReady-search").fill("nobodý")
    await expect(console.part("notReady-row")).to_have_count(1)
    await console.part("notReady-search").fill("nothing like it")
    await expect(console.part("notReady-empty")).to_contain_text("Nothing found")


async def test_wrap_up_reasons_are_counted_in_bytes_and_kept(console: Console) -> None:
    await console.sign_in("reasons")
    await console.part("part-notReady").press("ArrowLeft")
    await expect(console.part("part-wrapUp")).to_be_focused()
    await console.part("wrapUp-new").click()
    await console.part("field-label").fill("é" * 20)
    await expect(console.part("counter-label")).to_have_text("40/39 bytes")
    await console.part("form-save").click()
    await expect(console.part("error-label")).to_contain_text("this has 40")
    await console.part("field-label").fill("Café order")
    await console.part("form-save").click()
    row = await console.row("wrapUp", "Café order")
    assert "Café order" in await labels(console, "/WrapUpReasons", "WrapUpReason")
    await row.get_by_test_id("wrapUp-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)
    assert console.complaints == []
