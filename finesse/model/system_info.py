"""The state of this node. Source: Finesse Web Services guide, SystemInfo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from finesse.model.xml import Shape, moment, part, text

URI = "/finesse/api/SystemInfo"


class Status(StrEnum):
    """Whether this node serves."""

    IN_SERVICE = "IN_SERVICE"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"


@dataclass(frozen=True, slots=True)
class Host:
    """A host of the cluster."""

    host: str


@dataclass(frozen=True, slots=True)
class SystemInfo:
    """What GET SystemInfo answers. Times are seconds since 1970; `secondary` is None on a single node."""

    now: float
    status: Status
    status_reason: str
    heartbeat_ok: bool
    last_heartbeat: float | None
    cti_version: int
    heartbeat_interval: int
    license: str
    primary: Host
    secondary: Host | None
    timezone_offset: int
    host: str

    @property
    def last_heartbeat_ms(self) -> int:
        return 0 if self.last_heartbeat is None else int(self.last_heartbeat * 1000)


NODE: Shape[Host] = Shape("node", text("host"))

SYSTEM_INFO: Shape[SystemInfo] = Shape(
    "SystemInfo",
    moment("currentTimestamp", lambda info: info.now),
    text("deploymentType", lambda info: "UCCX"),
    text("lastCTIHeartbeatStatus", lambda info: "success" if info.heartbeat_ok else "failure"),
    text("lastSuccessCTIHeartbeatTime", lambda info: info.last_heartbeat_ms),
    text("ctiVersion"),
    text("ctiHeartbeatInterval", lambda info: info.heartbeat_interval),
    text("license"),
    text("peripheralId", lambda info: 1),
    part("primaryNode", NODE, lambda info: info.primary, always=True),
    part("secondaryNode", NODE, lambda info: info.secondary),
    text("status"),
    text("statusReason"),
    text("systemAuthMode", lambda info: "NON_SSO"),
    text("timezoneOffset"),
    text("uri", lambda info: URI),
    text("xmppDomain", lambda info: info.host),
    text("xmppPubSubDomain", lambda info: f"pubsub.{info.host}"),
)
