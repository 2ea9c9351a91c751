"""The desktop in a browser, as tests use it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.async_api import Locator, Page

from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import expect

CUSTOMER = {"callVariable1": "Maria Gonzalez", "callVariable2": "Gold", "user.account": "A-20931"}

# A layout of call variables of which two can be changed.
EDITABLE = (
    "<MediaPropertiesLayout><name>Default Layout</name><type>DEFAULT</type><header><entry>"
    "<displayName>Customer</displayName><mediaProperty>callVariable1</mediaProperty></entry></header><column>"
    "<entry><displayName>Customer</displayName><mediaProperty>callVariable1</mediaProperty></entry>"
    "<entry><displayName>Note</displayName><mediaProperty>callVariable4</mediaProperty><uiEditable>true</uiEditable></entry>"
    "<entry><displayName>Order</displayName><mediaProperty>user.order</mediaProperty><uiEditable>true</uiEditable></entry>"
    "<entry><displayName>Wrap-up</displayName><mediaProperty>wrapUpReason</mediaProperty></entry>"
    "</column></MediaPropertiesLayout>"
)

BOTH = pytest.mark.parametrize("transport", ["websocket", "bosh"])


@dataclass
class Desktop:
    """A page at the fake server, and the errors its console printed."""

    page: Page
    server: FakeFinesse
    complaints: list[str] = field(default_factory=list)

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    async def open(self, path: str = "/desktop") -> None:
        await self.page.goto(self.server.address + path)

    async def fill(self, password: str = "finesse", extension: str = "1001") -> None:
        await self.part("username").fill("agent1")
        await self.part("password").fill(password)
        await self.part("extension").fill(extension)

    async def sign_in(self, path: str = "/desktop") -> None:
        await self.open(path)
        await self.fill()
        await self.part("sign-in").click()
        await expect(self.part("agent-state")).to_be_visible()

    async def in_call(self) -> Call:
        """Go Ready, be called, answer."""
        self.server.become("READY")
        call = Call(variables=CUSTOMER)
        self.server.ring(call)
        await self.part("answer").click()
        await expect(self.part("call-state")).to_have_text("Active")
        return call
