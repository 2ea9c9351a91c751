"""An agent signs out."""

from lab.testing.feed import user_is
from lab.testing.running_lab import RunningLab


async def test_an_agent_who_signs_out_is_logged_out_and_gets_no_calls(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        reason = await anna.reason("LOGOUT", "10")
        await anna.set_state("LOGOUT", f"<reasonCodeId>{reason}</reasonCodeId>")
        gone = await anna.feed.until(user_is("LOGOUT"), "signed out")
        assert gone.text("data/user/extension") == ""
        user = await anna.rest.get("/User/agent1")
        assert (user.findtext("state"), user.findtext("extension")) == ("LOGOUT", "")

        await ben.sign_in()
        await ben.go_ready()
        call = await lab.call("5551234", "6001")
        await ben.feed.until(
            lambda update: update.text("data/dialogs/Dialog/id") == call, "the call at Ben's"
        )
        assert await anna.dialogs() == {}


async def test_an_agent_may_sign_in_again(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        reason = await anna.reason("LOGOUT", "10")
        await anna.set_state("LOGOUT", f"<reasonCodeId>{reason}</reasonCodeId>")
        await anna.feed.until(user_is("LOGOUT"), "signed out")
        await anna.sign_in()
        assert (await anna.state())[0] == "NOT_READY"
