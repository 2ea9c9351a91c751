"""Whoever listens for a login hears what is published to it, however many listen."""

from lab.testing.feed import user_is
from lab.testing.running_lab import RunningLab


async def test_two_who_listen_for_one_agent_both_hear(lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent1") as beside:
        await anna.sign_in()
        await beside.feed.until(user_is("NOT_READY"), "signed in")
