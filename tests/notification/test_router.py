"""Where stanzas go, and what each receiver of an event hears, to the letter."""

import logging

import pytest

from notification import pace
from notification.xmpp.session import BOSH, TCP, WEBSOCKET
from tests.notification.people import DOMAIN, PUBSUB, Person, new_router, signed_in

NODE = "/finesse/api/User/1001001"
UPDATE = f"&lt;Update&gt;&lt;source&gt;{NODE}&lt;/source&gt;&lt;/Update&gt;"


def test_an_event_has_exactly_the_form_that_clients_expect() -> None:
    """Source: Finesse Web Services guide, Notifications; captured messages of 11.6."""
    router = new_router()
    agents = {
        framing.name: Person(router, framing).signs_in("1001001", framing.name).is_there()
        for framing in (TCP, BOSH, WEBSOCKET)
    }
    for agent in agents.values():
        agent.hears()
    router.nodes.create(NODE, router.service_account, {})
    router.nodes.enter(router.nodes.get(NODE), router.local(f"1001001@{DOMAIN}"))
    payload = f'<notification xmlns="http://jabber.org/protocol/pubsub">{UPDATE}</notification>'
    router.notify(router.nodes.get(NODE), "item1", payload)
    rest = (
        f' from="{PUBSUB}" to="1001001@{DOMAIN}" id="{NODE}__1001001@{DOMAIN}__00000">'
        f'<event xmlns="http://jabber.org/protocol/pubsub#event"><items node="{NODE}"><item id="item1">'
        f"{payload}</item></items></event></message>"
    )
    assert agents["tcp"].hears() == ["<message" + rest]
    assert agents["bosh"].hears() == ['<message xmlns="jabber:client"' + rest]
    assert agents["ws"].hears() == ['<message xmlns="jabber:client"' + rest]


@pytest.mark.parametrize(
    ("subscriber", "hearing"),
    [
        (f"ann@{DOMAIN}", {"zero", "five"}),
        (f"ann@{DOMAIN}/zero", {"zero"}),
        (f"ann@{DOMAIN}/minus", {"minus"}),
    ],
)
def test_a_bare_subscription_reaches_all_resources_with_a_priority_and_a_full_one_only_its_own(
    subscriber: str, hearing: set[str]
) -> None:
    router = new_router()
    people = {name: Person(router).signs_in("ann", name) for name in ("zero", "five", "minus", "silent")}
    for name, priority in (("zero", 0), ("five", 5), ("minus", -1)):
        people[name].is_there(priority)
    for person in people.values():
        person.hears()
    node = router.nodes.create(NODE, router.service_account, {})
    router.nodes.enter(node, router.local(subscriber))
    router.notify(node, "i", "<n/>")
    assert {name for name, person in people.items() if person.hears()} == hearing


def test_who_is_away_misses_events_and_nothing_is_kept_for_later() -> None:
    router = new_router()
    node = router.nodes.create(NODE, router.service_account, {})
    router.nodes.enter(node, router.local(f"ann@{DOMAIN}"))
    router.notify(node, "i", "<n/>")
    assert "event" not in "".join(Person(router).signs_in("ann").says("<presence/>"))


def test_an_unknown_request_is_refused_with_a_copy_of_it() -> None:
    person = signed_in(new_router(), "ann")
    assert person.says(f"<iq type='get' id='v' to='{DOMAIN}'><query xmlns='jabber:iq:version'/></iq>") == [
        f'<iq type="error" id="v" from="{DOMAIN}" to="ann@{DOMAIN}/desktop">'
        '<query xmlns="jabber:iq:version"/><error code="503" type="cancel">'
        '<service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>'
    ]


