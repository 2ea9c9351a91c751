"""What travels on the JTAPI link, each declared once.

A request has a `request_id` that the client chooses; its answer is `Done` or `Refused` with that id. What the
request caused is told by events, to every provider that observes a party of the call; a request's `Done`
precedes the events it causes. A call is its packed id (`CallId.packed`), an address its directory number, a
terminal its device name.
"""

from __future__ import annotations

from typing import Any

from ccx_engine.jtapi.messages.answers import Done, Refused
from ccx_engine.jtapi.messages.base import Message, Request
from ccx_engine.jtapi.messages.call_control import (
    Accept,
    Answer,
    Conference,
    Connect,
    Consult,
    Disconnect,
    GenerateDtmf,
    Hold,
    Redirect,
    Reject,
    Transfer,
    TransferTo,
    Unhold,
)
from ccx_engine.jtapi.messages.events import (
    CallEv,
    CallEvs,
    DeviceEv,
    Dtmf,
    Heartbeat,
    Party,
    Rtp,
    Snapshot,
    TerminalInfo,
    Terminals,
    ToneChanged,
)
from ccx_engine.jtapi.messages.phones import (
    OffHook,
    OnHook,
    PlugPhone,
    PressKeys,
    UnplugPhone,
)
from ccx_engine.jtapi.messages.provider import (
    Observe,
    OpenProvider,
    RegisterTerminal,
    ShutdownProvider,
    Unobserve,
)
from ccx_engine.jtapi.messages.supervision import (
    PlayTone,
    StartMonitor,
    StartRecording,
    StopRecording,
)

__all__ = [
    "KINDS",
    "Accept",
    "Answer",
    "CallEv",
    "CallEvs",
    "Conference",
    "Connect",
    "Consult",
    "DeviceEv",
    "Disconnect",
    "Done",
    "Dtmf",
    "GenerateDtmf",
    "Heartbeat",
    "Hold",
    "Message",
    "Observe",
    "OffHook",
    "OnHook",
    "OpenProvider",
    "Party",
    "PlayTone",
    "PlugPhone",
    "PressKeys",
    "Redirect",
    "Refused",
    "RegisterTerminal",
    "Reject",
    "Request",
    "Rtp",
    "ShutdownProvider",
    "Snapshot",
    "StartMonitor",
    "StartRecording",
    "StopRecording",
    "TerminalInfo",
    "Terminals",
    "ToneChanged",
    "Transfer",
    "TransferTo",
    "Unhold",
    "Unobserve",
    "UnplugPhone",
]

_LISTED = (
    OpenProvider, ShutdownProvider, RegisterTerminal, Observe, Unobserve,
    Connect, Accept, Reject, Answer, Hold, Unhold, Disconnect, Redirect, Consult, Transfer, TransferTo,
    Conference, GenerateDtmf,
    StartMonitor, StartRecording, StopRecording, PlayTone,
    OffHook, OnHook, PressKeys, UnplugPhone, PlugPhone,
    Done, Refused,
    Terminals, DeviceEv, CallEvs, Snapshot, Dtmf, ToneChanged, Rtp, Heartbeat,
)  # fmt: skip

KINDS: dict[str, Any] = {kind.__name__: kind for kind in _LISTED}
