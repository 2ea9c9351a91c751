"""The node among its links: each input goes in with the time, each effect where it belongs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from typing import Protocol

from ccx_engine.cti.errors import SessionLost
from ccx_engine.cti.wire import Message
from finesse.catalogue import Catalogue
from finesse.core.commands import Asker
from finesse.core.effects import (
    Effect,
    GiveUpSession,
    KeepLearnt,
    ProvideFeeds,
    Publish,
    SendRequest,
    WentInService,
)
from finesse.core.node import Node
from finesse.core.now import Now
from finesse.core.service import CtiState
from finesse.model.system_info import SystemInfo
from finesse.model.user import User
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from vos.alarm import Alarm

logger = logging.getLogger(__name__)


class CtiSession(Protocol):
    """An open CTI session."""

    @property
    def invoke_ids(self) -> Iterator[int]: ...
    def send(self, message: Message) -> None: ...
    def give_up(self, reason: str) -> None: ...


class Notifier(Protocol):
    """The connection to the notification service."""

    def publish(self, notification: Notification) -> None: ...
    def configure(self, state: RealtimeState) -> None: ...


class Switchboard:
    """One step of the node at a time, in the event loop; only the links wait."""

    def __init__(self, node: Node, settings: FinesseSettings, catalogue: Catalogue) -> None:
        self.node = node
        self.settings = settings
        self.catalogue = catalogue
        self.learnt = asyncio.Event()  # set when teams or users changed
        self.went_in = asyncio.Event()  # set once this node has been in service
        self._loop = asyncio.get_running_loop()
        self._cti: CtiSession | None = None
        self._notifier: Notifier | None = None
        self._alarm = Alarm(self._loop, self._wake)

    def close(self) -> None:
        """The node stops: nothing rings any more."""
        self._alarm.cancel()

    # What the REST API asks.

    @property
    def state(self) -> RealtimeState:
        return self.node.state

    @property
    def in_service(self) -> bool:
        return self.node.service.is_in

    def system_info(self) -> SystemInfo:
        """The state of this node."""
        return self.node.system_info(self._now())

    def is_present(self, user: User) -> bool:
        """Whether a desktop of the user is connected to the notification service."""
        return self.node.is_present(user)

    def is_at_desktop(self, user: User) -> bool:
        """Whether one of the user's connections is the desktop's."""
        return self.node.is_at_desktop(user)

    def address(self, user: User) -> str:
        """The address of the user's connection to the notification service, or nothing."""
        return self.node.address(user)

    def ask(self, asker: Asker, message: Message) -> None:
        """Have CTI do it; what comes of it is published. SessionLost when CTI is gone."""
        self._carry(self.node.ask(asker, message, self._now()))

    def refuse(self, asker: Asker, code: int) -> None:
        """CTI could only refuse it: publish the error at once."""
        self._carry(self.node.refuse(asker, code, self._now()))

    def publish(self, notification: Notification) -> None:
        """Something that has nothing to do with CTI."""
        self._carry(self.node.publish(notification, self._now()))

    # What the CTI link says.

    def cti_opened(self, session: CtiSession) -> None:
        """A session is open and CTI online."""
        self._cti = session
        self._carry(self.node.cti_opened(session.invoke_ids, self._now()))

    def cti_heard(self, message: object) -> None:
        """Any message of the session but heartbeats."""
        self._carry(self.node.cti_heard(message, self._now()))

    def request_id(self, invoke_id: int) -> str:
        """The client's id of the request that CTI knows by that number; empty for none."""
        return self.node.request_id(invoke_id)

    def cti_lost(self, why: CtiState) -> None:
        """The session is over, or none could be had: UNREACHABLE or STANDBY."""
        self._cti = None
        self._carry(self.node.cti_lost(why, self._now()))

    def cti_has_spoken(self) -> bool:
        """Whether this node ever had a session."""
        return self.node.cti_has_spoken

    def heartbeat_answered(self) -> None:
        """CTI gave a sign of life."""
        self.node.heartbeat_answered(self._now())

    # What the link to the notification service says.

    def notify_through(self, notifier: Notifier) -> None:
        """Publish by it from now on. Users known from before have their nodes though the engine is away."""
        self._notifier = notifier
        if any(self.state.users):
            notifier.configure(self.state)

    def provide_feeds(self, state: RealtimeState) -> None:
        """Teams and users are known anew: the notification service has to have their nodes."""
        if self._notifier is not None:
            self._notifier.configure(state)

    def notifier_up(self) -> None:
        """It is connected, and every node and subscription is there."""
        self._carry(self.node.notifier_up(self._now()))

    def notifier_down(self) -> None:
        """The connection is gone."""
        self._carry(self.node.notifier_down(self._now()))

    def present(self, login_id: str, resource: str, *, available: bool) -> None:
        """A connection of a user came or went."""
        self._carry(self.node.present(login_id, resource, available, self._now()))

    def _now(self) -> Now:
        return Now(self._loop.time(), time.time(), time.localtime().tm_gmtoff // 60)

    def _wake(self) -> None:
        try:
            self._carry(self.node.tick(self._now()))
        except SessionLost as error:  # the link tells it, too
            logger.warning("%s", error)

    def _carry(self, effects: Iterable[Effect]) -> None:
        """Carry out all of them. SessionLost when a request could not be sent."""
        lost: SessionLost | None = None
        for effect in effects:
            match effect:
                case Publish(notification):
                    if self._notifier is not None:
                        self._notifier.publish(notification)
                case SendRequest(message):
                    try:
                        if self._cti is not None:
                            self._cti.send(message)
                    except SessionLost as error:
                        lost = error
                case GiveUpSession(reason):
                    if self._cti is not None:
                        self._cti.give_up(reason)
                case ProvideFeeds():
                    self.provide_feeds(self.state)
                case KeepLearnt():
                    self.learnt.set()
                case WentInService():
                    self.went_in.set()
        self._alarm.set(self.node.next_deadline())
        if lost is not None:
            raise lost
