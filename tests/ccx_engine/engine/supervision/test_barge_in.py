"""A supervisor barges in: the agent's phone consults his and confers, and what may fail on the way."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.supervision.monitoring import (
    BARGE,
    BARGE_IN,
    CALLER,
    CLEAR,
    LISTEN,
    MONITOR,
    listens,
    supervise,
    without_media,
)
from tests.ccx_engine.engine.world import CALL, World, names, said


def test_barging_in_is_a_conference_that_the_agents_phone_controls(talk: World) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ (barge-in), CALL_CONFERENCED_EVENT; CallType 23, EventCause 48
    listens(talk)
    confirmation = talk.ask(supervise(BARGE_IN, supervisor_call_id=MONITOR), cti.SuperviseCallConf)
    said(confirmation, call_id=BARGE, connection_device_id="2099")
    told = without_media(talk.take())
    assert names(told) == [
        *["CALL_CONNECTION_CLEARED_EVENT"] * 2, "CALL_CLEARED_EVENT", "END_CALL_EVENT",  # listening ends
        "CALL_HELD_EVENT",
        "BEGIN_CALL_EVENT", "CALL_SERVICE_INITIATED_EVENT", "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT", "CALL_ESTABLISHED_EVENT",
        "CALL_CONFERENCED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT",
        "sup1 TALKING",
    ]  # fmt: skip
    begin, delivered, established, conferenced, update = told[5], told[8], told[9], told[10], told[11]
    said(begin, call_id=BARGE, call_type=23)
    said(delivered, alerting_device_id="2099", event_cause=48)
    said(established, answering_device_id="2099", event_cause=48)
    said(conferenced, primary_call_id=CALL, secondary_call_id=BARGE, event_cause=48)
    said(conferenced, controller_device_id="2006", added_party_device_id="2099")
    assert isinstance(conferenced, cti.CallConferencedEvent)
    together = [each.connected_party_device_id for each in conferenced.connected_parties]
    assert together == [CALLER, "2006", "2099"]
    said(update, call_id=BARGE, new_call_id=CALL, connection_device_id="2099", call_type=15)
    # source: Finesse Web Services guide, Make a barge call (CCX: NOT_READY to TALKING on an ICD call)
    assert talk.state("sup1") == (AgentState.TALKING, 0)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_a_supervisor_who_has_barged_in_leaves_again(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.take()
    talk.ask(supervise(CLEAR, supervisor_call_id=CALL), cti.SuperviseCallConf)
    cleared, free = without_media(talk.take())
    said(cleared, NAME="CALL_CONNECTION_CLEARED_EVENT", releasing_device_id="2099", event_cause=45)
    # source: Unified CCX reporting guide, 32755: the call ended, and he was not Ready before
    said(free, agent_id="sup1", agent_state=AgentState.NOT_READY, event_reason_code=32755)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_barging_into_a_call_that_is_not_the_contact_centres_leaves_the_supervisor_not_ready(
    talk: World,
) -> None:
    # source: Finesse Web Services guide, Make a barge call (CCX: Talking on an ICD call)
    own = talk.call("5559999", "2007")
    talk.pick_up("2007")
    silent = talk.ask(
        supervise(LISTEN, agent_call_id=own, agent_connection_device_id="2007"), cti.SuperviseCallConf
    )
    assert isinstance(silent, cti.SuperviseCallConf)
    talk.request(supervise(BARGE_IN, agent_call_id=own, agent_connection_device_id="2007"))
    assert "2099" in talk.engine.state.calls[own].connections
    assert talk.state("sup1")[0] is AgentState.NOT_READY


def test_a_supervisor_who_has_barged_in_counts_no_contact_and_has_no_wrap_up(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.hang_up(CALLER)
    talk.hang_up("2006")
    assert talk.state("agt2006")[0] is AgentState.WORK
    assert talk.state("sup1") == (AgentState.NOT_READY, 32755)
    assert talk.agent("sup1").contacts_handled == 0


def test_who_has_barged_in_may_choose_what_he_is_after_the_call(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.set_state("sup1", AgentState.NOT_READY, 5)
    talk.hang_up("2099")
    assert talk.state("sup1") == (AgentState.NOT_READY, 5)


@pytest.mark.parametrize("failing", [jtapi.Consult, jtapi.Answer, jtapi.Conference])
def test_a_barge_in_that_fails_leaves_the_agent_with_the_caller(
    talk: World, failing: type[jtapi.Request]
) -> None:
    listens(talk)
    talk.refuses[failing] = CtiError.ILLEGAL_CALL_STATE
    talk.request(supervise(BARGE_IN))
    talk.advance(1.0)
    talk.take()
    assert set(talk.engine.state.calls) == {CALL}
    assert talk.engine.state.calls[CALL].connections["2006"].state.name == "CONNECT"
    assert talk.state("agt2006") == (AgentState.TALKING, 0)
