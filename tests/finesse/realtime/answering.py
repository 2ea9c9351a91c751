"""What a CTI server answers to whom wants to know everything. No socket, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ConfigEndStatus, ConfigurationMask, LocalConnectionState
from ccx_engine.cti.wire import Message
from tests.finesse.realtime.contact_center import AGENT, OUTSIDE, configuration

KEY = bytes(7) + b"\x01"


class Answering:
    """Answers as a CTI server does; `states` and `calls` are what it knows of agents and phones."""

    def __init__(self) -> None:
        self.states: dict[str, AgentState] = {}
        self.calls: dict[str, dict[int, LocalConnectionState]] = {}

    def answers(self, message: Message, number: int) -> Iterator[Message]:
        match message:
            case cti.ConfigRequestKeyEvent():
                yield cti.ConfigKeyEvent(csq_config_key=KEY, agent_config_key=KEY)
            case cti.ConfigRequestEvent(configuration_mask=mask):
                yield from self.upload(mask)
            case cti.TeamConfigReq():
                yield list(configuration())[-2]
                yield cti.TeamConfigConf(invoke_id=number)
            case cti.QueryAgentStateReq(agent_id=agent):
                state = self.states.get(agent or "", AgentState.LOGOUT)
                extension = {"agent1": "1001", "agent2": "1002"}.get(agent or "")
                yield cti.QueryAgentStateConf(
                    invoke_id=number,
                    agent_state=state,
                    agent_id=agent,
                    agent_extension=None if state is AgentState.LOGOUT else extension,
                )
            case cti.SnapshotDeviceReq(agent_instrument=extension):
                calls = self.calls.get(extension, {})
                yield cti.SnapshotDeviceConf(
                    invoke_id=number,
                    calls=tuple(cti.DeviceCall(call_connection_call_id=call) for call in calls),
                )
            case cti.SnapshotCallReq(call_id=call):
                devices = [
                    (extension, calls[call]) for extension, calls in self.calls.items() if call in calls
                ]
                if not devices:
                    yield cti.ControlFailureConf(invoke_id=number, failure_code=11)
                    return
                yield cti.SnapshotCallConf(
                    invoke_id=number,
                    ani="9555",
                    dialed_number="6001",
                    call_devices=tuple(
                        cti.CallDevice(
                            call_connection_call_id=call,
                            call_device_type=AGENT if extension.startswith("1") else OUTSIDE,
                            call_device_id=extension,
                            call_device_connection_state=connection,
                        )
                        for extension, connection in devices
                    ),
                )

    def upload(self, mask: int) -> Iterator[Message]:
        everything = list(configuration())
        for kind, bracket in (
            (ConfigurationMask.APPLICATION, None),
            (ConfigurationMask.CSQ, everything[0:3]),
            (ConfigurationMask.AGENT, everything[3:6]),
            (ConfigurationMask.DEVICE, None),
        ):
            if mask & kind and bracket is None:
                yield cti.ConfigBeginEvent(config_type=1, configuration_mask=kind)
                yield cti.ConfigEndEvent(status=ConfigEndStatus.EMPTY)
            elif mask & kind and bracket is not None:
                yield cti.ConfigBeginEvent(
                    config_type=1, configuration_mask=kind, csq_config_key=KEY, agent_config_key=KEY
                )
                yield from bracket[1:]
