"""Every asynchronous command: accepted by REST, asked of the engine by CTI, told to desktops by XMPP."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from lab.testing.agent import Agent
from lab.testing.feed import Update, dialog_is, user_is
from lab.testing.running_lab import RunningLab


@dataclass
class Wires:
    """What one command does on each of the three wires."""

    caplog: pytest.LogCaptureFixture
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    asked: set[str] = field(default_factory=set)

    async def command(
        self,
        agent: Agent,
        what: tuple[str, str, str],
        cti: str,
        told: Callable[[Update], bool] | None,
        by: Agent | None = None,
    ) -> Update | None:
        """`agent` asks by REST; the engine hears `cti`; `by`, or he himself, is told, with the request's id.

        Without `told` nothing of the call changes that desktops are told.
        """
        method, path, body = what
        request_id = f"request-{next(self.numbers)}"
        self.caplog.clear()
        answer = await agent.rest.ask(method, path, body, request_id)
        assert (answer.status, answer.body) == (202, b""), answer
        assert answer.headers["requestId"] == request_id
        update = None
        if told is not None:

            def caused(update: Update) -> bool:
                return told(update) and (by is not None or update.text("requestId") == request_id)

            update = await (by or agent).feed.until(caused, f"what {cti} brought about")
        heard = [record.getMessage() for record in self.caplog.records if record.name == "vos.trace"]
        line = re.compile(rf"IN  +cti +Finesse \S+ {cti}( |$)")
        assert any(line.match(each) for each in heard), heard
        assert not agent.feed.heard(lambda each: "apiErrors" in str(each.xml.xpath("name(data/*)")))
        self.asked.add(cti)
        return update


def state(agent: Agent, to: str, more: str = "") -> tuple[str, str, str]:
    return "PUT", f"/User/{agent.login}", f"<User><state>{to}</state>{more}</User>"


def act(agent: Agent, call: str, action: str, more: str = "", target: str = "") -> tuple[str, str, str]:
    return (
        "PUT",
        f"/Dialog/{call}",
        f"<Dialog><targetMediaAddress>{target or agent.extension}</targetMediaAddress>"
        f"<requestedAction>{action}</requestedAction>{more}</Dialog>",
    )


def make(agent: Agent, action: str, origin: str, to: str, more: str = "") -> tuple[str, str, str]:
    return (
        "POST",
        f"/User/{agent.login}/Dialogs",
        f"<Dialog><requestedAction>{action}</requestedAction><fromAddress>{origin}</fromAddress>"
        f"<toAddress>{to}</toAddress>{more}</Dialog>",
    )


@pytest.fixture
def wires(caplog: pytest.LogCaptureFixture) -> Wires:
    caplog.set_level(logging.DEBUG, "vos.trace")
    return Wires(caplog)


async def rings(lab: RunningLab, wires: Wires, agent: Agent, answered: bool = True) -> str:
    """A caller of the queue rings at the agent, who answers; the call's id."""
    call = await lab.call("5551234", "6001")
    await agent.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
    if answered:
        active = dialog_is("PUT", "ACTIVE", _1001="ACTIVE")
        await wires.command(agent, act(agent, call, "ANSWER"), "ANSWER_CALL_REQ", active)
    return call


def of(call: str) -> Callable[[Update], bool]:
    """Anything of the call."""

    def wanted(update: Update) -> bool:
        return call in (update.text("data/dialogs/Dialog/id"), update.text("data/dialog/id"))

    return wanted


async def first_reason(agent: Agent, category: str) -> str:
    """The id of a reason, by REST."""
    reasons = await agent.rest.get(f"/User/{agent.login}/ReasonCodes?category={category}")
    return (reasons.findtext("ReasonCode/uri") or "").rpartition("/")[2]


async def test_the_commands_of_an_agents_state(wires: Wires, lab_in_loop: RunningLab) -> None:
    async with lab_in_loop.agent("agent1") as anna, lab_in_loop.agent("supervisor1") as susan:
        where = f"<extension>{anna.extension}</extension>"
        request = "SET_AGENT_STATE_REQ"
        await wires.command(anna, state(anna, "LOGIN", where), request, user_is("NOT_READY"))
        await wires.command(anna, state(anna, "READY"), request, user_is("READY"))
        lunch = await first_reason(anna, "NOT_READY")
        reason = f"<reasonCodeId>{lunch}</reasonCodeId>"
        await wires.command(anna, state(anna, "NOT_READY", reason), request, user_is("NOT_READY", lunch))
        await wires.command(susan, state(anna, "READY"), request, user_is("READY"), by=anna)
        await wires.command(susan, state(anna, "NOT_READY"), request, user_is("NOT_READY"), by=anna)
        leaving = await first_reason(anna, "LOGOUT")
        reason = f"<reasonCodeId>{leaving}</reasonCodeId>"
        await wires.command(anna, state(anna, "LOGOUT", reason), request, user_is("LOGOUT"))


