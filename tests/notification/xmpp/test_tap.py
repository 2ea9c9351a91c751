"""What is shown of the elements on the wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notification.xmpp.tap import masked
from tests.notification.people import DOMAIN, Person, new_router, plain, signed_in, stanza
from vos import trace

NODE = "/finesse/api/User/agent1/Dialogs"


@pytest.fixture
def hops() -> Iterator[list[trace.Hop]]:
    shown: list[trace.Hop] = []
    end = trace.watch(shown.append)
    yield shown
    end()


def test_a_hop_has_the_element_s_bytes_and_whose_they_are(hops: list[trace.Hop]) -> None:
    person = signed_in(new_router(), "ann")
    hops.clear()
    person.says(f"<iq type='get' id='p' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
    heard, said = hops
    assert (heard.sender, heard.receiver, said.receiver) == ("client test", "notification", "client test")
    assert b'<ping xmlns="urn:xmpp:ping"/></iq>' in heard.raw()
    assert said.raw().startswith(b'<iq type="result" id="p"')


def test_finesse_goes_by_its_name(hops: list[trace.Hop]) -> None:
    signed_in(new_router(), "finesse")
    assert hops[-1].receiver == "finesse"


@pytest.mark.parametrize("user", ["ann", "finesse"])
def test_no_password_is_in_the_bytes_of_a_sign_in(user: str, hops: list[trace.Hop]) -> None:
    Person(new_router()).signs_in(user)
    shown = b"".join(hop.raw() for hop in hops)
    assert plain(user, "x").encode() not in shown
    assert b'mechanism="PLAIN">********</auth>' in shown


@pytest.mark.parametrize(
    "element",
    [
        "<iq><query xmlns='jabber:iq:auth'><username>ann</username><password>sesame</password></query></iq>",
        "<iq><query xmlns='jabber:iq:register'><password>sesame</password></query></iq>",
        "<iq><query xmlns='jabber:iq:auth'><digest>sesame</digest></query></iq>",
        "<auth>sesame</auth>",
        "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>sesame</response>",
        "<authenticate xmlns='urn:xmpp:sasl:2'><initial-response>sesame</initial-response></authenticate>",
    ],
)
def test_a_masked_element_has_no_password(element: str) -> None:
    assert "sesame" in stanza(element).xml()
    assert "sesame" not in masked(stanza(element)).xml()


def test_of_a_stranger_no_text_is_shown(hops: list[trace.Hop]) -> None:
    Person(new_router()).says("<login><whatever>sesame</whatever></login>")
    assert b"<whatever>********</whatever>" in hops[0].raw()


def test_random_resources_are_not_shown_in_full(hops: list[trace.Hop]) -> None:
    person = Person(new_router()).signs_in("ann", "abcdefghij0123456789")
    person.says(f"<iq type='get' id='p' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert b"efghij" not in b"".join(hop.raw() for hop in hops)


def test_an_event_is_found_by_the_request_behind_it(hops: list[trace.Hop]) -> None:
    router = new_router()
    signed_in(router, "agent1")
    node = router.nodes.create(NODE, router.service_account, {})
    router.nodes.enter(node, router.local(f"agent1@{DOMAIN}"))
    router.notify(node, "i", "<n>&lt;Update&gt;&lt;requestId&gt;r-7&lt;/requestId&gt;&lt;/Update&gt;</n>")
    assert hops[-1].keys == {"agent": "agent1", "node": NODE, "requestId": "r-7"}
