"""Through the day of two agents and their supervisor, a picture at each stop."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from lab.testing.browser import BrowserDesktops, Desktop
from lab.testing.running_lab import RunningLab
from tests.gadgets.call_center.seat import SUPPORT, Seat
from tests.in_a_browser import expect
from tests.screenshots.album import Album

SCENE_MS = 10_000
CALLER = "5550143"
CUSTOMER = {
    "callVariable1": "Maria González",
    "callVariable2": "A-20931",
    "callVariable3": "Order 4711",
}
MESSAGE = {
    "en_US": "Please offer a call back: long waits today.",
    "es_ES": "Ofrezcan devolver la llamada: hoy hay mucha espera.",
}


class Tour:
    """One language's desktops."""

    def __init__(self, album: Album, lab: RunningLab, desktops: BrowserDesktops, locale: str) -> None:
        self.album, self.lab, self.desktops, self.locale = album, lab, desktops, locale

    async def take(self) -> None:
        """From the sign-in page to the farewell."""
        agent = await self.signed_in("agent1", shown=True)
        colleague = await self.signed_in("agent2")
        supervisor = await self.signed_in("supervisor1")
        await self.quiet(agent)
        await self.calls(agent, colleague)
        await self.team(agent, supervisor)
        async with self.scene("signed-out"):
            for seat in (colleague, supervisor, agent):
                await seat.hangs_up()
                await expect(seat.part("state-menu").locator("..")).to_have_attribute(
                    "data-state", "NOT_READY"
                )
                await seat.part("user-menu").click()
                await seat.part("sign-out").click()
                await seat.part("sign-out-reason").first.click()
                await seat.part("signed-out").wait_for()
            await self.shoot(agent, "signed-out")
        for seat in (agent, colleague, supervisor):
            await seat.desktop.page.context.close()

    def scene(self, name: str) -> AbstractAsyncContextManager[None]:
        return self.album.scene(f"{self.locale} {name}")

    async def shoot(self, who: Seat | Desktop, name: str) -> None:
        page = who.desktop.page if isinstance(who, Seat) else who.page
        await self.album.shoot(page, name, self.locale)

    async def signed_in(self, login: str, *, shown: bool = False) -> Seat:
        desktop = await self.desktops.open()
        desktop.page.context.set_default_timeout(SCENE_MS)
        await desktop.page.goto(f"{self.lab.desktop}?locale={self.locale}")
        await desktop.part("username").wait_for()
        extension, password = self.lab.people.extensions[login], self.lab.people.passwords[login]
        if shown:
            async with self.scene("sign-in"):
                await self.shoot(desktop, "sign-in")
            await desktop.part("username").fill(login)
            await desktop.part("password").fill("not-this-one")
            await desktop.part("extension").fill(extension)
            async with self.scene("sign-in-refused"):
                await desktop.part("sign-in").click()
                await desktop.part("sign-in-error").wait_for()
                await self.shoot(desktop, "sign-in-refused")
        await desktop.part("username").fill(login)
        await desktop.part("password").fill(password)
        await desktop.part("extension").fill(extension)
        await desktop.part("sign-in").click()
        await desktop.part("agent-state").wait_for()
        return Seat(login, extension, desktop, self.lab)

    async def quiet(self, agent: Seat) -> None:
        await self.shoot(agent, "not-ready")
        for name, opener in (
            ("state-menu", "state-menu"),
            ("dialler", "dialler"),
            ("user-menu", "user-menu"),
        ):
            async with self.scene(name):
                await agent.part(opener).click()
                await self.shoot(agent, name)
            await agent.press("Escape")
        async with self.scene("shortcuts"):
            await agent.press("Control+Alt+F")
            await agent.part("shortcut-list").wait_for()
            await self.shoot(agent, "shortcuts")
        await agent.press("Escape")
        await agent.desktop.page.evaluate("document.activeElement.blur()")  # no focus in what follows

    async def calls(self, agent: Seat, colleague: Seat) -> None:
        async with self.scene("ready"):
            await agent.press("Control+Alt+R")
            await expect(agent.part("state-menu").locator("..")).to_have_attribute("data-state", "READY")
            await self.shoot(agent, "ready")
        await self.lab.call(CALLER, SUPPORT, **CUSTOMER)
        async with self.scene("ringing"):
            await agent.part("call-popover").wait_for()
            await self.shoot(agent, "ringing")
        async with self.scene("talking"):
            await agent.press("Control+Alt+A")
            await expect(agent.call("ACTIVE")).to_have_count(1, timeout=SCENE_MS)
            await self.shoot(agent, "talking")
        async with self.scene("keypad"):
            await agent.press("Control+Alt+K")
            await agent.part("keypad-panel").wait_for()
            await self.shoot(agent, "keypad")
        await agent.press("Escape")
        async with self.scene("wrap-up-reasons"):
            await agent.press("Control+Alt+W")
            await agent.part("wrap-up-reason").first.click()
            await self.shoot(agent, "wrap-up-reasons")
        await agent.press("Escape")
        async with self.scene("held"):
            await agent.press("Control+Alt+V")
            await expect(agent.call("HELD")).to_have_count(1, timeout=SCENE_MS)
            await self.shoot(agent, "held")
            await agent.press("Control+Alt+G")
            await expect(agent.call("ACTIVE")).to_have_count(1, timeout=SCENE_MS)
        async with self.scene("consult"):
            await agent.press("Control+Alt+C")
            await agent.part("dial-number").fill(colleague.extension)
            await self.shoot(agent, "consult-dialler")
            await agent.press("Enter")
            await colleague.part("answer").click()
            await expect(agent.call("ACTIVE")).to_have_count(1, timeout=SCENE_MS)
            await self.shoot(agent, "consult")
        async with self.scene("conference"):
            await agent.press("Control+Alt+H")
            await expect(agent.row).to_have_count(1, timeout=SCENE_MS)
            await self.shoot(agent, "conference")
            await colleague.press("Control+Alt+E")

    async def team(self, agent: Seat, supervisor: Seat) -> None:
        async with self.scene("team-performance"):
            await supervisor.part("member").first.wait_for()
            await self.shoot(supervisor, "team-performance")
        async with self.scene("team-performance-call"):
            await supervisor.part("member-expand").first.click()
            await self.shoot(supervisor, "team-performance-call")
        async with self.scene("monitor"):
            await supervisor.part("member-monitor").first.click()
            await supervisor.part("call-row").wait_for()
            await self.shoot(supervisor, "monitor")
        async with self.scene("barge"):
            await supervisor.press("Control+Alt+B")
            await expect(supervisor.row.get_by_test_id("participant")).to_have_count(3, timeout=SCENE_MS)
            await self.shoot(supervisor, "barge")
        await supervisor.press("Control+Alt+E")
        async with self.scene("team-message"):
            await supervisor.part("team-messages").click()
            await supervisor.part("team-message-content").fill(MESSAGE[self.locale])
            await self.shoot(supervisor, "team-message")
            await supervisor.part("team-message-send").click()
            await supervisor.press("Escape")
            await agent.part("team-message").wait_for()
            await self.shoot(agent, "team-message-read")
            await supervisor.part("team-messages").click()
            await supervisor.part("team-message-choose").check()
            await self.shoot(supervisor, "team-message-recent")
            await supervisor.part("team-message-delete").click()
            await supervisor.press("Escape")
            await agent.part("team-message").wait_for(state="hidden")
        async with self.scene("wrap-up"):
            await agent.press("Control+Alt+E")
            await expect(agent.call("ACTIVE")).to_have_count(0, timeout=SCENE_MS)
            await self.shoot(agent, "wrap-up")
        for tab in ("2", "3", "4"):
            async with self.scene(f"supervisor-tab-{tab}"):
                await supervisor.press(f"Control+Alt+{tab}")
                await self.shoot(supervisor, f"supervisor-tab-{tab}")
