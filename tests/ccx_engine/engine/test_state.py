"""Requests for CUCM and their answers, waits, output, and the calls that are known to be over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cti import messages as cti
from ccx_engine.engine.model import Client, Provider
from ccx_engine.engine.state import REMEMBER_ENDED_SECONDS, Answer, Ask, EngineState, Reply, Told
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import EVERYTHING, SAMPLE

HOLD = jtapi.Hold(5, "SEP1")


@pytest.fixture
def state() -> EngineState:
    """The sample centre, signed in at CTI Manager with both providers."""
    made = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=1_700_000_000.0)
    made.signed_in = set(Provider)
    return made


def asked(state: EngineState) -> list[jtapi.Request]:
    return [each.request for each in state.take_output() if isinstance(each, Ask)]


def test_each_request_gets_a_number_of_its_own(state: EngineState) -> None:
    state.ask(Provider.RMCM, HOLD)
    state.ask(Provider.TELEPHONY, HOLD)
    first, second = asked(state)
    assert first.request_id != second.request_id
    assert first.numbered(0) == second.numbered(0) == HOLD


def test_an_answer_reaches_who_asked_and_nobody_else(state: EngineState) -> None:
    heard: list[tuple[str, Answer]] = []
    state.ask(Provider.RMCM, HOLD, lambda answer: heard.append(("one", answer)))
    state.ask(Provider.RMCM, HOLD, lambda answer: heard.append(("other", answer)))
    _, other = asked(state)
    done = jtapi.Done(other.request_id, 7)
    state.answered(done)
    state.answered(done)
    assert heard == [("other", done)]


def test_what_cucm_does_not_answer_in_time_is_refused(state: EngineState) -> None:
    heard: list[Answer] = []
    state.ask(Provider.RMCM, HOLD, heard.append)
    (request,) = asked(state)
    assert state.next_deadline() == PRODUCT.request
    state.now = PRODUCT.request
    assert state.rings()
    assert not state.rings()
    (answer,) = heard
    assert isinstance(answer, jtapi.Refused)
    assert (answer.request_id, answer.error) == (request.request_id, CtiError.TIMEOUT)


def test_a_provider_that_is_not_signed_in_is_asked_nothing(state: EngineState) -> None:
    heard: list[Answer] = []
    state.signed_in.remove(Provider.RMCM)
    state.ask(Provider.RMCM, HOLD, heard.append)
    assert asked(state) == []
    assert heard == []  # who asks is never answered before he has asked
    assert state.rings()
    (answer,) = heard
    assert isinstance(answer, jtapi.Refused)
    assert answer.error == CtiError.PROVIDER_NOT_OPEN


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(Provider), st.sampled_from(["answered", "refused", "late", "lost", "twice"])
        ),
        max_size=12,
    )
)
def test_every_request_is_answered_exactly_once(story: list[tuple[Provider, str]]) -> None:
    state = EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0)
    state.signed_in = set(Provider)
    answers: list[list[Answer]] = []
    for provider, fate in story:
        mine: list[Answer] = []
        answers.append(mine)
        state.ask(provider, HOLD, mine.append)
        numbers = [each.request_id for each in asked(state)]
        if fate == "lost":
            state.signed_in.discard(provider)
            state.refuse_asked(provider)
        elif fate != "late":
            kind = jtapi.Refused(numbers[0], 1) if fate == "refused" and numbers else None
            for number in numbers * (2 if fate == "twice" else 1):
                state.answered(kind or jtapi.Done(number))
    state.now += PRODUCT.request
    while state.rings():
        pass
    assert [len(each) for each in answers] == [1] * len(story)
    assert state.next_deadline() is None


def test_output_is_handed_out_once_and_in_order(state: EngineState) -> None:
    client = Client(3, "finesse", EVERYTHING)
    event, conf = cti.SystemEvent(ccx_status=0, ccx_time=0, system_event_id=3), cti.HoldCallConf(invoke_id=1)
    state.tell(event, ("agent1",))
    state.reply(client, conf)
    state.tell_all(event)
    assert state.take_output() == [Told(event, ("agent1",)), Reply(3, conf), Told(event, None)]
    assert state.take_output() == []


def test_a_call_that_is_over_is_remembered_for_as_long_as_a_link_may_be_late(state: EngineState) -> None:
    state.call_ended(5)
    assert state.has_ended(5)
    state.now = REMEMBER_ENDED_SECONDS + 1.0
    state.call_ended(6)
    assert (state.has_ended(5), state.has_ended(6)) == (False, True)
    state.call_lives(6)
    assert not state.has_ended(6)


def test_an_agent_is_found_by_his_id_or_where_he_is_signed_in(state: EngineState) -> None:
    agent = state.agents["agent1"]
    assert state.find_agent("agent1", None) is agent
    assert state.find_agent(None, "1001") is None
    assert state.owner_of("1001") is agent
    state.directory.lines["1001"] = agent
    assert state.find_agent(None, "1001") is agent
    assert state.find_agent("nobody", "1001") is None  # the id counts first