@pytest.mark.parametrize("to", ["", DOMAIN, PUBSUB, f"ann@{DOMAIN}", f"ann@{DOMAIN}/desktop"])
def test_a_ping_is_answered_from_whom_it_was_sent_to(to: str) -> None:
    person = signed_in(new_router(), "ann")
    asked = f"<iq type='get' id='p'{f' to={to!r}' if to else ''}><ping xmlns='urn:xmpp:ping'/></iq>"
    answerer = to or f"ann@{DOMAIN}"
    if to == f"ann@{DOMAIN}/desktop":  # its own client has to answer
        assert person.says(asked)[0].startswith('<iq type="get"')
    else:
        assert person.says(asked) == [
            f'<iq type="result" id="p" from="{answerer}" to="ann@{DOMAIN}/desktop"/>'
        ]


@pytest.mark.parametrize(
    ("xml", "condition"),
    [
        (
            "<iq type='get' id='1' to='other.example.com'><ping xmlns='urn:xmpp:ping'/></iq>",
            "remote-server-not-found",
        ),
        ("<iq type='get' id='1' to='a b@c'><ping xmlns='urn:xmpp:ping'/></iq>", "jid-malformed"),
        ("<iq type='get' id='1'/>", "bad-request"),
        ("<iq type='get' id='1'>text</iq>", "bad-request"),
        (
            "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/></iq>",
            "bad-request",
        ),
        (f"<iq type='set' id='1' to='ann@{DOMAIN}/desktop'><a/><b/></iq>", "bad-request"),
        ("<iq id='1'><ping xmlns='urn:xmpp:ping'/></iq>", "bad-request"),
        ("<iq type='get' id='1'><ping xmlns='urn:nothing'/></iq>", "service-unavailable"),
        (
            f"<iq type='get' id='1' to='{PUBSUB}'><query xmlns='jabber:iq:roster'/></iq>",
            "service-unavailable",
        ),
        (
            f"<iq type='get' id='1' to='bob@{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>",
            "service-unavailable",
        ),
        (
            f"<iq type='get' id='1' to='x@{PUBSUB}'><ping xmlns='urn:xmpp:ping'/></iq>",
            "remote-server-not-found",
        ),
        ("<message to='a b@c'/>", "jid-malformed"),
        ("<message to='bob@elsewhere' type='chat'/>", "remote-server-not-found"),
        ("<iq type='peek' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", "bad-request"),
        ("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>", "bad-request"),
        (
            f"<iq type='get' id='1' to='bob@{DOMAIN}/x'><ping xmlns='urn:xmpp:ping'/></iq>",
            "service-unavailable",
        ),
        (f"<message to='bob@{DOMAIN}'><body>hello</body></message>", "service-unavailable"),
        ("<presence type='dancing'/>", "bad-request"),
        ("<presence><priority>high</priority></presence>", "bad-request"),
        ("<presence><priority>1000</priority></presence>", "bad-request"),
    ],
)
def test_a_stanza_that_cannot_be_served_is_refused_and_the_session_lives(xml: str, condition: str) -> None:
    person = signed_in(new_router(), "ann")
    (answer,) = person.says(xml)
    assert 'type="error"' in answer
    assert f"<{condition} " in answer
    assert person.ended_with is None


def test_answers_and_errors_are_never_answered() -> None:
    person = signed_in(new_router(), "ann")
    assert person.says("<iq type='result' id='1'/>") == []
    assert person.says("<iq type='error' id='1'/>") == []
    assert person.says("<iq type='result'/>") == []  # not even one without an id
    assert person.says(f"<iq type='error' id='1' to='bob@{DOMAIN}/x'/>") == []
    assert person.says("<iq type='error' id='1' to='bob@elsewhere'/>") == []
    assert person.says("<message type='error' to='a b@c'/>") == []
    assert person.says(f"<message type='error' to='bob@{DOMAIN}'/>") == []
    assert person.says("<presence type='error' to='nobody@elsewhere'/>") == []


def test_something_that_is_no_stanza_ends_the_stream() -> None:
    person = signed_in(new_router(), "ann")
    person.says("<letter/>")
    assert person.ended_with == "unsupported-stanza-type"


