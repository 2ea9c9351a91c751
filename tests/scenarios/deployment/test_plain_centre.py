"""The plain sample centre: what clients send that know of no reason codes."""

from pathlib import Path

from lab.plan.wanted import Wanted
from lab.testing import running_lab
from lab.testing.feed import user_is
from lab.testing.one_loop import lab_in_one_loop
from lab.testing.own_task import in_own_task
from vos import centre


async def test_an_agent_goes_not_ready_and_signs_out_without_a_reason(tmp_path: Path) -> None:
    wanted = Wanted(home=tmp_path, centre=centre.PLAIN, fast=True)
    async with (
        in_own_task(lab_in_one_loop(wanted)) as console,
        running_lab.at(console) as lab,
        lab.agent("agent1") as anna,
    ):
        await anna.sign_in()
        await anna.go_ready()
        await anna.set_state("NOT_READY")
        await anna.feed.until(user_is("NOT_READY"), "Not Ready")
        await anna.set_state("LOGOUT")
        await anna.feed.until(user_is("LOGOUT"), "signed out")
