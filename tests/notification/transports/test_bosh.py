"""BOSH rule by rule (XEP-0124, XEP-0206); and whatever the network does, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from notification.transports.bosh import BoshRules
from notification.xmpp import names
from tests.notification.people import DOMAIN, new_router, plain
from tests.notification.transports.bosh_client import EMPTY, BoshClient, Exchange, events_in

WRONG = f'<body type="terminate" condition="%s" xmlns="{names.HTTPBIND}"/>'
TERMINATED = f'<body type="terminate" xmlns="{names.HTTPBIND}"/>'
PING = "<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"


def test_a_new_session_is_told_everything_at_once() -> None:
    client = BoshClient()
    assert client.created == (
        f'<body xmlns="{names.HTTPBIND}" xmlns:stream="{names.STREAMS}" from="{DOMAIN}" authid="id1" '
        'sid="id2" secure="true" requests="2" inactivity="60" polling="5" wait="30" hold="1" ack="1000" '
        'maxpause="300" '
        f'ver="1.9"><stream:features><mechanisms xmlns="{names.SASL}"><mechanism>PLAIN</mechanism>'
        f'</mechanisms><bind xmlns="{names.BIND}"/><session xmlns="{names.SESSION}"><optional/></session>'
        "</stream:features></body>"
    )


def test_an_old_client_is_told_only_what_it_knows() -> None:
    created = BoshClient(ver="1.5").created
    assert "wait=" in created
    for attribute in ("hold=", "ack=", "maxpause=", "ver="):
        assert attribute not in created


def test_no_wait_is_longer_than_the_server_allows() -> None:
    assert 'wait="300"' in BoshClient(wait=100_000).created


def test_the_sign_in_takes_four_requests() -> None:
    client = BoshClient()
    auth = client.send(f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>{plain('ann', 'secret')}</auth>")
    assert auth.body is None  # held while the password is checked
    client.bosh.session.checked(True)
    client.settle()
    assert auth.body == f"<body xmlns='{names.HTTPBIND}'><success xmlns=\"{names.SASL}\"/></body>"
    restart = client.send(attributes="xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'")
    assert restart.body == (
        f"<body xmlns='{names.HTTPBIND}' xmlns:stream='{names.STREAMS}'>"
        f'<stream:features><bind xmlns="{names.BIND}"/><session xmlns="{names.SESSION}"><optional/>'
        "</session></stream:features></body>"
    )
    bind = client.send(
        f"<iq xmlns='jabber:client' type='set' id='b1'><bind xmlns='{names.BIND}'>"
        "<resource>desktop</resource></bind></iq>"
    )
    assert bind.body == (
        f'<body xmlns=\'{names.HTTPBIND}\'><iq xmlns="jabber:client" type="result" id="b1" to="{DOMAIN}/id1">'
        f'<bind xmlns="{names.BIND}"><jid>ann@{DOMAIN}/desktop</jid></bind></iq></body>'
    )
    presence = client.send("<presence xmlns='jabber:client'/>")
    assert f'from="ann@{DOMAIN}/desktop"' in (presence.body or "")


def test_an_empty_request_is_held_until_there_is_something_to_say() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    assert held.body is None
    client.hears("one")
    assert (
        held.body
        == f"<body xmlns='{names.HTTPBIND}'><message xmlns=\"jabber:client\"><e>one</e></message></body>"
    )


def test_what_was_said_while_nobody_asked_comes_in_one_body_with_the_next_request() -> None:
    client = BoshClient().signs_in()
    client.hears("one")
    client.hears("two")
    assert events_in(client.send().body) == ["one", "two"]


def test_a_held_request_is_answered_empty_when_it_has_waited_long_enough() -> None:
    client = BoshClient(wait=30).signs_in()
    held = client.send()
    client.passes(29.9)
    assert held.body is None
    client.passes(0.2)
    assert (held.status, held.body) == (200, EMPTY)
    assert client.lives


def test_a_second_request_releases_the_first() -> None:
    client = BoshClient().signs_in()
    first, second = client.send(), client.send()
    assert first.body == EMPTY
    assert second.body is None


def test_the_answer_to_a_request_goes_to_the_oldest_that_is_held() -> None:
    client = BoshClient().signs_in()
    first, second = client.send(), client.send(PING)
    assert 'id="p"' in (first.body or "")
    assert second.body is None


def test_requests_are_taken_in_the_order_of_their_ids() -> None:
    client = BoshClient().signs_in()
    second = client.send(PING.replace("'p'", "'p2'"), rid=client.rid + 2)
    assert second.body is None
    first = client.send(PING.replace("'p'", "'p1'"), rid=client.rid + 1)
    assert (first.body or "").index("p1") < (first.body or "").index("p2")
    assert second.body is None


@pytest.mark.parametrize("ahead", [3, 4, 100])
def test_an_id_beyond_the_window_ends_the_session(ahead: int) -> None:
    client = BoshClient().signs_in()
    held = client.send()
    assert client.send(rid=client.rid + ahead).body == WRONG % "item-not-found"
    assert held.body == EMPTY
    assert not client.lives


def test_a_request_sent_again_gets_the_same_answer_and_does_nothing_twice() -> None:
    client = BoshClient().signs_in()
    first = client.send(PING)
    client.send()
    assert client.send(PING, rid=client.rid - 1).body == first.body
    client.hears("one")
    assert client.lives


def test_an_answer_that_is_no_longer_kept_ends_the_session() -> None:
    client = BoshClient().signs_in()
    oldest = client.rid - 2
    for _ in range(2):
        client.send(PING)
    assert client.send(rid=oldest).body == WRONG % "item-not-found"
    assert not client.lives


def test_the_same_id_while_it_is_held_replaces_the_connection() -> None:
    client = BoshClient().signs_in()
    given_up = client.send()
    again = client.send(PING, rid=client.rid)
    assert given_up.body == EMPTY
    assert again.body is None  # and the ping in it was not taken
    client.hears("one")
    assert events_in(again.body) == ["one"]


def test_the_same_id_while_it_waits_for_its_predecessor_replaces_the_connection() -> None:
    client = BoshClient().signs_in()
    given_up = client.send(rid=client.rid + 2)
    again = client.send(PING, rid=client.rid + 2)
    assert given_up.body == EMPTY
    client.send()
    assert again.body is None


def test_an_event_waits_when_the_held_connection_broke() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    client.lose(held)
    client.hears("one")
    assert events_in(client.send(rid=client.rid).body) == ["one"]


def test_an_event_that_was_sent_into_a_broken_connection_is_sent_again() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    client.hears("one")
    client.lose(held)
    assert events_in(client.send(rid=client.rid).body) == ["one"]
    assert events_in(client.send().body) == []


def test_too_many_requests_at_once_end_the_session() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    early = client.send(rid=client.rid + 2)
    assert client.send().body == WRONG % "policy-violation"
    assert (held.body, early.body) == (EMPTY, EMPTY)
    assert not client.lives


@pytest.mark.parametrize("last", ["pause='10'", "type='terminate'"])
def test_one_more_request_may_pause_or_end(last: str) -> None:
    client = BoshClient().signs_in()
    client.send()
    client.send(rid=client.rid + 2)
    assert "condition" not in (client.send(attributes=last).body or "")


def test_a_polling_session_is_never_held_and_must_not_ask_too_often() -> None:
    client = BoshClient(wait=0).signs_in()
    client.hears("one")
    assert events_in(client.send().body) == ["one"]
    client.passes(5.0)
    assert client.send().body == EMPTY
    client.passes(4.9)
    assert client.send().body == WRONG % "policy-violation"


def test_who_holds_polls_may_ask_as_often_as_it_likes() -> None:
    client = BoshClient().signs_in()
    for _ in range(20):
        assert client.send().status in (None, 200)
    assert client.lives


def test_a_pause_releases_everything_and_stretches_the_time_away() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    pause = client.send(attributes="pause='120'")
    assert (held.body, pause.body) == (EMPTY, EMPTY)
    client.passes(119.0)
    client.hears("one")
    assert client.lives
    assert events_in(client.send().body) == ["one"]
    client.passes(59.0)
    assert client.lives
    client.passes(2.0)
    assert not client.lives


def test_a_pause_ends_the_session_when_it_is_over() -> None:
    client = BoshClient().signs_in()
    client.send(attributes="pause='5'")
    client.passes(5.1)
    assert not client.lives


@pytest.mark.parametrize("pause", ["301", "-1", "long"])
def test_a_pause_beyond_the_limit_ends_the_session(pause: str) -> None:
    client = BoshClient().signs_in()
    assert client.send(attributes=f"pause='{pause}'").body == WRONG % "policy-violation"
    assert not client.lives


def test_a_client_ends_its_session_after_its_last_words() -> None:
    router = new_router()
    other = BoshClient(router).signs_in("bob")
    other.send(f"<presence xmlns='jabber:client' type='subscribe' to='ann@{DOMAIN}'/>")
    client = BoshClient(router).signs_in("ann")
    poll = other.send()
    held = client.send()
    last = client.send("<presence xmlns='jabber:client' type='unavailable'/>", "type='terminate'")
    assert (held.body, last.body) == (EMPTY, TERMINATED)
    assert not client.lives
    other.settle()
    assert 'type="unavailable"' in (poll.body or "") + (other.send().body or "")
    assert f"ann@{DOMAIN}" not in router.online


def test_who_is_away_too_long_is_dropped_without_a_word() -> None:
    client = BoshClient().signs_in()
    client.passes(59.0)
    assert client.lives
    client.passes(1.1)
    assert not client.lives
    assert client.router.online == {}


def test_who_is_held_is_not_away() -> None:
    client = BoshClient(wait=100).signs_in()
    held = client.send()
    client.passes(99.0)
    assert client.lives
    client.lose(held)
    client.passes(59.0)
    assert client.lives
    client.passes(2.0)
    assert not client.lives


def test_events_do_not_keep_an_absent_client_alive() -> None:
    client = BoshClient().signs_in()
    for _ in range(61):
        client.hears("more")
        client.passes(1.0)
    assert not client.lives


def test_a_request_whose_predecessor_never_comes_is_answered_at_the_end() -> None:
    client = BoshClient().signs_in()
    early = client.send(rid=client.rid + 2)
    client.passes(61.0)
    assert early.body == WRONG % "item-not-found"
    assert not client.lives


def test_a_newer_session_of_the_same_full_jid_is_a_conflict_for_the_older() -> None:
    """Source: XEP-0206 §8; the tunnel of the desktop reads it as `conflict`."""
    router = new_router()
    older = BoshClient(router).signs_in()
    held = older.send()
    BoshClient(router).signs_in()
    older.settle()
    assert held.body == (
        f"<body type='terminate' condition='remote-stream-error' xmlns='{names.HTTPBIND}'"
        f" xmlns:stream='{names.STREAMS}'><stream:error><conflict xmlns=\"{names.STREAM_ERRORS}\"/>"
        "</stream:error></body>"
    )
    assert not older.lives


def test_the_end_is_told_to_the_next_request_when_none_is_held() -> None:
    router = new_router()
    older = BoshClient(router).signs_in()
    BoshClient(router).signs_in()
    older.settle()
    assert "<conflict " in (older.send().body or "")
    assert not older.lives


def test_an_end_that_nobody_asks_for_is_forgotten() -> None:
    router = new_router()
    older = BoshClient(router).signs_in()
    BoshClient(router).signs_in()
    older.settle()
    older.passes(61.0)
    assert not older.lives


def test_a_stopping_service_says_so() -> None:
    client = BoshClient().signs_in()
    held = client.send()
    client.bosh.session.fail("system-shutdown")
    client.settle()
    assert held.body == WRONG % "system-shutdown"


def test_last_words_before_a_stream_error_are_heard() -> None:
    client = BoshClient()
    for _ in range(2):
        client.send(f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>!</auth>")
    third = client.send(f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>!</auth>").body or ""
    assert third.index("<incorrect-encoding/>") < third.index("<policy-violation ")


@pytest.mark.parametrize(
    ("ahead", "status"),
    [(3, 404), (0, 404)],
)
def test_a_client_from_before_conditions_gets_a_status(ahead: int, status: int) -> None:
    client = BoshClient(ver="1.5").signs_in()
    if ahead:
        assert client.send(rid=client.rid + ahead).status == status
    else:
        assert client.send(rid=client.rid - 3).status == status
    assert not client.lives


def test_a_client_from_before_conditions_is_forbidden_too_much() -> None:
    client = BoshClient(ver="1.5").signs_in()
    assert client.send(attributes="pause='301'").status == 403


def test_a_client_from_before_conditions_hears_of_a_stop_by_a_status() -> None:
    client = BoshClient(ver="1.5").signs_in()
    held = client.send()
    client.bosh.session.fail("system-shutdown")
    client.settle()
    assert (held.status, held.body) == (400, "")


def test_a_client_from_before_conditions_hears_by_a_status_that_a_request_is_missing() -> None:
    client = BoshClient(ver="1.5").signs_in()
    ahead = client.send(rid=client.rid + 2)
    client.passes(61.0)
    assert (ahead.status, client.lives) == (404, False)


def test_a_client_from_before_conditions_is_told_of_a_conflict_in_a_body() -> None:
    older = BoshClient(ver="1.5").signs_in()
    held = older.send()
    BoshClient(older.router).signs_in()
    older.settle()
    assert held.status == 200
    assert "condition='remote-stream-error'" in (held.body or "")


def test_who_has_not_signed_in_may_not_say_much() -> None:
    client = BoshClient(rules=BoshRules(sign_in_bytes=500))
    assert client.send("<auth xmlns='x'>" + "x" * 500 + "</auth>").body == WRONG % "policy-violation"


def test_who_never_asks_again_costs_a_bounded_amount() -> None:
    client = BoshClient(new_router(queue_limit=5000)).signs_in()
    for _ in range(1000):
        client.hears("x" * 100)
    assert client.bosh.session.queued == 0
    assert "<resource-constraint " in (client.send().body or "")
    assert not client.lives


class AnyNetwork(RuleBasedStateMachine):
    """A correct client behind a network that delays, swaps and breaks: events arrive once and in order."""

    def __init__(self) -> None:
        super().__init__()
        self.client = BoshClient(wait=30).signs_in()
        self.first = self.client.rid
        self.rid = self.client.rid
        self.on_the_way: list[int] = []  # sent, not yet at the server
        self.there: dict[int, Exchange] = {}  # at the server, the client listens
        self.kinds: dict[int, str] = {}
        self.read: dict[int, list[str]] = {}
        self.published: list[str] = []
        self.quiet = 0.0

    @property
    def outstanding(self) -> list[int]:
        return sorted({*self.on_the_way, *self.there})

    def may_send(self) -> bool:
        return not self.outstanding or self.rid + 1 - self.outstanding[0] < 2

    @precondition(may_send)
    @rule(kind=st.sampled_from(["", "", "", PING, "pause"]))
    def asks(self, kind: str) -> None:
        self.rid += 1
        self.kinds[self.rid] = kind
        self.on_the_way.append(self.rid)

    @precondition(lambda self: self.on_the_way)
    @rule(which=st.integers(0, 1))
    def arrives(self, which: int) -> None:
        rid = self.on_the_way.pop(min(which, len(self.on_the_way) - 1))
        kind = self.kinds[rid]
        if kind == "pause":
            self.there[rid] = self.client.send(attributes="pause='200'", rid=rid)
        else:
            self.there[rid] = self.client.send(kind, rid=rid)
        self.quiet = 0.0

    @precondition(lambda self: self.there)
    @rule(which=st.integers(0, 1), noticed=st.booleans())
    def breaks(self, which: int, noticed: bool) -> None:
        rid = sorted(self.there)[min(which, len(self.there) - 1)]
        exchange = self.there.pop(rid)
        if noticed:
            self.client.lose(exchange)
        self.on_the_way.append(rid)

    @precondition(lambda self: any(exchange.body is not None for exchange in self.there.values()))
    @rule()
    def is_read(self) -> None:
        rid = next(rid for rid in sorted(self.there) if self.there[rid].body is not None)
        exchange = self.there.pop(rid)
        assert "terminate" not in (exchange.body or "")
        self.read[rid] = events_in(exchange.body)

    @rule()
    def is_published(self) -> None:
        self.published.append(f"e{len(self.published)}")
        self.client.hears(self.published[-1])

    @rule(seconds=st.integers(1, 20))
    def time_passes(self, seconds: int) -> None:
        if self.quiet + seconds < 50:
            self.quiet += seconds
            self.client.passes(seconds)

    @invariant()
    def the_session_lives(self) -> None:
        assert self.client.lives

    def teardown(self) -> None:
        for _ in range(10):
            if self.may_send():
                self.asks("")
            while self.on_the_way:
                self.arrives(0)
            while any(exchange.body is not None for exchange in self.there.values()):
                self.is_read()
        assert self.outstanding[1:] == []
        heard = [event for rid in sorted(self.read) for event in self.read[rid]]
        assert heard == self.published
        assert sorted(self.read) == list(range(self.first + 1, self.first + 1 + len(self.read)))


def test_every_event_arrives_once_and_in_order_whatever_the_network_does() -> None:
    run_state_machine_as_test(
        AnyNetwork, settings=settings(max_examples=150, stateful_step_count=60, deadline=None)
    )
