"""From connecting to a full JID, and the ways it can fail."""

import re

import pytest

from notification.xmpp import names
from notification.xmpp.session import BOSH, TCP, WEBSOCKET, Ending, Framing, Session, State
from tests.notification.people import DOMAIN, Person, new_router, plain, signed_in, stanza

SASL = "urn:ietf:params:xml:ns:xmpp-sasl"
BIND = "urn:ietf:params:xml:ns:xmpp-bind"


def auth(text: str, mechanism: str = "PLAIN") -> str:
    return f"<auth xmlns='{SASL}' mechanism='{mechanism}'>{text}</auth>"


def opened(framing: Framing = TCP) -> Person:
    person = Person(new_router(), framing)
    person.session.opened()
    return person


def checked(person: Person, good: bool | None) -> list[str]:
    person.session.check = None
    person.session.checked(good)
    return person.hears()


def test_only_plain_is_offered() -> None:
    (features,) = opened().hears()
    assert features == (
        f'<stream:features><mechanisms xmlns="{SASL}"><mechanism>PLAIN</mechanism></mechanisms>'
        "</stream:features>"
    )


def test_each_transport_declares_what_its_frame_does_not() -> None:
    assert "xmlns:stream" in opened(WEBSOCKET).hears()[0]
    assert "xmlns:stream" not in opened(BOSH).hears()[0]
    assert BIND in opened(BOSH).hears()[0]  # as Openfire tells over BOSH before the sign-in


def test_a_good_password_leads_over_a_new_stream_and_a_bind_to_a_full_jid() -> None:
    person = opened()
    person.hears()
    assert person.says(auth(plain("Agent1", "secret"))) == []
    assert person.session.check == ("agent1", "secret")  # asked about as it is compared
    assert checked(person, True) == [f'<success xmlns="{SASL}"/>']
    person.session.opened()
    assert person.hears() == [
        f'<stream:features><bind xmlns="{BIND}"/>'
        '<session xmlns="urn:ietf:params:xml:ns:xmpp-session"><optional/></session></stream:features>'
    ]
    (bound,) = person.says(
        f"<iq type='set' id='b1'><bind xmlns='{BIND}'><resource>desktop</resource></bind></iq>"
    )
    assert bound == (
        f'<iq type="result" id="b1" to="{DOMAIN}/{person.session.id}"><bind xmlns="{BIND}">'
        f"<jid>agent1@{DOMAIN}/desktop</jid></bind></iq>"
    )
    assert person.says(
        "<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"
    ) == [f'<iq type="result" id="s" from="{DOMAIN}" to="agent1@{DOMAIN}/desktop"/>']


def test_a_client_without_a_wish_gets_a_resource() -> None:
    person = signed_in(new_router(), "agent1", "")
    assert person.session.resource not in ("", person.session.id)  # which is no secret of the connection


def test_a_resource_is_bound_as_it_is_compared() -> None:
    """RFC 6120 §7.7.2.2: what resourceprep refuses is a bad request, and another may be tried."""
    person = opened()
    person.says(auth(plain("agent1", "secret")))
    checked(person, True)
    person.session.opened()
    person.hears()
    for refused in (
        "<resource>\u0221</resource>",
        "<resource>a\u202e</resource>",
        f"<resource>{'x' * 1024}</resource>",
    ):
        (answer,) = person.says(f"<iq type='set' id='b'><bind xmlns='{BIND}'>{refused}</bind></iq>")
        assert 'type="error" id="b"' in answer
        assert "<bad-request " in answer
    (answer,) = person.says(f"<iq type='set'><bind xmlns='{BIND}'/></iq>")
    assert "<bad-request " in answer  # an iq has an id
    wide = "<resource>\uff24esk</resource>"
    (answer,) = person.says(f"<iq type='set' id='b'><bind xmlns='{BIND}'>{wide}</bind></iq>")
    assert f"<jid>agent1@{DOMAIN}/Desk</jid>" in answer


