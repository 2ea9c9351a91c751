"""The lab as one thing: is it ready, and put it back to its beginning. Over the services' own doors only."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Protocol

import aiohttp
from lxml import etree

from lab.bench.children import Bench
from lab.failure import LabError, StartFailed
from lab.people import People
from lab.plan.doors import Kind
from lab.plan.graph import Node, Plan
from lab.telephony.callers import Callers
from lab.workbench.workbench import Workbench
from vos import xml
from vos.address import Address

logger = logging.getLogger(__name__)

ASK_SECONDS = 2.0  # whether Finesse serves
COMMAND_SECONDS = 10.0  # what it is asked to do; its first question about a password takes some time
RESET_SECONDS = 20.0
POLL_SECONDS = 0.05
START_POLL_SECONDS = 0.01  # somebody waits
ANSWER_BYTES = 4_000_000
PROPERTIES = "/cfadmin/api/properties"

# From the other states the end of the call leads on by itself.
NEXT_ON_THE_WAY_OUT = {
    "NOT_READY": "LOGOUT",
    "READY": "LOGOUT",
    "WORK": "NOT_READY",
    "WORK_READY": "NOT_READY",
}
SIGNED_OUT = frozenset({"LOGOUT", "UNKNOWN", ""})


class RunningService(Protocol):
    """One service of the plan as the status shows it."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def addresses(self) -> Mapping[str, Address]: ...


