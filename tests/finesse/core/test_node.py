"""What a node does, from what its links and users say."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, LocalConnectionState, StatusCode
from ccx_engine.cti.errors import SessionLost
from finesse.core.effects import GiveUpSession, KeepLearnt, ProvideFeeds, Publish, SendRequest, WentInService
from finesse.core.service import CtiState
from tests.finesse.core.house import IDENTITY, SECONDS, STATUS, House, request
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    OUTSIDE,
    agent_state,
    begin,
    configuration,
    delivered,
    field,
)


@pytest.mark.parametrize("order", [("up", "open", "learn"), ("open", "up", "learn"), ("open", "learn", "up")])
def test_it_serves_once_cti_has_told_everything_and_desktops_can_hear(order: tuple[str, ...]) -> None:
    house = House()
    for step in order:
        assert not house.node.service.is_in
        getattr(house, step)()

    assert house.node.service.is_in
    assert len(house.came(WentInService)) == 1


def test_until_the_last_answer_it_is_not_in_service() -> None:
    house = House()
    house.up()
    house.open()
    while house.answers:
        assert not house.node.service.is_in
        house.answer()

    assert house.node.service.is_in


def test_everyone_is_told_first_and_in_service_last() -> None:
    house = House()
    house.engine.states = {"agent1": AgentState.TALKING, "agent2": AgentState.READY}
    house.engine.calls = {"1001": {CALL: LocalConnectionState.CONNECT}}
    house.up()
    house.open()
    house.learn()

    assert house.told() == [
        "User/agent1 PUT TALKING",
        "Team/1/Users PUT TALKING",
        f"agent1 POST {CALL} ACTIVE 1001=ACTIVE",
        "User/agent2 PUT READY",
        "Team/1/Users PUT READY",
        "IN_SERVICE",
    ]


def test_out_of_service_nothing_is_published() -> None:
    house = House()
    house.open()
    house.learn()
    house.hear(agent_state("agent1", AgentState.NOT_READY))

    assert house.told() == []
    user = house.node.state.user("agent1")
    assert user is not None
    assert user.state == "NOT_READY"


@pytest.mark.parametrize(
    ("lost", "reason"),
    [(CtiState.UNREACHABLE, "CTI_DISCONNECTED"), (CtiState.STANDBY, "CTI_NOT_MASTER")],
)
def test_a_lost_engine_takes_it_out_of_service_and_is_told(lost: CtiState, reason: str) -> None:
    house = House()
    house.serve("agent1")
    house.take(house.node.cti_lost(lost, house.now))

    (told,) = house.heard()
    assert (told.node, field(told, "status")) == (STATUS, "OUT_OF_SERVICE")
    assert field(told, "statusReason") == house.node.service.reason == reason
    assert field(told, "lastCTIHeartbeatStatus") == "failure"


def test_a_lost_notification_service_is_told_too_though_hardly_anybody_can_hear_it() -> None:
    house = House()
    house.serve("agent1")
    house.take(house.node.notifier_down(house.now))
    assert house.told() == ["OUT_OF_SERVICE"]
    house.effects.clear()

    house.up()
    assert house.told() == ["User/agent1 PUT NOT_READY", "Team/1/Users PUT NOT_READY", "IN_SERVICE"]


def test_a_call_that_ended_meanwhile_leaves_the_list_before_anything_else_is_told() -> None:
    house = House()
    house.serve("agent1")
    house.hear(
        begin(CALL, CallType.CCX_IN, "6001", ani="9555"),
        delivered(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1),
    )
    house.take(house.node.cti_lost(CtiState.UNREACHABLE, house.now))
    house.effects.clear()
    house.open()
    house.learn()

    assert house.told()[0].startswith(f"agent1 DELETE {CALL}")
    assert house.told()[1:] == ["User/agent1 PUT NOT_READY", "Team/1/Users PUT NOT_READY", "IN_SERVICE"]


def test_what_was_learnt_is_kept_and_gets_its_nodes() -> None:
    house = House()
    house.up()
    house.open()
    house.learn()

    kinds = [type(one) for one in house.effects if not isinstance(one, SendRequest | Publish)]
    assert kinds == [ProvideFeeds, KeepLearnt, WentInService]


def test_another_configuration_is_kept_too() -> None:
    house = House()
    house.serve()
    house.hear(*list(configuration())[3:6])

    assert len(house.came(KeepLearnt)) == len(house.came(ProvideFeeds)) == 1
    assert not house.came(WentInService)


def test_a_configuration_that_was_reset_is_read_again_in_service() -> None:
    house = House()
    house.serve()
    house.hear(cti.FailureEvent(status=StatusCode.AUTO_CONFIG_RESET))
    assert [type(one) for one in house.sent()] == [cti.ConfigRequestKeyEvent]

    house.learn()
    assert house.node.service.is_in


def test_an_engine_that_does_not_tell_everything_in_time_is_given_up() -> None:
    house = House()
    house.unanswered.add(cti.TeamConfigReq)
    house.open()
    house.learn()
    house.pass_time(SECONDS.cti_recovery - 1)
    assert not house.came(GiveUpSession)

    house.clock = SECONDS.cti_recovery
    house.take(house.node.tick(house.now))
    assert len(house.came(GiveUpSession)) == 1


def test_once_everything_is_known_the_engine_may_be_silent() -> None:
    house = House()
    house.serve()

    assert house.node.next_deadline() is None


def test_requests_have_the_numbers_of_the_session_in_their_order() -> None:
    house = House()
    house.serve("agent1", "agent2")
    house.ask("r1", "agent1")
    house.ask("r2", "agent2")

    first, second = (getattr(one, "invoke_id", 0) for one in house.sent(cti.SetAgentStateReq))
    assert second == first + 1 > 1


def test_the_first_event_of_a_request_names_it() -> None:
    house = House()
    house.serve("agent1")
    house.ask("r1")
    house.hear(agent_state("agent1", AgentState.READY), agent_state("agent1", AgentState.NOT_READY))

    own = [one.request_id for one in house.heard() if one.node == "/finesse/api/User/agent1"]
    assert own == ["r1", ""]


def test_the_same_event_again_is_no_news() -> None:
    house = House()
    house.serve("agent1")
    house.hear(agent_state("agent1", AgentState.READY), agent_state("agent1", AgentState.READY))

    assert house.told() == ["User/agent1 PUT READY", "Team/1/Users PUT READY"]


def test_without_a_session_nothing_can_be_asked() -> None:
    house = House()
    house.up()
    with pytest.raises(SessionLost, match="SET_AGENT_STATE_REQ cannot be sent"):
        house.ask()

    house.open()
    assert [type(one) for one in house.sent()] == [cti.ConfigRequestKeyEvent]


def test_a_lost_session_forgets_what_was_asked_in_it() -> None:
    house = House()
    house.serve("agent1")
    house.ask("r1")
    house.ask("r2")
    house.take(house.node.cti_lost(CtiState.UNREACHABLE, house.now))
    house.open()
    house.learn()
    house.effects.clear()
    house.ask("r3")
    house.pass_time(SECONDS.cti_answer)

    assert len(house.sent(cti.SetAgentStateReq)) == 1
    assert [one.request_id for one in house.heard()] == ["r3"]  # it had its time, the others are forgotten


def test_a_request_without_an_answer_is_refused_in_time() -> None:
    house = House()
    house.serve("agent1")
    house.ask("r1")
    house.pass_time(SECONDS.cti_answer)

    (error,) = house.heard()
    assert (field(error, "errorMessage"), error.request_id) == ("CF_REQUEST_TIMEOUT_REJECTION", "r1")


def test_a_desktop_that_vanished_is_signed_out_after_its_time() -> None:
    house = House()
    house.serve("agent1")
    house.take(house.node.present("agent1", "desktop", True, house.now))
    house.take(house.node.present("agent1", "desktop", False, house.now))
    house.pass_time(SECONDS.presence_grace - 1)
    assert house.sent() == []

    house.pass_time(1)
    (sign_out,) = house.sent(cti.SetAgentStateReq)
    assert isinstance(sign_out, cti.SetAgentStateReq)
    assert (sign_out.agent_id, sign_out.agent_state) == ("agent1", AgentState.LOGOUT)
    assert (sign_out.event_reason_code, sign_out.forced_flag) == (255, 1)


def test_a_desktop_that_comes_back_in_time_stays() -> None:
    house = House()
    house.serve("agent1")
    for available in (True, False, True):
        house.take(house.node.present("agent1", "desktop", available, house.now))
    house.pass_time(2 * SECONDS.presence_grace)

    assert house.sent() == []


def test_who_vanished_while_it_was_out_of_service_has_the_whole_time_afterwards() -> None:
    house = House()
    house.serve("agent1")
    house.take(house.node.present("agent1", "desktop", True, house.now))
    house.take(house.node.cti_lost(CtiState.UNREACHABLE, house.now))
    house.take(house.node.present("agent1", "desktop", False, house.now))
    house.pass_time(2 * SECONDS.presence_grace)
    house.open()
    house.learn()
    house.effects.clear()
    house.pass_time(SECONDS.presence_grace - 1)
    assert house.sent() == []

    house.pass_time(1)
    assert len(house.sent(cti.SetAgentStateReq)) == 1


def test_presences_are_told_by_user_and_by_desktop() -> None:
    house = House()
    house.serve("agent1")
    user = house.node.state.user("agent1")
    assert user is not None
    house.take(house.node.present("AGENT1", "phone", True, house.now))
    assert (house.node.is_present(user), house.node.is_at_desktop(user)) == (True, False)

    house.take(house.node.present("agent1", "desktop", True, house.now))
    house.take(house.node.present("nobody", "desktop", True, house.now))
    assert house.node.is_at_desktop(user)

    house.take(house.node.notifier_down(house.now))
    assert not house.node.is_present(user)


def test_an_agent_who_signs_in_is_asked_for_his_calls() -> None:
    house = House()
    house.serve()
    house.engine.calls = {"1001": {CALL: LocalConnectionState.CONNECT}}
    house.hear(agent_state("agent1", AgentState.NOT_READY))
    house.learn()

    assert [type(one) for one in house.sent()] == [cti.SnapshotDeviceReq, cti.SnapshotCallReq]
    assert house.told()[-2:] == [
        f"agent1 POST {CALL} ACTIVE 1001=ACTIVE",
        "Team/1/Users PUT NOT_READY",
    ]


def test_its_state_names_both_hosts_and_when_cti_was_heard_last() -> None:
    house = House()
    house.serve()
    house.clock = 7.0
    house.node.heartbeat_answered(house.now)
    info = house.node.system_info(house.now)

    assert (info.host, info.primary.host) == (IDENTITY.host, IDENTITY.primary)
    assert info.secondary is not None
    assert info.secondary.host == IDENTITY.secondary
    assert (info.last_heartbeat, info.now, info.timezone_offset) == (house.now.date, house.now.date, 60)
    assert info.heartbeat_ok
    assert house.node.cti_has_spoken


def test_before_the_first_session_cti_has_not_spoken() -> None:
    house = House()

    assert not house.node.cti_has_spoken
    assert house.node.system_info(house.now).last_heartbeat_ms == 0


def test_a_request_is_sent_as_it_was_asked() -> None:
    house = House()
    house.serve("agent1")
    house.ask()

    (sent,) = house.sent()
    assert isinstance(sent, cti.SetAgentStateReq)
    assert (sent.agent_id, sent.agent_state) == (request().agent_id, request().agent_state)
