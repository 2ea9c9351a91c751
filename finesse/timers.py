"""The product's timers, and shorter ones for tests and demonstrations. All in seconds.

Source: Administration Guide, Cisco Finesse failover mechanisms; Developer Guide, desktop presence and forced
logout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timers:
    """How long this node waits for what."""

    heartbeat: float = 5.0  # between two CTI heartbeats; three missed ones are the end
    cti_retry: float = 5.0  # before the next address, after a round of all of them (unconfirmed)
    cti_answer: float = 20.0  # a request may take CTI 10 to 15 seconds
    cti_recovery: float = 120.0  # for configuration, agents and calls
    xmpp_retry: float = 5.0
    xmpp_ping: float = 10.0  # the notification service expects a sign of life every 20
    presence_grace: float = 60.0  # from the last presence of a desktop to the forced sign-out
    password: float = 30.0  # how long a password that was right is taken as right


PROFILES: Mapping[str, Timers] = {
    "product": Timers(),
    "fast": Timers(
        heartbeat=1.0,
        cti_retry=0.2,
        cti_answer=5.0,
        xmpp_retry=0.2,
        xmpp_ping=2.0,
        presence_grace=2.0,
        password=2.0,
    ),
}
