"""What an agent's desktop hears of a call, event by event, as captures of real systems and the guide have it.

Each goes the whole road: phones and callers, CUCM, engine, CTI, Finesse, XMPP. Of Unified CCX itself only
the DELETE of its 11.0 is captured; the sequences of CCE are its likely form.
"""

from __future__ import annotations

import pytest
from lxml import etree

from lab.testing.agent import Agent
from lab.testing.feed import Update, dialog_is, user_is
from lab.testing.running_lab import RunningLab

ACTIVE = "TRANSFER_SST,CONSULT_CALL,HOLD,UPDATE_CALL_DATA,SEND_DTMF,DROP"
DIALLED = "UPDATE_CALL_DATA,DROP"


def dialog_of(update: Update) -> etree._Element | None:
    found = update.xml.find("data/dialog")
    return update.xml.find("data/dialogs/Dialog") if found is None else found


def line(update: Update) -> str:
    """A dialog's event and state, then its participants with their actions; or a user's state."""
    dialog = dialog_of(update)
    if dialog is None:
        return f"User {update.text('data/user/state')}"
    parties = (
        f"{each.findtext('mediaAddress')} {each.findtext('state')} "
        f"{{{','.join(action.text or '' for action in each.iterfind('actions/action'))}}}"
        for each in dialog.iterfind("participants/Participant")
    )
    return f"{update.event} {dialog.findtext('state')}: {'; '.join(parties)}"


def story(agent: Agent, call: str = "") -> list[str]:
    """Everything the agent heard since he was ready for it: all of it, or only of one call."""
    heard = agent.feed.heard(lambda update: "/Team/" not in update.node and "SystemInfo" not in update.node)
    if call:
        heard = [
            each for each in heard if (found := dialog_of(each)) is not None and found.findtext("id") == call
        ]
    return [line(each) for each in heard]


def dialogs(agent: Agent) -> list[etree._Element]:
    return [found for each in agent.feed.heard(lambda _: True) if (found := dialog_of(each)) is not None]


def times(dialog: etree._Element) -> dict[str, tuple[str, str]]:
    """startTime and stateChangeTime of each participant."""
    return {
        each.findtext("mediaAddress", ""): (
            each.findtext("startTime", ""),
            each.findtext("stateChangeTime", ""),
        )
        for each in dialog.iterfind("participants/Participant")
    }


def numbers(dialog: etree._Element) -> tuple[str, ...]:
    """fromAddress, toAddress, dialedNumber, DNIS, callType."""
    media = ("dialedNumber", "DNIS", "callType")
    return (
        dialog.findtext("fromAddress", ""),
        dialog.findtext("toAddress", ""),
        *(dialog.findtext(f"mediaProperties/{each}", "") for each in media),
    )


async def ready(agent: Agent) -> None:
    await agent.sign_in()
    await agent.go_ready()


async def removed(agent: Agent, call: str) -> None:
    await agent.feed.until(
        lambda update: update.event == "DELETE" and update.text("data/dialogs/Dialog/id") == call, "its end"
    )


async def answered(lab: RunningLab, agent: Agent, caller: str, to: str) -> str:
    """A caller of the queue is answered; the call's id."""
    call = await lab.call(caller, to)
    await agent.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
    await agent.act(call, "ANSWER")
    await agent.feed.until(dialog_is("PUT", "ACTIVE"), "the call to be active")
    return call


async def dialled(agent: Agent, to: str) -> str:
    """The agent dials; the call's id, once it is INITIATED."""
    await agent.make_call(to)
    update = await agent.feed.until(dialog_is("PUT", "INITIATED"), "dialled")
    return update.text("data/dialog/id")


