"""What travels between the boxes, a Hop per message; the log's line is one view of it, alike everywhere.

`IN  cti   finesse ANSWER_CALL_REQ call=16777217 agent=agent1 invoke=12` - so that `grep 16777217` over the
logs of all services follows one call through the whole house. Other views register with `watch`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

IN = "IN "
OUT = "OUT"


@dataclass(frozen=True, slots=True)
class Ends:
    """Between whom: the service that tells, and who is at the other end.

    `other` is a service's name, or `client` and an address; `peer` is how the log names the other end.
    """

    protocol: str
    service: str
    other: str
    peer: str


Raw = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Hop:
    """One message that a service heard (IN) or said (OUT), at a Unix time.

    `keys` are what to find it by (call, agent, …): never a password or a message's content. `raw` gives its
    bytes as the protocol writes them, passwords masked. Ask it only where they are shown, and at once: it
    holds what they are made of.
    """

    time: float
    direction: str
    ends: Ends
    name: str
    keys: Mapping[str, object] = field(default_factory=dict)
    raw: Raw = field(default=bytes, repr=False, compare=False)

    @property
    def sender(self) -> str:
        return self.ends.other if self.direction == IN else self.ends.service

    @property
    def receiver(self) -> str:
        return self.ends.service if self.direction == IN else self.ends.other


View = Callable[[Hop], None]

_views: list[View] = []


def watched() -> bool:
    """Whether somebody looks. Ask for each message, before anything is made of it: views come and go."""
    return bool(_views) or logger.isEnabledFor(logging.DEBUG)


def watch(view: View) -> Callable[[], None]:
    """Show every hop of this process to a view from now on; what is returned ends that.

    A view is shown a hop while the service is at work: it keeps what it needs and returns. One that fails is
    shown nothing more.
    """
    _views.append(view)

    def end() -> None:
        if view in _views:
            _views.remove(view)

    return end


def tell(hop: Hop) -> None:
    """Show a hop to who looks: the log, and the views."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("%s", line(hop))
    for view in tuple(_views):
        try:
            view(hop)
        except Exception:
            logger.exception("a view of what travels fails, and is shown nothing more")
            if view in _views:
                _views.remove(view)


def line(hop: Hop) -> str:
    """A hop as the log has it: direction, protocol, peer, name, and the keys that say something."""
    shown = "".join(f" {key}={value}" for key, value in hop.keys.items() if value not in (None, ""))
    return f"{hop.direction} {hop.ends.protocol:<5} {hop.ends.peer} {hop.name}{shown}"
