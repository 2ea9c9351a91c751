"""How often an account may do what others hear of: presence, and stanzas to somebody else.

Whoever hears of it pays for reading it, Finesse first of all, which hears of every agent's presence.
"""

from __future__ import annotations

from collections.abc import Callable

from notification.xmpp.errors import StanzaError

AT_ONCE = 200
PER_SECOND = 10.0
KEPT = 1000  # accounts that are looked through for those that are quiet again, at least


class Pace:
    """All accounts. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}  # when all that the account has sent is paid for
        self._look_at = KEPT

    def __len__(self) -> int:
        return len(self._until)

    def count(self, account: str) -> None:
        """Count one stanza of this account. StanzaError if that is too many for now."""
        now = self._clock()
        until = max(self._until.get(account, now), now) + 1 / PER_SECOND
        if until > now + AT_ONCE / PER_SECOND + 1e-6:
            raise StanzaError("resource-constraint")
        self._until[account] = until
        if len(self._until) > self._look_at:
            self._until = {account: until for account, until in self._until.items() if until > now}
            self._look_at = max(KEPT, 2 * len(self._until))
