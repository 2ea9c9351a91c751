"""Who gets a stanza: RFC 6121 §8.5, cell by cell."""

import pytest

from tests.notification.people import DOMAIN, PUBSUB, Person, new_router, signed_in

# Who there is of the account that is written to: resources and their priorities.
ACCOUNTS: dict[str, dict[str, int]] = {
    "nobody": {},
    "negative": {"minus": -1},
    "one": {"zero": 0},
    "several": {"minus": -1, "zero": 0, "five": 5},
}
# Who hears of it: resources, `E` the sender of an error, `-` nobody. RFC 6121 §8.5.4, and where it leaves a
# choice, ours: nothing is stored, all resources of a priority of 0 or more get what is to the account.
TABLE = """
account   address  normal     chat       groupchat headline   error iq
nobody    bare     E          E          E         -          -     E
nobody    gone     E          E          E         -          -     E
negative  bare     E          E          E         -          -     E
negative  minus    minus      minus      minus     minus      minus minus
negative  gone     E          E          E         -          -     E
one       bare     zero       zero       E         zero       -     E
one       zero     zero       zero       zero      zero       zero  zero
one       gone     E          zero       E         -          -     E
several   bare     zero,five  zero,five  E         zero,five  -     E
several   minus    minus      minus      minus     minus      minus minus
several   zero     zero       zero       zero      zero       zero  zero
several   gone     E          zero,five  E         -          -     E
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(*row[:2], kind, cell) for row in ROWS for kind, cell in zip(HEAD[2:], row[2:], strict=True)]


@pytest.mark.parametrize(("account", "address", "kind", "hearing"), CELLS)
def test_each_stanza_gets_where_its_type_and_address_say(
    account: str, address: str, kind: str, hearing: str
) -> None:
    router = new_router()
    there = {name: Person(router).signs_in("bob", name).is_there(p) for name, p in ACCOUNTS[account].items()}
    for person in there.values():
        person.hears()
    ann = signed_in(router, "ann")
    to = f"bob@{DOMAIN}" if address == "bare" else f"bob@{DOMAIN}/{address}"
    head = f"iq type='get' id='m' to='{to}'" if kind == "iq" else f"message type='{kind}' id='m' to='{to}'"
    said = ann.says(f"<{head}><body>hello</body></{head.split()[0]}>")
    heard = [name for name, person in there.items() if any("<body>hello" in one for one in person.hears())]
    if said:
        (error,) = said
        assert 'type="error" id="m"' in error
        assert "<service-unavailable " in error
        heard.append("E")
    assert ",".join(heard) == hearing.replace("-", "")


@pytest.mark.parametrize("kind", ["", " type='unheard-of'"])
def test_a_message_of_no_known_type_is_a_normal_one(kind: str) -> None:
    """RFC 6121 §5.2.2."""
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    assert ann.says(f"<message to='bob@{DOMAIN}'{kind}/>") == []
    assert len(bob.hears()) == 1
    assert "<service-unavailable " in ann.says(f"<message to='bob@{DOMAIN}/gone'{kind}/>")[0]
    assert bob.hears() == []


def test_a_message_is_passed_on_as_it_is_and_says_from_whom() -> None:
    """RFC 6120 §8.1.5: a language is neither changed nor taken away."""
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    ann.says(f"<message to='bob@{DOMAIN}' xml:lang='es'><body xml:lang='de'>hallo</body></message>")
    assert bob.hears() == [
        f'<message to="bob@{DOMAIN}" xml:lang="es" from="ann@{DOMAIN}/desktop">'
        '<body xml:lang="de">hallo</body></message>'
    ]


def test_a_message_without_an_address_is_to_ones_own_account() -> None:
    """RFC 6120 §10.3.1."""
    router = new_router()
    desktop, phone = signed_in(router, "ann"), signed_in(router, "ann", "phone")
    desktop.hears()
    assert "<body>note" in phone.says("<message><body>note</body></message>")[0]
    assert "<body>note" in desktop.hears()[0]


@pytest.mark.parametrize("kind", ["chat", "groupchat", "headline", "error"])
@pytest.mark.parametrize("to", [DOMAIN, PUBSUB, PUBSUB.upper(), f"{PUBSUB}/x"])
def test_services_read_no_messages_and_answer_none(kind: str, to: str) -> None:
    ann = signed_in(new_router(), "ann")
    assert ann.says(f"<message to='{to}' type='{kind}'><body>hello</body></message>") == []


def test_a_resource_that_has_not_sent_presence_is_reached_by_its_name_alone() -> None:
    router = new_router()
    bob, ann = Person(router).signs_in("bob", "silent"), signed_in(router, "ann")
    assert "<service-unavailable " in ann.says(f"<message to='bob@{DOMAIN}'/>")[0]
    assert ann.says(f"<message to='bob@{DOMAIN}/silent'/>") == []
    assert len(bob.hears()) == 1
