"""Wrap-up as the whole deployment does it: required, chosen during a call, and with several reasons."""

from __future__ import annotations

from collections.abc import Callable

from lab.testing.agent import Agent
from lab.testing.feed import Update, dialog_is, user_is
from lab.testing.running_lab import RunningLab


async def talking(lab: RunningLab, agent: Agent, to: str) -> str:
    """The agent has answered a call of the queue; its id."""
    await agent.sign_in()
    await agent.go_ready()
    call = await lab.call("5551234", to)
    await agent.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
    await agent.act(call, "ANSWER")
    await agent.feed.until(user_is("TALKING"), "Talking")
    return call


async def give_reasons(agent: Agent, call: str, *reasons: str) -> Update:
    items = "".join(f"<wrapUpItem>{reason}</wrapUpItem>" for reason in reasons)
    body = (
        "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties>"
        f"<wrapUpItems>{items}</wrapUpItems></mediaProperties></Dialog>"
    )
    await agent.rest.command("PUT", f"/Dialog/{call}", body)
    return await agent.feed.until(
        lambda update: [each.text for each in update.xml.iterfind(".//wrapUpItem")] == list(reasons),
        "its reasons",
    )


def pending(state: str, following: str, timer: str | None = None) -> Callable[[Update], bool]:
    """Whether an update shows the user in that state, with what follows, and how long he wraps up."""
    return lambda update: (
        update.text("data/user/state") == state
        and update.text("data/user/pendingState") == following
        and (timer is None or update.text("data/user/wrapUpTimer") == timer)
    )


async def test_required_wrap_up_has_a_timer_and_several_reasons(lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna:
        call = await talking(lab_in_loop, anna, "6001")
        user = await anna.rest.get("/User/agent1")
        assert user.findtext("settings/wrapUpOnIncoming") == "REQUIRED"
        shown = await give_reasons(anna, call, "Resolved", "Escalated")
        assert shown.text("data/dialog/mediaProperties/wrapUpReason") == "Resolved"
        await anna.act(call, "DROP")
        await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="WRAP_UP"), "the call in wrap-up")
        work = await anna.feed.until(user_is("WORK"), "wrap-up")
        assert int(work.text("data/user/wrapUpTimer")) > 0
        await give_reasons(anna, call, "Escalated")
        await anna.feed.until(user_is("READY"), "Ready when the time is over")
        assert call not in await anna.dialogs()


async def test_optional_wrap_up_is_asked_for_during_the_call_and_lasts_until_it_is_ended(
    lab_in_loop: RunningLab,
) -> None:
    async with lab_in_loop.agent("agent5") as elena:
        call = await talking(lab_in_loop, elena, "6002")
        user = await elena.rest.get("/User/agent5")
        assert user.findtext("settings/wrapUpOnIncoming") == "OPTIONAL"
        why = f"<reasonCodeId>{await elena.reason('NOT_READY', '1')}</reasonCodeId>"
        await elena.set_state("NOT_READY", why)
        await elena.feed.until(pending("TALKING", "NOT_READY"), "Not Ready to follow")
        await elena.set_state("WORK")
        await elena.feed.until(pending("TALKING", "WORK"), "wrap-up to follow")
        await elena.act(call, "DROP")
        await elena.feed.until(dialog_is("PUT", "ACTIVE", _1005="WRAP_UP"), "the call in wrap-up")
        await elena.feed.until(pending("WORK", "NOT_READY", "0"), "wrap-up, then Not Ready")
        await give_reasons(elena, call, "Ordered")
        await elena.set_state("READY")
        await elena.feed.until(dialog_is("DELETE", "DROPPED"), "the call's end")
        await elena.feed.until(user_is("READY"), "Ready")
