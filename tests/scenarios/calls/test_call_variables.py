"""Call variables from the lab's caller to the agent, by one rule; Post Call Treatment."""

import pytest

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab

LONG = "x" * 210


async def test_what_a_caller_brings_reaches_the_agent_whole(lab: RunningLab) -> None:
    # source: CTI guide, NAMEDVAR (names of 32, values of 210 bytes), call variables' tags (40 bytes)
    name = "user." + "n" * 27
    brought = {"callVariable10": "ü" * 20, name: LONG, "user.layout": "Orders"}
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        await lab.call("5551234", "6001", **brought)
        ringing = await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        shown = {
            each.findtext("name"): each.findtext("value") for each in ringing.xml.iterfind(".//CallVariable")
        }
        assert brought.items() <= shown.items()


async def test_what_is_too_long_is_refused_at_every_door_with_its_length(lab: RunningLab) -> None:
    with pytest.raises(AssertionError, match=r"the value of user\.plan has 211 bytes"):
        await lab.call("5551234", "6001", **{"user.plan": LONG + "x"})
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001")
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await anna.act(call, "ANSWER")
        await anna.feed.until(user_is("TALKING"), "Talking")
        body = (
            "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><callvariables>"
            f"<CallVariable><name>user.plan</name><value>{LONG}x</value></CallVariable>"
            "</callvariables></mediaProperties></Dialog>"
        )
        with pytest.raises(AssertionError, match=r"the value of user\.plan has 211 bytes: 210 are the most"):
            await anna.rest.command("PUT", f"/Dialog/{call}", body)


async def test_the_caller_goes_on_where_post_call_treatment_says(lab: RunningLab) -> None:
    # source: Cisco support note 119428, Post Call Treatment: the variable has no `user.`
    async with lab.agent("agent1") as anna, lab.agent("agent5") as elena:
        for agent in (anna, elena):
            await agent.sign_in()
            await agent.go_ready()
        call = await lab.call("5551234", "6001", PostCallTreatment="6002")
        ringing = await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        assert "PostCallTreatment" in [each.text for each in ringing.xml.iterfind(".//CallVariable/name")]
        await anna.act(call, "ANSWER")
        await anna.feed.until(user_is("TALKING"), "Talking")
        await anna.act(call, "DROP")
        again = await elena.feed.until(dialog_is("POST", "ALERTING"), "the same caller in the other queue")
        assert again.text("data/dialogs/Dialog/id") == call
