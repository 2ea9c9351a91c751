"""What a step of this node wants done: the switchboard carries each out, in order."""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.cti.wire import Message
from finesse.realtime.notification import Notification


@dataclass(frozen=True, slots=True)
class SendRequest:
    """To CTI, in the open session; the message has its invoke id."""

    message: Message


@dataclass(frozen=True, slots=True)
class GiveUpSession:
    """The engine is of no use: CTI is looked for elsewhere."""

    reason: str


@dataclass(frozen=True, slots=True)
class Publish:
    """To the desktops, by the notification service."""

    notification: Notification


@dataclass(frozen=True, slots=True)
class ProvideFeeds:
    """Teams, users or queues were told: the notification service has to have their nodes."""


@dataclass(frozen=True, slots=True)
class KeepLearnt:
    """Teams and users were told: the database has to have them."""


@dataclass(frozen=True, slots=True)
class WentInService:
    """From now on requests are answered."""


Effect = SendRequest | GiveUpSession | Publish | ProvideFeeds | KeepLearnt | WentInService
