"""The roster that clients fetch at sign-in, and hear of afterwards."""

import re

import pytest

from tests.notification.people import DOMAIN, Person, new_router, signed_in

GET = "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>"
PUSH = re.compile(
    r'<iq type="set" id="(\w+)" to="([^"]+)"><query xmlns="jabber:iq:roster">'
    r'<item jid="([^"]+)" subscription="(\w+)"/></query></iq>'
)


def change(item: str) -> str:
    return f"<iq type='set' id='r'><query xmlns='jabber:iq:roster'>{item}</query></iq>"


def remove(user: str) -> str:
    return change(f"<item jid='{user}@{DOMAIN}' subscription='remove'/>")


def presence(kind: str, user: str) -> str:
    return f"<presence type='{kind}' to='{user}@{DOMAIN}'/>"


def pushes(heard: list[str]) -> list[tuple[str, str]]:
    """The contact and the subscription of each push among what was heard."""
    found = [PUSH.fullmatch(one) for one in heard]
    return [(match[3].partition("@")[0], match[4]) for match in found if match is not None]


def test_finesse_is_always_on_it() -> None:
    ann = signed_in(new_router(), "ann")
    assert ann.says(GET) == [
        f'<iq type="result" id="r" from="ann@{DOMAIN}" to="ann@{DOMAIN}/desktop">'
        f'<query xmlns="jabber:iq:roster"><item jid="finesse@{DOMAIN}" subscription="both"/></query></iq>'
    ]


def test_every_resource_that_asked_for_the_roster_hears_of_each_change() -> None:
    """RFC 6121 §2.1.6 and §2.2: to its full JID, with an id of its own, without presence, too."""
    router = new_router()
    one, two, deaf = (Person(router).signs_in("ann", name) for name in ("one", "two", "deaf"))
    bob = signed_in(router, "bob")
    for person in (one, two, bob):
        person.says(GET)
    heard = [*one.says(presence("subscribe", "bob")), *two.hears()]
    found = [match for each in heard if (match := PUSH.fullmatch(each))]
    assert [match[2] for match in found] == [f"ann@{DOMAIN}/one", f"ann@{DOMAIN}/two"]
    assert len({match[1] for match in found}) == 2
    assert pushes(heard) == [("bob", "to")] * 2
    assert deaf.hears() == []
    assert pushes(bob.says(presence("subscribe", "ann"))) == [
        ("ann", "from"),
        ("ann", "both"),
    ]
    assert pushes(two.hears()) == [("bob", "both")]
    assert two.says(f"<iq type='result' id='{found[1][1]}'/>") == []  # the answer to a push


def test_the_end_of_a_subscription_changes_both_rosters() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    for person, other in ((ann, "bob"), (bob, "ann")):
        person.says(GET)
        person.says(presence("subscribe", other))
    ann.hears()
    assert pushes(ann.says(presence("unsubscribe", "bob"))) == [("bob", "from")]
    assert pushes(bob.hears()) == [("ann", "to")]
    assert pushes(ann.says(presence("unsubscribed", "bob"))) == [("bob", "remove")]
    assert pushes(bob.hears()) == [("ann", "remove")]


def test_removing_a_contact_ends_both_directions_and_is_told_once() -> None:
    """RFC 6121 §2.5.2."""
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    for person, other in ((ann, "bob"), (bob, "ann")):
        person.says(GET)
        person.says(presence("subscribe", other))
    ann.hears()
    heard = ann.says(remove("bob"))
    assert pushes(heard) == [("bob", "remove")]
    assert heard[-1] == f'<iq type="result" id="r" from="ann@{DOMAIN}" to="ann@{DOMAIN}/desktop"/>'
    assert f'<presence from="bob@{DOMAIN}/desktop" to="ann@{DOMAIN}/desktop" type="unavailable"/>' in heard
    heard = bob.hears()
    assert pushes(heard) == [("ann", "remove")]
    assert [one for one in heard if one.startswith("<presence")] == [
        f'<presence from="ann@{DOMAIN}" to="bob@{DOMAIN}" type="unsubscribe"/>',
        f'<presence from="ann@{DOMAIN}" to="bob@{DOMAIN}" type="unsubscribed"/>',
        f'<presence from="ann@{DOMAIN}/desktop" to="bob@{DOMAIN}/desktop" type="unavailable"/>',
    ]
    assert "bob" not in ann.says(GET)[0]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        (f"<item jid='nobody@{DOMAIN}' subscription='remove'/>", "item-not-found"),  # §2.5.3
        (f"<item jid='finesse@{DOMAIN}' subscription='remove'/>", "not-allowed"),
        (f"<item jid='ann@{DOMAIN}' subscription='remove'/>", "not-allowed"),
        (f"<item jid='bob@{DOMAIN}' name='Bob'/>", "not-allowed"),
        (f"<item jid='bob@{DOMAIN}' subscription='both'/>", "not-allowed"),
        (f"<item jid='bob@{DOMAIN}'><group>a</group><group>b</group></item>", "not-allowed"),
        ("", "bad-request"),  # from here on §2.3.3
        (f"<item jid='bob@{DOMAIN}'/><item jid='cecil@{DOMAIN}'/>", "bad-request"),
        ("<item name='Bob'/>", "bad-request"),
        (f"<thing jid='bob@{DOMAIN}'/>", "bad-request"),
        (f"<item jid='bob@{DOMAIN}'><group>a</group><group>a</group></item>", "bad-request"),
        (f"<item jid='bob@{DOMAIN}'><group/></item>", "not-acceptable"),
        (f"<item jid='bob@{DOMAIN}'><group>{'g' * 1024}</group></item>", "not-acceptable"),
        (f"<item jid='bob@{DOMAIN}' name='{'n' * 1024}'/>", "not-acceptable"),
        ("<item jid='b b@c'/>", "jid-malformed"),
        ("<item jid='bob@elsewhere' subscription='remove'/>", "remote-server-not-found"),
    ],
)
def test_what_cannot_be_changed_is_refused_and_changes_nothing(query: str, condition: str) -> None:
    ann = signed_in(new_router(), "ann")
    before = ann.says(GET)
    (answer,) = ann.says(change(query))
    assert f"<{condition} " in answer
    assert ann.says(GET) == before


def test_nobody_reads_or_changes_the_roster_of_somebody_else() -> None:
    ann = signed_in(new_router(), "ann")
    for request in (GET, remove("ann")):
        (answer,) = ann.says(request.replace("id='r'", f"id='r' to='bob@{DOMAIN}'"))
        assert "<service-unavailable " in answer
