"""The one AXL request of this service, `doAuthenticateUser` (AXL developer guide; SOAP 1.1 over HTTPS)."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from notification.accounts import CannotTell
from notification.xmpp.errors import StreamError
from notification.xmpp.stanza import Element
from notification.xmpp.stream import document
from vos import trace, xml
from vos.address import Address
from vos.xml import NEVER, text

if TYPE_CHECKING:
    import aiohttp

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
AXL = "http://www.cisco.com/AXL/API/12.5"
HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"CUCM:DB ver=12.5 doAuthenticateUser"'}
TIMEOUT = 10.0  # seconds
AT_ONCE = 300  # questions; those of the next wait
ANSWER_BYTES = 100_000
USER_NOT_FOUND = "5007"


class AxlDirectory:
    """Asks Unified CM. The connection is opened by the first question and kept."""

    def __init__(self, address: Address, user: str, password: str, tls: ssl.SSLContext) -> None:
        self._address = address
        self._user = user
        self._password = password
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether Unified CM says that it is right. CannotTell names what is in the way."""
        if NEVER.search(user + password):
            return False  # what cannot be asked is nobody's password
        import aiohttp  # heavy, and of no use before somebody signs in

        if self._session is None:
            self._session = aiohttp.ClientSession(
                auth=aiohttp.BasicAuth(self._user, self._password, encoding="utf-8"),
                connector=aiohttp.TCPConnector(limit=AT_ONCE),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT),
            )
        url = f"https://{self._address}/axl/"
        question = _question(user, password)
        self._tell(trace.OUT, "doAuthenticateUser", {"agent": user}, question)
        try:
            async with self._session.post(url, data=question, headers=HEADERS, ssl=self._tls) as answer:
                body = await answer.content.read(ANSWER_BYTES)
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise CannotTell(
                f"AXL at {self._address} does not answer: {error or type(error).__name__}"
            ) from error
        right = _verdict(status, body, str(self._address))
        self._tell(trace.IN, "doAuthenticateUserResponse", {"agent": user, "good": right}, body)
        return right

    async def close(self) -> None:
        """Close the connection, if there is one."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _tell(self, direction: str, name: str, keys: dict[str, object], envelope: bytes) -> None:
        if trace.watched():
            ends = trace.Ends("axl", "notification", "cucm", str(self._address))
            trace.tell(trace.Hop(time.time(), direction, ends, name, keys, lambda: xml.masked(envelope)))


def _question(user: str, password: str) -> bytes:
    return (
        f'<soapenv:Envelope xmlns:soapenv="{SOAP}" xmlns:ns="{AXL}"><soapenv:Header/><soapenv:Body>'
        f"<ns:doAuthenticateUser><userid>{text(user)}</userid><password>{text(password)}</password>"
        "</ns:doAuthenticateUser></soapenv:Body></soapenv:Envelope>"
    ).encode()


def _verdict(status: int, body: bytes, where: str) -> bool:
    """What the answer says. A fault about the user ("not found") means no; any other is not an answer."""
    if status == 401:
        raise CannotTell(
            f"AXL at {where} refuses our own sign-in; see axl_user and axl_password of [notification]"
        )
    if status not in (200, 500):
        raise CannotTell(f"AXL at {where} answers HTTP {status}")
    try:
        answer = document(body)
    except StreamError as error:
        raise CannotTell(f"AXL at {where} answers what is not XML") from error
    said = {element.name: element.text.strip() for element in _all_in(answer)}
    if said.get("axlcode") == USER_NOT_FOUND:
        return False
    if status != 200 or "userAuthenticated" not in said:
        raise CannotTell(f"AXL at {where} answers a fault: {said.get('faultstring', 'an unknown one')}")
    return said["userAuthenticated"].lower() in ("true", "t", "1")


def _all_in(element: Element) -> Iterator[Element]:
    yield element
    for child in element.elements():
        yield from _all_in(child)
