"""One agent calls another."""

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab


async def test_one_agent_calls_another_who_answers_and_hangs_up(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        await anna.make_call("1002")
        at_anna = await anna.feed.until(lambda update: update.event == "POST", "her own new call")
        call = at_anna.text("data/dialogs/Dialog/id")
        at_ben = await ben.feed.until(dialog_is("POST", "ALERTING", _1002="ALERTING"), "the ringing call")
        assert at_ben.text("data/dialogs/Dialog/id") == call
        assert at_ben.text("data/dialogs/Dialog/fromAddress") == "1001"
        await anna.feed.until(
            dialog_is("PUT", "ALERTING", _1001="INITIATED", _1002="ALERTING"), "it rings there"
        )
        assert (await ben.dialogs())[call] == {"1001": "INITIATED", "1002": "ALERTING"}

        await ben.act(call, "ANSWER")
        for agent in (anna, ben):
            await agent.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE"), "both active")
            assert await agent.dialogs() == {call: {"1001": "ACTIVE", "1002": "ACTIVE"}}
            assert (await agent.state())[0] == "NOT_READY"  # no queue's call: the state stays

        await ben.act(call, "DROP")
        await ben.feed.until(dialog_is("DELETE", "ACTIVE", _1002="DROPPED"), "that he has left")
        await anna.feed.until(dialog_is("DELETE", "DROPPED"), "the call's end")
        for agent in (anna, ben):
            assert await agent.dialogs() == {}


async def test_who_dials_from_not_ready_keeps_the_reason_he_has_chosen(lab: RunningLab) -> None:
    # source: Unified CCX reason codes, 32762: only for who has chosen none
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        lunch = await anna.reason("NOT_READY", "2")
        await anna.set_state("NOT_READY", f"<reasonCodeId>{lunch}</reasonCodeId>")
        await anna.feed.until(user_is("NOT_READY", lunch), "Not Ready for lunch")
        await anna.make_call("1002")
        ringing = await ben.feed.until(dialog_is("POST", "ALERTING", _1002="ALERTING"), "the ringing call")
        call = ringing.text("data/dialogs/Dialog/id")
        assert await anna.state() == ("NOT_READY", lunch)
        await anna.act(call, "DROP")
        await ben.feed.until(lambda update: update.event == "DELETE", "the call's end")
        assert await anna.state() == ("NOT_READY", lunch)


async def test_the_states_of_a_routed_call_have_no_reason_code_id(lab: RunningLab) -> None:
    # source: captures of Finesse 10.5 and 11.x: the element is absent, not -1
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001")
        for state, shown, action in (
            ("RESERVED", dialog_is("POST", "ALERTING"), "ANSWER"),
            ("TALKING", dialog_is("PUT", "ACTIVE"), "DROP"),
            ("WORK", None, ""),
        ):
            update = await anna.feed.until(user_is(state), state)
            assert update.xml.find("data/user/reasonCodeId") is None
            if shown is not None:
                await anna.feed.until(shown, "the call")
                await anna.act(call, action)
