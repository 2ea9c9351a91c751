"""Finesse itself: joins what CTI says, what users ask and what desktops hear.

It is IN_SERVICE while the CTI session is open, everything has been learnt from it, and the notification
service is connected and set up. Nothing is published while it is not, and on the way up the state of everyone
comes first and IN_SERVICE last, because clients resume on it. Sources: Administration Guide, Cisco Finesse
failover mechanisms; Finesse Web Services guide, SystemInfo.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from typing import Protocol

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ForcedFlag, StatusCode
from ccx_engine.cti.errors import SessionLost
from ccx_engine.cti.wire import Message
from finesse.catalogue import Catalogue
from finesse.core.commands import Asker, Commands
from finesse.core.presence import Presences
from finesse.model.dialog import Dialog
from finesse.model.system_info import Host, Status, SystemInfo
from finesse.model.user import User
from finesse.realtime.handlers import told
from finesse.realtime.notification import (
    Notification,
    dialog_added,
    dialog_removed,
    member_changed,
    system_info_changed,
    user_changed,
)
from finesse.realtime.published import Published
from finesse.realtime.recovery import Recovery
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.store.system_codes import DESKTOP_LOST
from vos.alarm import Alarm

logger = logging.getLogger(__name__)

CTI_VERSION = 14

STARTING = "STARTING"
CTI_DISCONNECTED = "CTI_DISCONNECTED"
CTI_NOT_MASTER = "CTI_NOT_MASTER"
NOTIFICATION_SERVICE_DOWN = "NOTIFICATION_SERVICE_DOWN"

DESKTOP = "desktop"  # the resource of its connection

# Changes that the notification service and the database have to follow.
_CONFIGURATION = (cti.ConfigEndEvent, cti.TeamConfigEvent)


class Cti(Protocol):
    """An open CTI session."""

    def send(self, message: Message) -> int: ...
    def give_up(self, reason: str) -> None: ...


class Notifier(Protocol):
    """The connection to the notification service."""

    def publish(self, notification: Notification) -> None: ...
    def configure(self, state: RealtimeState) -> None: ...


class Server:
    """One node. Everything here happens at once, in the event loop; only the links wait."""

    def __init__(self, settings: FinesseSettings, state: RealtimeState, catalogue: Catalogue) -> None:
        self.settings = settings
        self.state = state
        self.catalogue = catalogue
        self.status = Status.OUT_OF_SERVICE
        self.status_reason = STARTING
        self.last_heartbeat: float | None = None
        self.learnt = asyncio.Event()  # set when teams or users changed
        self.went_in = asyncio.Event()  # set once this node has been in service
        self._loop = asyncio.get_running_loop()
        self._cti: Cti | None = None
        self._cti_reason = STARTING
        self._known = False  # everything has been learnt in this session
        self._learn_until: float | None = None
        self._notifier: Notifier | None = None
        self._notifier_ready = False
        self._published = Published()
        self._commands = Commands(self._send, settings.seconds.cti_answer)
        self._recovery = Recovery(state, self._send)
        self._presences = Presences(settings.seconds.presence_grace)
        self._alarm = Alarm(self._loop, self._wake)
        self._listed: list[tuple[User, Dialog]] = []  # who saw which call when this node went out of service

    @property
    def in_service(self) -> bool:
        return self.status is Status.IN_SERVICE

    def system_info(self) -> SystemInfo:
        """The state of this node."""
        settings = self.settings
        return SystemInfo(
            now=time.time(),
            status=self.status,
            status_reason=self.status_reason,
            heartbeat_ok=self._cti is not None,
            last_heartbeat=self.last_heartbeat,
            cti_version=CTI_VERSION,
            heartbeat_interval=round(settings.seconds.heartbeat),
            license=settings.license,
            primary=Host(settings.primary),
            secondary=Host(settings.secondary_host) if settings.secondary_host else None,
            timezone_offset=time.localtime().tm_gmtoff // 60,
            host=settings.host,
        )

    def close(self) -> None:
        """The node stops."""
        self._alarm.cancel()

    # What users ask.

    def ask(self, asker: Asker, message: Message) -> None:
        """Have CTI do it; what comes of it is published. SessionLost when CTI is gone."""
        self._publish(self._commands.ask(asker, message, self._loop.time()))
        self._set_alarm()

    def refuse(self, asker: Asker, code: int) -> None:
        """CTI could only refuse it: publish the error at once."""
        self._publish([asker.failed(code)])

    def is_present(self, user: User) -> bool:
        """Whether a desktop of the user is connected to the notification service."""
        return self._presences.is_there(user.login_id)

    def is_at_desktop(self, user: User) -> bool:
        """Whether one of the user's connections is the desktop's."""
        return self._presences.is_there_as(user.login_id, DESKTOP)

    def publish(self, notification: Notification) -> None:
        """Something that has nothing to do with CTI."""
        self._publish([notification])

    # What CTI says.

    def cti_opened(self, session: Cti) -> None:
        """A session is open and CTI online: learn everything."""
        self._cti, self._cti_reason = session, STARTING
        self.last_heartbeat = time.time()
        self._learn_until = self._loop.time() + self.settings.seconds.cti_recovery
        self._recovery.begin()
        self._settle()
        self._set_alarm()

    def cti_heard(self, message: object) -> None:
        """Any message of the session but heartbeats."""
        if isinstance(message, cti.FailureEvent) and message.status == StatusCode.AUTO_CONFIG_RESET:
            self._recovery.begin()
            return
        now = time.time()
        self._publish(self._commands.answered(message, self._loop.time()))
        if isinstance(message, cti.AgentStateEvent):
            self._agent_heard(message, now)
        else:
            self._publish(told(self.state, message, now))
        self._publish(self._recovery.hear(message, now))
        if self._recovery.complete and (not self._known or isinstance(message, _CONFIGURATION)):
            self._known, self._learn_until = True, None
            self._configured()
        self._settle()
        self._set_alarm()

    def cti_lost(self, reason: str) -> None:
        """The session is over, or none could be had."""
        self._cti, self._cti_reason, self._known, self._learn_until = None, reason, False, None
        self._recovery.stop()
        self._commands.forget()
        self._settle()
        self._set_alarm()

    # What the notification service says.

    def notify_through(self, notifier: Notifier) -> None:
        """Publish by it from now on. Users known from before have their nodes though the engine is away."""
        self._notifier = notifier
        if any(self.state.users):
            notifier.configure(self.state)

    def notifier_up(self) -> None:
        """It is connected, and every node and subscription is there."""
        self._notifier_ready = True
        self._settle()
        self._set_alarm()

    def notifier_down(self) -> None:
        """The connection is gone, and with it what it said of presences."""
        self._notifier_ready = False
        self._settle()
        self._presences.disconnected()
        self._set_alarm()

    def present(self, login_id: str, resource: str, *, available: bool) -> None:
        """A connection of a user came or went."""
        user = self.state.user(login_id)
        if user is None:
            return
        if available:
            self._presences.available(user.login_id, resource)
        else:
            self._presences.unavailable(user.login_id, resource, self._loop.time())
            if not self.in_service:
                self._presences.suspend()
        self._set_alarm()

    def _agent_heard(self, event: cti.AgentStateEvent, now: float) -> None:
        user = self.state.user(event.agent_id)
        was_in = user is not None and user.signed_in
        self._publish(told(self.state, event, now))
        if user is None or user.signed_in is was_in:
            return
        if not user.signed_in:
            self._presences.forget(user.login_id)
        elif self._known and user.extension:
            self._recovery.signed_in(user)

    def configure(self, state: RealtimeState) -> None:
        """Teams and users are known anew: the notification service follows."""
        if self._notifier is not None:
            self._notifier.configure(state)

    def _configured(self) -> None:
        """CTI told teams and users: the notification service and the database follow."""
        self.configure(self.state)
        self.learnt.set()

    def _settle(self) -> None:
        """In or out of service, whichever follows from the links."""
        reason = self._cti_reason if not self._known else ""
        if not reason and not self._notifier_ready:
            reason = NOTIFICATION_SERVICE_DOWN
        if self.in_service and reason:
            self._go_out(reason)
        elif not self.in_service and not reason:
            self._go_in()
        self.status_reason = reason

    def _go_out(self, reason: str) -> None:
        logger.warning("out of service: %s", reason)
        self.status, self.status_reason = Status.OUT_OF_SERVICE, reason
        self._tell_status()
        self._published.forget()
        self._presences.suspend()
        self._listed = [(user, dialog) for user in self.state.users for dialog in user.dialogs.values()]

    def _go_in(self) -> None:
        logger.info("in service")
        self.status, self.status_reason = Status.IN_SERVICE, ""
        self.went_in.set()
        self._publish(self._everything())
        self._tell_status()
        self._presences.restart(self._loop.time())

    def _everything(self) -> Iterator[Notification]:
        """What the desktops missed, as the state it led to."""
        for user, dialog in self._listed:
            if dialog.id not in user.dialogs:
                yield dialog_removed(dialog, user)
        self._listed = []
        for user in self.state.users:
            if user.signed_in:
                yield user_changed(user)
                yield from member_changed(user)
                for dialog in user.dialogs.values():
                    yield dialog_added(dialog, user)

    def _tell_status(self) -> None:
        if self._notifier is not None:
            self._notifier.publish(system_info_changed(self.system_info()))

    def _publish(self, notifications: Iterable[Notification]) -> None:
        """To the desktops while in service. They are made in any case: the state changes by making them."""
        now = self._loop.time()
        for notification in notifications:
            if self.in_service and self._notifier is not None:
                claimed = self._commands.claim(notification, now)
                if self._published.is_news(claimed):
                    self._notifier.publish(claimed)

    def _send(self, message: Message) -> int:
        """SessionLost when there is none, or it just ended."""
        if self._cti is None:
            raise SessionLost(f"{message.NAME} cannot be sent: there is no CTI session")
        return self._cti.send(message)

    def _wake(self) -> None:
        now = self._loop.time()
        if self._cti is not None and self._learn_until is not None and self._learn_until <= now:
            self._cti.give_up("CTI does not answer what is asked after the opening")
        self._publish(self._commands.tick(now))
        for login_id in self._presences.tick(now):
            user = self.state.user(login_id)
            if user is not None and user.signed_in and self._known:
                self._sign_out(user)
        self._set_alarm()

    def _sign_out(self, user: User) -> None:
        """The desktop vanished. An agent on a call is signed out at its end, by CTI."""
        logger.info("the desktop of %s vanished: signing out", user.login_id)
        request = cti.SetAgentStateReq(
            agent_state=AgentState.LOGOUT,
            event_reason_code=DESKTOP_LOST,
            forced_flag=ForcedFlag.TRUE,
            agent_instrument=user.extension,
            agent_id=user.login_id,
        )
        try:
            self._send(request)
        except SessionLost as error:
            logger.warning("%s stays signed in: %s", user.login_id, error)

    def _set_alarm(self) -> None:
        deadlines = (self._commands.next_deadline(), self._presences.next_deadline(), self._learn_until)
        self._alarm.set(min((at for at in deadlines if at is not None), default=None))
