"""The lab is put back to its beginning, whatever goes on in it."""

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab


async def test_a_reset_ends_every_call_and_signs_everybody_out(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent5") as elena, lab.agent("agent6") as farid:
        for agent in (anna, elena, farid):
            await agent.sign_in()
        await anna.go_ready()
        await lab.call("5551234", "6001")
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")  # Reserved
        await elena.make_call("1006")
        call = (await farid.feed.until(dialog_is("POST", "ALERTING"), "Elena's call")).text(
            "data/dialogs/Dialog/id"
        )
        await farid.act(call, "ANSWER")
        await farid.feed.until(dialog_is("PUT", "ACTIVE"), "both talking")
        await lab.call("5550000", "6002")  # nobody is ready: it waits

        await lab.ask("POST", "reset")

        for agent in (anna, elena, farid):
            await agent.feed.until(user_is("LOGOUT"), "signed out")
            assert (await agent.state())[0] == "LOGOUT"
            assert await agent.dialogs() == {}
        assert {each["state"] for each in (await lab.ask("GET", "calls"))["calls"]} == {"ended"}


async def test_a_reset_leads_out_of_wrap_up_too(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001")
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await anna.act(call, "ANSWER")
        await anna.feed.until(user_is("TALKING"), "Talking")
        await lab.ask("POST", "reset")
        await anna.feed.until(user_is("LOGOUT"), "signed out")
