"""Is this password right? Agents' passwords live in Unified CM, which is asked over AXL.

What was right is remembered for a short while, as a keyed hash that is worthless outside this process; a
wrong password of the same user ends that, so that Unified CM, which counts wrong ones, hears of the next
right one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol

from vos.lockout import Lockout, is_loopback
from vos.xmpp_address import same_user

REMEMBERED = 20_000
HOMES = 1_000
TCP = "tcp"


class CannotTell(Exception):
    """Nobody could say whether the password is right; the text tells why."""


class Origin(NamedTuple):
    """Where somebody signs in from."""

    framing: str
    address: str

    def __str__(self) -> str:
        return f"{self.address} ({self.framing})"


HERE = Origin("a program", "127.0.0.1")


class Passwords(Protocol):
    """Who can tell whether a password is right."""

    def known(self, user: str, password: str) -> bool:
        """Whether it is known, without asking anybody, that the password is right."""

    async def check(self, user: str, password: str, origin: Origin) -> bool:
        """Whether it is right. CannotTell if that cannot be found out."""


class Directory(Protocol):
    """Where the passwords are."""

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether it is right. CannotTell if that cannot be found out."""


class Accounts:
    """The service user, who is a local account, and the users of a directory.

    Wrong passwords of the service user's lock that account for where they came from, which is not where
    Finesse comes from: this machine, or an address from which the service user has signed in over TCP.
    """

    def __init__(
        self,
        service_user: str,
        service_password: str,
        directory: Directory,
        remember: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`remember`: seconds for which a right password is not asked for again; 0 asks every time."""
        self._service_user = same_user(service_user)
        self._service_password = service_password.encode()
        self._directory = directory
        self._remember = remember
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._right: OrderedDict[str, tuple[bytes, float]] = OrderedDict()  # until when; the oldest first
        self._lockout = Lockout(clock=clock)
        self._homes: OrderedDict[str, None] = OrderedDict()  # addresses of the service user

    def known(self, user: str, password: str) -> bool:
        user = same_user(user)
        fingerprint, until = self._right.get(user, (b"", -1.0))
        return until > self._clock() and hmac.compare_digest(fingerprint, self._hash(user, password))

    async def check(self, user: str, password: str, origin: Origin = HERE) -> bool:
        name = same_user(user)
        if name == self._service_user:
            return self._is_service_password(password, origin)
        right = await self._directory.authenticate(user, password)
        if not right:
            self._right.pop(name, None)
        elif self._remember:
            self._note(name, self._hash(name, password))
        return right

    def _is_service_password(self, password: str, origin: Origin) -> bool:
        over_tcp = origin.framing in (TCP, HERE.framing)
        home = over_tcp and (is_loopback(origin.address) or origin.address in self._homes)
        account = f"{self._service_user} at {origin}"
        if not home and self._lockout.refuses(account, origin):
            return False
        right = hmac.compare_digest(password.encode(), self._service_password)
        if right and over_tcp:
            self._homes[origin.address] = None
            while len(self._homes) > HOMES:
                self._homes.popitem(last=False)
        if right:
            self._lockout.right(account)
        elif not home:
            self._lockout.wrong(account, origin)
        return right

    def _note(self, user: str, fingerprint: bytes) -> None:
        now = self._clock()
        self._right.pop(user, None)
        while self._right and (len(self._right) >= REMEMBERED or next(iter(self._right.values()))[1] <= now):
            self._right.popitem(last=False)
        self._right[user] = (fingerprint, now + self._remember)

    def _hash(self, user: str, password: str) -> bytes:
        both = f"{user}\0{password}".encode()
        return hashlib.blake2b(both, key=self._key, digest_size=32).digest()
