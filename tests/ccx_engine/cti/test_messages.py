"""The declared messages against the guide's list, and what it is like to use them."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages, reading
from ccx_engine.cti.enums import AgentState, ConnectionDeviceType
from ccx_engine.cti.layout import Form
from ccx_engine.cti.wire import REGISTRY, Message, message

# source: CTI guide, "All Message Types Organized by Class and Type" and the message pages; 147-150: GED-188.
# Number, name, bytes of the fixed part in version 10, and in version 18 where that differs.
GUIDE = """
1 FAILURE_CONF 8
2 FAILURE_EVENT 4
3 OPEN_REQ 44
4 OPEN_CONF 26
5 HEARTBEAT_REQ 4
6 HEARTBEAT_CONF 4
7 CLOSE_REQ 8
8 CLOSE_CONF 4
9 CALL_DELIVERED_EVENT 54
10 CALL_ESTABLISHED_EVENT 50
11 CALL_HELD_EVENT 22
12 CALL_RETRIEVED_EVENT 22
13 CALL_CLEARED_EVENT 20
14 CALL_CONNECTION_CLEARED_EVENT 22
15 CALL_ORIGINATED_EVENT 46
16 CALL_FAILED_EVENT 24
17 CALL_CONFERENCED_EVENT 46
18 CALL_TRANSFERRED_EVENT 46
19 CALL_DIVERTED_EVENT 32
20 CALL_SERVICE_INITIATED_EVENT 44
21 CALL_QUEUED_EVENT 40
23 BEGIN_CALL_EVENT 26
24 END_CALL_EVENT 16
25 CALL_DATA_UPDATE_EVENT 40
26 SET_CALL_DATA_REQ 30
27 SET_CALL_DATA_CONF 4
30 AGENT_STATE_EVENT 58
31 SYSTEM_EVENT 26
35 CONTROL_FAILURE_CONF 10
36 QUERY_AGENT_STATE_REQ 16
37 QUERY_AGENT_STATE_CONF 30
38 SET_AGENT_STATE_REQ 17 21
39 SET_AGENT_STATE_CONF 4
40 ALTERNATE_CALL_REQ 20
41 ALTERNATE_CALL_CONF 4
42 ANSWER_CALL_REQ 14
43 ANSWER_CALL_CONF 4
44 CLEAR_CALL_REQ 14
45 CLEAR_CALL_CONF 4
46 CLEAR_CONNECTION_REQ 14
47 CLEAR_CONNECTION_CONF 4
48 CONFERENCE_CALL_REQ 40
49 CONFERENCE_CALL_CONF 16
50 CONSULT_CALL_REQ 36
51 CONSULT_CALL_CONF 14
54 HOLD_CALL_REQ 16
55 HOLD_CALL_CONF 4
56 MAKE_CALL_REQ 28 32
57 MAKE_CALL_CONF 14
60 RECONNECT_CALL_REQ 20
61 RECONNECT_CALL_CONF 4
62 RETRIEVE_CALL_REQ 14
63 RETRIEVE_CALL_CONF 4
64 TRANSFER_CALL_REQ 40
65 TRANSFER_CALL_CONF 16
78 QUERY_DEVICE_INFO_REQ 10
79 QUERY_DEVICE_INFO_CONF 40
82 SNAPSHOT_CALL_REQ 14
83 SNAPSHOT_CALL_CONF 16 20
84 SNAPSHOT_DEVICE_REQ 10
85 SNAPSHOT_DEVICE_CONF 6
86 CALL_DEQUEUED_EVENT 34
91 SEND_DTMF_SIGNAL_REQ 20
92 SEND_DTMF_SIGNAL_CONF 4
116 RTP_STARTED_EVENT 34
117 RTP_STOPPED_EVENT 20
118 SUPERVISOR_ASSIST_REQ 14
119 SUPERVISOR_ASSIST_CONF 14
120 SUPERVISOR_ASSIST_EVENT 14
121 EMERGENCY_CALL_REQ 14
122 EMERGENCY_CALL_CONF 14
123 EMERGENCY_CALL_EVENT 14
124 SUPERVISE_CALL_REQ 22
125 SUPERVISE_CALL_CONF 10
139 BAD_CALL_REQ 14
140 BAD_CALL_CONF 4
147 START_RECORDING_REQ 34
148 START_RECORDING_CONF 12
149 STOP_RECORDING_REQ 28
150 STOP_RECORDING_CONF 4
223 QUERY_QUEUE_STATISTICS_REQ 4
224 QUERY_QUEUE_STATISTICS_CONF 76
225 QUERY_SUMMARY_STATISTICS_REQ 4
226 QUERY_SUMMARY_STATISTICS_CONF 78
230 CONFIG_REQUEST_KEY_EVENT 0 4
231 CONFIG_KEY_EVENT 4
232 CONFIG_REQUEST_EVENT 4 8
233 CONFIG_BEGIN_EVENT 6
234 CONFIG_END_EVENT 4
235 CONFIG_APPLICATION_EVENT 2
236 CONFIG_CSQ_EVENT 2
237 CONFIG_AGENT_EVENT 2
238 CONFIG_DEVICE_EVENT 2
239 QUERY_AGENT_QUEUE_STATISTICS_REQ 4
240 QUERY_AGENT_QUEUE_STATISTICS_CONF 12
242 TEAM_CONFIG_REQ 14
243 TEAM_CONFIG_EVENT 16
244 TEAM_CONFIG_CONF 8
276 CONFIG_TERMINAL_EVENT 2
"""


@pytest.mark.parametrize("line", GUIDE.split("\n")[1:-1])
def test_each_message_of_the_guide_is_declared(line: str) -> None:
    number, name, *sizes = line.split()
    cls = REGISTRY[int(number)]
    assert name == cls.NAME
    for version, size in ((10, sizes[0]), (18, sizes[-1])):
        assert reading.fixed_size(Form.of(version), cls.LAYOUT) == int(size)


def test_no_other_message_is_declared() -> None:
    assert sorted(REGISTRY) == [int(line.split()[0]) for line in GUIDE.split("\n")[1:-1]]


def test_every_message_can_be_imported_from_the_package() -> None:
    assert {cls.__name__ for cls in REGISTRY.values()} <= set(messages.__all__)


def test_two_messages_cannot_have_one_number() -> None:
    with pytest.raises(ValueError, match="AnswerCallReq both claim number 42"):

        @message(42)
        class AnotherReq(Message):
            pass


def test_a_caller_gives_only_what_matters() -> None:
    request = messages.AnswerCallReq(call_id=16777217, connection_device_id="1001")
    assert request.peripheral_id == 1
    assert request.connection_device_type == ConnectionDeviceType.STATIC
    assert request.agent_instrument is None


def test_a_message_never_changes() -> None:
    request = messages.AnswerCallReq(call_id=16777217, connection_device_id="1001")
    with pytest.raises(dataclasses.FrozenInstanceError):
        request.call_id = 1  # type: ignore[misc]
    assert not hasattr(request, "__dict__")


def test_a_counter_counts_its_members() -> None:
    parties = (messages.ConnectedParty(connected_party_call_id=1, connected_party_device_id="1001"),) * 3
    conf = messages.ConferenceCallConf(
        invoke_id=1, new_call_id=1, new_connection_device_id="1001", connected_parties=parties
    )
    assert conf.num_parties == 3


def test_a_password_is_not_printed() -> None:
    request = messages.SetAgentStateReq(
        agent_state=AgentState.LOGIN, agent_instrument="1001", agent_id="agent1", agent_password="open sesame"
    )
    opening = messages.OpenReq(
        version_number=14, idle_timeout=20, services_requested=0, client_id="desk", client_password=b"sesame"
    )
    assert "sesame" not in f"{request} {opening}"


def test_directions_are_known() -> None:
    from_client = {cls.NAME for cls in REGISTRY.values() if cls.FROM_CLIENT}
    assert len([name for name in from_client if name.endswith("_REQ")]) == len(from_client) - 2
    assert {"CONFIG_REQUEST_KEY_EVENT", "CONFIG_REQUEST_EVENT"} <= from_client


def test_messages_are_equal_when_their_fields_are() -> None:
    one = messages.AnswerCallReq(call_id=1, connection_device_id="1001")
    same = messages.AnswerCallReq(call_id=1, connection_device_id="1001")
    other: object = messages.ClearCallReq(call_id=1, connection_device_id="1001")
    assert one == same
    assert hash(one) == hash(same)
    assert one != dataclasses.replace(one, call_id=2)
    assert one != other
    with pytest.raises(TypeError, match=r"AnswerCallReq.__init__\(\) missing .* 'call_id'"):
        messages.AnswerCallReq(connection_device_id="1001")  # type: ignore[call-arg]
