"""Unified CM's AXL service: is this password right? zeep speaks SOAP, aiohttp carries it.

zeep is heavy to import and its transports block; both happen in a thread, once. A request then costs the loop
no more than its own bytes. Source: AXL Developer Guide, doAuthenticateUser.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import aiohttp
from lxml import etree

from finesse.api.auth import Verdict
from finesse.api.errors import ServiceUnavailable
from vos import tls, trace, xml
from vos.address import Address

logger = logging.getLogger(__name__)

SECONDS = 10.0  # for one request
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
AT_ONCE = 300  # questions; those of the next wait
ANSWER_BYTES = 1_000_000
OPERATION = "doAuthenticateUser"
USER_NOT_FOUND = "5007"
LOCKED = "2"  # the code of an account that is locked (unconfirmed)


class CannotTell(ServiceUnavailable):
    """AXL does not answer, or not to us: nobody can be signed in for now (status unconfirmed)."""


def _verdict(reply: Any) -> Verdict:
    said = reply["return"]
    if str(said["userAuthenticated"]).strip().lower() in ("true", "t", "1"):
        return Verdict.RIGHT
    return Verdict.LOCKED if str(said["code"]).strip() == LOCKED else Verdict.WRONG


@dataclass(frozen=True, slots=True)
class _Answer:
    """As zeep wants an HTTP answer."""

    status_code: int
    headers: dict[str, str]
    content: bytes
    encoding: str = "utf-8"


class Axl:
    """The AXL service at an address, asked as `user`. The WSDL is loaded from it, once."""

    def __init__(self, address: Address, user: str, password: str, certs: Path) -> None:
        self._url = f"https://{address}/axl/"
        self._peer = str(address)
        self._certs = certs
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"},
            connector=aiohttp.TCPConnector(limit=AT_ONCE, ssl=tls.client_context(certs)),
            timeout=aiohttp.ClientTimeout(total=SECONDS),
        )
        self._loading = asyncio.Lock()
        self._client: Any = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def authenticate(self, userid: str, password: str) -> Verdict:
        """What Unified CM says. CannotTell when it says nothing of use."""
        client = await self._described()
        binding = client.service._binding
        operation = binding.get(OPERATION)
        envelope = client.create_message(client.service, OPERATION, userid=userid, password=password)
        question = etree.tostring(envelope)
        self._tell(trace.OUT, OPERATION, {"agent": userid}, question)
        answer = await self._post(question, operation.soapaction)
        if answer.status_code not in (200, 500):
            raise self._no_use(f"HTTP status {answer.status_code}")
        exceptions = importlib.import_module("zeep.exceptions")
        try:
            verdict = _verdict(binding.process_reply(client, operation, answer))
        except exceptions.Fault as fault:
            code = fault.detail.findtext(".//axlcode") if fault.detail is not None else None
            if code != USER_NOT_FOUND:
                raise self._no_use(f"fault {code}: {fault.message}") from fault
            verdict = Verdict.WRONG
        except (exceptions.Error, etree.XMLSyntaxError) as error:
            raise self._no_use(str(error)) from error
        self._tell(trace.IN, f"{OPERATION}Response", {"agent": userid, "verdict": verdict}, answer.content)
        return verdict

    async def prepare(self) -> None:
        """Load what the first question needs, as soon as AXL is there, so that nobody waits for it."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._described()
            except CannotTell:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                return

    async def _described(self) -> Any:
        async with self._loading:
            if self._client is None:
                self._client = await asyncio.to_thread(self._load)
            return self._client

    def _load(self) -> Any:
        """In a thread: import zeep, fetch the WSDL and what it imports."""
        zeep = importlib.import_module("zeep")
        requests = importlib.import_module("requests")
        with requests.Session() as session:
            session.verify = str(self._certs / tls.CA)
            session.trust_env = False
            transport = zeep.Transport(session=session, timeout=SECONDS, operation_timeout=SECONDS)
            settings = zeep.Settings(forbid_dtd=True)
            try:
                return zeep.Client(f"{self._url}AXLAPI.wsdl", transport=transport, settings=settings)
            except (OSError, etree.XMLSyntaxError, zeep.exceptions.Error) as error:
                raise self._no_use(str(error)) from error

    async def _post(self, envelope: bytes, action: str) -> _Answer:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}
        try:
            async with self._session.post(self._url, data=envelope, headers=headers) as response:
                content = await response.content.read(ANSWER_BYTES)
                return _Answer(response.status, {"Content-Type": "text/xml"}, content)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise self._no_use(str(error) or type(error).__name__) from error

    def _tell(self, direction: str, name: str, keys: dict[str, object], envelope: bytes) -> None:
        if trace.watched():
            ends = trace.Ends("axl", "finesse", "cucm", self._peer)
            trace.tell(trace.Hop(time.time(), direction, ends, name, keys, lambda: xml.masked(envelope)))

    def _no_use(self, why: str) -> CannotTell:
        logger.warning("AXL at %s is of no use: %s", self._peer, why)
        return CannotTell()