async def test_a_routed_call_that_the_agent_ends_and_wraps_up(lab_in_loop: RunningLab) -> None:
    # source: capture, CCE 11.x; the numbers and the call type: capture, CCX 11.0
    async with lab_in_loop.agent("agent1") as anna:
        await ready(anna)
        call = await answered(lab_in_loop, anna, "5551234", "6001")
        await anna.act(call, "DROP")
        await anna.feed.until(user_is("WORK"), "wrap-up")
        await anna.set_state("READY")
        await anna.feed.until(user_is("READY"), "Ready again")
        assert story(anna) == [
            "User NOT_READY",
            "User READY",
            "User RESERVED",
            f"POST ALERTING: 1001 ALERTING {{ANSWER}}; 5551234 INITIATED {{{DIALLED}}}",
            "User TALKING",
            f"PUT ACTIVE: 1001 ACTIVE {{{ACTIVE}}}; 5551234 ACTIVE {{{ACTIVE}}}",
            f"PUT ACTIVE: 1001 WRAP_UP {{UPDATE_CALL_DATA}}; 5551234 ACTIVE {{{ACTIVE}}}",
            "User WORK",
            "DELETE DROPPED: 1001 DROPPED {}",
            "User READY",
        ]
        rings, talks, wraps_up, ends = dialogs(anna)
        for dialog in (rings, talks, wraps_up, ends):
            assert numbers(dialog) == ("5551234", "6001", "6001", "1001", "ACD_IN")
        answer = times(talks)["1001"][1]
        assert times(talks) == {"1001": (answer, answer), "5551234": (answer, answer)}
        assert times(rings)["1001"][0] < answer
        assert times(wraps_up)["1001"][0] == times(ends)["1001"][0] == answer
        assert answer <= times(wraps_up)["1001"][1] < times(ends)["1001"][1]


async def test_a_call_without_number_and_wrap_up_ends_with_one_delete(lab_in_loop: RunningLab) -> None:
    # source: capture, CCE 10.5
    async with lab_in_loop.agent("agent5") as elena:
        await ready(elena)
        call = await answered(lab_in_loop, elena, "", "6002")
        assert (await lab_in_loop.ask("GET", f"calls/{call}"))["from"] == ""
        await elena.act(call, "DROP")
        await removed(elena, call)
        await elena.feed.until(user_is("READY"), "Ready again")
        assert story(elena)[2:] == [
            "User RESERVED",
            "POST ALERTING: 1005 ALERTING {ANSWER}",
            "User TALKING",
            f"PUT ACTIVE: 1005 ACTIVE {{{ACTIVE}}}",
            "DELETE ACTIVE: 1005 DROPPED {}",
            "User READY",
        ]
        for dialog in dialogs(elena):
            assert numbers(dialog) == ("", "6002", "6002", "1005", "ACD_IN")


async def test_a_caller_without_number_who_hangs_up_ends_the_call_in_the_same_way(
    lab_in_loop: RunningLab,
) -> None:
    async with lab_in_loop.agent("agent5") as elena:
        await ready(elena)
        call = await answered(lab_in_loop, elena, "", "6002")
        await lab_in_loop.ask("DELETE", f"calls/{call}")
        await removed(elena, call)
        assert story(elena, call)[-2:] == [
            f"PUT ACTIVE: 1005 ACTIVE {{{ACTIVE}}}",
            "DELETE ACTIVE: 1005 DROPPED {}",
        ]


async def test_of_two_parties_the_delete_has_both_and_who_left_stands_last(lab_in_loop: RunningLab) -> None:
    # source: capture, CCX 11.0: dialog ACTIVE, several participants, the last one DROPPED
    async with lab_in_loop.agent("agent5") as elena:
        await ready(elena)
        call = await answered(lab_in_loop, elena, "5551234", "6002")
        await elena.act(call, "DROP")
        await removed(elena, call)
        assert story(elena, call)[1:] == [
            f"PUT ACTIVE: 1005 ACTIVE {{{ACTIVE}}}; 5551234 ACTIVE {{{ACTIVE}}}",
            f"DELETE ACTIVE: 5551234 ACTIVE {{{ACTIVE}}}; 1005 DROPPED {{}}",
        ]