def test_clients_can_talk_to_each_other_and_nobody_speaks_for_somebody_else() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    ann.says(f"<message to='bob@{DOMAIN}' from='{PUBSUB}'><body>hello</body></message>")
    assert bob.hears() == [
        f'<message to="bob@{DOMAIN}" from="ann@{DOMAIN}/desktop"><body>hello</body></message>'
    ]
    ann.says(f"<iq type='get' id='1' to='bob@{DOMAIN}/desktop'><ping xmlns='urn:xmpp:ping'/></iq>")
    bob.says(f"<iq type='result' id='1' to='ann@{DOMAIN}/desktop'/>")
    assert bob.hears() == []
    assert ann.hears() == [
        f'<iq type="result" id="1" to="ann@{DOMAIN}/desktop" from="bob@{DOMAIN}/desktop"/>'
    ]


def test_the_log_tells_agent_and_call_of_every_event(caplog: pytest.LogCaptureFixture) -> None:
    router = new_router()
    signed_in(router, "1001001")
    node = router.nodes.create(NODE, router.service_account, {})
    router.nodes.enter(node, router.local(f"1001001@{DOMAIN}"))
    with caplog.at_level(logging.DEBUG):
        router.notify(node, "i", "<n>&lt;uri&gt;/finesse/api/Dialog/16777217&lt;/uri&gt;</n>")
    who = f"1001001@{DOMAIN}/desktop"
    assert f"OUT tcp   {who} message event call=16777217 agent=1001001 node={NODE}" in caplog.text


def test_the_log_tells_of_every_element_and_of_no_password(caplog: pytest.LogCaptureFixture) -> None:
    router = new_router()
    with caplog.at_level(logging.DEBUG):
        person = Person(router).signs_in("ann")
        person.says(f"<iq type='get' id='p' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
    told = [record.getMessage() for record in caplog.records]
    assert told == [
        "OUT tcp   id1 stream:features mechanisms",
        "IN  tcp   id1 auth",
        "OUT tcp   id1 success",
        "OUT tcp   id1 stream:features bind",
        "IN  tcp   id1 iq set bind id=b",
        f"OUT tcp   ann@{DOMAIN}/desktop iq result bind id=b",
        f"IN  tcp   ann@{DOMAIN}/desktop iq get ping id=p to={DOMAIN}",
        f"OUT tcp   ann@{DOMAIN}/desktop iq result id=p",
    ]


@pytest.mark.parametrize(
    "stanza",
    [
        "<presence/>",
        "<presence type='unavailable'/>",
        f"<presence to='bob@{DOMAIN}'/>",
        f"<presence type='subscribe' to='bob@{DOMAIN}'/>",
        f"<presence type='unsubscribed' to='bob@{DOMAIN}'/>",
        f"<message to='bob@{DOMAIN}'/>",
        f"<iq type='get' id='1' to='bob@{DOMAIN}/desktop'><q xmlns='urn:q'/></iq>",
    ],
)
def test_who_makes_others_listen_too_often_is_told_to_wait_and_they_hear_no_more(stanza: str) -> None:
    router = new_router()
    ann, bob, finesse = signed_in(router, "ann"), signed_in(router, "bob"), signed_in(router, "finesse")
    for watcher in (bob, finesse):
        watcher.says(f"<presence type='subscribe' to='ann@{DOMAIN}'/>")
    for _ in range(pace.AT_ONCE):
        ann.says(f"<message to='bob@{DOMAIN}'/>")
    bob.hears()
    (answer,) = ann.says(stanza)
    assert 'type="wait"><resource-constraint ' in answer
    assert (bob.hears(), finesse.hears()) == ([], [])
    assert bob.says(f"<message to='ann@{DOMAIN}'/>") == []  # of whom it is not too many
    assert "<message" in ann.hears()[0]
    assert ann.says(f"<iq type='get' id='1' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")  # hurts nobody
    assert ann.says(f"<message to='ann@{DOMAIN}'/>")


def test_the_service_user_is_never_too_much() -> None:
    router = new_router()
    finesse = signed_in(router, "finesse")
    for number in range(2 * pace.AT_ONCE):
        assert (
            "resource-constraint"
            not in finesse.says(f"<presence type='subscribe' to='{number}@{DOMAIN}'/>")[0]
        )
