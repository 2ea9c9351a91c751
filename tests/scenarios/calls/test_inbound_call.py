"""A caller from outside reaches an agent."""

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab


async def test_an_inbound_call_rings_is_answered_and_ended_by_the_agent(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001", callVariable1="Gold customer")

        await anna.feed.until(user_is("RESERVED"), "Reserved")
        rings = await anna.feed.until(dialog_is("POST", "ALERTING", _1001="ALERTING"), "the ringing call")
        assert rings.node == rings.source == "/finesse/api/User/agent1/Dialogs"
        dialog = rings.xml.find("data/dialogs/Dialog")
        assert dialog is not None
        assert dialog.findtext("id") == call
        assert dialog.findtext("fromAddress") == "5551234"
        assert dialog.findtext("toAddress") == "6001"
        assert dialog.findtext("mediaProperties/callType") == "ACD_IN"
        assert dialog.findtext("mediaProperties/queueName") == "Support_CSQ"
        variables = {
            each.findtext("name"): each.findtext("value")
            for each in dialog.iterfind("mediaProperties/callvariables/CallVariable")
        }
        assert variables["callVariable1"] == "Gold customer"
        assert (await anna.dialogs())[call]["1001"] == "ALERTING"
        assert (await anna.state())[0] == "RESERVED"

        await anna.act(call, "ANSWER")
        talks = await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE"), "the call to be active")
        assert talks.source == f"/finesse/api/Dialog/{call}"
        await anna.feed.until(user_is("TALKING"), "Talking")
        assert (await anna.dialogs())[call] == {"1001": "ACTIVE", "5551234": "ACTIVE"}
        assert (await anna.state())[0] == "TALKING"
        assert (await lab.ask("GET", f"calls/{call}"))["state"] == "connected"

        await anna.act(call, "DROP")
        over = await anna.feed.until(
            lambda update: update.event == "DELETE" and update.text("data/dialogs/Dialog/id") == call,
            "the call's end",
        )
        assert over.node == "/finesse/api/User/agent1/Dialogs"
        assert call not in await anna.dialogs()
        assert (await lab.ask("GET", f"calls/{call}"))["state"] == "ended"


async def test_a_caller_who_hangs_up_ends_the_agent_s_call(lab: RunningLab) -> None:
    async with lab.agent("agent5") as elena:  # Sales: no wrap-up
        await elena.sign_in()
        await elena.go_ready()
        call = await lab.call("5551234", "6002")
        await elena.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await elena.act(call, "ANSWER")
        await elena.feed.until(dialog_is("PUT", "ACTIVE", _1005="ACTIVE"), "the call to be active")
        await lab.ask("DELETE", f"calls/{call}")
        await elena.feed.until(dialog_is("DELETE", "DROPPED"), "the call's end")
        await elena.feed.until(user_is("READY"), "Ready again")
        assert await elena.dialogs() == {}
        assert (await elena.state())[0] == "READY"


async def test_after_a_call_of_a_queue_with_automatic_work_the_agent_wraps_up(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6001")
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await anna.act(call, "ANSWER")
        await anna.feed.until(user_is("TALKING"), "Talking")
        await lab.ask("DELETE", f"calls/{call}")
        update = await anna.feed.until(
            lambda update: update.text("data/user/state").startswith("WORK"), "wrap-up"
        )
        assert (await anna.state())[0] == update.text("data/user/state")
        await anna.set_state("READY")
        await anna.feed.until(user_is("READY"), "Ready again")


async def test_a_call_waits_until_an_agent_is_ready(lab: RunningLab) -> None:
    call = await lab.call("5551234", "6001")
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        assert await anna.dialogs() == {}
        await anna.go_ready()
        update = await anna.feed.until(dialog_is("POST", "ALERTING"), "the waiting call")
        assert update.text("data/dialogs/Dialog/id") == call


async def test_the_phone_s_own_key_takes_the_same_road_as_a_click(lab: RunningLab) -> None:
    async with lab.agent("agent5") as elena:
        await elena.sign_in()
        await elena.go_ready()
        call = await lab.call("5551234", "6002")
        await elena.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await lab.ask("POST", "phones/1005/answer")
        await elena.feed.until(dialog_is("PUT", "ACTIVE", _1005="ACTIVE"), "the call to be active")
        assert (await elena.dialogs())[call]["1005"] == "ACTIVE"
        await lab.ask("POST", "phones/1005/drop")
        await elena.feed.until(dialog_is("DELETE", "ACTIVE", _1005="DROPPED"), "the call's end")
        assert await elena.dialogs() == {}
