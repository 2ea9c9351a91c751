"""The real-time state of this node: everything that CTI told it, and nothing that it made up itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from finesse.model.configuration.reason import CATEGORIES, ReasonCode
from finesse.model.dialog import Dialog
from finesse.model.drop_rights import DropRights
from finesse.model.queue import Queue
from finesse.model.user import Team, User
from vos.xmpp_address import same_user


@dataclass(slots=True)
class Upload:
    """A first upload of configuration under way: which kinds, and what came so far."""

    mask: int
    users: set[str] = field(default_factory=set)
    queues: set[int] = field(default_factory=set)


@dataclass(slots=True)
class RealtimeState:
    """Users by login id (any case), by the extension they are signed in at, teams, queues and calls."""

    teams: dict[int, Team] = field(default_factory=dict)
    queues: dict[int, Queue] = field(default_factory=dict)
    dialogs: dict[int, Dialog] = field(default_factory=dict)
    reasons: Mapping[tuple[str, int], ReasonCode] = field(default_factory=dict)
    upload: Upload | None = None
    drop_rights: DropRights = field(default_factory=DropRights)
    recording: bool = False  # whether there is a licence to record calls
    teams_told: set[int] | None = None  # during an upload of the teams, those that came so far
    _users: dict[str, User] = field(default_factory=dict)
    _extensions: dict[str, User] = field(default_factory=dict)

    @property
    def users(self) -> Iterable[User]:
        return self._users.values()

    def reason(self, category: str, code: int) -> ReasonCode | None:
        """What CTI's number means in that state. Finesse files a few of the system's under the other one."""
        found = self.reasons.get((category, code))
        if found is None:
            others = (self.reasons.get((other, code)) for other in CATEGORIES if other != category)
            found = next((other for other in others if other is not None and other.system_code), None)
        return found

    def user(self, login_id: str) -> User | None:
        """Whoever has that login id or login name, in whatever case it is written."""
        return self._users.get(same_user(login_id))

    def add(self, user: User) -> None:
        """A user is configured."""
        self._users[same_user(user.login_id)] = user

    def remove(self, user: User) -> None:
        """A user is no longer configured: out of his teams, and off his extension."""
        self._users.pop(same_user(user.login_id), None)
        self.seat(user, "")
        if user.team is not None:
            user.team.members.pop(user.login_id, None)
        for team in user.supervised.values():
            team.supervisors.pop(user.login_id, None)

    def at(self, extension: str | None) -> User | None:
        """Who is signed in there."""
        return None if extension is None else self._extensions.get(extension)

    def seat(self, user: User, extension: str) -> None:
        """The user is signed in at that extension; the empty one is none."""
        if user.extension and self._extensions.get(user.extension) is user:
            del self._extensions[user.extension]
        user.extension = extension
        if extension:
            self._extensions[extension] = user
