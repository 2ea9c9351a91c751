"""An agent's whole story in headless Chromium, against real processes, over WebSocket and over BOSH."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.testing.browser import Desktop, desktops
from lab.testing.running_lab import RunningLab

pytestmark = [pytest.mark.browser, pytest.mark.processes]


async def rings(lab: RunningLab, login: str, call: str) -> float:
    """Wait until REST tells that the call rings at the agent; the moment it did."""
    agent = lab.rest(login)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        dialogs = await agent.get(f"/User/{login}/Dialogs")
        if call in {each.findtext("id") for each in dialogs.iterfind("Dialog")}:
            return time.monotonic()
    raise AssertionError(f"call {call} does not ring at {login}")


async def shoot(desktop: Desktop, wanted: Path | None, name: str) -> None:
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        await desktop.page.screenshot(path=wanted / name)


@pytest.mark.parametrize("lab_processes", ["websocket", "bosh"], indirect=True)
async def test_an_agent_signs_in_goes_ready_answers_a_call_and_ends_it(
    lab_processes: RunningLab, screenshots: Path | None, measured: Callable[[str, float], None]
) -> None:
    lab = lab_processes
    async with desktops() as browser:
        desktop = await browser.open()
        await desktop.sign_in(lab, "agent1", "finesse", "1001")
        await desktop.shows("agent-state", "Not Ready")
        await desktop.go_ready()
        await desktop.shows("agent-state", "Ready")

        posted = time.monotonic()
        call = await lab.call("5551234", "6001", callVariable1="Gold customer", callVariable2="Contract 4711")
        rang = await rings(lab, "agent1", call)
        await desktop.part("call-popover").wait_for()
        shown = time.monotonic()
        measured("from POST /lab/v1/calls to the desktop showing the call", shown - posted)
        measured("from REST telling the call to the desktop showing it", shown - rang)
        popover = desktop.part("call-popover")
        assert await popover.get_attribute("data-dialog-id") == call
        assert await popover.get_by_test_id("call-variable-callVariable1").inner_text() == "Gold customer"
        await desktop.shows("agent-state", "Reserved")

        await popover.get_by_test_id("answer").click()
        await desktop.shows("agent-state", "Talking")
        row = desktop.part("call-row")
        await desktop.shows("call-state", "Active")
        assert await row.get_attribute("data-dialog-id") == call
        variable = row.get_by_test_id("call-variable-callVariable2")
        await variable.wait_for()
        assert await variable.inner_text() == "Contract 4711"
        await shoot(desktop, screenshots, "desktop.png")

        await row.get_by_test_id("end").click()
        await row.wait_for(state="detached")
        assert (await lab.ask("GET", f"calls/{call}"))["state"] == "ended"
        assert desktop.complaints == []
