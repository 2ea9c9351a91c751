"""Callers from outside and the phones of the house, played over the JTAPI link as a trainer's hands would."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

from ccx_engine.cti.call_variables import Unfit, fitting, together
from ccx_engine.cti.digits import DIGITS
from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Connect,
    DeviceEv,
    Disconnect,
    GenerateDtmf,
    Hold,
    Message,
    Observe,
    OffHook,
    OnHook,
    PlugPhone,
    PressKeys,
    Refused,
    Request,
    Snapshot,
    Terminals,
    Unhold,
    Unobserve,
    UnplugPhone,
)
from ccx_engine.jtapi.model import WITHHELD, CtiError, Ev, TerminalKind, TerminalState
from lab.failure import LabError
from lab.plan.doors import Kind
from lab.plan.graph import LAB, Plan
from lab.telephony import directory_numbers, summary
from lab.telephony.calls import CallBook, HeardCall
from lab.telephony.cti_manager_link import CtiManagerLink
from lab.telephony.directory_numbers import DirectoryNumbers
from lab.telephony.engine_link import EngineLink
from lab.telephony.summary import Summary
from vos import centre
from vos.address import Address
from vos.settings import SettingsError

logger = logging.getLogger(__name__)

USER = "lab"
KEY_ATTEMPTS = 3
NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
MOST_DIGITS = 64

_T = TerminalState


class CallGone(LabError):
    """CUCM does not know the call any more. What it became has been heard by now: events come in order."""


class Callers:
    """Makes, answers, holds and ends calls; knows what every phone of the house does.

    With the engines' CTI addresses, by their names, it also knows in which queues calls wait.
    """

    def __init__(
        self,
        cucm: Address,
        gateway: str,
        password: str,
        numbers: DirectoryNumbers | None = None,
        engines: Mapping[str, Address] | None = None,
    ) -> None:
        self.book = CallBook()
        self._gateway = gateway
        self.numbers = numbers or DirectoryNumbers()
        self.engines = {name: EngineLink(cti, self.book.queued) for name, cti in (engines or {}).items()}
        self._phones = self.numbers.phones
        self._terminals: dict[str, TerminalKind] = {}
        self._observed: set[str] = set()
        self._news = asyncio.Event()
        self.ready = asyncio.Event()  # every phone of the house is observed
        self._link = CtiManagerLink(cucm, USER, password, self._hear)
        self._link.lost = self._lost
        self.verbs: Mapping[str, Callable[[str, str], Awaitable[HeardCall | None]]] = {
            "answer": self._answer,
            "hold": self._hold,
            "retrieve": self._retrieve,
            "drop": self._drop,
            "dial": self._dial,
            "offhook": self._lift,
            "onhook": self._put_down,
            "digits": self._press_keys,
            "unplug": self._unplug,
            "plug": self._plug,
        }

    @contextlib.asynccontextmanager
    async def linked(self) -> AsyncIterator[None]:
        """Inside, the links to CUCM and to the engines are kept up, again after every break."""
        async with asyncio.TaskGroup() as tasks:
            own = [tasks.create_task(self._link.stay_connected()), tasks.create_task(self._observe_phones())]
            own += [tasks.create_task(each.stay_connected()) for each in self.engines.values()]
            try:
                yield
            finally:
                for task in own:
                    task.cancel()

    async def call(self, caller: str, to: str, variables: Mapping[str, str]) -> HeardCall:
        """A caller from outside dials. The call's first state is `dialing`. LabError if CUCM refuses.

        The empty number is that of a caller who withholds his.
        """
        if caller:
            check_number("from", caller)
        caller = caller or WITHHELD
        check_number("to", to)
        check_variables(variables)
        done = await self._ask(
            Connect(terminal=self._gateway, address=caller, destination=to, data=dict(variables))
        )
        return self.book.begin(done, caller, to, variables, time.time())

    async def hang_up(self, call_id: str) -> HeardCall:
        """The calling party hangs up. Ending an ended call changes nothing."""
        call = self.find(call_id)
        if call.ended is None:
            with contextlib.suppress(CallGone):  # the other side was faster
                await self._ask(Disconnect(call=call.id, address=call.calling))
        return call

    async def press(self, call_id: str, digits: str) -> HeardCall:
        """The caller from outside presses keys; who he talks with hears them. LabError if there is nobody."""
        check_digits(digits)
        call = self.find(call_id)
        if call.state != "connected":
            raise LabError(
                409, f"nobody hears the caller of call {call_id}", "wait until the call's state is connected"
            )
        await self._ask(GenerateDtmf(call=call.id, terminal=self._gateway, digits=digits))
        return call

    async def phone(self, extension: str, verb: str, to: str = "") -> HeardCall | None:
        """A hand at a phone, one of `verbs`; `to` is what to dial, or which digits. The call it meant."""
        if verb not in self.verbs:
            raise LabError(404, f"a phone cannot {verb!r}", f"use one of {', '.join(self.verbs)}")
        if extension not in self._phones:
            known = ", ".join(sorted(self._phones)) or "none: CUCM is not connected yet"
            raise LabError(404, f"no phone has the extension {extension}", f"the phones are {known}")
        for _ in range(KEY_ATTEMPTS):
            with contextlib.suppress(CallGone):  # it became another call meanwhile, as a transfer does
                call = await self.verbs[verb](extension, to)
                return None if call is None else self.book.known_as(call, self.numbers.ports)
        raise LabError(409, f"the calls at {extension} change too fast", "press the key again")

    def summary(self, call: HeardCall) -> Summary:
        """What a call does, or what became of it, in words."""
        return summary.of(call, self.book, self.numbers)

    async def end_all(self) -> None:
        """Every party of every call hangs up."""
        for call in self.book.going_on():
            for address in list(call.parties):
                if call.ended is None and address in call.parties:
                    with contextlib.suppress(LabError):  # it may have ended by itself meanwhile
                        await self._ask(Disconnect(call=call.id, address=address))

    def find(self, call_id: str) -> HeardCall:
        """The call with this id. LabError if there is none."""
        call = self.book.get(int(call_id)) if call_id.isdecimal() and len(call_id) < 20 else None
        if call is None:
            raise LabError(404, f"no call {call_id}", "`finesse-lab calls` (GET /lab/v1/calls) lists them")
        return call

    async def _answer(self, extension: str, _: str) -> HeardCall:
        call = await self._call_at(extension, "rings", _T.RINGING)
        await self._ask(Answer(call=call.id, terminal=self._phones[extension]))
        return call

    async def _hold(self, extension: str, _: str) -> HeardCall:
        call = await self._call_at(extension, "talks", _T.TALKING)
        await self._ask(Hold(call=call.id, terminal=self._phones[extension]))
        return call

    async def _retrieve(self, extension: str, _: str) -> HeardCall:
        call = await self._call_at(extension, "is on hold", _T.HELD)
        await self._ask(Unhold(call=call.id, terminal=self._phones[extension]))
        return call

    async def _drop(self, extension: str, _: str) -> HeardCall:
        call = await self._call_at(extension, "goes on", _T.TALKING, _T.RINGING, _T.HELD)
        await self._ask(Disconnect(call=call.id, address=extension))
        return call

    async def _dial(self, extension: str, to: str) -> HeardCall:
        check_number("to", to)
        terminal = self._phones[extension]
        done = await self._ask(Connect(terminal=terminal, address=extension, destination=to))
        return self.book.begin(done, extension, to, {}, time.time())

    async def _lift(self, extension: str, _: str) -> HeardCall:
        return await self._hand(extension, OffHook(self._phones[extension], extension))

    async def _put_down(self, extension: str, _: str) -> HeardCall:
        return await self._hand(extension, OnHook(self._phones[extension]))

    async def _press_keys(self, extension: str, digits: str) -> HeardCall:
        check_digits(digits)
        return await self._hand(extension, PressKeys(self._phones[extension], digits))

    async def _hand(self, extension: str, request: OffHook | OnHook | PressKeys) -> HeardCall:
        """CUCM says which call the hand meant: its events may still be on their way."""
        call = await self._ask(request)
        return self.book.get(call) or self.book.begin(call, extension, "", {}, time.time())

    async def _unplug(self, extension: str, _: str) -> None:
        await self._ask(UnplugPhone(self._phones[extension]))

    async def _plug(self, extension: str, _: str) -> None:
        await self._ask(PlugPhone(self._phones[extension]))

    async def _call_at(self, extension: str, does: str, *states: TerminalState) -> HeardCall:
        call = self.book.at(extension, *states)
        if call is None:  # what others know of already is heard before the answer to anything
            await self._ask(Unobserve(address=""))
            call = self.book.at(extension, *states)
        if call is None:
            raise LabError(
                409,
                f"nothing {does} at {extension}",
                "`finesse-lab calls` (GET /lab/v1/calls) shows who is on which call",
            )
        return call

    async def _ask(self, request: Request) -> int:
        answer = await self._link.ask(request)
        if isinstance(answer, Refused):
            what = type(request).__name__
            raise (CallGone if answer.error == CtiError.CALL_DROPPED else LabError)(
                409,
                f"CUCM refuses {what}: {answer.text} (0x{answer.error & 0xFFFFFFFF:08X})",
                "see cucm's log",
            )
        return answer.call

    async def _observe(self, address: str) -> None:
        if address not in self._observed:
            await self._ask(Observe(address=address))
            self._observed.add(address)

    async def _observe_phones(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                for extension in tuple(self._phones):
                    await self._observe(extension)
                self.ready.set()
            except LabError as error:  # the link broke meanwhile, or CUCM lists a line it then refuses
                logger.warning("cannot observe the phones: %s", error)

    def _hear(self, message: Message) -> None:
        match message:
            case CallEvs():
                self.book.events(message, time.time())
                self._note_whose(message.call)
                self._note_failure(message.call)
            case Snapshot():
                self.book.snapshot(message, time.time())
            case Terminals():
                for terminal in message.terminals:
                    self._terminals[terminal.name] = terminal.kind
                    for address in terminal.addresses:
                        self._address(terminal.name, address)
                self._news.set()
            case DeviceEv():
                self._reconfigured(message)

    def _reconfigured(self, event: DeviceEv) -> None:
        """A phone or CTI port, or a line of one, came to the house or left it."""
        match event.ev:
            case Ev.TERM_CREATED:
                self._terminals[event.terminal] = event.kind
            case Ev.TERM_REMOVED:
                self._terminals.pop(event.terminal, None)
            case Ev.ADDR_CREATED:
                self._address(event.terminal, event.address)
                self._news.set()
            case Ev.ADDR_REMOVED if self._phones.get(event.address) == event.terminal:
                del self._phones[event.address]
                self._observed.discard(event.address)
            case Ev.ADDR_REMOVED if self._terminals.get(event.terminal) is TerminalKind.CTI_PORT:
                self.numbers.ports.discard(event.address)

    def _address(self, terminal: str, address: str) -> None:
        """A line of a terminal of the house."""
        match self._terminals.get(terminal):
            case TerminalKind.PHONE:
                self._phones[address] = terminal
            case TerminalKind.CTI_PORT:
                self.numbers.ports.add(address)

    def _note_whose(self, number: int) -> None:
        """Whether it is made for a caller's call shows while both go on."""
        if (call := self.book.get(number)) is not None:
            self.book.known_as(call, self.numbers.ports)

    def _note_failure(self, number: int) -> None:
        """Say once, in the log too, why a call did not come about."""
        call = self.book.get(number)
        if call is not None and not call.failure:
            call.failure = summary.failure(call, self.book, self.numbers)
            if call.failure:
                logger.warning(
                    "call=%d %s to %s failed: %s", call.id, call.calling, call.called, call.failure
                )

    def _lost(self) -> None:
        self.ready.clear()
        self._observed.clear()
        self._phones.clear()
        self.numbers.ports.clear()
        self._terminals.clear()
        lost = self.book.going_on()
        self.book.link_lost(time.time())
        for call in lost:
            self._note_failure(call.id)