def test_an_empty_auth_is_challenged_and_the_response_counts() -> None:
    person = opened()
    person.hears()
    assert person.says(auth("")) == [f'<challenge xmlns="{SASL}"/>']
    person.says(f"<response xmlns='{SASL}'>{plain('agent1', 'secret')}</response>")
    assert person.session.check == ("agent1", "secret")


@pytest.mark.parametrize(
    ("xml", "condition"),
    [
        (auth("xx", "DIGEST-MD5"), "invalid-mechanism"),
        (auth("!"), "incorrect-encoding"),
        (auth(plain("agent1", "")), "not-authorized"),
    ],
)
def test_a_failed_sign_in_leaves_the_stream_open(xml: str, condition: str) -> None:
    person = opened()
    person.hears()
    assert person.says(xml) == [f'<failure xmlns="{SASL}"><{condition}/></failure>']
    assert person.session.state is State.CONNECTED


def test_a_wrong_password_and_an_unknown_answer_are_told_apart() -> None:
    person = opened()
    person.hears()
    person.says(auth(plain("agent1", "wrong")))
    assert checked(person, False) == [f'<failure xmlns="{SASL}"><not-authorized/></failure>']
    person.says(auth(plain("agent1", "secret")))
    assert checked(person, None) == [f'<failure xmlns="{SASL}"><temporary-auth-failure/></failure>']


def test_the_third_failure_ends_the_stream() -> None:
    person = opened()
    for _ in range(3):
        assert person.ended_with is None
        person.says(auth("!"))
    assert person.ended_with == "policy-violation"


@pytest.mark.parametrize(
    "xml",
    ["<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>", "<message to='a@b'/>", "<presence/>"],
)
def test_nothing_but_a_sign_in_is_taken_before_it(xml: str) -> None:
    person = opened()
    person.says(xml)
    assert person.ended_with == "not-authorized"


def test_nothing_but_a_bind_is_taken_before_it() -> None:
    person = opened()
    person.says(auth(plain("agent1", "secret")))
    checked(person, True)
    person.session.opened()
    person.says("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>")
    assert person.ended_with == "not-authorized"


def test_the_answer_about_a_password_comes_too_late_for_who_has_left() -> None:
    person = opened()
    person.says(auth(plain("agent1", "secret")))
    person.session.gone()
    assert checked(person, True) == []
    assert person.session.state is State.ENDED


def test_the_same_full_jid_again_sends_the_older_away() -> None:
    router = new_router()
    older = signed_in(router, "agent1")
    newer = signed_in(router, "AGENT1")
    assert older.ended_with == "conflict"
    assert newer.ended_with is None
    assert router.online[f"agent1@{DOMAIN}"] == {"desktop": newer.session}
    older.session.gone()
    assert router.online[f"agent1@{DOMAIN}"] == {"desktop": newer.session}


def test_another_resource_of_the_same_user_is_welcome() -> None:
    router = new_router()
    first, second = signed_in(router, "agent1", "desktop"), signed_in(router, "agent1", "phone")
    assert first.ended_with is None
    assert second.ended_with is None


def test_a_second_bind_is_not_allowed() -> None:
    person = signed_in(new_router(), "agent1")
    (answer,) = person.says(f"<iq type='set' id='b'><bind xmlns='{BIND}'/></iq>")
    assert "<not-allowed" in answer


def test_who_does_not_read_is_closed_when_too_much_waits() -> None:
    router = new_router(queue_limit=5000)
    person = Person(router).signs_in("agent1").is_there()
    node = router.nodes.create("n", router.service_account, {})
    router.nodes.enter(node, router.local(person.session.jid))
    for _ in range(1000):
        router.notify(node, "i", "<n/>")
    assert person.ended_with == "resource-constraint"
    assert person.session.queued < 5000


