from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.wire import Message
from finesse.core.commands import ECHO_SECONDS, WAITING_PER_OBJECT, Asker, Commands
from finesse.realtime.notification import Notification
from tests.finesse.realtime.contact_center import field

USER = "/finesse/api/User/agent1"
OTHER = "/finesse/api/User/agent2"


def asker(request_id: str = "r1", subject: str = USER, *, own: bool = True) -> Asker:
    feed = subject, subject
    return Asker(subject, request_id, feed, (feed,) if own else (), "put", "agent1")


def request() -> cti.SetAgentStateReq:
    return cti.SetAgentStateReq(agent_state=3, agent_instrument="1001", agent_id="agent1")


def event(subject: str = USER) -> Notification:
    return Notification(subject, subject, "PUT", "")


class Session:
    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.commands = Commands(self.send, timeout=20.0)

    def send(self, message: Message) -> int:
        self.sent.append(dataclasses.replace(message, invoke_id=len(self.sent) + 1))  # type: ignore[call-arg]
        return len(self.sent)

    def confirm(self, number: int, now: float = 1.0) -> list[Notification]:
        return self.commands.answered(cti.SetAgentStateConf(invoke_id=number), now)

    def refuse(self, number: int, code: int, now: float = 1.0, error: int = 0) -> list[Notification]:
        refusal = cti.ControlFailureConf(invoke_id=number, failure_code=code, ccx_error_code=error)
        return self.commands.answered(refusal, now)


def test_a_second_request_for_the_same_object_waits_until_the_first_is_confirmed() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.commands.ask(asker("r2"), request(), 0.0)
    session.commands.ask(asker("r3", OTHER), request(), 0.0)
    assert len(session.sent) == 2

    assert session.confirm(1) == []
    assert len(session.sent) == 3


def test_a_refusal_is_told_with_the_id_of_its_request_and_the_next_has_its_turn() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.commands.ask(asker("r2"), request(), 0.0)
    (error,) = session.refuse(1, 265)

    assert (error.node, error.source, error.event, error.request_id) == (USER, USER, "put", "r1")
    assert field(error, "errorType") == "Invalid State"
    assert field(error, "errorMessage") == "CF_INVALID_AGENT_WORKMODE"
    assert field(error, "errorData") == "265"
    assert len(session.sent) == 2


@pytest.mark.parametrize(
    ("code", "error_type", "message"),
    [
        (3, "Generic Error", "CF_VALUE_OUT_OF_RANGE"),  # digits that no phone has
        (22, "Invalid State", "CF_INVALID_OBJECT_STATE"),
        (33, "Invalid State", "CF_RESOURCE_BUSY"),
        (260, "Invalid Device", "CF_INVALID_LOGON_DEVICE_SPECIFIED"),
        (283, "Device Busy", "CF_SPECIFIED_EXTENSION_ALREADY_IN_USE"),
        (13, "Generic Error", "CF_INVALID_CSTA_CONNECTION_IDENTIFIER"),
        (28, "Generic Error", "CF_NO_CALL_TO_ANSWER"),
        (20999, "Generic Error", "CF_20999"),
    ],
)
def test_refusals_have_the_guides_words(code: int, error_type: str, message: str) -> None:
    session = Session()
    session.commands.ask(asker(), request(), 0.0)
    (error,) = session.refuse(1, code)

    assert (field(error, "errorType"), field(error, "errorMessage")) == (error_type, message)


def test_the_number_of_a_monitored_agent_without_a_call_is_the_type_of_the_error() -> None:
    # source: Finesse Web Services guide, Make a silent monitor call: 88049 on Unified CCX
    session = Session()
    session.commands.ask(asker(), request(), 0.0)
    (error,) = session.refuse(1, 22, error=88049)

    assert (field(error, "errorType"), field(error, "errorData")) == ("88049", "88049")


