"""From the click on Answer to the desktop that shows Talking: the whole road, in a real browser."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import spread
from benchmarks.row import Row
from lab.testing import running_lab
from lab.testing.browser import Desktop, desktops
from lab.testing.processes import LabProcess, lab_process
from lab.testing.running_lab import RunningLab

CALLS = 100

# Runs in the page: from the click until the state that is wanted stands there, as its own clock tells.
CLICK_AND_WATCH = """
(wanted) => new Promise((resolve) => {
  const state = document.querySelector('[data-testid="agent-state"]');
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (state.textContent === wanted) { watch.disconnect(); resolve(performance.now() - began); }
  });
  watch.observe(state, { childList: true, characterData: true, subtree: true });
  document.querySelector('[data-testid="answer"]').click();
})
"""


def rows() -> Iterator[Row]:
    """Measured over WebSocket and over BOSH."""
    for transport, name in (("websocket", "WebSocket"), ("bosh", "BOSH")):
        with (
            tempfile.TemporaryDirectory() as home,
            lab_process(Path(home), "--timers", "fast", "--transport", transport) as lab,
        ):
            seconds = asyncio.run(answer_calls(lab))
        how = f"{CALLS} calls of a queue in Chromium, by the page's clock, DEBUG logs"
        yield from spread(f"Answer to Talking over {name}", [seconds], "", how)


async def answer_calls(process: LabProcess) -> list[float]:
    """One agent answers one call after the other; seconds from click to state."""
    seconds = []
    async with (
        running_lab.at(process.console) as lab,
        desktops() as browser,
    ):
        desktop = await browser.open()
        await desktop.sign_in(lab, "agent5", "finesse", "1005")
        await desktop.go_ready()
        for _ in range(CALLS):
            await desktop.shows("agent-state", "Ready")
            seconds.append(await answer_one(lab, desktop))
    return seconds


async def answer_one(lab: RunningLab, desktop: Desktop) -> float:
    """One call of Sales, which has no wrap-up: rings, is answered, is ended by the caller."""
    call = await lab.call("5551234", "6002")
    await desktop.part("answer").wait_for()
    milliseconds: float = await desktop.page.evaluate(CLICK_AND_WATCH, "Talking")
    await lab.ask("DELETE", f"calls/{call}")
    return milliseconds / 1000
