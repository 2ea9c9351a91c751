"""Who listens at a party of a call, and what records it: what a connection keeps of that, and its events.

Source: Cisco Unified JTAPI Developers Guide, Message Sequence Charts, "Recording and Monitoring".
"""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.jtapi.messages import CallEv
from ccx_engine.jtapi.model import Ev


@dataclass(frozen=True, slots=True)
class Listener:
    """A monitoring call, the address and terminal it listens from, and the terminal it listens `at`."""

    call: int
    address: str
    terminal: str
    at: str

    def begun(self, target: str) -> list[CallEv]:
        """What tells the target's side that somebody listens, and who."""
        start = CallEv(Ev.MONITORING_START, target, self.at, other_call=self.call)
        who = CallEv(
            Ev.MONITOR_INITIATOR_INFO,
            target,
            self.at,
            other_call=self.call,
            other_address=self.address,
            other_terminal=self.terminal,
        )
        return [start, who]

    def ended(self, target: str) -> list[CallEv]:
        """What tells the target's side that nobody listens any more."""
        return [CallEv(Ev.MONITORING_END, target, self.at, other_call=self.call)]


@dataclass(slots=True)
class Recording:
    """A terminal is to be recorded. `far` is with whom it is just now; empty while the recording rests."""

    at: str
    recorder: str
    automatic: bool
    far: str = ""

    def begun(self, address: str) -> list[CallEv]:
        """The events that tell that the recording runs, and where it goes."""
        info = CallEv(Ev.RECORDING_TARGET_INFO, address, self.at, other_address=self.recorder)
        return [CallEv(Ev.RECORDING_START, address, self.at), info]

    def end(self, address: str) -> list[CallEv]:
        """The recording rests from now on. The events that tell so; none if it rested already."""
        ran, self.far = self.far, ""
        return [CallEv(Ev.RECORDING_END, address, self.at)] if ran else []

    def follow(self, address: str, far: str) -> list[CallEv]:
        """The far end is another: the recording restarts, or rests without one. The events that tell so."""
        if far == self.far:
            return []
        told = self.end(address)
        self.far = far
        return told + (self.begun(address) if far else [])
