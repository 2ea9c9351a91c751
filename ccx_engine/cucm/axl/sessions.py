"""The cookie that takes the place of a password: JSESSIONIDSSO, good for thirty minutes since its last use.

Source: AXL Developer Guide, authentication.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict

COOKIE = "JSESSIONIDSSO"
IDLE_SECONDS = 30 * 60.0
MOST = 10_000


class Sessions:
    """Who signed in with which cookie; the least used is forgotten when there are too many."""

    def __init__(self) -> None:
        self._used: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def begin(self, userid: str, now: float) -> str:
        """The value of a new cookie."""
        token = secrets.token_hex(16).upper()
        self._used[token] = (userid, now)
        while len(self._used) > MOST:
            self._used.popitem(last=False)
        return token

    def user(self, token: str, now: float) -> str | None:
        """Whose cookie it is; None when it is unknown or has been idle too long. This is a use of it."""
        userid, used = self._used.pop(token, ("", 0.0))
        if not userid or now >= used + IDLE_SECONDS:
            return None
        self._used[token] = (userid, now)
        return userid
