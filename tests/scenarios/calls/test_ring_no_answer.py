"""An agent does not answer."""

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab

RING_NO_ANSWER = "32763"  # CTI guide, AgentReasonCode


async def test_who_does_not_answer_is_not_ready_and_the_caller_goes_to_the_next(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001", callVariable2="patient")
        await anna.feed.until(dialog_is("POST", "ALERTING", _1001="ALERTING"), "the ringing call")

        await anna.feed.until(lambda update: update.event == "DELETE", "the call taken away")
        update = await anna.feed.until(user_is("NOT_READY"), "Not Ready")
        assert update.text("data/user/reasonCode/code") == RING_NO_ANSWER
        assert await anna.dialogs() == {}
        user = await anna.rest.get("/User/agent1")
        assert user.findtext("state") == "NOT_READY"
        assert user.findtext("reasonCode/code") == RING_NO_ANSWER

        waits = await lab.ask("GET", f"calls/{call}")
        assert waits["state"] == "connected"  # with the port where it waits
        assert "1001" not in {party["address"] for party in waits["parties"]}

        await ben.go_ready()
        again = await ben.feed.until(dialog_is("POST", "ALERTING", _1002="ALERTING"), "the same call")
        assert again.text("data/dialogs/Dialog/id") == call
        await ben.act(call, "ANSWER")
        await ben.feed.until(dialog_is("PUT", "ACTIVE", _1002="ACTIVE"), "the call to be active")
        assert (await ben.dialogs())[call] == {"1002": "ACTIVE", "5551234": "ACTIVE"}
