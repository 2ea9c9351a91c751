"""An agent without a browser: signs in and clicks by REST, hears by XMPP."""

from __future__ import annotations

import contextlib
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
from lxml import etree

from lab.testing.feed import Feed, participants_of, user_is
from vos import xml

ANSWER_SECONDS = 30.0
ANSWER_BYTES = 4_000_000


@dataclass(frozen=True)
class Answer:
    """What REST answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def xml(self) -> etree._Element:
        return xml.read(self.body)


class Rest:
    """The REST API with somebody's name and password; nothing is verified but the lab's certificate."""

    def __init__(self, session: aiohttp.ClientSession, base: str, login: str, password: str) -> None:
        self._session = session
        self._base = base
        self._authorization = "Basic " + b64encode(f"{login}:{password}".encode()).decode()

    async def ask(self, method: str, path: str, body: str | None = None, request_id: str = "") -> Answer:
        """Any request; `path` is below `/finesse/api`."""
        headers = {"Authorization": self._authorization}
        if body is not None:
            headers["Content-Type"] = "application/xml"
        if request_id:
            headers["requestId"] = request_id
        async with self._session.request(
            method,
            f"{self._base}/finesse/api{path}",
            data=body.encode() if body is not None else None,
            headers=headers,
            timeout=aiohttp.ClientTimeout(ANSWER_SECONDS),
        ) as response:
            text = await response.content.read(ANSWER_BYTES)
            return Answer(response.status, dict(response.headers), text)

    async def get(self, path: str) -> etree._Element:
        """A GET that must succeed."""
        answer = await self.ask("GET", path)
        assert answer.status == 200, f"GET {path}: {answer.status} {answer.body!r}"
        return answer.xml

    async def command(self, method: str, path: str, body: str) -> None:
        """A PUT or POST that must be accepted: what comes of it is heard on the feed."""
        answer = await self.ask(method, path, body)
        assert answer.status == 202, f"{method} {path}: {answer.status} {answer.body!r}"


class Agent:
    """One agent at work."""

    def __init__(self, login: str, extension: str, rest: Rest, feed: Feed) -> None:
        self.login = login
        self.extension = extension
        self.rest = rest
        self.feed = feed

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[Agent]:
        """Listening; signed in by hand with `sign_in`."""
        async with self.feed.listening():
            yield self

    async def sign_in(self) -> None:
        """Sign in, and hear that it is so."""
        await self.set_state("LOGIN", f"<extension>{self.extension}</extension>")
        await self.feed.until(user_is("NOT_READY"), "signed in, Not Ready")

    async def go_ready(self) -> None:
        """Go Ready, and hear that it is so."""
        await self.set_state("READY")
        await self.feed.until(user_is("READY"), "Ready")

    async def set_state(self, state: str, more: str = "") -> None:
        """Ask for a state; the feed tells what comes of it."""
        await self.rest.command("PUT", f"/User/{self.login}", f"<User><state>{state}</state>{more}</User>")

    async def act(self, dialog: str, action: str, more: str = "") -> None:
        """ANSWER, DROP and so on, with `more` of the body; the feed tells what comes of it."""
        await self.rest.command(
            "PUT",
            f"/Dialog/{dialog}",
            f"<Dialog><targetMediaAddress>{self.extension}</targetMediaAddress>"
            f"<requestedAction>{action}</requestedAction>{more}</Dialog>",
        )

    async def make_call(self, to: str) -> None:
        """Dial; the feed tells what comes of it."""
        await self.rest.command(
            "POST",
            f"/User/{self.login}/Dialogs",
            f"<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>{self.extension}</fromAddress>"
            f"<toAddress>{to}</toAddress></Dialog>",
        )

    async def state(self) -> tuple[str, str]:
        """State and reason code id, by REST."""
        user = await self.rest.get(f"/User/{self.login}")
        return user.findtext("state", ""), user.findtext("reasonCodeId", "")

    async def dialogs(self) -> dict[str, dict[str, str]]:
        """By REST: each dialog's id, with the address and state of everybody on it."""
        dialogs = await self.rest.get(f"/User/{self.login}/Dialogs")
        return {dialog.findtext("id", ""): participants_of(dialog) for dialog in dialogs.iterfind("Dialog")}

    async def reason(self, category: str, code: str) -> str:
        """The database id of a reason code, by REST. AssertionError if there is none."""
        reasons = await self.rest.get(f"/User/{self.login}/ReasonCodes?category={category}")
        for each in reasons.iterfind("ReasonCode"):
            if each.findtext("code") == code:
                return each.findtext("uri", "").rpartition("/")[2]
        raise AssertionError(f"no {category} reason with the code {code}")
