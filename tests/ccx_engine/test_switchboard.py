"""The engine's shell: inputs go in with the time, outputs where they belong, and the clock goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import NO_OCCASION, Ask, Occasion, Reply, Told
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.switchboard import Switchboard

EVENT = Told(cti.SystemEvent(ccx_status=0, ccx_time=0, system_event_id=1), None)
ANSWER = Reply(7, cti.HeartbeatConf(invoke_id=1))
OBSERVE = Ask(Provider.RMCM, jtapi.Observe("1001"))
REGISTER = Ask(Provider.TELEPHONY, jtapi.RegisterTerminal("CCX_7001"))


class Timer:
    """A call of the loop at a time."""

    def __init__(self, at: float, ring: Callable[[], None]) -> None:
        self.at, self.ring, self.cancelled = at, ring, False

    def cancel(self) -> None:
        self.cancelled = True


class Clock:
    """The loop's clock, in the test's hand."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, ring: Callable[[], None]) -> Timer:
        self.timers.append(Timer(at, ring))
        return self.timers[-1]

    def set(self) -> list[float]:
        """What rings and when."""
        return [timer.at for timer in self.timers if not timer.cancelled]

    def pass_until(self, now: float) -> None:
        self.now = now
        due = [timer for timer in self.timers if not timer.cancelled and timer.at <= now]
        self.timers = [timer for timer in self.timers if timer not in due]
        for timer in due:
            timer.ring()


class Engine:
    """Answers each step with what the test has put down for it."""

    def __init__(self) -> None:
        self.steps: list[tuple[Any, ...]] = []
        self.output: list[Any] = []
        self.deadline: float | None = None

    def __getattr__(self, step: str) -> Callable[..., list[Any]]:
        def take(*given: Any) -> list[Any]:
            self.steps.append((step, *given))
            if isinstance(self.output, Exception):
                raise self.output
            return self.output

        return take

    def next_deadline(self) -> float | None:
        return self.deadline


class Listener:
    """A link, or the CTI clients: what came to it, in order."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.occasions: list[Occasion] = []

    def send(self, request: jtapi.Request, occasion: Occasion) -> None:
        self.heard.append(request)
        self.occasions.append(occasion)

    def tell(self, told: Told) -> None:
        self.heard.append(told)

    def reply(self, number: int, message: Any) -> None:
        self.heard.append((number, message))

    def flush(self) -> None:
        self.heard.append("flush")


class House:
    """A switchboard with a scripted engine, both links and the clients."""

    def __init__(self) -> None:
        self.clock, self.engine = Clock(), Engine()
        self.switchboard = Switchboard(self.engine, self.clock)  # type: ignore[arg-type]
        self.telephony, self.rmcm, self.clients = Listener(), Listener(), Listener()
        self.switchboard.links = {Provider.TELEPHONY: self.telephony, Provider.RMCM: self.rmcm}
        self.switchboard.clients = self.clients


@pytest.fixture
def house() -> House:
    return House()


def test_each_input_reaches_the_engine_with_the_time(house: House) -> None:
    switchboard, message = house.switchboard, jtapi.Done(1)
    switchboard.hear(Provider.RMCM, message)
    switchboard.provider_lost(Provider.RMCM)
    switchboard.client_opened("client")  # type: ignore[arg-type]
    switchboard.client_closed(7)
    switchboard.request(7, "request")  # type: ignore[arg-type]
    switchboard.reconfigure("configuration")  # type: ignore[arg-type]
    switchboard.engine_stops()
    assert house.engine.steps == [
        ("hear", Provider.RMCM, message, 100.0),
        ("provider_lost", Provider.RMCM, 100.0),
        ("client_opened", "client", 100.0),
        ("client_closed", 7, 100.0),
        ("request", 7, "request", 100.0),
        ("reconfigure", "configuration", 100.0),
        ("stop", 100.0),
    ]


def test_each_output_goes_where_it_belongs_and_all_of_it_before_any_goes_out(house: House) -> None:
    house.engine.output = [ANSWER, OBSERVE, EVENT, REGISTER]
    house.switchboard.client_closed(7)
    assert house.clients.heard == [(7, ANSWER.message), EVENT, "flush"]
    assert house.rmcm.heard == [OBSERVE.request, "flush"]
    assert house.telephony.heard == [REGISTER.request, "flush"]


def test_a_link_is_told_for_which_request_it_is_asked(house: House) -> None:
    house.engine.output = [REGISTER, Ask(Provider.TELEPHONY, jtapi.Hold(1, "SEP1"), Occasion(5, 1))]
    house.switchboard.client_closed(7)
    assert house.telephony.occasions == [NO_OCCASION, Occasion(5, 1)]


def test_a_step_without_output_writes_nothing(house: House) -> None:
    house.switchboard.client_closed(7)
    assert house.clients.heard == house.rmcm.heard == house.telephony.heard == []


def test_links_are_left_alone_by_a_step_that_asks_nothing(house: House) -> None:
    house.engine.output = [EVENT]
    house.switchboard.client_closed(7)
    assert house.rmcm.heard == house.telephony.heard == []


def test_what_is_for_a_link_or_for_clients_that_are_not_there_is_dropped(house: House) -> None:
    house.switchboard.clients = None
    del house.switchboard.links[Provider.RMCM]
    house.engine.output = [ANSWER, EVENT, OBSERVE, REGISTER]
    house.switchboard.client_closed(7)
    assert house.telephony.heard == [REGISTER.request, "flush"]
    assert house.clients.heard == house.rmcm.heard == []


def test_the_engine_is_woken_when_it_is_due(house: House) -> None:
    house.engine.deadline = 105.0
    house.switchboard.client_closed(7)
    assert house.clock.set() == [105.0]
    house.engine.deadline = None
    house.clock.pass_until(105.0)
    assert house.engine.steps[-1] == ("tick", 105.0)
    assert house.clock.set() == []


def test_an_earlier_deadline_takes_the_later_ones_place(house: House) -> None:
    for house.engine.deadline in (105.0, 101.0):
        house.switchboard.client_closed(7)
    assert house.clock.set() == [101.0]


def test_a_step_that_fails_does_not_stop_the_clock(house: House) -> None:
    house.engine.deadline = 105.0
    house.switchboard.client_closed(7)
    house.engine.output, house.engine.deadline = RuntimeError("a fault"), 110.0  # type: ignore[assignment]
    with pytest.raises(RuntimeError, match="a fault"):
        house.clock.pass_until(105.0)
    assert house.clock.set() == [110.0]


def test_nothing_rings_after_the_stop(house: House) -> None:
    house.engine.deadline = 105.0
    house.switchboard.client_closed(7)
    house.switchboard.stop()
    assert house.clock.set() == []
