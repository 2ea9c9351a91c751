"""What is done with the answers of a notification service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from lxml import etree

from finesse.xmpp import connection as module
from finesse.xmpp.connection import Refused, XmppConnection

STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas"
ACCOUNT = "finesse@localhost"
Answers = Callable[[str, int], str]
"""The inside of the answer to a request, and how often it was asked before; empty for a result."""


def error(kind: str, condition: str) -> str:
    return f'<error type="{kind}"><{condition} xmlns="{STANZAS}"/></error>'


class Service:
    """Answers what a connection sends, as it comes."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[str] = []
        self.connection = XmppConnection(self, ACCOUNT)
        self._answers = answers

    def send_raw(self, stanza: str) -> None:
        request = etree.fromstring(stanza)
        name = str(etree.QName(request[0]).localname)
        inside = self._answers(name, self.asked.count(name))
        self.asked.append(name)
        kind = "error" if inside else "result"
        head = f'type="{kind}" id="{request.get("id")}" from="{request.get("to")}"'
        answer = f'<iq xmlns="jabber:client" {head}>{inside}</iq>'
        stanza_heard = SimpleNamespace(xml=etree.fromstring(answer))
        asyncio.get_running_loop().call_soon(self.connection.hear, stanza_heard)

    def abort(self) -> None:
        """Nothing to close."""


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSES", (0.0, 0.0))


async def test_what_is_refused_for_the_moment_is_asked_again() -> None:
    busy = error("wait", "internal-server-error")
    service = Service(lambda name, before: busy if name == "b" and before < 2 else "")
    await service.connection.ask_all("pubsub.localhost", ["<a/>", "<b/>", "<c/>"])
    assert service.asked == ["a", "b", "c", "b", "b"]


async def test_what_is_refused_for_the_moment_again_and_again_is_refused() -> None:
    service = Service(lambda _, __: error("wait", "resource-constraint"))
    with pytest.raises(Refused, match="resource-constraint"):
        await service.connection.ask_all("pubsub.localhost", ["<a/>"])
    assert service.asked == ["a", "a", "a"]


async def test_what_is_refused_for_good_is_asked_once() -> None:
    service = Service(lambda _, __: error("auth", "forbidden"))
    with pytest.raises(Refused, match="forbidden"):
        await service.connection.ask_all("pubsub.localhost", ["<a/>"])
    assert service.asked == ["a"]


async def test_what_may_be_refused_is_no_refusal_also_when_asked_again() -> None:
    answers = [error("wait", "internal-server-error"), error("cancel", "conflict")]
    service = Service(lambda _, before: answers[before])
    await service.connection.ask_all("pubsub.localhost", ["<a/>"], tolerate="conflict")
    assert service.asked == ["a", "a"]


class Silent:
    """A service that answers nothing by itself."""

    def __init__(self) -> None:
        self.sent: list[etree._Element] = []
        self.connection = XmppConnection(self, ACCOUNT)

    def send_raw(self, stanza: str) -> None:
        self.sent.append(etree.fromstring(stanza))

    def abort(self) -> None:
        """Nothing to close."""

    def says(self, kind: str, identity: str, sender: str | None) -> None:
        attributes = {"type": kind, "id": identity} | ({} if sender is None else {"from": sender})
        self.connection.hear(SimpleNamespace(xml=etree.Element("{jabber:client}iq", attributes)))


@pytest.mark.parametrize(
    ("to", "sender", "counts"),
    [
        ("pubsub.localhost", "pubsub.localhost", True),
        ("pubsub.localhost", "PubSub.localhost", True),
        ("pubsub.localhost", "agent1@localhost/ears", False),
        ("pubsub.localhost", "localhost", False),
        ("pubsub.localhost", None, False),
        ("localhost", "localhost", True),
        ("localhost", "agent1@localhost", False),
        (ACCOUNT, ACCOUNT, True),
        (ACCOUNT, f"{ACCOUNT}/webservices", True),
        (ACCOUNT, None, True),
        (ACCOUNT, "agent1@localhost", False),
        (ACCOUNT, "localhost", False),
    ],
)
async def test_an_answer_counts_only_from_whom_was_asked(to: str, sender: str | None, counts: bool) -> None:
    """Source: RFC 6120 section 8.1.2.1."""
    service = Silent()
    answered: list[str | None] = []
    service.connection.send(to, "<a/>", answered.append)
    asked = asyncio.ensure_future(service.connection.ask("get", to, "<a/>"))
    await asyncio.sleep(0)
    for request in service.sent:
        service.says("error", request.get("id", ""), sender)
    assert (asked.done() or len(answered) == 1) is counts
    if counts:
        with pytest.raises(Refused):
            await asked
        assert answered == ["undefined-condition"]
    for request in service.sent:  # who was asked may still answer
        service.says("result", request.get("id", ""), to)
    if not counts:
        await asked
        assert answered == [None]


async def test_nobody_guesses_the_id_of_a_request() -> None:
    service = Silent()
    for _ in range(20):
        service.connection.send("pubsub.localhost", "<a/>", lambda _: None)
    secrets = {request.get("id", "").rpartition("-")[0] for request in service.sent}
    assert len(secrets) == 20
    assert all(len(secret) == 16 for secret in secrets)
