"""Who asks, and what he may: the one place that decides.

Passwords are CUCM's; what was right a moment ago is remembered, keyed and hashed, for a short while.
Sources: Finesse Web Services guide, authentication and roles; Administration Guide, account locking.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from finesse.api.errors import (
    AuthorizationFailure,
    InvalidAuthorizationUser,
    InvalidSupervisor,
    UserNotFound,
)
from finesse.model.dialog import Dialog, Participant
from finesse.model.user import Team, User
from finesse.realtime.state import RealtimeState

logger = logging.getLogger(__name__)

FAILURES_UNTIL_LOCKED = 5

# RFC 7617 allows no control characters in a name or password; the others are none that XML can carry to AXL.
_NEVER_IN_ONE = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request: a user, or (with none) the administrator. CTI wants the password at sign-in."""

    name: str
    user: User | None
    password: str = field(repr=False)

    @property
    def administrator(self) -> bool:
        return self.user is None

    def supervises(self, user: User) -> bool:
        """Whether that user is in one of the caller's teams."""
        return (
            self.user is not None
            and self.user.supervisor
            and user.team is not None
            and user.team.id in self.user.supervised
        )


@dataclass(slots=True)
class _Remembered:
    digest: bytes
    until: float


@dataclass(slots=True)
class _Failures:
    count: int = 0
    locked_until: float = 0.0


class Authentication:
    """Checks Basic credentials. `check` asks CUCM; times are those of `clock`, in seconds."""

    def __init__(
        self,
        state: RealtimeState,
        administrator: str,
        check: Callable[[str, str], Awaitable[bool]],
        clock: Callable[[], float],
        *,
        remembered_for: float,
        locked_for: float,
    ) -> None:
        self._state = state
        self._administrator = administrator
        self._check = check
        self._clock = clock
        self._remembered_for = remembered_for
        self._locked_for = locked_for
        self._key = secrets.token_bytes(32)
        self._remembered: dict[str, _Remembered] = {}
        self._failures: dict[str, _Failures] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def caller(self, authorization: str | None, address: str) -> Caller:
        """Whose Authorization header that is; AuthorizationFailure if nobody's, or the account is locked.

        `address` is where the request comes from, for the log.
        """
        name, password = _credentials(authorization)
        caller = self._who(name, password)
        if caller is None:
            raise AuthorizationFailure(name)
        if not await self._right(caller.name, password, address):
            raise AuthorizationFailure(name)
        return caller

    def _who(self, name: str, password: str) -> Caller | None:
        user = self._state.user(name)
        if user is not None:
            return Caller(user.login_id, user, password)
        if name.lower() == self._administrator.lower():
            return Caller(self._administrator, None, password)
        return None

    async def _right(self, name: str, password: str, address: str) -> bool:
        digest = hmac.digest(self._key, password.encode(), hashlib.sha256)
        if self._locked(name):
            return False
        if self._known(name, digest):
            self._failures.pop(name, None)
            return True
        # A page that sends ten requests at once causes one question to CUCM.
        async with self._asking.setdefault(name, asyncio.Lock()):
            if self._locked(name):
                return False
            if self._known(name, digest):
                return True
            if await self._check(name, password):
                self._remembered[name] = _Remembered(digest, self._clock() + self._remembered_for)
                self._failures.pop(name, None)
                return True
            self._failed(name, address)
            return False

    def _locked(self, name: str) -> bool:
        failures = self._failures.get(name)
        if failures is None or failures.locked_until <= self._clock():
            return False
        failures.locked_until = self._clock() + self._locked_for  # each further try begins the time anew
        return True

    def _known(self, name: str, digest: bytes) -> bool:
        known = self._remembered.get(name)
        return known is not None and known.until > self._clock() and hmac.compare_digest(known.digest, digest)

    def _failed(self, name: str, address: str) -> None:
        failures = self._failures.setdefault(name, _Failures())
        failures.count += 1
        if failures.count >= FAILURES_UNTIL_LOCKED:
            failures.count = 0
            failures.locked_until = self._clock() + self._locked_for
            until = datetime.now(UTC) + timedelta(seconds=self._locked_for)
            logger.warning(
                "%s is locked after %d wrong passwords, the last from %s, until %s; each further try begins"
                " the %g s anew",
                name,
                FAILURES_UNTIL_LOCKED,
                address,
                until.strftime("%Y-%m-%dT%H:%M:%SZ"),
                self._locked_for,
            )


def found(state: RealtimeState, login_id: str) -> User:
    """The user whom a path names by login id or login name."""
    user = state.user(login_id)
    if user is None:
        raise UserNotFound(login_id)
    return user


def himself(caller: Caller, user: User, named: str) -> None:
    """Only the user."""
    if caller.user is not user:
        raise InvalidAuthorizationUser(named)


def himself_or_administrator(caller: Caller, user: User, named: str) -> None:
    """The user, or the administrator."""
    if not caller.administrator:
        himself(caller, user, named)


def reader(caller: Caller, user: User, named: str) -> None:
    """The user, the administrator, or a supervisor of his team."""
    if not caller.supervises(user):
        himself_or_administrator(caller, user, named)


def commander(caller: Caller, user: User, named: str) -> bool:
    """Who may change the user's state; tells whether it is his supervisor."""
    if caller.user is user:
        return False
    if caller.supervises(user):
        return True
    if caller.user is not None and caller.user.supervisor:
        raise InvalidSupervisor(named)
    raise InvalidAuthorizationUser(named)


def phone_user(caller: Caller) -> User:
    """Anybody but the administrator, who has no phone."""
    if caller.user is None:
        raise InvalidAuthorizationUser(
            "The user is not authorized to perform this operation",
            f"User ({caller.name}) is not an authorizied supervisor.",
        )
    return caller.user


def participant(caller: Caller, dialog: Dialog) -> tuple[User, Participant]:
    """An agent on the call, and his part in it."""
    own = None if caller.user is None else dialog.of(caller.user)
    if caller.user is None or own is None:
        raise InvalidAuthorizationUser(str(dialog.id))
    return caller.user, own


def onlooker(caller: Caller, dialog: Dialog) -> None:
    """The agents on the call, supervisors of their teams, and the administrator."""
    if caller.administrator:
        return
    if not any(caller.user is user or caller.supervises(user) for user in dialog.listed.values()):
        raise InvalidAuthorizationUser(str(dialog.id))


def of_the_team(caller: Caller, team: Team) -> None:
    """Members and supervisors of the team, and the administrator."""
    if caller.user is not None and caller.user.team is not team and team.id not in caller.user.supervised:
        raise AuthorizationFailure(caller.name)


def supervisor(caller: Caller) -> None:
    """Supervisors, and the administrator."""
    if caller.user is not None and not caller.user.supervisor:
        raise AuthorizationFailure(caller.name)


def only_administrator(caller: Caller) -> None:
    """Configuration."""
    if not caller.administrator:
        raise AuthorizationFailure(caller.name)


def _credentials(authorization: str | None) -> tuple[str, str]:
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        raise AuthorizationFailure()
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise AuthorizationFailure() from None
    try:
        plain = decoded.decode("utf-8")
    except UnicodeDecodeError:
        plain = decoded.decode("latin-1")
    name, colon, password = plain.partition(":")
    if not colon or not name or not password or _NEVER_IN_ONE.search(plain):
        raise AuthorizationFailure(name)
    return name, password
