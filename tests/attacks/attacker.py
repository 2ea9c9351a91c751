"""Somebody with a password who says whatever he likes over XMPP, and hears what is answered."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from typing import Any
from xml.sax.saxutils import quoteattr

from lab.testing.feed import PATIENCE_SECONDS, Feed
from lab.testing.running_lab import RunningLab

STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas"
PUBSUB = "http://jabber.org/protocol/pubsub"


class Attacker:
    """One of an agent's connections."""

    def __init__(self, feed: Feed) -> None:
        self.client = feed.client
        self._asked: dict[str, asyncio.Future[Any]] = {}
        self.client.add_filter("in", self._heard)

    def says(self, stanza: str) -> None:
        """Send it as it is."""
        self.client.send_raw(stanza)

    async def is_told(self, stanza: str) -> str:
        """Send a stanza with `ID` for its id; the condition of its error, or "" when it is granted."""
        identity = secrets.token_hex(4)
        self._asked[identity] = asyncio.get_running_loop().create_future()
        self.says(stanza.replace("ID", identity, 1))
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer = await self._asked[identity]
        conditions = [child.tag.partition("}") for child in answer.iterfind("{*}error/*")]
        return next((name for ns, _, name in conditions if ns == f"{{{STANZAS}"), "")

    async def subscribes(self, resource: str, node: str) -> str:
        """Itself by that resource; the condition of the refusal, or ""."""
        address = quoteattr(f"{self.client.boundjid.bare}/{resource}")
        return await self.is_told(
            f"<iq type='set' id='ID' to='pubsub.{self.client.boundjid.domain}'><pubsub xmlns='{PUBSUB}'>"
            f"<subscribe node='{node}' jid={address}/></pubsub></iq>"
        )

    async def is_heard_to_the_end(self) -> None:
        """All that was said before has been taken, whatever became of it."""
        await self.is_told("<iq type='get' id='ID'><query xmlns='jabber:iq:roster'/></iq>")

    def _heard(self, stanza: Any) -> Any:
        asked = self._asked.pop(stanza.xml.get("id", ""), None)
        if asked is None:
            return stanza
        if not asked.done():
            asked.set_result(stanza.xml)
        return None


@contextlib.asynccontextmanager
async def attacker(lab: RunningLab, login: str = "agent1") -> AsyncIterator[Attacker]:
    """Signed in over XMPP by a resource of its own."""
    async with lab.feed(login).listening() as feed:
        yield Attacker(feed)
