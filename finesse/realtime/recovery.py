"""What this node asks CTI to know where everything stands: after the session opened, and after a sign-in.

Configuration by keys, teams, then the state of every agent, the calls at the phones of those who are in,
and who is on each call. Source: CTI guide, Configuration, and the flows of a bridge client.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from enum import Enum

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import ConfigType, ConfigurationMask, TeamConfigParam
from ccx_engine.cti.wire import Message
from finesse.model.user import User
from finesse.realtime.agents import agent_state_told
from finesse.realtime.calls import call_told
from finesse.realtime.lists import removed, shown, take_from_list
from finesse.realtime.notification import Notification, dialog_removed
from finesse.realtime.state import RealtimeState

logger = logging.getLogger(__name__)

AT_ONCE = 64  # questions under way; the rest wait for their answers
NEVER = bytes(8)  # the key of what has to be uploaded again

_KEYS = {
    ConfigurationMask.APPLICATION: "application_config_key",
    ConfigurationMask.CSQ: "csq_config_key",
    ConfigurationMask.AGENT: "agent_config_key",
    ConfigurationMask.DEVICE: "device_config_key",
}
_NOTHING = ConfigurationMask(0)

Heard = Callable[[object, float], list[Notification]]


class Stage(Enum):
    """How far the recovery is; each stage ends with the last answer to its questions."""

    IDLE = "idle"
    KEYS = "keys"
    UPLOAD = "upload"
    TEAMS = "teams"
    AGENTS = "agents"
    CALLS = "calls"
    COMPLETE = "complete"


class Recovery:
    """Asks and hears until everything is known. `send` asks it of CTI and gives the invoke id."""

    def __init__(self, state: RealtimeState, send: Callable[[Message], int]) -> None:
        self.stage = Stage.IDLE
        self._state = state
        self._send = send
        self._keys: dict[ConfigurationMask, bytes] = {}
        self._uploading = _NOTHING
        self._begun = _NOTHING
        self._asked: dict[int, Heard] = {}
        self._waiting: deque[tuple[Message, Heard]] = deque()
        self._unconfirmed: set[int] = set()
        self._snapshots: set[int] = set()

    @property
    def complete(self) -> bool:
        return self.stage is Stage.COMPLETE

    def begin(self) -> None:
        """The session is open and CTI online: ask for everything."""
        self.stop()
        self.stage = Stage.KEYS
        self._send(cti.ConfigRequestKeyEvent())

    def stop(self) -> None:
        """The session is lost: no answer will come."""
        self.stage = Stage.IDLE
        self._asked.clear()
        self._waiting.clear()
        self._snapshots.clear()
        self._uploading = self._begun = _NOTHING

    def signed_in(self, user: User) -> None:
        """An agent signed in: he may have calls at his phone already."""
        self._waiting.append(
            (
                cti.SnapshotDeviceReq(agent_instrument=user.extension),
                lambda answer, _: self._device_told(user, answer),
            )
        )
        self._ask_on()

    def hear(self, message: object, now: float) -> list[Notification]:
        """Take what answers a question, and ask what follows from it."""
        notifications: list[Notification] = []
        match message:
            case cti.ConfigKeyEvent() if self.stage is Stage.KEYS:
                self._compare(message)
            case cti.ConfigBeginEvent(config_type=ConfigType.INITIAL):
                self._begun |= ConfigurationMask(message.configuration_mask)
                self._take_keys(message)
            case cti.ConfigEndEvent() if self.stage is Stage.UPLOAD:
                self._uploading &= ~(self._begun or self._uploading)
                self._begun = _NOTHING
                if not self._uploading:
                    self._ask_teams()
            case _:
                heard = self._asked.pop(getattr(message, "invoke_id", 0), None)
                if heard is not None:
                    notifications += heard(message, now)
        self._ask_on()
        if not self._asked:
            notifications += self._next_stage(now)
        return notifications

    def _compare(self, told: cti.ConfigKeyEvent) -> None:
        """Upload the kinds whose key is another than the one we have."""
        wanted = _NOTHING
        for kind, name in _KEYS.items():
            key = getattr(told, name) or NEVER
            if key == NEVER or key != self._keys.get(kind):
                wanted |= kind
        self._uploading = wanted
        self.stage = Stage.UPLOAD
        self._send(cti.ConfigRequestEvent(configuration_mask=int(wanted)))
        if not wanted:
            self._ask_teams()

    def _take_keys(self, begun: cti.ConfigBeginEvent) -> None:
        for kind, name in _KEYS.items():
            key = getattr(begun, name)
            if key is not None and begun.configuration_mask & kind:
                self._keys[kind] = key

    def _ask_teams(self) -> None:
        self.stage = Stage.TEAMS
        self._state.teams_told = set()
        request = cti.TeamConfigReq(config_param=TeamConfigParam.INITIAL_AND_UPDATES)
        self._waiting.append((request, lambda _answer, _now: []))

    def _ask_agents(self) -> None:
        self.stage = Stage.AGENTS
        self._unconfirmed = set(self._state.dialogs)
        for user in self._state.users:
            self._waiting.append((cti.QueryAgentStateReq(agent_id=user.login_id), self._agent(user)))

    def _agent(self, user: User) -> Heard:
        def told(answer: object, now: float) -> list[Notification]:
            if isinstance(answer, cti.QueryAgentStateConf):
                agent_state_told(self._state, user, answer, now)
                if user.extension:
                    self.signed_in(user)
            else:
                logger.warning("CTI does not tell the state of agent %s", user.login_id)
            return []

        return told

    def _device_told(self, user: User, answer: object) -> list[Notification]:
        if isinstance(answer, cti.SnapshotDeviceConf):
            for call in answer.calls:
                self._ask_call(call.call_connection_call_id, user.extension)
        return []

    def _ask_calls(self) -> None:
        """Those at nobody's phone: in an application, in a queue, or over."""
        self.stage = Stage.CALLS
        for call in self._unconfirmed:
            dialog = self._state.dialogs.get(call)
            address = "" if dialog is None else next(iter(dialog.participants), dialog.to_address)
            self._ask_call(call, address)

    def _ask_call(self, call: int, address: str) -> None:
        if call not in self._snapshots:
            self._snapshots.add(call)
            request = cti.SnapshotCallReq(call_id=call, connection_device_id=address)
            self._waiting.append((request, lambda answer, now: self._call_told(call, answer, now)))

    def _call_told(self, call: int, answer: object, now: float) -> list[Notification]:
        self._snapshots.discard(call)
        if not isinstance(answer, cti.SnapshotCallConf):
            return []
        self._unconfirmed.discard(call)
        known = self._state.dialogs.get(call)
        before = set() if known is None else set(known.listed)
        dialog = call_told(self._state, call, answer, now)
        notifications = []
        for user in list(dialog.listed.values()):
            if dialog.of(user) is None:
                notifications.append(dialog_removed(dialog, user))
                take_from_list(dialog, user)
        return notifications + shown(
            dialog, [user for name, user in dialog.listed.items() if name not in before]
        )

    def _ask_on(self) -> None:
        while self._waiting and len(self._asked) < AT_ONCE:
            message, heard = self._waiting.popleft()
            self._asked[self._send(message)] = heard

    def _next_stage(self, now: float) -> list[Notification]:
        """All that was asked is answered."""
        if self.stage is Stage.TEAMS:
            self._ask_agents()
        elif self.stage is Stage.AGENTS:
            self._ask_calls()
        elif self.stage is Stage.CALLS:
            self.stage = Stage.COMPLETE
            return self._gone(now)
        else:
            return []
        self._ask_on()
        return [] if self._asked else self._next_stage(now)

    def _gone(self, now: float) -> list[Notification]:
        """Calls that nobody confirmed ended while this node did not hear."""
        notifications = []
        for call in self._unconfirmed:
            dialog = self._state.dialogs.get(call)
            if dialog is not None:
                dialog.cleared = True
                notifications += removed(self._state, dialog, now)
        self._unconfirmed = set()
        return notifications
