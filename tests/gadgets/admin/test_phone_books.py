"""Phone books in the console: whose they are, their contacts, and files of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.gadgets.admin.console_page import Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

HEADING = '"First Name","Last Name","Phone Number","Notes"\r\n'


async def a_book(console: Console, name: str, kind: str) -> None:
    """Create a book; it is open afterwards."""
    await console.part("phoneBooks-new").click()
    await console.part("field-name").fill(name)
    await console.part("field-type").select_option(kind)
    await console.part("form-save").click()
    await expect(console.part("contacts-of")).to_have_text(name)


async def give_file(console: Console, data: bytes, name: str = "contacts.csv") -> None:
    await console.part("import-file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


async def test_a_book_and_its_contacts_are_created_edited_and_deleted(console: Console) -> None:
    await console.sign_in("phone-books")
    await a_book(console, "Partners <i>", "TEAM")
    await expect(console.part("contacts-empty")).to_contain_text("No contacts yet")
    await console.part("contacts-new").click()
    await console.part("field-firstName").fill("Ana")
    await console.part("form-save").click()
    await expect(console.part("error-phoneNumber")).to_have_text("Fill this in.")
    await console.part("field-phoneNumber").fill("9" * 33)
    await expect(console.part("error-phoneNumber")).to_contain_text("At most 32")
    await console.part("field-phoneNumber").fill("+34 91 555")
    await console.part("form-save").click()
    row = await console.row("contacts", "Ana")
    await row.get_by_test_id("contacts-edit").click()
    await console.part("field-lastName").fill("Núñez")
    await console.part("form-save").click()
    row = await console.row("contacts", "Núñez")
    await row.get_by_test_id("contacts-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)

    book = await console.row("phoneBooks", "Partners <i>")
    await book.get_by_test_id("phoneBooks-edit").click()
    await console.part("field-type").select_option("GLOBAL")
    await console.part("form-save").click()
    await console.answer("no")
    await expect(console.part("form-dialog")).to_be_visible()
    await console.part("form-save").click()
    await console.answer("yes")
    await expect(book).to_contain_text("All users")
    await console.part("phoneBooks-new").click()
    await console.part("field-name").fill("Partners <i>")
    await console.part("form-save").click()
    await expect(console.part("error-name")).to_have_text("Another book has this name.")
    await console.part("form-cancel").click()
    await console.answer("yes")
    await book.get_by_test_id("phoneBooks-remove").click()
    await console.answer("yes")
    await expect(book).to_have_count(0)
    assert console.complaints == []


async def test_a_file_of_6000_contacts_replaces_all_and_is_found_sorted_and_exported(
    console: Console, tmp_path: Path
) -> None:
    await console.sign_in("phone-books")
    await a_book(console, "Everybody", "GLOBAL")
    lines = "".join(f'"First {at}","Läst, {at}","{at}","=note"\r\n' for at in range(1, 6001))
    await give_file(console, (HEADING + lines).encode("latin-1"))
    await expect(console.part("question")).to_contain_text("the contacts of contacts.csv (6,000)")
    await console.answer("yes")
    await expect(console.part("contacts-count")).to_have_text("1–50 of 6,000")
    await console.part("contacts-sort-phoneNumber").click()
    await console.part("contacts-sort-phoneNumber").click()
    await expect(console.part("contacts-row").first).to_contain_text("First 6000")
    await console.part("contacts-page-right").click()
    await expect(console.part("contacts-count")).to_have_text("51–100 of 6,000")
    await console.part("contacts-search").fill("last 4711")
    await expect(console.part("contacts-row")).to_have_count(1)
    async with console.page.expect_download() as waited:
        await console.part("export-button").click()
    download = await waited.value
    assert download.suggested_filename == "Everybody.csv"
    saved = tmp_path / "saved.csv"
    await download.save_as(saved)
    rows = list(csv.reader(io.StringIO(saved.read_text("utf-8"), newline="")))
    assert len(rows) == 6001
    assert rows[4711] == ["First 4711", "Läst, 4711", "4711", "'=note"]
    assert console.complaints == []


async def test_what_is_wrong_with_a_file_is_said_before_anything_is_replaced(console: Console) -> None:
    await console.sign_in("phone-books")
    await a_book(console, "Files", "GLOBAL")
    await give_file(console, b"A,B,1,x\r\n")
    await console.until_said("The first line must be")
    await give_file(console, (HEADING + "A,B,1,\r\n" * 6001).encode())
    await console.until_said("more than 6,000 contacts")
    await give_file(console, (HEADING + "A,B,,\r\nA,B,1,\r\nA,B\r\n").encode())
    await expect(console.part("question")).to_contain_text("are left out: 2")
    await expect(console.part("question")).to_contain_text("Line 2: no phone number")
    await expect(console.part("question")).to_contain_text("Line 4: it has not four fields")
    await console.answer("no")
    await expect(console.part("contacts-empty")).to_be_visible()
    await give_file(console, (HEADING + "A,B,,\r\nA,B,1,\r\nA,B\r\n").encode())
    await console.answer("yes")
    await expect(console.part("contacts-row")).to_have_count(1)
    await console.until_said("Contacts in “Files” now: 1.")
