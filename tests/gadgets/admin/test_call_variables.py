"""Call variables layouts in the console."""

from __future__ import annotations

from tests.gadgets.admin.console_page import Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_a_layout_is_created_with_rows_in_order_and_deleted(console: Console) -> None:
    await console.sign_in("call-variables")
    default = console.part("layouts-row").filter(has_text="(Default)")
    await expect(default.get_by_test_id("layouts-remove")).to_have_count(0)
    await console.part("layouts-new").click()
    await console.part("field-name").fill("Repairs")
    await console.part("header-label").fill("Device")
    await console.part("left-label").fill("Customer")
    await console.part("left-editable").check()
    await console.part("left-add-row").click()
    second = console.part("left-label").nth(1)
    await expect(second).to_be_focused()
    await second.fill("Serial number")
    await console.part("left-variable").nth(1).select_option("custom")
    await console.part("left-ecc").nth(1).fill("serial")
    await console.part("form-save").click()
    await expect(console.part("left-fault").nth(1)).to_contain_text("begin with user.")
    await expect(console.part("left-ecc").nth(1)).to_be_focused()
    await console.part("left-ecc").nth(1).fill("user.serial")
    await console.part("left-mark").nth(1).check()
    await console.part("left-up").nth(1).click()
    await expect(console.part("left-down").nth(0)).to_be_focused()
    await console.part("right-add-row").click()
    await console.part("right-variable").select_option("queueName")
    await expect(console.part("right-editable")).to_be_disabled()
    await expect(console.part("layout-preview")).to_contain_text("Serial number")
    await console.part("form-save").click()
    row = await console.row("layouts", "Repairs")
    answer = await console.node.get("/MediaPropertiesLayouts", user="administrator")
    (layout,) = [one for one in answer if one.findtext("name") == "Repairs"]
    left, right = layout.findall("column")
    assert [one.findtext("mediaProperty") for one in left] == ["user.serial", "callVariable1"]
    assert [one.findtext("showInPopOver") for one in left] == ["true", "false"]
    assert [one.findtext("uiEditable") for one in left] == ["false", "true"]
    assert [one.findtext("mediaProperty") for one in right] == ["queueName"]
    await row.get_by_test_id("layouts-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)
    assert console.complaints == []


async def test_a_column_has_ten_rows_and_five_rows_are_marked(console: Console) -> None:
    await console.sign_in("call-variables")
    await console.part("layouts-new").click()
    for _ in range(9):
        await console.part("left-add-row").click()
    await expect(console.part("left-add-row")).to_be_disabled()
    for at in range(5):
        await console.part("left-mark").nth(at).check()
    await expect(console.part("left-mark").nth(5)).to_be_disabled()
    await console.part("left-mark").nth(0).uncheck()
    await expect(console.part("left-mark").nth(5)).to_be_enabled()
    await console.part("left-remove-row").nth(9).click()
    await expect(console.part("left-add-row")).to_be_enabled()
    await console.part("field-name").fill("Orders")
    await console.part("form-save").click()
    await expect(console.part("error-name")).to_have_text("Another layout has this name.")


async def test_changes_are_given_up_after_a_question_wherever_one_goes(console: Console) -> None:
    await console.sign_in("call-variables")
    await console.part("layouts-open").first.click()
    await console.part("header-label").fill("Another")
    await console.part("tab-reasons").click()
    await console.answer("no")
    await expect(console.part("screen-title")).to_have_text("Call Variables Layout")
    await expect(console.part("header-label")).to_have_value("Another")
    assert console.page.url.endswith("#/call-variables")
    await console.part("layouts-back").click()
    await console.answer("no")
    await console.part("admin-sign-out").click()
    await console.answer("no")
    await console.part("tab-reasons").click()
    await console.answer("yes")
    await expect(console.part("screen-title")).to_have_text("Reasons")
    await expect(console.part("screen-title")).to_be_focused()


async def test_the_default_layout_can_be_changed_and_stays_the_default(console: Console) -> None:
    await console.sign_in("call-variables")
    default = console.part("layouts-row").filter(has_text="(Default)")
    await default.get_by_test_id("layouts-open").click()
    await console.part("field-description").fill("x" * 129)
    await expect(console.part("error-description")).to_contain_text("At most 128")
    await console.part("field-description").fill("For all")
    await console.part("form-save").click()
    await expect(default).to_contain_text("For all")
    assert console.complaints == []
