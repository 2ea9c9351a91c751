"""A supervisor listens to an agent's call, barges in, and leaves; a call is recorded."""

from collections.abc import Callable

from ccx_engine.jtapi.messages import CallEv, CallEvs, Observe
from ccx_engine.jtapi.model import Ev
from lab.testing.agent import Agent
from lab.testing.feed import Update, dialog_is, user_is
from lab.testing.running_lab import RunningLab
from tests.ccx_engine.cucm.link import Link, linked


async def talking(lab: RunningLab, anna: Agent) -> str:
    """The agent talks to a caller; the call's id."""
    await anna.sign_in()
    await anna.go_ready()
    call = await lab.call("5551234", "6001")
    await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
    await anna.act(call, "ANSWER")
    await anna.feed.until(user_is("TALKING"), "Talking")
    return call


async def supervise(supervisor: Agent, action: str, agent: Agent, more: str = "") -> None:
    await supervisor.rest.command(
        "POST",
        f"/User/{supervisor.login}/Dialogs",
        f"<Dialog><requestedAction>{action}</requestedAction><fromAddress>{supervisor.extension}</fromAddress>"
        f"<toAddress>{agent.extension}</toAddress>{more}</Dialog>",
    )


def monitors(event: str) -> Callable[[Update], bool]:
    def wanted(update: Update) -> bool:
        return update.event == event and "SUPERVISOR_MONITOR" in (
            update.text("data/dialogs/Dialog/mediaProperties/callType"),
            update.text("data/dialog/mediaProperties/callType"),
        )

    return wanted


async def test_a_supervisor_listens_barges_in_and_leaves(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("supervisor1") as susan:
        call = await talking(lab, anna)
        await susan.sign_in()
        await supervise(susan, "SILENT_MONITOR", anna)
        listens = await susan.feed.until(monitors("POST"), "the silent call")
        silent = listens.text("data/dialogs/Dialog/id")
        heard = await anna.feed.until(monitors("POST"), "the silent call at the agent")
        assert heard.text("data/dialogs/Dialog/id") == silent
        own = next(
            each
            for each in heard.xml.iterfind("data/dialogs/Dialog/participants/Participant")
            if each.findtext("mediaAddress") == "1001"
        )
        assert own.findall("actions/action") == []
        assert (await susan.state())[0] == "NOT_READY"

        await supervise(
            susan,
            "BARGE_CALL",
            anna,
            f"<associatedDialogUri>/finesse/api/Dialog/{silent}</associatedDialogUri>",
        )
        await anna.feed.until(
            lambda update: (
                "1101" in str(update.xml.xpath("string(.//participants)"))
                and update.text("data/dialog/id") == call
            ),
            "the supervisor in the call",
        )
        await susan.feed.until(
            lambda update: update.event == "DELETE" and update.text("data/dialogs/Dialog/id") == silent,
            "the end of the silent call",
        )
        await susan.feed.until(
            lambda update: (
                update.text("data/dialogs/Dialog/id") == call or update.text("data/dialog/id") == call
            ),
            "the call he has joined",
        )
        # source: Finesse Web Services guide, Make a barge call (CCX: NOT_READY becomes TALKING)
        await susan.feed.until(user_is("TALKING"), "Talking in the agent's call")
        await susan.act(call, "DROP")
        await susan.feed.until(
            lambda update: update.event == "DELETE" and update.text("data/dialogs/Dialog/id") == call,
            "that he has left it",
        )
        free = await susan.feed.until(user_is("NOT_READY"), "Not Ready again")
        assert free.text("data/user/reasonCode/code") == "32755"
        assert (await anna.dialogs())[call]["1001"] == "ACTIVE"


async def test_who_is_not_on_a_call_cannot_be_listened_to(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, lab.agent("supervisor1") as susan:
        await anna.sign_in()
        await susan.sign_in()
        await supervise(susan, "SILENT_MONITOR", anna)
        refused = await susan.feed.until(
            lambda update: bool(update.text("data/apiErrors/apiError/errorType")), "the refusal"
        )
        assert refused.node == "/finesse/api/User/supervisor1/Dialogs"
        # source: Finesse Web Services guide, Make a silent monitor call: 88049 on Unified CCX
        assert refused.text("data/apiErrors/apiError/errorType") == "88049"


async def recordings(phones: Link, *events: Ev) -> list[CallEv]:
    """The next of these events that CTI Manager tells."""
    while True:
        match await phones.next():
            case CallEvs(events=group) if found := [each for each in group if each.ev in events]:
                return found


async def test_a_call_is_recorded(lab: RunningLab) -> None:
    async with lab.agent("agent1") as anna, linked(lab.address("cucm", "jtapi"), "lab") as phones:
        call = await talking(lab, anna)
        await phones.ask(Observe("1001", request_id=2))
        await anna.act(call, "START_RECORDING")
        begun = await recordings(phones, Ev.RECORDING_START, Ev.RECORDING_TARGET_INFO)
        assert [(each.ev, each.address, each.terminal, each.other_address) for each in begun] == [
            (Ev.RECORDING_START, "1001", "SEP000000001001", ""),
            (Ev.RECORDING_TARGET_INFO, "1001", "SEP000000001001", "8500"),
        ]
        assert (await anna.dialogs())[call]["1001"] == "ACTIVE"
        await anna.act(call, "DROP")
        (ended,) = await recordings(phones, Ev.RECORDING_END)
        assert (ended.address, ended.terminal) == ("1001", "SEP000000001001")
        assert not anna.feed.heard(lambda update: bool(update.text("data/apiErrors/apiError/errorType")))
