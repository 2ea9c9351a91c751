"""A caller presses digits, and the agent sees them."""

import asyncio

from lab.testing.feed import dialog_is
from lab.testing.running_lab import RunningLab


async def test_a_caller_s_digits_reach_the_agent_s_desktop(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.go_ready()
        call = await lab.call("5551234", "6003")
        async with asyncio.timeout(30):
            while (await lab.ask("GET", f"calls/{call}"))["state"] != "connected":
                await asyncio.sleep(0.01)
        await lab.ask("POST", f"calls/{call}/digits", {"digits": "12345#"})
        rings = await anna.feed.until(dialog_is("POST", "ALERTING", _1001="ALERTING"), "the ringing call")
        dialog = rings.xml.find("data/dialogs/Dialog")
        assert dialog is not None
        assert dialog.findtext("id") == call
        variables = {
            each.findtext("name"): each.findtext("value")
            for each in dialog.iterfind("mediaProperties/callvariables/CallVariable")
        }
        assert variables["callVariable1"] == "12345"
        assert variables["user.customer"] == "known"
