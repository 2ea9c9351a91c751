"""Listening to a call, recording it, and tones into it."""

from __future__ import annotations

from ccx_engine.jtapi.messages.base import Request
from ccx_engine.jtapi.model import Tone, ToneDirection


class StartMonitor(Request, frozen=True):
    """Listen silently, from a terminal's address, to what another terminal, `target`, says in a call.

    `Done.call` is the monitoring call, between the address and the built-in bridge of the target's phone,
    which answers by itself (see `CallEvs.monitors`). Groups, all with reason SILENT_MONITORING: the new call
    up to ESTABLISHED, its last group with CiscoTermConnMonitorTargetInfoEv; then, of the target's call,
    CiscoTermConnMonitoringStartEv and CiscoTermConnMonitorInitiatorInfoEv. While the target holds its call
    the initiator hears nothing; there is no event of it but the stream's (`Rtp`).

    It ends by `Disconnect` of the monitoring call: then also CiscoTermConnMonitoringEndEv of the target's
    call. When the target leaves its call, or that ends, the monitoring call ends with it and there is no such
    event. A target whose call is transferred by the other side is listened to on: `monitors` is its new call.
    The monitoring call can be held, but not transferred, redirected or joined.

    A call that talks on the initiator's terminal is held first. Refused: ACCESS_TO_DEVICE_DENIED without
    control of both terminals or without "Standard CTI Allow Call Monitoring"; PRIMARY_CALL_INVALID if there
    is no such call, PRIMARY_CALL_STATE_INVALID if it does not talk at the target; BIB_NOT_CONFIGURED if the
    target has no built-in bridge, BIB_RESOURCE_NOT_AVAILABLE if somebody listens there already;
    START_MONITORING_FAILED if the initiator takes part in the call; and as in `Connect`.
    """

    terminal: str
    address: str
    call: int
    target: str


class StartRecording(Request, frozen=True):
    """Record what a terminal says and hears in a call that talks there.

    CiscoTermConnRecordingStartEv and CiscoTermConnRecordingTargetInfoEv, with the recorder's number. It goes
    on until StopRecording, or until the terminal leaves the call: CiscoTermConnRecordingEndEv. Meanwhile it
    ends on hold and starts again by itself, and does so too when the far end becomes another.

    A line that records automatically needs no request. Refused: ACCESS_TO_DEVICE_DENIED without "Standard CTI
    Allow Call Recording"; ILLEGAL_CALL_STATE if the call does not talk there; BIB_NOT_CONFIGURED;
    RECORDING_ALREADY_IN_PROGRESS; NO_RECORDING_SESSION where the line's recording option is disabled.
    """

    call: int
    terminal: str


class StopRecording(Request, frozen=True):
    """End a recording that StartRecording began; NO_RECORDING_SESSION if there is none."""

    call: int
    terminal: str


class PlayTone(Request, frozen=True):
    """A tone into a call that talks: at the terminal itself (LOCAL_ONLY) or at its far ends (REMOTE_ONLY).

    Told by `ToneChanged` where it is played and, if that is remote, to the asking side. Refused with
    ILLEGAL_CALL_STATE for both or neither direction, and locally at a CTI port, which has no ear.
    """

    call: int
    terminal: str
    tone: Tone = Tone.ZIP
    direction: ToneDirection = ToneDirection.LOCAL_ONLY
