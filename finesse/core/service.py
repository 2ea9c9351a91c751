"""Whether this node serves, and why not: it follows from how its links stand, by one table.

Sources: Administration Guide, Cisco Finesse failover mechanisms; Finesse Web Services guide, SystemInfo.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from finesse.model.system_info import Status


class CtiState(Enum):
    """How CTI stands."""

    UNTRIED = auto()
    UNREACHABLE = auto()  # no session: nobody there, or it was lost
    STANDBY = auto()  # whoever answered is not master
    LEARNING = auto()  # a session is open, and not everything is known yet
    KNOWN = auto()


class NotifierState(Enum):
    """How the notification service stands."""

    DOWN = auto()
    UP = auto()  # connected, and every node and subscription is there


IN_SERVICE = ""  # the reason of a node that serves
STARTING = "STARTING"
CTI_DISCONNECTED = "CTI_DISCONNECTED"
CTI_NOT_MASTER = "CTI_NOT_MASTER"
NOTIFICATION_SERVICE_DOWN = "NOTIFICATION_SERVICE_DOWN"

REASONS: Mapping[tuple[CtiState, NotifierState], str] = {
    (CtiState.UNTRIED, NotifierState.DOWN): STARTING,
    (CtiState.UNTRIED, NotifierState.UP): STARTING,
    (CtiState.UNREACHABLE, NotifierState.DOWN): CTI_DISCONNECTED,
    (CtiState.UNREACHABLE, NotifierState.UP): CTI_DISCONNECTED,
    (CtiState.STANDBY, NotifierState.DOWN): CTI_NOT_MASTER,
    (CtiState.STANDBY, NotifierState.UP): CTI_NOT_MASTER,
    (CtiState.LEARNING, NotifierState.DOWN): STARTING,
    (CtiState.LEARNING, NotifierState.UP): STARTING,
    (CtiState.KNOWN, NotifierState.DOWN): NOTIFICATION_SERVICE_DOWN,
    (CtiState.KNOWN, NotifierState.UP): IN_SERVICE,
}

_WITH_A_SESSION = frozenset({CtiState.LEARNING, CtiState.KNOWN})


class Service:
    """The state of this node's service."""

    def __init__(self) -> None:
        self.cti = CtiState.UNTRIED
        self.notifier = NotifierState.DOWN
        self.status = Status.OUT_OF_SERVICE
        self.reason = STARTING

    @property
    def is_in(self) -> bool:
        return self.status is Status.IN_SERVICE

    @property
    def has_session(self) -> bool:
        """Whether a CTI session is open."""
        return self.cti in _WITH_A_SESSION

    @property
    def knows_everything(self) -> bool:
        """Whether all has been learnt in the session that is open."""
        return self.cti is CtiState.KNOWN

    def settle(self) -> bool:
        """Bring status and reason up to date with the links; whether the node went in or out of service."""
        was_in = self.is_in
        self.reason = REASONS[self.cti, self.notifier]
        self.status = Status.OUT_OF_SERVICE if self.reason else Status.IN_SERVICE
        return self.is_in is not was_in
