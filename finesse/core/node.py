"""What this node is and does: what CTI says, what users ask and what desktops hear meet here.

It is IN_SERVICE while the CTI session is open, everything has been learnt from it, and the notification
service is connected and set up. Nothing is published while it is not, and on the way up the state of everyone
comes first and IN_SERVICE last, because clients resume on it. Sources: Administration Guide, Cisco Finesse
failover mechanisms; Finesse Web Services guide, SystemInfo.
No socket, no task, no clock: what happened and the time go in, effects come out.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ForcedFlag, StatusCode
from ccx_engine.cti.errors import SessionLost
from ccx_engine.cti.wire import Message
from finesse.core.commands import Asker, Commands
from finesse.core.effects import (
    Effect,
    GiveUpSession,
    KeepLearnt,
    ProvideFeeds,
    Publish,
    SendRequest,
    WentInService,
)
from finesse.core.identity import Identity
from finesse.core.now import Now
from finesse.core.presence import Presences
from finesse.core.service import CtiState, NotifierState, Service
from finesse.model.configuration.system_codes import DESKTOP_LOST
from finesse.model.dialog import Dialog, dialogs_of
from finesse.model.system_info import Host, SystemInfo
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
from finesse.timers import Timers

logger = logging.getLogger(__name__)

CTI_VERSION = 14

DESKTOP = "desktop"  # the resource of its connection

# Changes that the notification service and the database have to follow.
_CONFIGURATION = (cti.ConfigEndEvent, cti.TeamConfigEvent)


class Node:
    """One node of Finesse. Every input gives the effects of its step."""

    def __init__(self, identity: Identity, seconds: Timers, state: RealtimeState) -> None:
        self.state = state
        self.service = Service()
        self._identity = identity
        self._seconds = seconds
        self._last_heartbeat: float | None = None
        self._invoke_ids: Iterator[int] | None = None  # of the CTI session that is open
        self._learn_until: float | None = None
        self._published = Published()
        self._commands = Commands(self._send, seconds.cti_answer)
        self._recovery = Recovery(state, self._send)
        self._presences = Presences(seconds.presence_grace)
        self._listed: list[tuple[User, Dialog]] = []  # who saw which call when this node went out of service
        self._effects: list[Effect] = []  # of the step under way

    @property
    def cti_has_spoken(self) -> bool:
        """Whether there ever was a session: then the state is what CTI told."""
        return self._last_heartbeat is not None

    def system_info(self, now: Now) -> SystemInfo:
        """The state of this node."""
        identity = self._identity
        return SystemInfo(
            now=now.date,
            status=self.service.status,
            status_reason=self.service.reason,
            heartbeat_ok=self.service.has_session,
            last_heartbeat=self._last_heartbeat,
            cti_version=CTI_VERSION,
            heartbeat_interval=round(self._seconds.heartbeat),
            license=identity.license,
            primary=Host(identity.primary),
            secondary=Host(identity.secondary) if identity.secondary else None,
            timezone_offset=now.zone,
            host=identity.host,
        )

    def is_present(self, user: User) -> bool:
        """Whether a desktop of the user is connected to the notification service."""
        return self._presences.is_there(user.login_id)

    def is_at_desktop(self, user: User) -> bool:
        """Whether one of the user's connections is the desktop's."""
        return self._presences.is_there_as(user.login_id, DESKTOP)

    def address(self, user: User) -> str:
        """The user's connection to the notification service, the desktop's if he has several; or nothing."""
        resource = self._presences.resource(user.login_id, DESKTOP)
        return f"{user.login_id}@{self._identity.host}/{resource}" if resource else ""

    # What users ask.

    def ask(self, asker: Asker, message: Message, now: Now) -> list[Effect]:
        """Have CTI do it; what comes of it is published. SessionLost when CTI is gone."""
        self._publish(self._commands.ask(asker, message, now.clock), now)
        return self._step()

    def request_id(self, invoke_id: int) -> str:
        """The client's id of the request that CTI knows by that number; empty for none."""
        return self._commands.request_id(invoke_id)

    def refuse(self, asker: Asker, code: int, now: Now) -> list[Effect]:
        """CTI could only refuse it: publish the error at once."""
        return self.publish(asker.failed(code), now)

    def publish(self, notification: Notification, now: Now) -> list[Effect]:
        """Something that has nothing to do with CTI."""
        self._publish([notification], now)
        return self._step()

    # What CTI says.

    def cti_opened(self, invoke_ids: Iterator[int], now: Now) -> list[Effect]:
        """A session is open and CTI online: everything is to be learnt. Requests get these numbers."""
        self._invoke_ids = invoke_ids
        self._last_heartbeat = now.date
        self._learn_until = now.clock + self._seconds.cti_recovery
        self._recovery.begin()
        self.service.cti = CtiState.LEARNING
        self._settle(now)
        return self._step()

    def cti_heard(self, message: object, now: Now) -> list[Effect]:
        """Any message of the session but heartbeats."""
        if isinstance(message, cti.FailureEvent) and message.status == StatusCode.AUTO_CONFIG_RESET:
            self._recovery.begin()
            return self._step()
        self._publish(self._commands.answered(message, now.clock), now)
        if isinstance(message, cti.AgentStateEvent):
            self._agent_heard(message, now)
        else:
            self._publish(told(self.state, message, now.date), now)
        self._publish(self._recovery.hear(message, now.date), now)
        if self._recovery.complete:
            if not self.service.knows_everything or isinstance(message, _CONFIGURATION):
                self._effects += (ProvideFeeds(), KeepLearnt())
            self._learn_until = None
            self.service.cti = CtiState.KNOWN
            self._settle(now)
        return self._step()

    def cti_lost(self, why: CtiState, now: Now) -> list[Effect]:
        """The session is over, or none could be had: UNREACHABLE or STANDBY."""
        self._invoke_ids, self._learn_until = None, None
        self._recovery.stop()
        self._commands.forget()
        self.service.cti = why
        self._settle(now)
        return self._step()

    def heartbeat_answered(self, now: Now) -> None:
        """CTI gave a sign of life."""
        self._last_heartbeat = now.date

    # What the notification service says.

    def notifier_up(self, now: Now) -> list[Effect]:
        """It is connected, and every node and subscription is there."""
        self.service.notifier = NotifierState.UP
        self._settle(now)
        return self._step()

    def notifier_down(self, now: Now) -> list[Effect]:
        """The connection is gone, and with it what it said of presences."""
        self.service.notifier = NotifierState.DOWN
        self._settle(now)
        self._presences.disconnected()
        return self._step()

    def present(self, login_id: str, resource: str, available: bool, now: Now) -> list[Effect]:
        """A connection of a user came or went."""
        user = self.state.user(login_id)
        if user is not None and available:
            self._presences.available(user.login_id, resource)
        elif user is not None:
            self._presences.unavailable(user.login_id, resource, now.clock)
            if not self.service.is_in:
                self._presences.suspend()
        return self._step()

    # The time.

    def next_deadline(self) -> float | None:
        """When `tick` has something to do, by the even clock."""
        deadlines = (self._commands.next_deadline(), self._presences.next_deadline(), self._learn_until)
        return min((at for at in deadlines if at is not None), default=None)

    def tick(self, now: Now) -> list[Effect]:
        """It is that late: what has had its time ends."""
        if self._learn_until is not None and self._learn_until <= now.clock:
            self._effects.append(GiveUpSession("CTI does not answer what is asked after the opening"))
        self._publish(self._commands.tick(now.clock), now)
        for login_id in self._presences.tick(now.clock):
            user = self.state.user(login_id)
            if user is not None and user.signed_in and self.service.knows_everything:
                self._sign_out(user)
        return self._step()

    def _step(self) -> list[Effect]:
        """What the step came to."""
        effects, self._effects = self._effects, []
        return effects

    def _send(self, message: Message) -> int:
        """Ask it of CTI: the invoke id of its answer, 0 when it has none. SessionLost without a session."""
        if self._invoke_ids is None:
            raise SessionLost(f"{message.NAME} cannot be sent: there is no CTI session")
        numbered: Any = message
        if getattr(numbered, "invoke_id", None) == 0:
            numbered = dataclasses.replace(numbered, invoke_id=next(self._invoke_ids))
        self._effects.append(SendRequest(numbered))
        return getattr(numbered, "invoke_id", 0)

    def _publish(self, notifications: Iterable[Notification], now: Now) -> None:
        """To the desktops while in service."""
        for notification in notifications:
            if self.service.is_in:
                claimed = self._commands.claim(notification, now.clock)
                if self._published.is_news(claimed):
                    self._effects.append(Publish(claimed))

    def _agent_heard(self, event: cti.AgentStateEvent, now: Now) -> None:
        user = self.state.user(event.agent_id)
        was_in = user is not None and user.signed_in
        self._publish(told(self.state, event, now.date), now)
        if user is None or user.signed_in is was_in:
            return
        if not user.signed_in:
            self._presences.forget(user.login_id)
        elif self.service.knows_everything and user.extension:
            self._recovery.signed_in(user)

    def _settle(self, now: Now) -> None:
        """In or out of service, whichever follows from the links."""
        if self.service.settle():
            if self.service.is_in:
                self._went_in(now)
            else:
                self._went_out(now)

    def _went_out(self, now: Now) -> None:
        logger.warning("out of service: %s", self.service.reason)
        self._tell_status(now)
        self._published.forget()
        self._presences.suspend()
        self._listed = [(user, dialog) for user in self.state.users for dialog in dialogs_of(user).values()]

    def _went_in(self, now: Now) -> None:
        logger.info("in service")
        self._effects.append(WentInService())
        self._publish(self._everything(), now)
        self._tell_status(now)
        self._presences.restart(now.clock)

    def _everything(self) -> list[Notification]:
        """What the desktops missed, as the state it led to."""
        missed = [
            dialog_removed(dialog, user) for user, dialog in self._listed if dialog.id not in user.dialogs
        ]
        self._listed = []
        for user in self.state.users:
            if user.signed_in:
                missed.append(user_changed(user))
                missed.extend(member_changed(user))
                missed.extend(dialog_added(dialog, user) for dialog in dialogs_of(user).values())
        return missed

    def _tell_status(self, now: Now) -> None:
        """In service or not: whoever is connected hears it."""
        self._effects.append(Publish(system_info_changed(self.system_info(now))))

    def _sign_out(self, user: User) -> None:
        """The desktop vanished. An agent on a call is signed out at its end, by CTI."""
        logger.info("the desktop of %s vanished: signing out", user.login_id)
        self._send(
            cti.SetAgentStateReq(
                agent_state=AgentState.LOGOUT,
                event_reason_code=DESKTOP_LOST,
                forced_flag=ForcedFlag.TRUE,
                agent_instrument=user.extension,
                agent_id=user.login_id,
            )
        )