def check_number(what: str, number: str) -> None:
    """LabError unless this can be dialled."""
    if not NUMBER.fullmatch(number):
        raise LabError(
            400,
            f"{what}: {number!r} is not a phone number",
            "give digits, * and #, with a + in front or without",
        )


def check_digits(digits: str) -> None:
    """LabError unless a phone has these keys."""
    if not DIGITS.fullmatch(digits) or len(digits) > MOST_DIGITS:
        raise LabError(
            400, f"digits: {digits!r} are no keys of a phone", f"give 1 to {MOST_DIGITS} of 0-9, * and #"
        )


def check_variables(variables: Mapping[str, str]) -> None:
    """LabError unless a call can carry these."""
    try:
        found = [(fitting(name, value), value) for name, value in variables.items()]
        together((each, value) for each, value in found if not each.number)
    except Unfit as unfit:
        raise LabError(400, f"variables: {unfit.problem}", unfit.cure) from None


def of_lab(plan: Plan) -> Callers:
    """The callers of a lab. SettingsError if its centre's file names no user for them."""
    engines = plan.links_of(LAB, Kind.ENGINE, "cti")
    return from_centre(
        plan.wanted.centre_file,
        plan.address(LAB, Kind.CUCM, "jtapi"),
        {link.target: plan.reached(link) for link in engines},
    )


def from_centre(file: Path, cucm: Address, engines: Mapping[str, Address] | None = None) -> Callers:
    """Callers that sign in as the contact centre's file says. SettingsError if it names no such user."""
    table = centre.read(file, "cucm")
    for user in table.tables("application_users"):
        if user.get("userid", str) == USER:
            gateway = table.get("gateway", str, "PSTN")
            return Callers(cucm, gateway, user.get("password", str), directory_numbers.of(file), engines)
    raise SettingsError(f"centre: {file} has no application user {USER!r} for the lab's callers and phones")
