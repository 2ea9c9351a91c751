"""Who sits at a desktop of the call center, and what tests do there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from playwright.async_api import Locator

from lab.testing.agent import Rest
from lab.testing.browser import Desktop
from lab.testing.running_lab import RunningLab
from tests.in_a_browser import expect

CUSTOMER = "5551234"
SUPPORT = "6001"
SECONDS = 30
POLL_SECONDS = 0.1
DROP = "<Dialog><targetMediaAddress>{}</targetMediaAddress><requestedAction>DROP</requestedAction></Dialog>"
NOT_READY = "<User><state>NOT_READY</state><reasonCodeId>{}</reasonCodeId></User>"


@dataclass
class Seat:
    """Somebody signed in, his desktop and his extension."""

    login: str
    extension: str
    desktop: Desktop
    lab: RunningLab

    def part(self, name: str) -> Locator:
        """What carries this test id."""
        return self.desktop.part(name)

    @property
    def row(self) -> Locator:
        """The rows of all calls."""
        return self.part("call-row")

    def call(self, state: str) -> Locator:
        """The row of the call in this state, as REST names it: ACTIVE, HELD, …"""
        return self.desktop.page.locator(f"[data-testid=call-row][data-state={state}]")

    async def press(self, keys: str) -> None:
        """Press a key or a combination, such as Control+Alt+A."""
        await self.desktop.page.keyboard.press(keys)

    async def types(self, text: str) -> None:
        """Type where the focus is."""
        await self.desktop.page.keyboard.type(text)

    async def is_in(self, state: str) -> None:
        """AssertionError unless the header shows this voice state in time."""
        await expect(self.part("agent-state")).to_have_text(state)

    async def go_ready(self) -> None:
        await self.press("Control+Alt+R")
        await self.is_in("Ready")

    async def dials(self, number: str) -> None:
        """Call a number with the dialler of the header."""
        await self.press("Control+Alt+O")
        await self.part("dial-number").fill(number)
        await self.press("Enter")

    async def takes_a_call(self, caller: str = CUSTOMER, to: str = SUPPORT, **variables: str) -> str:
        """Go Ready, be called by a customer and answer; the call's id at the lab."""
        await self.go_ready()
        call = await self.lab.call(caller, to, **variables)
        await self.part("answer").click()
        await expect(self.call("ACTIVE")).to_have_count(1)
        return call

    async def is_quiet(self) -> None:
        """Not Ready, without calls, and nothing open on the page."""
        await self.hangs_up()
        await self.press("Escape")
        await expect(self.row).to_have_count(0)
        await self.is_in("Not Ready")

    async def hangs_up(self) -> None:
        """Not Ready and without calls, as the server has it."""
        rest = self.lab.rest(self.login)
        async with asyncio.timeout(SECONDS):
            while not await self._hung_up(rest):
                await asyncio.sleep(POLL_SECONDS)

    async def _hung_up(self, rest: Rest) -> bool:
        """A step towards Not Ready without calls; whether that is so already."""
        calls = (await rest.get(f"/User/{self.login}/Dialogs")).findall("Dialog")
        for call in calls:
            own = f"participants/Participant[mediaAddress='{self.extension}']/actions/action"
            if "DROP" in [action.text for action in call.findall(own)]:
                await rest.ask("PUT", f"/Dialog/{call.findtext('id')}", DROP.format(self.extension))
        state = (await rest.get(f"/User/{self.login}")).findtext("state")
        if state in ("READY", "WORK", "WORK_READY"):
            codes = await rest.get(f"/User/{self.login}/ReasonCodes?category=NOT_READY")
            reason = codes.findtext("ReasonCode[systemCode='false']/uri", "").rpartition("/")[2]
            await rest.ask("PUT", f"/User/{self.login}", NOT_READY.format(reason))
        return state == "NOT_READY" and not calls


@dataclass
class CallCenter:
    """The three, and the lab that connects them."""

    lab: RunningLab
    agent1: Seat
    agent2: Seat
    supervisor1: Seat

    @property
    def seats(self) -> tuple[Seat, Seat, Seat]:
        return self.agent1, self.agent2, self.supervisor1

    async def customer_calls(self, caller: str = CUSTOMER, to: str = SUPPORT, **variables: str) -> str:
        """A customer dials; the call's id at the lab."""
        return await self.lab.call(caller, to, **variables)

    async def is_quiet(self) -> None:
        """Everybody hangs up and goes Not Ready."""
        for each in (await self.lab.ask("GET", "calls"))["calls"]:
            if each["state"] != "ended":
                await self.lab.ask("DELETE", f"calls/{each['id']}")
        for seat in self.seats:
            await seat.is_quiet()
