"""The lab as one thing: is it ready, and put it back to its beginning. Over the services' own doors only."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import aiohttp
from lxml import etree

from lab.bench.children import Bench
from lab.failure import LabError, StartFailed
from lab.people import People
from lab.telephony.callers import Callers
from vos import xml
from vos.address import Address

logger = logging.getLogger(__name__)

ASK_SECONDS = 2.0  # whether Finesse serves
COMMAND_SECONDS = 10.0  # what it is asked to do; its first question about a password takes some time
RESET_SECONDS = 20.0
POLL_SECONDS = 0.05
START_POLL_SECONDS = 0.01  # somebody waits
ANSWER_BYTES = 4_000_000

# From the other states the end of the call leads on by itself.
NEXT_ON_THE_WAY_OUT = {
    "NOT_READY": "LOGOUT",
    "READY": "LOGOUT",
    "WORK": "NOT_READY",
    "WORK_READY": "NOT_READY",
}
SIGNED_OUT = frozenset({"LOGOUT", "UNKNOWN", ""})


class Service(Protocol):
    """One service as the status shows it."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def addresses(self) -> Mapping[str, Address]: ...


class Deployment:
    """One node, its services, and the callers."""

    def __init__(
        self,
        node: str,
        services: Callable[[], Sequence[Service]],
        callers: Callers,
        people: People,
        session: aiohttp.ClientSession,
        files: Mapping[str, Path],
        bench: Bench | None = None,
    ) -> None:
        self.node = node
        self.callers = callers
        self._services = services
        self._people = people
        self._session = session
        self._files = {what: str(path.resolve()) for what, path in files.items()}
        self._bench = bench  # without one the services cannot be started and stopped

    async def status(self) -> dict[str, Any]:
        """What `GET status` answers; `ready` once all serve and are in service, and calls can be made."""
        if self._bench is not None:
            await self._bench.look()
        services = self._services()
        reasons = await self._out_of_service(services)
        reason = _first(reasons, services)
        children = {child.name: child for child in self._bench.children} if self._bench else {}
        https = next((service.addresses["https"] for service in services if service.name == "finesse"), None)
        return {
            "ready": not reason,
            "reason": reason,
            "pid": os.getpid(),
            **self._files,
            "desktop": f"https://{self.node}:{https.port}/desktop" if https else "",
            "nodes": [{"name": self.node, "services": [service.name for service in services]}],
            "services": [
                {
                    "name": service.name,
                    "node": self.node,
                    "state": service.state,
                    "in_service": not reasons[service.name],
                    "reason": reasons[service.name],
                    "pid": service.pid,
                    "addresses": {what: str(where) for what, where in service.addresses.items()},
                    "command": list(children[service.name].program.command)
                    if service.name in children
                    else [],
                }
                for service in services
            ],
        }

    async def until_ready(self, seconds: float) -> None:
        """Return once everything serves. StartFailed says what was in the way when it takes longer."""
        reason = ""
        try:
            async with asyncio.timeout(seconds):
                while reason := await self._why_not_ready():
                    if dead := [each.name for each in self._services() if each.state == "crashed"]:
                        raise StartFailed(f"{', '.join(dead)} died at start; see its log")
                    await asyncio.sleep(START_POLL_SECONDS)
        except TimeoutError:
            raise StartFailed(f"the lab is not ready after {seconds:g} s: {reason}; see the logs") from None

    async def change(self, service: str, verb: str) -> Mapping[str, Any]:
        """Start, stop, kill or restart a service; what it is then. LabError says why it cannot."""
        if self._bench is None:
            raise LabError(
                409, "the services of this lab run in one process", "start a lab by `finesse-lab up`"
            )
        child = await self._bench.change(service, verb)
        logger.info("%s: %s, now %s", service, verb, child.state)
        return {"name": child.name, "state": child.state, "pid": child.pid}

    async def reset(self) -> None:
        """Back to the beginning: no calls, everybody signed out. LabError says what could not be ended."""
        trouble = ""
        try:
            async with asyncio.timeout(RESET_SECONDS):
                while self.callers.book.going_on():
                    await self.callers.end_all()
                    await asyncio.sleep(POLL_SECONDS)
                asked: set[tuple[str, str]] = set()
                while still_in := await self._signed_in():
                    trouble = f"still signed in: {', '.join(sorted(user for user, _ in still_in))}"
                    asked &= still_in
                    for user, state in still_in - asked:
                        try:
                            await self._lead_out(user, state)
                            asked.add((user, state))
                        except LabError as error:  # the state was another by then: look again
                            trouble = str(error)
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            what = trouble or f"{len(self.callers.book.going_on())} calls go on"
            raise LabError(504, f"{what} after {RESET_SECONDS:g} s", "see the services' logs") from None

    async def _signed_in(self) -> set[tuple[str, str]]:
        answer = await self._ask("GET", "/finesse/api/Users", self._people.administrator)
        states = {(user.findtext("loginId", ""), user.findtext("state", "")) for user in answer.iter("User")}
        return {(login, state) for login, state in states if state not in SIGNED_OUT}

    async def _lead_out(self, user: str, state: str) -> None:
        """Ask for the next state on the way out, as the user; what comes of it the next look tells."""
        wish = NEXT_ON_THE_WAY_OUT.get(state)
        if wish is not None:
            reasons = await self._ask("GET", f"/finesse/api/User/{user}/ReasonCodes?category={wish}", user)
            uri = reasons.findtext("ReasonCode/uri", "")
            reason = f"<reasonCodeId>{uri.rpartition('/')[2]}</reasonCodeId>" if uri else ""
            body = f"<User><state>{wish}</state>{reason}</User>"
            await self._ask("PUT", f"/finesse/api/User/{user}", user, body)

    async def _ask(self, method: str, path: str, user: str, body: str | None = None) -> etree._Element:
        password = self._people.passwords.get(user, "")
        try:
            async with self._session.request(
                method,
                self._finesse() + path,
                data=body,
                auth=aiohttp.BasicAuth(user, password),
                headers={"Content-Type": "application/xml"} if body else None,
                timeout=aiohttp.ClientTimeout(COMMAND_SECONDS),
            ) as response:
                text = await response.content.read(ANSWER_BYTES)
        except TimeoutError:
            why = f"Finesse does not answer {method} {path} in {COMMAND_SECONDS:g} s"
            raise LabError(504, why, "see finesse's log") from None
        if response.status >= 400:
            raise LabError(502, f"Finesse answers {response.status} to {method} {path}", "see finesse's log")
        return xml.read(text) if text.strip() else etree.Element("nothing")

    async def _why_not_ready(self) -> str:
        """The first thing that is in the way; empty when nothing is."""
        services = self._services()
        return _first(await self._out_of_service(services), services)

    async def _out_of_service(self, services: Sequence[Service]) -> dict[str, str]:
        """By each service's name, why it is out of service; empty when it is in service."""
        reasons = await asyncio.gather(*(self._trouble(service) for service in services))
        return {service.name: reason for service, reason in zip(services, reasons, strict=True)}

    async def _trouble(self, service: Service) -> str:
        if service.state != "serving":
            return f"{service.name} {'has' if service.state == 'crashed' else 'is'} {service.state}"
        match service.name:
            case "cucm":
                return "" if self.callers.ready.is_set() else "the callers' link to CUCM is not up"
            case "ccx_engine" if self.callers.engine and (why := self.callers.engine.out_of_service):
                return f"ccx_engine is out of service: {why}"
            case "notification":
                return await self._notification_trouble(service)
            case "finesse":
                return await self._finesse_trouble()
        return ""

    async def _notification_trouble(self, service: Service) -> str:
        """Whether it answers over HTTP, as the product's people look whether it is up."""
        if (where := service.addresses.get("http")) is None:
            return ""
        try:
            async with self._session.get(
                f"http://{where}/http-bind", timeout=aiohttp.ClientTimeout(ASK_SECONDS)
            ) as response:
                await response.content.read(ANSWER_BYTES)
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"notification does not answer: {error or type(error).__name__}"
        return ""

    async def _finesse_trouble(self) -> str:
        """What SystemInfo says."""
        try:
            async with self._session.get(
                self._finesse() + "/finesse/api/SystemInfo", timeout=aiohttp.ClientTimeout(ASK_SECONDS)
            ) as response:
                info = xml.read(await response.content.read(ANSWER_BYTES))
        except (aiohttp.ClientError, TimeoutError, xml.BadXml) as error:
            return f"finesse does not answer: {error or type(error).__name__}"
        if (status := info.findtext("status")) != "IN_SERVICE":
            return f"finesse is {status}: {info.findtext('statusReason') or 'no reason given'}"
        return ""

    def _finesse(self) -> str:
        where = next(
            (each.addresses.get("http") for each in self._services() if each.name == "finesse"), None
        )
        if where is None:
            raise LabError(503, "finesse does not serve", "see its log")
        return f"http://{where}"


def _first(reasons: Mapping[str, str], services: Sequence[Service]) -> str:
    """What keeps a lab from being ready, first of all a service that does not even serve."""
    idle = [reasons[service.name] for service in services if service.state != "serving"]
    return next(iter(idle), "") or next(filter(None, reasons.values()), "")
