"""What a call does, in words, fed with what CUCM and the engine tell."""

import pytest

from ccx_engine.jtapi.messages import CallEv, CallEvs
from ccx_engine.jtapi.model import Cause, Ev
from lab.telephony import directory_numbers, summary
from lab.telephony.calls import CallBook, HeardCall
from lab.telephony.directory_numbers import DirectoryNumbers
from lab.telephony.summary import Phase
from vos import centre

CALL, CONSULT = 16777217, 16777218
CALLER, TRIGGER, PORT, AGENT = "5551234", "6001", "7001", "1001"


class Scene:
    """A house with one agent, one trigger and two CTI ports, and a book that hears of calls."""

    def __init__(self) -> None:
        self.book = CallBook()
        self.numbers = DirectoryNumbers(
            {AGENT: "agent1"}, {TRIGGER: "Support_Line"}, {AGENT: "SEP1"}, {PORT, "7002"}
        )
        self.called = TRIGGER

    def hear(self, *events: CallEv, call: int = CALL, calling: str = CALLER) -> HeardCall:
        self.book.events(CallEvs(call, events, calling=calling, called=self.called), 1.0)
        heard = self.book.get(call)
        assert heard is not None
        heard.failure = heard.failure or summary.failure(heard, self.book, self.numbers)
        return heard

    def words(self) -> tuple[str, str]:
        call = self.book.get(CALL)
        assert call is not None
        told = summary.of(call, self.book, self.numbers)
        return told.phase.value, told.words

    def dialled(self, to: str = TRIGGER) -> None:
        self.called = to
        self.hear(CallEv(Ev.CALL_ACTIVE), CallEv(Ev.CTL_CONN_ESTABLISHED, CALLER))

    def at_port(self) -> None:
        self.dialled()
        self.hear(CallEv(Ev.CTL_CONN_OFFERED, TRIGGER))
        self.hear(
            CallEv(Ev.CTL_CONN_DISCONNECTED, TRIGGER, cause=Cause.REDIRECTED),
            CallEv(Ev.CTL_CONN_OFFERED, PORT),
            CallEv(Ev.CTL_CONN_ESTABLISHED, PORT),
        )

    def ends(self, cause: Cause, address: str = CALLER) -> None:
        self.hear(CallEv(Ev.CTL_CONN_DISCONNECTED, address, cause=cause), CallEv(Ev.CALL_INVALID))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_call_is_told_from_the_trigger_to_its_end(scene: Scene) -> None:
    scene.dialled()
    assert scene.words() == ("dialing", "dialing Support_Line (6001)")
    scene.hear(CallEv(Ev.CTL_CONN_OFFERED, TRIGGER))
    assert scene.words() == ("arriving", "waiting for a CTI port at Support_Line (6001)")
    scene.at_port()
    assert scene.words() == ("treated", "at Support_Line (6001)")
    scene.book.queued(CALL, ("Support_CSQ",))
    assert scene.words() == ("queued", "queued at Support_CSQ")
    consult = scene.hear(
        CallEv(Ev.CTL_CONN_ESTABLISHED, PORT),
        CallEv(Ev.CTL_CONN_ALERTING, AGENT),
        call=CONSULT,
        calling=PORT,
    )
    assert scene.words() == ("ringing", "ringing at agent1 (1001)")
    assert scene.book.known_as(consult, scene.numbers.ports).id == CALL
    scene.hear(CallEv(Ev.CALL_INVALID), call=CONSULT, calling=PORT)
    scene.hear(
        CallEv(Ev.CTL_CONN_DISCONNECTED, PORT, cause=Cause.NORMAL_CALL_CLEARING),
        CallEv(Ev.CTL_CONN_ESTABLISHED, AGENT),
        CallEv(Ev.CTL_TERM_CONN_TALKING, AGENT, "SEP1"),
    )
    assert scene.words() == ("talking", "talking with agent1 (1001)")
    scene.hear(CallEv(Ev.CTL_TERM_CONN_HELD, AGENT, "SEP1"))
    assert scene.words() == ("talking", "on hold at agent1 (1001)")
    scene.ends(Cause.NORMAL_CALL_CLEARING)
    assert scene.words() == ("ended", "ended after talking with agent1 (1001)")


def test_the_call_that_reached_the_agent_is_still_the_caller_s_when_both_have_ended(scene: Scene) -> None:
    scene.at_port()
    consult = scene.hear(CallEv(Ev.CTL_CONN_ALERTING, AGENT), call=CONSULT, calling=PORT)
    assert scene.book.known_as(consult, scene.numbers.ports).id == CALL
    scene.hear(CallEv(Ev.CALL_INVALID), call=CONSULT, calling=PORT)
    scene.ends(Cause.NORMAL_CALL_CLEARING)
    assert scene.book.known_as(consult, scene.numbers.ports).id == CALL


