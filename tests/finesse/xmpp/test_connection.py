"""What is done with the answers of a notification service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from lxml import etree

from finesse.xmpp import connection as module
from finesse.xmpp.connection import Connection, Refused

STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas"
Answers = Callable[[str, int], str]
"""The inside of the answer to a request, and how often it was asked before; empty for a result."""


def error(kind: str, condition: str) -> str:
    return f'<error type="{kind}"><{condition} xmlns="{STANZAS}"/></error>'


class Service:
    """Answers what a connection sends, as it comes."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[str] = []
        self.connection = Connection(self)
        self._answers = answers

    def send_raw(self, stanza: str) -> None:
        request = etree.fromstring(stanza)
        name = str(etree.QName(request[0]).localname)
        inside = self._answers(name, self.asked.count(name))
        self.asked.append(name)
        kind = "error" if inside else "result"
        answer = f'<iq xmlns="jabber:client" type="{kind}" id="{request.get("id")}">{inside}</iq>'
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
