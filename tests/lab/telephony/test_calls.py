"""The lab's book of calls, fed with what CUCM tells."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccx_engine.jtapi.messages import CallEv, CallEvs, Party, Snapshot
from ccx_engine.jtapi.model import Cause, ConnectionState, Ev, TerminalState
from lab.telephony import calls
from lab.telephony.calls import CallBook, HeardCall

CALL = 16777217
CALLER, AGENT = "5551234", "1001"


def told(book: CallBook, *events: CallEv, now: float = 1.0, call: int = CALL, **more: Any) -> HeardCall:
    book.events(CallEvs(call, events, calling=CALLER, called="6001", **more), now)
    heard = book.get(call)
    assert heard is not None
    return heard


def dialled(book: CallBook) -> HeardCall:
    return told(
        book,
        CallEv(Ev.CALL_ACTIVE),
        CallEv(Ev.CTL_CONN_INITIATED, CALLER),
        CallEv(Ev.CTL_TERM_CONN_TALKING, CALLER, "PSTN"),
        CallEv(Ev.CTL_CONN_DIALING, CALLER),
        CallEv(Ev.CTL_CONN_ESTABLISHED, CALLER),
        now=10.0,
    )


def rings(book: CallBook) -> HeardCall:
    return told(
        book,
        CallEv(Ev.CTL_CONN_OFFERED, AGENT),
        CallEv(Ev.CTL_CONN_ALERTING, AGENT),
        CallEv(Ev.CTL_TERM_CONN_RINGING, AGENT, "SEP1"),
        now=11.0,
    )


def answered(book: CallBook) -> HeardCall:
    return told(
        book,
        CallEv(Ev.CTL_CONN_ESTABLISHED, AGENT),
        CallEv(Ev.CTL_TERM_CONN_TALKING, AGENT, "SEP1"),
        now=12.0,
    )


def test_a_call_is_dialling_then_ringing_then_connected_then_ended() -> None:
    book = CallBook()
    states = [dialled(book).state, rings(book).state, answered(book).state]
    told(
        book,
        CallEv(Ev.CTL_CONN_DISCONNECTED, AGENT, cause=Cause.NORMAL_CALL_CLEARING),
        CallEv(Ev.CTL_CONN_DISCONNECTED, CALLER, cause=Cause.NORMAL_CALL_CLEARING),
        CallEv(Ev.CALL_INVALID),
        now=13.0,
    )
    call = book.get(CALL)
    assert call is not None
    assert [*states, call.state] == ["dialing", "ringing", "connected", "ended"]
    assert (call.began, call.rang, call.answered, call.ended) == (10.0, 11.0, 12.0, 13.0)
    assert call.cause is Cause.NORMAL_CALL_CLEARING
    assert book.going_on() == []


def test_a_busy_number_fails_with_its_cause() -> None:
    book = CallBook()
    dialled(book)
    call = told(book, CallEv(Ev.CTL_CONN_FAILED, CALLER, cause=Cause.USER_BUSY), CallEv(Ev.CALL_INVALID))
    assert (call.state, call.cause) == ("ended", Cause.USER_BUSY)


def test_a_phone_s_call_is_found_by_what_the_phone_does() -> None:
    book = CallBook()
    dialled(book)
    assert book.at(AGENT, TerminalState.RINGING) is None
    rings(book)
    assert book.at(AGENT, TerminalState.RINGING) is book.get(CALL)
    answered(book)
    assert book.at(AGENT, TerminalState.RINGING) is None
    assert book.at(AGENT, TerminalState.TALKING, TerminalState.HELD) is book.get(CALL)
    told(book, CallEv(Ev.CTL_TERM_CONN_HELD, AGENT, "SEP1"))
    assert book.at(AGENT, TerminalState.TALKING, TerminalState.HELD) is book.get(CALL)


def test_a_talking_call_is_preferred_to_a_held_one() -> None:
    book = CallBook()
    for number, state in ((1, Ev.CTL_TERM_CONN_HELD), (2, Ev.CTL_TERM_CONN_TALKING)):
        told(book, CallEv(Ev.CTL_CONN_ESTABLISHED, AGENT), CallEv(state, AGENT, "SEP1"), call=number)
    assert book.at(AGENT, TerminalState.TALKING, TerminalState.HELD) is book.get(2)


def test_a_call_that_goes_on_already_is_known_by_its_snapshot() -> None:
    book = CallBook()
    parties = (
        Party(CALLER, "PSTN", ConnectionState.ESTABLISHED, TerminalState.TALKING),
        Party(AGENT, "SEP1", ConnectionState.ESTABLISHED, TerminalState.HELD),
    )
    book.snapshot(Snapshot(CALL, parties, CALLER, "6001", data={"callVariable1": "gold"}), 5.0)
    call = book.get(CALL)
    assert call is not None
    assert (call.state, call.calling, call.variables) == ("connected", CALLER, {"callVariable1": "gold"})


def test_a_party_that_left_is_no_longer_on_the_call() -> None:
    book = CallBook()
    dialled(book)
    rings(book)
    call = told(book, CallEv(Ev.CTL_CONN_DISCONNECTED, AGENT, cause=Cause.NO_ANSWER_FROM_USER))
    assert list(call.parties) == [CALLER]


def test_what_the_lab_dialled_is_known_whether_the_events_come_first_or_not() -> None:
    book = CallBook()
    dialled(book)
    call = book.begin(CALL, CALLER, "6001", {"callVariable1": "gold"}, 9.0)
    assert (call.began, call.variables, call.state) == (10.0, {"callVariable1": "gold"}, "dialing")


def test_when_the_link_is_lost_no_call_is_shown_as_going_on() -> None:
    book = CallBook()
    dialled(book)
    book.link_lost(20.0)
    call = book.get(CALL)
    assert call is not None
    assert (call.state, call.cause) == ("ended", Cause.CTI_MANAGER_FAILURE)


def test_only_the_last_ended_calls_are_kept() -> None:
    book = CallBook()
    for number in range(1, calls.ENDED_CALLS_KEPT + 11):
        told(book, CallEv(Ev.CALL_INVALID), call=number)
    assert book.get(10) is None
    assert book.get(11) is not None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            CallEv,
            st.sampled_from(Ev),
            st.sampled_from(["", CALLER, AGENT, "7001"]),
            st.sampled_from(["", "PSTN", "SEP1"]),
            st.sampled_from(Cause),
        )
    )
)
def test_whatever_cucm_tells_an_ended_call_only_comes_back_when_it_is_active_anew(
    events: list[CallEv],
) -> None:
    book = CallBook()
    over = False
    for number, event in enumerate(events):
        call = told(book, event, now=float(number))
        assert call.state in {"dialing", "ringing", "connected", "ended"}
        assert not (over and call.state != "ended" and event.ev not in calls.ACTIVATIONS)
        over = call.state == "ended"