async def test_the_commands_of_a_call(wires: Wires, lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben:
        await anna.sign_in()
        await ben.sign_in()
        await anna.go_ready()
        call = await rings(lab, wires, anna)
        held = dialog_is("PUT", "ACTIVE", _1001="HELD")
        active = dialog_is("PUT", "ACTIVE", _1001="ACTIVE")
        await wires.command(anna, act(anna, call, "HOLD"), "HOLD_CALL_REQ", held)
        await wires.command(anna, act(anna, call, "RETRIEVE"), "RETRIEVE_CALL_REQ", active)
        digits = (
            "<actionParams><ActionParam><name>dtmfString</name><value>1#</value></ActionParam></actionParams>"
        )
        await wires.command(anna, act(anna, call, "SEND_DTMF", digits), "SEND_DTMF_SIGNAL_REQ", None)
        await wires.command(anna, act(anna, call, "START_RECORDING"), "START_RECORDING_REQ", None)
        data = (
            "<mediaProperties><wrapUpReason>Sale</wrapUpReason><callvariables><CallVariable>"
            "<name>callVariable3</name><value>blue</value></CallVariable></callvariables></mediaProperties>"
        )

        def changed(update: Update) -> bool:
            return update.text("data/dialog/mediaProperties/wrapUpReason") == "Sale"

        await wires.command(anna, act(anna, call, "UPDATE_CALL_DATA", data), "SET_CALL_DATA_REQ", changed)
        to_ben = "<toAddress>1002</toAddress>"
        # The id is in the first event that the request causes: the first call is held.
        await wires.command(anna, act(anna, call, "CONSULT_CALL", to_ben), "CONSULT_CALL_REQ", held)
        ringing = await ben.feed.until(dialog_is("POST", "ALERTING"), "the consultation rings")
        consultation = ringing.text("data/dialogs/Dialog/id")
        await ben.act(consultation, "ANSWER")
        both = dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE")
        await anna.feed.until(both, "it is answered")
        await wires.command(anna, act(anna, call, "CONFERENCE", to_ben), "CONFERENCE_CALL_REQ", both)
        await ben.act(call, "DROP")
        await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="DROPPED"), "Ben has left")
        await wires.command(anna, act(anna, call, "TRANSFER_SST", to_ben), "TRANSFER_CALL_REQ", of(call))
        await ben.feed.until(dialog_is("POST", "ALERTING"), "the transferred call rings")
        await ben.act(call, "ANSWER")
        await ben.feed.until(dialog_is("PUT", "ACTIVE", _1002="ACTIVE"), "it is Ben's")
        await wires.command(ben, act(ben, call, "DROP"), "CLEAR_CONNECTION_REQ", of(call))


async def test_a_call_that_an_agent_makes_and_transfers(wires: Wires, lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    async with lab.agent("agent1") as anna, lab.agent("agent2") as ben, lab.agent("agent3") as carla:
        for agent in (anna, ben, carla):
            await agent.sign_in()
        begun = dialog_is("POST", "INITIATING", _1001="INITIATING")
        await wires.command(anna, make(anna, "MAKE_CALL", "1001", "1002"), "MAKE_CALL_REQ", begun)
        ringing = await ben.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        call = ringing.text("data/dialogs/Dialog/id")
        await ben.act(call, "ANSWER")
        await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1002="ACTIVE"), "they talk")
        to_carla = "<toAddress>1003</toAddress>"
        await wires.command(anna, act(anna, call, "CONSULT_CALL", to_carla), "CONSULT_CALL_REQ", of(call))
        ringing = await carla.feed.until(dialog_is("POST", "ALERTING"), "the consultation rings")
        await carla.act(ringing.text("data/dialogs/Dialog/id"), "ANSWER")
        await anna.feed.until(dialog_is("PUT", "ACTIVE", _1001="ACTIVE", _1003="ACTIVE"), "it is answered")
        await wires.command(anna, act(anna, call, "TRANSFER", to_carla), "TRANSFER_CALL_REQ", of(call))
        await ben.feed.until(dialog_is("PUT", "ACTIVE", _1002="ACTIVE", _1003="ACTIVE"), "Carla has the call")


async def test_the_commands_of_a_supervisor_on_a_call(wires: Wires, lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    async with lab.agent("agent1") as anna, lab.agent("supervisor1") as susan:
        await anna.sign_in()
        await susan.sign_in()
        await anna.go_ready()
        call = await rings(lab, wires, anna)

        def silent(update: Update) -> bool:
            kind = update.xml.findtext("data/dialogs/Dialog/mediaProperties/callType")
            return update.event == "POST" and kind == "SUPERVISOR_MONITOR"

        monitor = make(susan, "SILENT_MONITOR", "1101", "1001")
        listens = await wires.command(susan, monitor, "SUPERVISE_CALL_REQ", silent)
        assert listens is not None
        uri = f"/finesse/api/Dialog/{listens.text('data/dialogs/Dialog/id')}"
        more = f"<associatedDialogUri>{uri}</associatedDialogUri>"
        barge = make(susan, "BARGE_CALL", "1101", "1001", more)

        def joined(update: Update) -> bool:
            return call in (update.text("data/dialogs/Dialog/id"), update.text("data/dialog/id"))

        await wires.command(susan, barge, "SUPERVISE_CALL_REQ", joined, by=susan)
        await wires.command(susan, act(susan, call, "DROP"), "CLEAR_CONNECTION_REQ", of(call), by=susan)