def test_who_does_not_read_his_answers_gets_no_more_until_he_does() -> None:
    person = Person(new_router(queue_limit=5000)).signs_in("agent1")
    session = person.session
    for number in range(100):
        session.receive(stanza(f"<iq type='get' id='{number}'><ping xmlns='urn:xmpp:ping'/></iq>"))
    assert 5000 < session.queued < 6000
    answers: list[str] = []
    while session.later:
        answers += person.hears()
    answers += person.hears()
    assert [answer.partition(' id="')[2].partition('"')[0] for answer in answers] == [*map(str, range(100))]
    assert person.ended_with is None


def test_an_answer_is_never_more_than_may_wait() -> None:
    router = new_router(queue_limit=5000)
    router.stanza_limit = 10**6
    for number in range(100):
        router.nodes.create(f"{number}{'x' * 100}", router.service_account, {})
    person = Person(router).signs_in("agent1").is_there()
    (answer,) = person.says(
        f"<iq type='get' id='1' to='{router.pubsub}'><query xmlns='{names.DISCO_ITEMS}'/></iq>"
    )
    assert len(answer) > 10_000
    assert person.ended_with is None


def test_what_waited_is_heard_before_the_end() -> None:
    router = new_router(queue_limit=5000)
    person = Person(router).signs_in("agent1")
    other = signed_in(router, "agent2")
    for number in range(100):
        person.session.receive(stanza(f"<iq type='get' id='{number}'><ping xmlns='urn:xmpp:ping'/></iq>"))
    person.session.receive(stanza(f"<message to='agent2@{DOMAIN}'/>"))
    assert person.session.later
    while len(person.session.later) > 1:
        person.session.take()
        person.session.go_on()
    person.session.take()
    person.session.end(Ending(None))
    assert len(other.hears()) == 1


def test_starttls_is_offered_where_it_can_be_and_only_before_the_sign_in() -> None:
    router = new_router()
    person = Person(router)
    person.session = Session(router, person, TCP, starttls=True)
    person.session.opened()
    tls = "urn:ietf:params:xml:ns:xmpp-tls"
    assert f'<starttls xmlns="{tls}"/>' in person.hears()[0]
    assert person.says(f"<starttls xmlns='{tls}'/>") == [f'<proceed xmlns="{tls}"/>']
    assert person.session.tls_wanted
    person.session.opened()
    assert "starttls" not in person.hears()[0]
    person.says(f"<starttls xmlns='{tls}'/>")
    assert person.ended_with == "unsupported-stanza-type"


@pytest.mark.parametrize(
    ("framing", "undeclared"), [(WEBSOCKET, ""), (BOSH, "http://jabber.org/protocol/httpbind")]
)
def test_an_element_without_a_namespace_is_known_by_its_name_where_no_stream_declares_one(
    framing: Framing, undeclared: str
) -> None:
    """Source: Openfire, SessionPacketRouter.route and XmppWebSocket.processStanza."""
    person = opened(framing)
    person.hears()

    def says(xml: str) -> list[str]:
        return person.says(re.sub(r"^<\w+", rf"\g<0> xmlns='{undeclared}'", xml))

    assert says("<auth mechanism='PLAIN'/>") == [f'<challenge xmlns="{SASL}"/>']
    assert says(f"<response>{plain('agent1', 'secret')}</response>") == []
    assert checked(person, True) == [f'<success xmlns="{SASL}"/>']
    person.session.opened()
    person.hears()
    says(f"<iq type='set' id='b'><bind xmlns='{BIND}'><resource>go</resource></bind></iq>")
    assert person.session.jid == f"agent1@{DOMAIN}/go"
    says("<presence><show>dnd</show><priority>7</priority></presence>")
    assert person.session.priority == 7
    says("<letter/>")
    assert person.session.state is State.ENDED


def test_over_tcp_the_stream_declares_the_namespace_and_nothing_is_guessed() -> None:
    person = opened(TCP)
    person.hears()
    person.says(f"<auth xmlns='' mechanism='PLAIN'>{plain('agent1', 'secret')}</auth>")
    assert person.session.state is State.ENDED
