"""A lab that runs, however it was started: its doors, for a test to knock at."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from lab.people import People
from lab.plan.external_notification import NotificationChoice
from lab.testing.agent import Agent, Rest
from lab.testing.feed import PATIENCE_SECONDS, Feed
from lab.workbench.here import asked
from vos import tls
from vos.address import Address


@dataclass(frozen=True)
class RunningLab:
    """The console's address, the lab's folder, and where every service listens."""

    console: Address
    home: Path
    centre_file: Path
    status: Mapping[str, Any]
    session: aiohttp.ClientSession
    people: People
    patience: float = PATIENCE_SECONDS

    @property
    def host(self) -> str:
        """The node's name: what desktops call it, and its XMPP domain."""
        return str(self.status["nodes"][0]["name"])

    @property
    def ca(self) -> Path:
        return self.home / "certs" / tls.CA

    @property
    def base(self) -> str:
        """Where Finesse is."""
        return f"https://{self.host}:{self.address('finesse', 'https').port}"

    @property
    def desktop(self) -> str:
        """The desktop's URL."""
        return str(self.status["desktop"])

    def address(self, service: str, what: str) -> Address:
        """Where a service listens."""
        for each in self.status["services"]:
            if each["name"] == service:
                return Address.parse(each["addresses"][what])
        raise AssertionError(f"the lab runs no {service}")

    def rest(self, login: str, password: str | None = None) -> Rest:
        """The REST API as somebody."""
        known = self.people.passwords.get(login, "")
        return Rest(self.session, self.base, login, known if password is None else password)

    def feed(self, login: str) -> Feed:
        """Somebody's XMPP feed, over TLS."""
        password = self.people.passwords[login]
        instead = NotificationChoice().external(self.centre_file)
        where = instead.xmpp[0] if instead else self.address("notification", "c2s_tls")
        return Feed(login, password, self.host, where, self.ca, self.patience)

    @contextlib.asynccontextmanager
    async def agent(self, login: str) -> AsyncIterator[Agent]:
        """An agent of the centre who listens but has not signed in yet."""
        extension = self.people.extensions[login]
        async with Agent(login, extension, self.rest(login), self.feed(login)).at_work() as agent:
            yield agent

    async def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The lab's JSON API; AssertionError when it refuses."""
        url = f"http://{self.console}/lab/v1/{path}"
        async with self.session.request(method, url, json=body) as response:
            answer = await response.json()
            assert response.status < 300, f"{method} {path}: {response.status} {answer}"
            return answer

    async def call(self, caller: str, to: str, **variables: str) -> str:
        """A caller dials; the call's id."""
        made = await self.ask("POST", "calls", {"from": caller, "to": to, "variables": variables})
        return str(made["id"])

    async def add_gadget(self, gadget: str | Path, role: str = "", tab: str = "") -> dict[str, Any]:
        """Show a gadget in every desktop: its XML, its folder or its address. What the lab says of it."""
        made: dict[str, Any] = await self.ask("POST", "gadgets", asked(gadget, role, tab))
        return made

    async def remove_gadget(self, name: str) -> None:
        """Show it no more."""
        await self.ask("DELETE", f"gadgets/{name}")


@contextlib.asynccontextmanager
async def opened(console: Address, patience: float = PATIENCE_SECONDS) -> AsyncIterator[RunningLab]:
    """The lab whose console listens there, as it stands: what it tells of itself says where the rest is."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{console}/lab/v1/status") as response:
        status = await response.json()
    assert status["ready"], status["reason"]
    home, centre_file = Path(status["home"]), Path(status["centre"])
    connector = aiohttp.TCPConnector(ssl=tls.client_context(home / "certs"))
    async with aiohttp.ClientSession(connector=connector) as session:
        yield RunningLab(console, home, centre_file, status, session, People.of(centre_file), patience)


@contextlib.asynccontextmanager
async def at(console: Address) -> AsyncIterator[RunningLab]:
    """The lab whose console listens there, at its beginning: no calls, nobody signed in."""
    async with opened(console) as lab:
        await lab.ask("POST", "reset")
        yield lab
