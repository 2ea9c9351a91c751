"""Is this password right? Asked for every AXL request and every CTI sign-in, off the event loop."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os

from ccx_engine.cucm import passwords
from ccx_engine.cucm.cluster import Cluster, User

MOST = 20_000  # secrets that are remembered


class Accounts:
    """Checks passwords against the cluster's users.

    A password that was right is remembered under a key that never leaves the process, so that a service that
    asks the same thing a thousand times pays the hash's price once. Nothing else is remembered.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._key = os.urandom(32)
        self._right: dict[str, bytes] = {}
        self._nobody = passwords.hashed(os.urandom(16).hex())

    async def check(self, userid: str, password: str) -> User | None:
        """The user, if the password is theirs. An unknown user takes as long as a wrong password."""
        user = self._cluster.user(userid)
        right = await self._matches(password, user.password if user else "")
        return user if right else None

    async def check_pin(self, userid: str, pin: str) -> User | None:
        """The end user, if the PIN is theirs."""
        user = self._cluster.end_user(userid)
        right = await self._matches(pin, user.pin if user else "")
        return user if right else None

    async def _matches(self, secret: str, stored: str) -> bool:
        """Whether this was hashed; nothing was for who has no password."""
        proof = hashlib.blake2b(f"{stored}\0{secret}".encode(errors="surrogatepass"), key=self._key).digest()
        if stored and hmac.compare_digest(self._right.get(stored, b""), proof):
            return True
        right = await asyncio.to_thread(passwords.matches, secret, stored or self._nobody)
        if not right or not stored:
            return False
        self._right[stored] = proof
        while len(self._right) > MOST:
            del self._right[next(iter(self._right))]
        return True