def test_a_call_whose_engine_stops_tells_of_the_engine(scene: Scene) -> None:
    scene.at_port()
    scene.ends(Cause.DESTINATION_OUT_OF_ORDER, PORT)
    assert scene.words() == (
        "failed",
        "CTI port 7001 of Support_Line (6001) is out of service: "
        "no engine serves it; see `finesse-lab status`",
    )


def test_a_call_to_a_trigger_without_an_engine_tells_of_the_engine(scene: Scene) -> None:
    scene.dialled()
    scene.ends(Cause.DESTINATION_OUT_OF_ORDER)
    assert scene.words() == (
        "failed", "Support_Line (6001) is out of service: no engine serves it; see `finesse-lab status`"
    )  # fmt: skip


def test_a_caller_who_hangs_up_in_the_queue_has_not_failed(scene: Scene) -> None:
    scene.at_port()
    scene.ends(Cause.NORMAL_CALL_CLEARING)
    assert scene.words() == ("ended", "ended")


def test_a_call_that_waits_no_more_is_with_its_application(scene: Scene) -> None:
    scene.at_port()
    scene.book.queued(CALL, ("Support_CSQ",))
    scene.book.queued(CALL, ())
    assert scene.words() == ("treated", "at Support_Line (6001)")


def test_a_call_between_phones_is_known_by_itself(scene: Scene) -> None:
    scene.called = AGENT
    call = scene.hear(CallEv(Ev.CTL_CONN_ALERTING, AGENT), calling="1002")
    assert scene.words() == ("ringing", "ringing at agent1 (1001)")
    assert scene.book.known_as(call, scene.numbers.ports) is call


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause.UNALLOCATED, "no such number: 4711"),
        (Cause.USER_BUSY, "4711 is busy"),
        (Cause.NO_ANSWER_FROM_USER, "nobody answered at 4711"),
        (Cause.CALL_REJECTED, "4711 turned the call down"),
        (Cause.DESTINATION_OUT_OF_ORDER, "4711 is out of service"),
        (Cause.TEMPORARY_FAILURE, "4711 cannot be reached: forwarded in a circle, or CUCM failed"),
    ],
)
def test_a_call_that_does_not_come_about_says_why(scene: Scene, cause: Cause, words: str) -> None:
    scene.dialled("4711")
    scene.ends(cause)
    assert scene.words() == ("failed", words)


def test_a_phone_that_hears_the_tone_of_a_failed_call_has_failed_before_it_hangs_up(scene: Scene) -> None:
    scene.dialled("4711")
    scene.hear(CallEv(Ev.CTL_CONN_FAILED, CALLER, cause=Cause.UNALLOCATED))
    assert scene.words() == ("failed", "no such number: 4711")
    scene.ends(Cause.NORMAL_CALL_CLEARING)
    assert scene.words() == ("failed", "no such number: 4711")


def turned_down(scene: Scene) -> tuple[str, str]:
    scene.dialled()
    scene.hear(CallEv(Ev.CTL_CONN_OFFERED, TRIGGER))
    scene.hear(CallEv(Ev.CTL_CONN_DISCONNECTED, TRIGGER, cause=Cause.CALL_REJECTED))
    scene.ends(Cause.CALL_REJECTED)
    return scene.words()


def test_a_trigger_without_free_sessions_says_so(scene: Scene) -> None:
    assert turned_down(scene) == (
        "failed", "Support_Line (6001) turned the call down: all its sessions are in use"
    )  # fmt: skip


def test_a_trigger_without_free_ports_says_so(scene: Scene) -> None:
    for number, port in enumerate(sorted(scene.numbers.ports)):
        scene.hear(CallEv(Ev.CTL_CONN_ESTABLISHED, port), call=CONSULT + number, calling=f"555{number}")
    assert turned_down(scene) == (
        "failed", "Support_Line (6001) turned the call down: all 2 CTI ports are in use"
    )  # fmt: skip


def test_when_the_link_breaks_nobody_knows_what_became_of_the_call(scene: Scene) -> None:
    scene.dialled()
    scene.book.link_lost(2.0)
    call = scene.book.get(CALL)
    assert call is not None
    assert "the link to CUCM broke" in summary.failure(call, scene.book, scene.numbers)


def test_every_phase_that_the_api_may_tell_is_a_word() -> None:
    assert {each.value for each in Phase} == {
        "dialing", "arriving", "treated", "queued", "ringing", "talking", "failed", "ended"
    }  # fmt: skip


def test_the_sample_centre_names_its_agents_and_triggers() -> None:
    numbers = directory_numbers.of(centre.SAMPLE)
    assert numbers.who("1001") == "agent1 (1001)"
    assert numbers.who("6001") == "Support_Line (6001)"
    assert numbers.who("4711") == "4711"
    assert numbers.who("") == "an unknown number"
