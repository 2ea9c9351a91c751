"""The messages of CTI Manager, each handed to the module that knows what it means."""

from __future__ import annotations

from ccx_engine.engine.agents import other_lines, phone
from ccx_engine.engine.contacts import application_tasks
from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.telephony import adoption, jtapi_call_events, jtapi_device_events, providers
from ccx_engine.jtapi import messages as jtapi


def hear(state: EngineState, provider: Provider, message: jtapi.Message) -> None:
    """A message of CTI Manager, for the provider that it is signed in as."""
    match message:
        case jtapi.CallEvs():
            jtapi_call_events.hear(state, provider, message)
            _other_lines(state, message)
        case jtapi.Done() | jtapi.Refused():
            state.answered(message)
        case jtapi.Snapshot():
            state.in_snapshots.add(message.call)
            adoption.adopt(state, provider, message)
            _other_lines(state, message)
        case jtapi.Dtmf():
            application_tasks.press(state, message)
        case jtapi.DeviceEv():
            jtapi_device_events.hear(state, provider, message)
        case jtapi.Terminals():
            providers.signed_in(state, provider, message)


def _other_lines(state: EngineState, message: jtapi.CallEvs | jtapi.Snapshot) -> None:
    for agent in other_lines.hear(state, message):
        phone.other_line(state, agent)