def test_ccxs_number_behind_another_refusal_is_not_shown() -> None:
    # source: Finesse Web Services guide, Conference: 22, CF_INVALID_OBJECT_STATE on Unified CCX
    session = Session()
    session.commands.ask(asker(), request(), 0.0)
    (error,) = session.refuse(1, 22, error=88005)

    assert (field(error, "errorType"), field(error, "errorData")) == ("Invalid State", "22")


def test_a_request_that_cti_does_not_understand_is_refused_too() -> None:
    session = Session()
    session.commands.ask(asker(), request(), 0.0)
    (error,) = session.commands.answered(cti.FailureConf(invoke_id=1, status=3), 1.0)

    assert field(error, "errorData") == "70"


def test_the_first_event_that_a_request_causes_carries_its_id() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.confirm(1)

    assert session.commands.claim(event(OTHER), 1.0).request_id == ""
    assert session.commands.claim(event(), 1.0).request_id == "r1"
    assert session.commands.claim(event(), 1.0).request_id == ""


def test_a_request_whose_event_may_appear_in_two_places_is_named_in_the_first() -> None:
    session = Session()
    twice = dataclasses.replace(asker("r1"), caused=((USER, USER), (OTHER, OTHER)))
    session.commands.ask(twice, request(), 0.0)
    session.confirm(1)

    assert session.commands.claim(event(OTHER), 1.0).request_id == "r1"
    assert session.commands.claim(event(), 1.0).request_id == ""


def test_an_event_may_overtake_the_confirmation() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)

    assert session.commands.claim(event(), 0.5).request_id == "r1"


def test_two_requests_in_a_row_find_each_their_own_event() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.commands.ask(asker("r2"), request(), 0.0)
    session.confirm(1)
    session.confirm(2)

    assert [session.commands.claim(event(), 1.0).request_id for _ in range(3)] == ["r1", "r2", ""]


def test_an_event_long_after_the_confirmation_was_not_caused_by_the_request() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.confirm(1, now=1.0)

    assert session.commands.claim(event(), 1.0 + ECHO_SECONDS + 0.1).request_id == ""


def test_a_refused_request_causes_no_event() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    session.refuse(1, 22)

    assert session.commands.claim(event(), 1.0).request_id == ""


def test_what_a_supervisor_asked_is_not_told_to_the_agent() -> None:
    session = Session()
    session.commands.ask(asker("r1", own=False), request(), 0.0)

    assert session.commands.claim(event(), 0.5).request_id == ""


def test_a_request_without_an_answer_times_out_with_the_guides_code() -> None:
    session = Session()
    session.commands.ask(asker("r1"), request(), 0.0)
    assert session.commands.next_deadline() == 20.0
    assert session.commands.tick(19.9) == []
    (error,) = session.commands.tick(20.0)

    assert (field(error, "errorData"), error.request_id) == ("78", "r1")
    assert session.commands.next_deadline() is None
    assert session.confirm(1, now=21.0) == []  # too late to mean anything


def test_only_so_many_requests_wait_for_one_object() -> None:
    session = Session()
    for _ in range(1 + WAITING_PER_OBJECT):
        assert session.commands.ask(asker(), request(), 0.0) == []
    (error,) = session.commands.ask(asker("last"), request(), 0.0)

    assert (field(error, "errorData"), error.request_id) == ("44", "last")


def test_the_end_of_the_session_forgets_what_was_asked() -> None:
    session = Session()
    session.commands.ask(asker(), request(), 0.0)
    session.commands.ask(asker(), request(), 0.0)
    session.commands.forget()

    assert session.commands.next_deadline() is None
    session.commands.ask(asker("new"), request(), 5.0)
    assert len(session.sent) == 2


def test_ids_whose_event_never_comes_are_forgotten() -> None:
    session = Session()
    for number in range(1, 200):
        subject = f"/finesse/api/User/a{number}"
        session.commands.ask(asker("r", subject), request(), number * 10.0)
        session.confirm(number, now=number * 10.0)

    assert len(session.commands._echoes) <= 2
