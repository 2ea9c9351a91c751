"""Is this password right? Asked for every AXL request and every CTI sign-in, off the event loop.

Everybody who checks a password asks here: who signs in to AXL or the JTAPI link, and Finesse and the
notification service for their users. So wrong ones are counted here, and an account that is locked is
locked at every door.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from collections import OrderedDict
from dataclasses import dataclass

from ccx_engine.cucm.configuration.cluster import Cluster, EndUser, User
from ccx_engine.cucm.credentials import passwords
from vos.lockout import Lockout, is_loopback
from vos.turns import Turns

MOST = 20_000  # secrets that are remembered; as many addresses of programs
HASHES_AT_ONCE = min(4, os.cpu_count() or 1)
WAITING = 1_000  # for their hash
NAME = 128  # characters of a name that tell those who wait apart


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a password comes from: by which door, from which address."""

    door: str
    address: str

    def __str__(self) -> str:
        return f"{self.address} ({self.door})"


NOBODY = Origin("nobody said by which door", "an unknown address")


@dataclass(frozen=True, slots=True)
class Judged:
    """The user, if the password is theirs and the account is not locked."""

    user: User | None
    locked: bool = False


class Accounts:
    """Checks passwords against the cluster's users.

    A password that was right is remembered under a key that never leaves the process, so that a service
    that asks the same thing a thousand times pays the hash's price once. Everything else costs one hash,
    whether the user is there or not, locked or not. Hashes have their turn by where they are asked for,
    then by name: who guesses waits for himself.

    The accounts of programs are locked for single addresses, and neither for this machine's nor for those
    that they have signed in from: else five wrong passwords of anybody's would take the contact centre out
    of service.
    """

    def __init__(
        self, cluster: Cluster, lockout: Lockout | None = None, *, lock_administrators: bool = True
    ) -> None:
        """Without `lock_administrators` those who may write over AXL are locked as programs are."""
        self._cluster = cluster
        self._lockout = lockout or Lockout()
        self._lock_administrators = lock_administrators
        self._turns = Turns(HASHES_AT_ONCE, WAITING)
        self._key = os.urandom(32)
        self._right: dict[str, bytes] = {}
        self._homes: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._nobody = passwords.hashed(os.urandom(16).hex())

    async def check(self, userid: str, password: str, origin: Origin = NOBODY) -> User | None:
        """The user, if the password is theirs. turns.GaveWay if too many ask."""
        user = self._cluster.user(userid)
        return (await self._judged(userid, user, user.password if user else "", "", password, origin)).user

    async def judge(self, userid: str, password: str, origin: Origin = NOBODY) -> Judged:
        """The end user, if the password is theirs, and whether the account is locked; no application user."""
        user = self._cluster.end_user(userid)
        return await self._judged(userid, user, user.password if user else "", "", password, origin)

    async def judge_pin(self, userid: str, pin: str, origin: Origin = NOBODY) -> Judged:
        """The end user, if the PIN is theirs, and whether the PIN is locked. Wrong PINs lock that alone."""
        user = self._cluster.end_user(userid)
        return await self._judged(userid, user, user.pin if user else "", "the PIN of ", pin, origin)

    async def _judged(
        self, userid: str, user: User | None, stored: str, what: str, secret: str, origin: Origin
    ) -> Judged:
        account = None if user is None else self._account(user, origin)
        if account is not None:
            account = what + account
        locked = account is not None and self._lockout.locked(account, stored)
        if user is None or locked or not self._known(secret, stored):
            async with self._turns.turn((str(origin), userid.casefold()[:NAME])):
                right = await asyncio.to_thread(passwords.matches, secret, stored or self._nobody)
        else:
            right = True
        if user is None:
            return Judged(None)
        if account is not None and self._lockout.refuses(account, origin, stored):
            return Judged(None, locked=True)
        if not right or not stored:
            if account is not None:
                self._lockout.wrong(account, origin, stored)
            return Judged(None)
        self._remember(secret, stored)
        if account is not None:
            self._lockout.right(account)
        if self._for_a_program(user):
            self._remember_home(user, origin)
        return Judged(user)

    def _account(self, user: User, origin: Origin) -> str | None:
        """What is locked when passwords are wrong; None where nothing is."""
        if not self._for_a_program(user):
            return user.userid
        if is_loopback(origin.address) or (user.userid, origin.address) in self._homes:
            return None
        return f"{user.userid} at {origin.address}"

    def _for_a_program(self, user: User) -> bool:
        return not isinstance(user, EndUser) or (not self._lock_administrators and user.may_write_axl())

    def _known(self, secret: str, stored: str) -> bool:
        """Whether it was right before."""
        return bool(stored) and hmac.compare_digest(self._right.get(stored, b""), self._proof(secret, stored))

    def _remember(self, secret: str, stored: str) -> None:
        self._right[stored] = self._proof(secret, stored)
        while len(self._right) > MOST:
            del self._right[next(iter(self._right))]

    def _remember_home(self, user: User, origin: Origin) -> None:
        self._homes[user.userid, origin.address] = None
        while len(self._homes) > MOST:
            self._homes.popitem(last=False)

    def _proof(self, secret: str, stored: str) -> bytes:
        return hashlib.blake2b(f"{stored}\0{secret}".encode(errors="surrogatepass"), key=self._key).digest()