async def test_a_caller_who_hangs_up_first(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, Dialog notifications, incoming call - without its repeated event
    async with lab_in_loop.agent("agent5") as elena:
        await ready(elena)
        call = await answered(lab_in_loop, elena, "5551234", "6002")
        await lab_in_loop.ask("DELETE", f"calls/{call}")
        await removed(elena, call)
        assert story(elena, call)[2:] == [
            f"PUT ACTIVE: 1005 ACTIVE {{{ACTIVE}}}; 5551234 DROPPED {{}}",
            "PUT DROPPED: 1005 DROPPED {}; 5551234 DROPPED {}",
            "DELETE DROPPED: 5551234 DROPPED {}; 1005 DROPPED {}",
        ]


async def test_a_call_to_outside_is_the_agents_alone_until_it_is_answered(lab_in_loop: RunningLab) -> None:
    # source: capture, CCE 11.x
    async with lab_in_loop.agent("agent1") as anna:
        await anna.sign_in()
        call = await dialled(anna, "95551")
        await anna.feed.until(dialog_is("PUT", "ACTIVE"), "answered")
        await anna.act(call, "DROP")
        await removed(anna, call)
        assert story(anna, call) == [
            f"POST INITIATING: 1001 INITIATING {{{DIALLED}}}",
            f"PUT INITIATED: 1001 INITIATED {{{DIALLED}}}",
            f"PUT ACTIVE: 95551 ACTIVE {{{ACTIVE}}}; 1001 ACTIVE {{{ACTIVE}}}",
            f"DELETE ACTIVE: 95551 ACTIVE {{{ACTIVE}}}; 1001 DROPPED {{}}",
        ]
        off_hook, called, talks, ends = dialogs(anna)
        assert numbers(off_hook) == ("1001", "", "", "", "AGENT_INSIDE")
        assert numbers(called) == ("1001", "95551", "95551", "", "AGENT_INSIDE")
        assert numbers(talks) == numbers(ends) == ("1001", "95551", "95551", "", "OUT")
        answer = times(talks)["1001"][1]
        assert times(talks) == {"1001": (answer, answer), "95551": (answer, answer)}
        assert times(called)["1001"][0] == times(off_hook)["1001"][0] < answer


async def test_an_outgoing_call_that_is_given_up_while_it_rings(lab_in_loop: RunningLab) -> None:
    # source: capture, CCE 11.x
    async with lab_in_loop.agent("agent1") as anna:
        await anna.sign_in()
        call = await dialled(anna, "95550002")
        await anna.act(call, "DROP")
        await removed(anna, call)
        assert story(anna, call) == [
            f"POST INITIATING: 1001 INITIATING {{{DIALLED}}}",
            f"PUT INITIATED: 1001 INITIATED {{{DIALLED}}}",
            "DELETE INITIATED: 1001 DROPPED {}",
        ]
        off_hook, called, ends = dialogs(anna)
        assert times(ends)["1001"][0] == times(called)["1001"][0] == times(off_hook)["1001"][0]


@pytest.mark.parametrize(("number", "cause"), [("95550001", "BUSY"), ("95550004", "BAD_DESTINATION")])
async def test_a_call_that_fails(lab_in_loop: RunningLab, number: str, cause: str) -> None:
    # source: Finesse Web Services guide, Dialog notifications, outgoing call
    async with lab_in_loop.agent("agent1") as anna:
        await anna.sign_in()
        await anna.make_call(number)
        failed = await anna.feed.until(dialog_is("PUT", "FAILED", _1001="FAILED"), "the failure")
        call = failed.text("data/dialog/id")
        assert failed.text("data/dialog/participants/Participant/stateCause") == cause
        await anna.act(call, "DROP")
        await removed(anna, call)
        assert story(anna, call) == [
            f"POST INITIATING: 1001 INITIATING {{{DIALLED}}}",
            f"PUT INITIATED: 1001 INITIATED {{{DIALLED}}}",
            "PUT FAILED: 1001 FAILED {DROP}",
            "DELETE FAILED: 1001 DROPPED {}",
        ]


async def test_a_direct_call_that_is_not_answered(lab_in_loop: RunningLab) -> None:
    # source: the numbers of a direct call: capture, CCE 11.x
    async with lab_in_loop.agent("agent1") as anna:
        await anna.sign_in()
        call = await lab_in_loop.call("335892", "1001")
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await lab_in_loop.ask("DELETE", f"calls/{call}")
        await removed(anna, call)
        assert story(anna, call)[0] == (
            f"POST ALERTING: 1001 ALERTING {{ANSWER}}; 335892 INITIATED {{{DIALLED}}}"
        )
        assert story(anna, call)[-1] == "DELETE ALERTING: 335892 DROPPED {}; 1001 DROPPED {}"
        assert numbers(dialogs(anna)[0]) == ("335892", "1001", "1001", "1001", "OTHER_IN")


async def test_one_agent_calls_another(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, Dialog notifications, outgoing and incoming call
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        call = await dialled(anna, "1002")
        await ben.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await ben.act(call, "ANSWER")
        await anna.feed.until(dialog_is("PUT", "ACTIVE"), "they talk")
        await ben.act(call, "DROP")
        await removed(anna, call)
        await removed(ben, call)
        rings = f"1002 ALERTING {{ANSWER}}; 1001 INITIATED {{{DIALLED}}}"
        talk = f"PUT ACTIVE: 1002 ACTIVE {{{ACTIVE}}}; 1001 ACTIVE {{{ACTIVE}}}"
        assert story(anna, call) == [
            f"POST INITIATING: 1001 INITIATING {{{DIALLED}}}",
            f"PUT INITIATED: 1001 INITIATED {{{DIALLED}}}",
            f"PUT ALERTING: {rings}",
            talk,
            f"PUT ACTIVE: 1002 DROPPED {{}}; 1001 ACTIVE {{{ACTIVE}}}",
            "PUT DROPPED: 1002 DROPPED {}; 1001 DROPPED {}",
            "DELETE DROPPED: 1002 DROPPED {}; 1001 DROPPED {}",
        ]
        assert story(ben, call) == [
            f"POST ALERTING: {rings}",
            talk,
            f"DELETE ACTIVE: 1001 ACTIVE {{{ACTIVE}}}; 1002 DROPPED {{}}",
        ]
        assert numbers(dialogs(anna)[2]) == ("1001", "1002", "1002", "", "AGENT_INSIDE")
        assert numbers(dialogs(ben)[0]) == ("1001", "1002", "1002", "1002", "AGENT_INSIDE")


async def consulting(lab: RunningLab, anna: Agent, ben: Agent, caller: str = "5551234") -> tuple[str, str]:
    """Anna has a caller of the queue on hold and talks to Ben; both calls' ids."""
    await ready(anna)
    await ben.sign_in()
    call = await answered(lab, anna, caller, "6001")
    await anna.rest.command(
        "PUT",
        f"/Dialog/{call}",
        "<Dialog><targetMediaAddress>1001</targetMediaAddress><toAddress>1002</toAddress>"
        "<requestedAction>CONSULT_CALL</requestedAction></Dialog>",
    )
    ringing = await ben.feed.until(dialog_is("POST", "ALERTING"), "the consultation rings")
    consultation = ringing.text("data/dialogs/Dialog/id")
    await ben.act(consultation, "ANSWER")
    await anna.feed.until(
        lambda update: (
            update.text("data/dialog/id") == call
            and "TRANSFER" in str(update.xml.xpath("string(.//actions)"))
        ),
        "that the call may be transferred",
    )
    return call, consultation


HELD = "RETRIEVE,UPDATE_CALL_DATA,DROP"
CONSULTS = [
    f"POST INITIATING: 1001 INITIATING {{{DIALLED}}}",
    f"PUT INITIATED: 1001 INITIATED {{{DIALLED}}}",
    f"PUT ALERTING: 1002 ALERTING {{ANSWER}}; 1001 INITIATED {{{DIALLED}}}",
    f"PUT ACTIVE: 1002 ACTIVE {{{ACTIVE}}}; 1001 ACTIVE {{HOLD,UPDATE_CALL_DATA,SEND_DTMF,DROP}}",
]
IS_CONSULTED = [
    f"POST ALERTING: 1002 ALERTING {{ANSWER}}; 1001 INITIATED {{{DIALLED}}}",
    f"PUT ACTIVE: 1002 ACTIVE {{{ACTIVE}}}; 1001 ACTIVE {{HOLD,UPDATE_CALL_DATA,SEND_DTMF,DROP}}",
]


async def test_a_call_is_held_consulted_about_and_transferred(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, Dialog notifications, transfer
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        call, consultation = await consulting(lab_in_loop, anna, ben)
        await anna.act(call, "TRANSFER")
        await ben.feed.until(
            lambda update: update.event == "POST" and update.text("data/dialogs/Dialog/id") == call,
            "his call",
        )
        await anna.feed.until(user_is("WORK"), "wrap-up")
        talks = f"5551234 ACTIVE {{{ACTIVE}}}"
        assert story(anna, call)[1:] == [
            f"PUT ACTIVE: 1001 ACTIVE {{{ACTIVE}}}; {talks}",
            f"PUT ACTIVE: 1001 HELD {{{HELD}}}; {talks}",
            f"PUT ACTIVE: 1001 HELD {{TRANSFER,CONFERENCE,{HELD}}}; {talks}",
            f"PUT ACTIVE: 1001 WRAP_UP {{UPDATE_CALL_DATA}}; 1002 ACTIVE {{{ACTIVE}}}; {talks}",
        ]
        assert story(anna, consultation) == [*CONSULTS, "DELETE DROPPED: 1002 DROPPED {}; 1001 DROPPED {}"]
        assert story(ben, consultation) == [*IS_CONSULTED, "DELETE DROPPED: 1001 DROPPED {}; 1002 DROPPED {}"]
        has = dialogs(ben)[-1]
        assert numbers(has) == ("5551234", "6001", "6001", "1002", "TRANSFER")
        assert has.findtext("secondaryId") == consultation
        assert dialogs(ben)[0].findtext("associatedDialogUri") == f"/finesse/api/Dialog/{call}"
        assert has.findtext("associatedDialogUri") == ""
        assert numbers(dialogs(ben)[0]) == ("1001", "1002", "1002", "1002", "CONSULT_OFFERED")


async def test_a_call_is_transferred_in_a_single_step(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, Dialog: callType of a call that arrived by transfer
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        await ready(anna)
        await ben.sign_in()
        call = await answered(lab_in_loop, anna, "5551234", "6001")
        await anna.act(call, "TRANSFER_SST", "<toAddress>1002</toAddress>")
        await ben.feed.until(dialog_is("POST", "ALERTING"), "the transferred call")
        await ben.act(call, "ANSWER")
        await ben.feed.until(dialog_is("PUT", "ACTIVE"), "the call to be active")
        for dialog in dialogs(ben):
            assert numbers(dialog) == ("5551234", "6001", "6001", "1002", "TRANSFER")
        assert {numbers(dialog)[-1] for dialog in dialogs(anna)} == {"ACD_IN"}


async def test_who_transfers_his_own_call_in_a_single_step_is_off_it(lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        call = await dialled(anna, "95550000")
        await anna.feed.until(dialog_is("PUT", "ACTIVE"), "the answer")
        await anna.act(call, "TRANSFER_SST", "<toAddress>1002</toAddress>")
        await ben.feed.until(dialog_is("POST", "ALERTING"), "the transferred call")
        await ben.act(call, "ANSWER")
        await ben.feed.until(dialog_is("PUT", "ACTIVE"), "the call to be active")
        await ben.act(call, "DROP")
        await removed(ben, call)
        assert story(ben, call) == [
            f"POST ALERTING: 95550000 INITIATED {{{DIALLED}}}; 1002 ALERTING {{ANSWER}}",
            f"PUT ACTIVE: 95550000 ACTIVE {{{ACTIVE}}}; 1002 ACTIVE {{{ACTIVE}}}",
            f"DELETE ACTIVE: 95550000 ACTIVE {{{ACTIVE}}}; 1002 DROPPED {{}}",
        ]
        assert story(anna, call)[-1].startswith("DELETE ACTIVE: ")


async def test_a_consultation_becomes_a_conference(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, Dialog notifications, conference
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        call, consultation = await consulting(lab_in_loop, anna, ben)
        await anna.act(call, "CONFERENCE")
        await ben.feed.until(
            lambda update: update.event == "POST" and update.text("data/dialogs/Dialog/id") == call,
            "his call",
        )
        await anna.feed.until(dialog_is("PUT", "ACTIVE", _1002="ACTIVE", _5551234="ACTIVE"), "all three")
        everyone = "; ".join(f"{each} ACTIVE {{{ACTIVE}}}" for each in ("1001", "1002", "5551234"))
        assert story(anna)[-2:] == [
            "DELETE DROPPED: 1002 DROPPED {}; 1001 DROPPED {}",
            f"PUT ACTIVE: {everyone}",
        ]
        assert story(ben, consultation)[-1] == "DELETE DROPPED: 1001 DROPPED {}; 1002 DROPPED {}"
        assert story(ben, call) == [f"POST ACTIVE: {everyone}"]
        assert numbers(dialogs(anna)[-1]) == ("5551234", "6001", "6001", "1001", "CONFERENCE")
        assert numbers(dialogs(ben)[-1]) == ("5551234", "6001", "6001", "1002", "CONFERENCE")


async def test_a_call_without_number_is_transferred_and_stays_one(lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("agent2") as ben:
        call, _ = await consulting(lab_in_loop, anna, ben, caller="")
        await anna.act(call, "TRANSFER")
        await ben.feed.until(
            lambda update: update.event == "POST" and update.text("data/dialogs/Dialog/id") == call,
            "his call",
        )
        await lab_in_loop.ask("DELETE", f"calls/{call}")
        await removed(ben, call)
        wraps_up = "1001 WRAP_UP {UPDATE_CALL_DATA}"
        assert story(ben, call) == [
            f"POST ACTIVE: {wraps_up}; 1002 ACTIVE {{{ACTIVE}}}",
            f"DELETE ACTIVE: {wraps_up}; 1002 DROPPED {{}}",
        ]
        assert numbers(dialogs(ben)[-1]) == ("", "6001", "6001", "1002", "TRANSFER")


async def test_a_call_is_listened_to_in_silence(lab_in_loop: RunningLab) -> None:
    # source: Finesse Web Services guide, silent monitoring
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("supervisor1") as susan:
        await ready(anna)
        await susan.sign_in()
        call = await answered(lab_in_loop, anna, "5551234", "6001")
        await susan.rest.command(
            "POST",
            "/User/supervisor1/Dialogs",
            "<Dialog><requestedAction>SILENT_MONITOR</requestedAction><fromAddress>1101</fromAddress>"
            "<toAddress>1001</toAddress></Dialog>",
        )
        begun = await susan.feed.until(dialog_is("POST", "INITIATING"), "the silent call")
        silent = begun.text("data/dialogs/Dialog/id")
        await anna.feed.until(dialog_is("POST", "ACTIVE", _1101="ACTIVE"), "the silent call at the agent")
        await susan.feed.until(dialog_is("PUT", "ACTIVE", _1101="ACTIVE"), "that it listens")
        await susan.act(silent, "DROP")
        await removed(susan, silent)
        await removed(anna, silent)
        listens = "1101 ACTIVE {DROP,BARGE_CALL}"
        assert story(susan, silent) == [
            "POST INITIATING: 1101 INITIATING {DROP}",
            "PUT INITIATED: 1101 INITIATED {DROP}",
            f"PUT ACTIVE: 1001 ACTIVE {{}}; {listens}",
            "DELETE ACTIVE: 1001 ACTIVE {}; 1101 DROPPED {}",
        ]
        assert dialogs(susan)[-1].findtext("associatedDialogUri") == f"/finesse/api/Dialog/{call}"
        assert story(anna, silent)[0] == f"POST ACTIVE: 1001 ACTIVE {{}}; {listens}"
        assert story(anna, silent)[-1] == "DELETE DROPPED: 1101 DROPPED {}; 1001 DROPPED {}"


async def test_nobody_answers_and_the_call_goes_back_to_the_queue(lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna:
        await ready(anna)
        call = await lab_in_loop.call("5551234", "6001")
        await removed(anna, call)
        await anna.feed.until(user_is("NOT_READY"), "Not Ready")
        assert story(anna)[3:] == [
            f"POST ALERTING: 1001 ALERTING {{ANSWER}}; 5551234 INITIATED {{{DIALLED}}}",
            f"DELETE ALERTING: 5551234 INITIATED {{{DIALLED}}}; 1001 DROPPED {{}}",
            "User NOT_READY",
        ]


async def test_a_caller_goes_on_to_post_call_treatment(lab_in_loop: RunningLab) -> None:
    # source: capture, CCX 11.0: one DELETE, dialog ACTIVE, several participants, the last one DROPPED
    async with lab_in_loop.agent("agent5") as elena, lab_in_loop.agent("agent1") as anna:
        await ready(elena)
        call = await lab_in_loop.call("5551234", "6002", PostCallTreatment="6001")
        await elena.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await elena.act(call, "ANSWER")
        await elena.feed.until(dialog_is("PUT", "ACTIVE"), "the call to be active")
        await elena.act(call, "DROP")
        await removed(elena, call)
        assert story(elena, call)[2:] == [f"DELETE ACTIVE: 5551234 ACTIVE {{{ACTIVE}}}; 1005 DROPPED {{}}"]
        await ready(anna)
        await anna.feed.until(dialog_is("POST", "ALERTING"), "the same call, further on")
        assert story(anna, call) == [
            f"POST ALERTING: 1001 ALERTING {{ANSWER}}; 5551234 INITIATED {{{DIALLED}}}"
        ]
        assert numbers(dialogs(anna)[0]) == ("5551234", "6002", "6002", "1001", "ACD_IN")
