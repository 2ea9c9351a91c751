"""What CTI Manager tells: of the provider, its devices, and the calls it hears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from msgspec import field, structs

from ccx_engine.jtapi.messages.base import Message, Part
from ccx_engine.jtapi.model import (
    Cause,
    ConnectionState,
    Ev,
    Reason,
    TerminalKind,
    TerminalState,
    Tone,
    ToneDirection,
)


class TerminalInfo(Part, frozen=True):
    """`restricted`: of its name and its addresses, those that nobody is allowed to control."""

    name: str
    kind: TerminalKind
    addresses: tuple[str, ...]
    in_service: bool = True
    restricted: tuple[str, ...] = ()
    model: str = ""

    def with_addresses(self, addresses: tuple[str, ...]) -> Self:
        """A copy of this terminal with these addresses."""
        return structs.replace(self, addresses=addresses)


class Terminals(Message, frozen=True):
    """What the provider's user controls, sent once it is in service."""

    terminals: tuple[TerminalInfo, ...]


class DeviceEv(Message, frozen=True):
    """The provider, a terminal or an address changed: `terminal` and `address` are empty where not meant.

    A phone that loses its registration: its calls end first, then CiscoAddrOutOfServiceEv of each of its
    lines, with the terminal (a shared line may serve on another), then CiscoTermOutOfServiceEv.

    A device that comes into the provider's control list: CiscoTermCreatedEv with its `kind` and `model`,
    CiscoAddrCreatedEv of each line with the terminal, then, if it is in service, that it is. One that leaves
    it is out of service first, then CiscoAddrRemovedEv, CiscoTermRemovedEv. Lines come and go alike.

    What CUCM's administrator lets nobody control is restricted (CiscoTermRestrictedEv, CiscoAddrRestrictedEv)
    until he lets it be again (CiscoTermActivatedEv, CiscoAddrActivatedEv).
    """

    ev: Ev
    terminal: str = ""
    address: str = ""
    kind: TerminalKind = TerminalKind.PHONE  # only CiscoTermCreatedEv tells kind and model
    model: str = ""


class CallEv(Part, frozen=True):
    """One event of a call; `address` and `terminal` are empty where the event is not about one.

    `other_address` and `other_terminal` are the far side's of a monitoring (`other_call` is its call), and
    the recorder's number.
    """

    ev: Ev
    address: str = ""
    terminal: str = ""
    cause: Cause = Cause.NO_ERROR
    other_call: int = 0  # the second call of a transfer, conference, consultation, monitoring or change of id
    other_address: str = ""
    other_terminal: str = ""


class CallEvs(Message, frozen=True):
    """A meta event: what happened to a call at one moment, in JTAPI's order.

    `calling` and `called` are the parties as the call was made; `called` follows a redirection's mode, and
    `last_redirected` is the address that sent the call on last. `data` comes with the first events of a call.

    Who hears a call for the first time is told it as it stands: CallActiveEv, then every party's events
    straight into its state. For whom the last observed party left, the call ends with CallInvalidEv and
    CallObservationEndedEv, though others may talk on.

    `monitors` is not 0 in a monitoring call: the call that is listened to. Its called party is then the
    built-in bridge of the target's phone: an address with the target's number of the type MONITORING_TARGET,
    without a terminal, and not the target's line - whose observers do not hear this call.
    """

    call: int
    events: tuple[CallEv, ...]
    reason: Reason = Reason.NORMAL
    calling: str = ""
    called: str = ""
    last_redirected: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    monitors: int = 0


class Party(Part, frozen=True):
    """One connection of a snapshot. `monitored_by` is the call that listens there, `recorded` for itself."""

    address: str
    terminal: str
    connection: ConnectionState
    state: TerminalState
    monitored_by: int = 0
    recorded: bool = False


class Snapshot(Message, frozen=True):
    """A call as it stands, for who begins to observe it."""

    call: int
    parties: tuple[Party, ...]
    calling: str = ""
    called: str = ""
    last_redirected: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    monitors: int = 0


class Dtmf(Message, frozen=True):
    """Digits heard at an address of a call."""

    call: int
    address: str
    digits: str


class ToneChanged(Message, frozen=True):
    """A tone is played (CiscoToneChangedEv): LOCAL_ONLY here, at the address, REMOTE_ONLY at the far end."""

    call: int
    address: str
    tone: Tone
    direction: ToneDirection


class Rtp(Message, frozen=True):
    """A stream of a terminal starts or stops: `ev` is one of CiscoRTP(Input|Output)(Started|Stopped)Ev.

    Of an input `ip` and `port` are the terminal's own, of an output those it sends to: the far end, the
    conference bridge, or music on hold. `payload` is the codec (RTPPayload: G.711 mu-law, 64 kbit/s),
    `packet_size` the milliseconds of a packet. Told to who observes with `media`; no packet ever flows.
    """

    ev: Ev
    call: int
    address: str
    terminal: str
    ip: str = ""
    port: int = 0
    payload: int = 4
    packet_size: int = 20


class Heartbeat(Message, frozen=True):
    """Sent by both sides when they had nothing else to say for an interval."""