class Deployment:
    """The nodes of a plan, their services, and the callers."""

    def __init__(
        self,
        plan: Plan,
        services: Callable[[], Sequence[RunningService]],
        callers: Callers,
        people: People,
        session: aiohttp.ClientSession,
        bench: Bench | None = None,
        workbench: Workbench | None = None,
    ) -> None:
        self.callers = callers
        self._plan = plan
        self._services = services
        self._people = people
        self._session = session
        self._workbench = workbench
        self._bench = bench  # without one the services cannot be started and stopped

    @property
    def workbench(self) -> Workbench:
        """The gadgets that are being written. LabError where the lab has none."""
        if self._workbench is None:
            raise LabError(409, "this lab has no workbench", "start one by `finesse-lab up`")
        return self._workbench

    async def status(self) -> dict[str, Any]:
        """What `GET status` answers; `ready` once all serve and are in service, and calls can be made."""
        if self._bench is not None:
            await self._bench.look()
        services = self._services()
        reasons = await self._out_of_service(services)
        reason = _first(reasons, services)
        children = {child.name: child for child in self._bench.children} if self._bench else {}
        return {
            "ready": not reason,
            "reason": reason,
            "pid": os.getpid(),
            **{what: str(path.resolve()) for what, path in self._plan.wanted.files.items()},
            "desktop": self._desktop(services),
            "nodes": [
                {
                    "name": node.name,
                    "services": [each.name for each in services if self._node_of(each) == node],
                }
                for node in self._plan.nodes
            ],
            "services": [
                {
                    "name": service.name,
                    "node": self._node_of(service).name,
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

    async def properties(self, wanted: Mapping[str, str | None] | None = None) -> dict[str, Any]:
        """The desktop's properties, after setting what is wanted (None: back to the default).

        LabError says which of them cannot be so.
        """
        body = None if wanted is None else json.dumps({"values": wanted}).encode()
        method = "GET" if body is None else "PUT"
        status, text = await self._answer(
            method, PROPERTIES, self._people.administrator, body, "application/json"
        )
        try:
            if status == HTTPStatus.BAD_REQUEST:
                why = xml.read(text).findtext("ApiError/ErrorMessage") or "it cannot be so"
                raise LabError(400, why, "see `finesse-lab property list`")
            if status < HTTPStatus.BAD_REQUEST:
                return dict(json.loads(text))
        except (ValueError, TypeError):  # BadXml is one
            pass
        raise LabError(502, f"Finesse answers {status} to {method} {PROPERTIES}", "see finesse's log")

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
        status, text = await self._answer(method, path, user, body, "application/xml")
        if status >= 400:
            raise LabError(502, f"Finesse answers {status} to {method} {path}", "see finesse's log")
        return xml.read(text) if text.strip() else etree.Element("nothing")

    async def _answer(
        self, method: str, path: str, user: str, body: str | bytes | None, content_type: str
    ) -> tuple[int, bytes]:
        """The status and the body of what Finesse answers that user. LabError if it does not."""
        try:
            async with self._session.request(
                method,
                self._finesse() + path,
                data=body,
                auth=aiohttp.BasicAuth(user, self._people.passwords.get(user, "")),
                headers={"Content-Type": content_type} if body else None,
                timeout=aiohttp.ClientTimeout(COMMAND_SECONDS),
            ) as response:
                return response.status, await response.content.read(ANSWER_BYTES)
        except TimeoutError:
            why = f"Finesse does not answer {method} {path} in {COMMAND_SECONDS:g} s"
            raise LabError(504, why, "see finesse's log") from None

    async def _why_not_ready(self) -> str:
        """The first thing that is in the way; empty when nothing is."""
        services = self._services()
        return _first(await self._out_of_service(services), services)

    async def _out_of_service(self, services: Sequence[RunningService]) -> dict[str, str]:
        """By each service's name, why it is out of service; empty when it is in service."""
        reasons = await asyncio.gather(*(self._trouble(service) for service in services))
        return {service.name: reason for service, reason in zip(services, reasons, strict=True)}

    async def _trouble(self, service: RunningService) -> str:
        if service.state != "serving":
            return f"{service.name} {'has' if service.state == 'crashed' else 'is'} {service.state}"
        match self._plan.service(service.name).kind:
            case Kind.CUCM:
                return "" if self.callers.ready.is_set() else "the callers' link to CUCM is not up"
            case Kind.ENGINE:
                link = self.callers.engines.get(service.name)
                why = link.out_of_service if link else ""
                return f"{service.name} is out of service: {why}" if why else ""
            case Kind.NOTIFICATION:
                return await self._notification_trouble(service)
            case Kind.FINESSE:
                return await self._finesse_trouble(service)

    async def _notification_trouble(self, service: RunningService) -> str:
        """Whether it answers over HTTP, as the product's people look whether it is up."""
        if (where := service.addresses.get("http")) is None:
            return ""
        try:
            async with self._session.get(
                f"http://{where}/http-bind", timeout=aiohttp.ClientTimeout(ASK_SECONDS)
            ) as response:
                await response.content.read(ANSWER_BYTES)
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"{service.name} does not answer: {error or type(error).__name__}"
        return ""

    async def _finesse_trouble(self, service: RunningService) -> str:
        """What SystemInfo says."""
        try:
            async with self._session.get(
                f"http://{service.addresses['http']}/finesse/api/SystemInfo",
                timeout=aiohttp.ClientTimeout(ASK_SECONDS),
            ) as response:
                info = xml.read(await response.content.read(ANSWER_BYTES))
        except (aiohttp.ClientError, TimeoutError, xml.BadXml) as error:
            return f"{service.name} does not answer: {error or type(error).__name__}"
        if (status := info.findtext("status")) != "IN_SERVICE":
            return f"{service.name} is {status}: {info.findtext('statusReason') or 'no reason given'}"
        return ""

    def _finesse(self) -> str:
        """Where the first node whose Finesse serves is asked."""
        for each in self._services():
            if self._plan.service(each.name).kind is Kind.FINESSE and "http" in each.addresses:
                return f"http://{each.addresses['http']}"
        raise LabError(503, "finesse does not serve", "see its log")

    def _desktop(self, services: Sequence[RunningService]) -> str:
        """The desktop of the first node that has one."""
        for each in services:
            if self._plan.service(each.name).kind is Kind.FINESSE and "https" in each.addresses:
                return f"https://{self._node_of(each).name}:{each.addresses['https'].port}/desktop"
        return ""

    def _node_of(self, service: RunningService) -> Node:
        return self._plan.host_of(self._plan.service(service.name))


def _first(reasons: Mapping[str, str], services: Sequence[RunningService]) -> str:
    """What keeps a lab from being ready, first of all a service that does not even serve."""
    idle = [reasons[service.name] for service in services if service.state != "serving"]
    return next(iter(idle), "") or next(filter(None, reasons.values()), "")
