"""The console in a browser, at a Finesse node whose REST API is the real one."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lab.testing.browser import PATIENCE_MS, VIEW
from tests.finesse.one_node import PASSWORD, Node, a_node
from tests.in_a_browser import expect

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator, Page

ADMINISTRATOR = "administrator"


@dataclass
class Console:
    """A page, the node behind it, and the errors that the page's console printed."""

    page: Page
    node: Node
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.node.client.make_url('/cfadmin')}"

    def part(self, name: str) -> Locator:
        """What carries this test id."""
        return self.page.get_by_test_id(name)

    async def open(self, query: str = "") -> None:
        """The sign-in page."""
        await self.page.goto(self.url + query)
        await self.part("admin-user").wait_for()

    async def give(self, user: str = ADMINISTRATOR, password: str = PASSWORD) -> None:
        """Fill the sign-in page, and send it."""
        await self.part("admin-user").fill(user)
        await self.part("admin-password").fill(password)
        await self.part("admin-sign-in").click()

    async def sign_in(self, screen: str = "", query: str = "") -> None:
        """Return when the console shows a screen."""
        await self.open(f"{query}#/{screen}")
        await self.give()
        await self.until_shown()

    async def until_shown(self) -> None:
        """Return when a screen has been loaded."""
        await expect(self.part("screen")).not_to_have_attribute("aria-busy", "true")

    async def row(self, name: str, text: str) -> Locator:
        """The one row of a list with that text in a cell of its own."""
        cell = self.page.get_by_text(text, exact=True)
        found = self.part(f"{name}-row").filter(has=cell)
        await expect(found).to_have_count(1)
        return found

    async def answer(self, word: str) -> None:
        """To a question: yes or no."""
        await self.part(f"question-{word}").click()

    async def until_said(self, text: str) -> None:
        """Return when a notice has that text in it."""
        await expect(self.part("notice").filter(has_text=text)).to_be_visible()


@contextlib.asynccontextmanager
async def a_console(browser: Browser, folder: Path, **settings: object) -> AsyncIterator[Console]:
    """A page at a node of its own; closed at the end."""
    async with a_node(folder, **settings) as node:  # type: ignore[arg-type]
        context = await browser.new_context(viewport=VIEW, locale="en-US")
        context.set_default_timeout(PATIENCE_MS)
        console = Console(await context.new_page(), node)
        console.page.on("pageerror", lambda error: console.complaints.append(str(error)))
        console.page.on(
            "console",
            lambda message: console.complaints.append(message.text) if message.type == "error" else None,
        )
        try:
            yield console
        finally:
            await context.close()
