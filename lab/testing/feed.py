"""A desktop's ears: an agent's XMPP feed, heard by stock slixmpp over TCP, waited for with an end."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import slixmpp
from lxml import etree

from lab.testing.repeats import Repeats
from vos import xml
from vos.address import Address

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Update:
    """One notification: the node it came on, and its `<Update>` document."""

    node: str
    xml: etree._Element

    @property
    def event(self) -> str:
        """`PUT`, `POST` or `DELETE`."""
        return self.text("event")

    @property
    def source(self) -> str:
        """The REST path of what changed."""
        return self.text("source")

    @property
    def data(self) -> etree._Element:
        """The one object inside `<data>`."""
        children = self.xml.findall("data/*")
        assert len(children) == 1, f"not one object in {self}"
        return children[0]

    def text(self, path: str) -> str:
        """An element's text below `<Update>`; empty when it is not there."""
        return self.xml.findtext(path) or ""

    def __str__(self) -> str:
        told = " ".join(
            f"{leaf.tag}={leaf.text.strip()}"
            for leaf in self.xml.iterfind("data//*")
            if leaf.text and leaf.text.strip() and leaf.tag in ("state", "reasonCodeId", "id", "errorType")
        )
        return f"{self.event:6} {self.source} {told}"


class Feed:
    """What one agent's connection hears, in order; its end fails if something came twice unchanged."""

    def __init__(
        self,
        login: str,
        password: str,
        domain: str,
        server: Address,
        ca: Path | None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._server = server
        self._patience = patience
        self._heard: list[Update] = []
        self._unread: list[Update] = []
        self._repeats = Repeats()
        self._news = asyncio.Condition()
        self._started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        resource = f"ears-{secrets.token_hex(3)}"  # several may listen for one login
        self.client: Any = slixmpp.ClientXMPP(f"{login}@{domain}/{resource}", password, sasl_mech="PLAIN")
        self.client.register_plugin("xep_0060")
        self.client.enable_direct_tls = ca is not None
        self.client.enable_starttls = False
        self.client.enable_plaintext = ca is None
        self.client.ca_certs = ca
        for name, handler in (
            ("session_start", self._session_start),
            ("pubsub_publish", self._published),
            ("failed_auth", self._failed),
            ("connection_failed", self._failed),
            ("disconnected", self._disconnected),
        ):
            self.client.add_event_handler(name, handler)

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[Feed]:
        """Connected and present inside; AssertionError if that cannot be had in time."""
        self.client.connect(self._server.host, self._server.port)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._started
            yield self
            assert not self._repeats.found, f"published twice unchanged: {self._repeats.found}"
        finally:
            self._ended = asyncio.get_running_loop().create_future()
            await self.client.disconnect(wait=1.0)
            self.client.cancel_connection_attempt()
            await self._end_filters()

    async def until(self, wanted: Callable[[Update], bool], what: str, within: float | None = None) -> Update:
        """The next update that is wanted. Each node is read in order: what it passes over there is gone.

        When nothing of the kind is heard within so many seconds, AssertionError lists what was.
        """
        seconds = self._patience if within is None else within
        try:
            async with asyncio.timeout(seconds), self._news:
                while True:
                    for at, update in enumerate(self._unread):
                        if wanted(update):
                            later = self._unread[at + 1 :]
                            earlier = [each for each in self._unread[:at] if each.node != update.node]
                            self._unread = earlier + later
                            return update
                    await self._news.wait()
        except TimeoutError:
            heard = "\n".join(f"  {update}" for update in self._heard) or "  nothing"
            raise AssertionError(
                f"{self.client.boundjid} waited {seconds:g} s for {what}; heard:\n{heard}"
            ) from None

    def heard(self, wanted: Callable[[Update], bool]) -> list[Update]:
        """All updates so far that are wanted, waited for or not."""
        return [update for update in self._heard if wanted(update)]

    async def _end_filters(self) -> None:
        """slixmpp leaves this task to its `__del__`, which then may come after the end of the loop."""
        if (filters := self.client._run_out_filters) is not None:
            filters.cancel()
            await asyncio.wait((filters,))

    async def _session_start(self, _: object) -> None:
        self.client.send_presence(ppriority=0)
        await self.client.get_roster()
        if not self._started.done():
            self._started.set_result(None)

    async def _published(self, message: Any) -> None:
        if message["from"].bare != f"pubsub.{self.client.boundjid.domain}":
            return  # another user's message could pretend to be a notification
        items = message["pubsub_event"]["items"]
        payload = items["item"]["payload"]
        async with self._news:
            update = Update(items["node"], xml.read(payload.text.encode()))
            self._repeats.hear(update.node, update.xml)
            self._heard.append(update)
            self._unread.append(update)
            self._news.notify_all()

    def _failed(self, why: object) -> None:
        if not self._started.done():
            self._started.set_exception(AssertionError(f"no XMPP session at {self._server}: {why}"))

    def _disconnected(self, why: object) -> None:
        self._failed(why)


def user_is(state: str, reason: str | None = None) -> Callable[[Update], bool]:
    """An update of a user in this state (and with this reason's database id)."""

    def wanted(update: Update) -> bool:
        return update.text("data/user/state") == state and (
            reason is None or update.text("data/user/reasonCodeId") == reason
        )

    return wanted


def dialog_is(event: str, state: str, **participants: str) -> Callable[[Update], bool]:
    """An update of a dialog: its event and state, and the states of participants (`_1001="ACTIVE"`)."""

    def wanted(update: Update) -> bool:
        found = update.xml.find("data/dialog" if event == "PUT" else "data/dialogs/Dialog")
        if found is None or update.event != event or found.findtext("state") != state:
            return False
        states = participants_of(found)
        return all(states.get(address.lstrip("_")) == wish for address, wish in participants.items())

    return wanted


def participants_of(dialog: etree._Element) -> dict[str, str]:
    """Address and state of everybody on a dialog."""
    return {
        each.findtext("mediaAddress", ""): each.findtext("state", "")
        for each in dialog.iterfind("participants/Participant")
    }
