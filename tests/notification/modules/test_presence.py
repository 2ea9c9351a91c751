"""Presence: the agents', the service user's, and who hears of which."""

import pytest

from notification.modules.presence import DIRECTED_LIMIT
from tests.notification.people import DOMAIN, PUBSUB, Person, new_router, signed_in

FINESSE = f"finesse@{DOMAIN}"


def presence(sender: str, to: str, kind: str = "") -> str:
    shown = f' type="{kind}"' if kind else ""
    return f'<presence from="{sender}" to="{to}"{shown}/>'


def full(user: str, resource: str = "desktop") -> str:
    return f"{user}@{DOMAIN}/{resource}"


def bare(user: str) -> str:
    return f"{user}@{DOMAIN}"


def test_an_agent_hears_its_own_presence_and_that_finesse_is_there() -> None:
    router = new_router()
    signed_in(router, "finesse", "web").says("<presence/>")
    agent = Person(router).signs_in("ann")
    assert agent.says("<presence/>") == [
        presence(full("ann"), full("ann")),
        presence(full("finesse", "web"), full("ann")),
    ]
    assert agent.says("<presence/>") == [presence(full("ann"), full("ann"))]  # only the first time


def test_everybody_hears_when_finesse_comes_and_goes() -> None:
    router = new_router()
    ann, silent = signed_in(router, "ann"), Person(router).signs_in("bob")
    finesse = Person(router).signs_in("finesse", "web")
    finesse.says("<presence/>")
    assert ann.hears() == [presence(full("finesse", "web"), full("ann"))]
    finesse.session.gone()
    assert ann.hears() == [presence(full("finesse", "web"), full("ann"), "unavailable")]
    assert silent.hears() == []


def test_who_subscribes_is_granted_it_at_once_and_told_how_things_are() -> None:
    router = new_router()
    finesse, ann = signed_in(router, "finesse", "web"), signed_in(router, "ann")
    ann.says("<presence><show>away</show></presence>")
    finesse.hears()
    assert finesse.says(f"<presence type='subscribe' to='{bare('ann')}'/>") == [
        presence(bare("ann"), bare("finesse"), "subscribed"),
        f'<presence from="{full("ann")}" to="{full("finesse", "web")}"><show>away</show></presence>',
    ]
    assert ann.hears() == []  # it is not asked
    assert finesse.says(f"<presence type='subscribe' to='{bare('bob')}'/>") == [
        presence(bare("bob"), bare("finesse"), "subscribed"),
        presence(bare("bob"), full("finesse", "web"), "unavailable"),
    ]


@pytest.mark.parametrize("how", ["says so", "is cut off", "ends its stream"])
def test_finesse_hears_once_that_an_agent_left(how: str) -> None:
    router = new_router()
    finesse, ann = signed_in(router, "finesse", "web"), signed_in(router, "ann")
    finesse.says(f"<presence type='subscribe' to='{bare('ann')}'/>")
    if how == "says so":
        ann.says("<presence type='unavailable'><status>bye</status></presence>")
        heard = finesse.hears()
        assert heard == [
            f'<presence from="{full("ann")}" to="{full("finesse", "web")}" type="unavailable">'
            "<status>bye</status></presence>"
        ]
        ann.session.gone()
    else:
        ann.session.gone() if how == "is cut off" else ann.session.fail("connection-timeout")
        assert finesse.hears() == [presence(full("ann"), full("finesse", "web"), "unavailable")]
    ann.session.gone()
    assert finesse.hears() == []
    signed_in(router, "ann")
    assert len(finesse.hears()) == 1  # the subscription outlives the session


def test_other_resources_of_one_user_hear_of_each_other() -> None:
    router = new_router()
    desktop = signed_in(router, "ann", "desktop")
    phone = Person(router).signs_in("ann", "phone")
    assert phone.says("<presence/>") == [
        presence(full("ann", "phone"), full("ann", "phone")),
        f'<presence from="{full("ann")}" to="{full("ann", "phone")}"><priority>0</priority></presence>',
    ]
    assert desktop.hears() == [presence(full("ann", "phone"), full("ann"))]


def test_every_resource_of_a_user_learns_whom_it_watches() -> None:
    """RFC 6121 §3.1.6: the grant, and how things are, to all that are available."""
    router = new_router()
    bob = [signed_in(router, "bob", name) for name in ("desktop", "phone")]
    ann, other = signed_in(router, "ann"), signed_in(router, "ann", "phone")
    silent = Person(router).signs_in("ann", "silent")
    ann.hears()
    ann.says(f"<presence type='subscribe' to='{bare('bob')}'/>")
    assert other.hears() == [
        presence(bare("bob"), bare("ann"), "subscribed"),
        *(
            f'<presence from="{each.session.jid}" to="{other.session.jid}"><priority>0</priority></presence>'
            for each in bob
        ),
    ]
    assert silent.hears() == []
    ann.hears()
    ann.says(f"<presence type='subscribe' to='{bare('bob')}'/>")
    assert (len(ann.hears()), other.hears()) == (0, [])  # asked again: who asked is told again, alone


def test_the_end_of_a_subscription_is_told_to_both_sides() -> None:
    """RFC 6121 §3.3: `unavailable` of each resource, to each resource."""
    router = new_router()
    ann, other = signed_in(router, "ann"), signed_in(router, "ann", "phone")
    bob = [signed_in(router, "bob", name) for name in ("desktop", "phone")]
    ann.says(f"<presence type='subscribe' to='{bare('bob')}'/>")
    for person in (other, *bob):
        person.hears()
    end = [
        presence(bare("bob"), bare("ann"), "unsubscribed"),
        presence(full("bob"), "%s", "unavailable"),
        presence(full("bob", "phone"), "%s", "unavailable"),
    ]
    told = ann.says(f"<presence type='unsubscribe' to='{bare('bob')}'/>")
    assert told == [each.replace("%s", full("ann")) for each in end]
    assert other.hears() == [each.replace("%s", full("ann", "phone")) for each in end]
    for person in bob:
        assert person.hears() == [presence(bare("ann"), bare("bob"), "unsubscribe")]
    bob[0].says("<presence/>")
    assert (ann.hears(), other.hears()) == ([], [])
    assert ann.says(f"<presence type='unsubscribe' to='{bare('bob')}'/>") == []  # there is none any more


def test_an_agent_can_shake_off_anybody_but_finesse() -> None:
    """RFC 6121 §3.2."""
    router = new_router()
    finesse, ann, bob = signed_in(router, "finesse"), signed_in(router, "ann"), signed_in(router, "bob")
    for watcher in (finesse, bob):
        watcher.says(f"<presence type='subscribe' to='{bare('ann')}'/>")
        assert ann.says(f"<presence type='unsubscribed' to='{watcher.session.account}'/>") == []
    assert bob.hears() == [
        presence(bare("ann"), bare("bob"), "unsubscribed"),
        presence(full("ann"), full("bob"), "unavailable"),
    ]
    ann.says("<presence/>")
    assert bob.hears() == []
    assert len(finesse.hears()) == 1


def test_finesse_is_shown_to_who_no_longer_asks_for_it() -> None:
    router = new_router()
    finesse, ann = signed_in(router, "finesse"), signed_in(router, "ann")
    ann.says(f"<presence type='subscribe' to='{FINESSE}'/>")
    assert ann.says(f"<presence type='unsubscribe' to='{FINESSE}'/>") == []
    finesse.says("<presence/>")
    assert ann.hears() == [presence(full("finesse"), full("ann"))]


@pytest.mark.parametrize(
    "kind", ["", "unavailable", "subscribe", "unsubscribe", "subscribed", "unsubscribed"]
)
@pytest.mark.parametrize("to", [DOMAIN, PUBSUB, f"{PUBSUB}/x", bare("ann")])
def test_services_take_presence_in_silence_and_nobody_is_his_own_contact(kind: str, to: str) -> None:
    router = new_router()
    ann = signed_in(router, "ann")
    typed = f" type='{kind}'" if kind else ""
    heard = ann.says(f"<presence to='{to}'{typed}/>")
    assert not any("error" in one or "subscribed" in one for one in heard)
    assert list(router.contacts.roster(bare("ann"))) == [(FINESSE, "both")]


@pytest.mark.parametrize("kind", ["subscribe", "unsubscribe", "unsubscribed"])
def test_a_subscription_names_whom_it_is_about(kind: str) -> None:
    assert "<bad-request " in signed_in(new_router(), "ann").says(f"<presence type='{kind}'/>")[0]


def test_presence_keeps_its_language() -> None:
    """RFC 6120 §8.1.5."""
    router = new_router()
    ann = signed_in(router, "ann")
    ann.says("<presence xml:lang='es'><status>comiendo</status></presence>")
    told = f'from="{full("ann")}" to="%s" xml:lang="es"><status>comiendo</status></presence>'
    late = Person(router).signs_in("ann", "phone")
    assert f"<presence {told.replace('%s', full('ann', 'phone'))}" in late.says("<presence/>")
    bob = signed_in(router, "bob")
    ann.says(f"<presence id='p' to='{full('bob')}' xml:lang='es'/>")
    assert bob.hears() == [f'<presence from="{full("ann")}" to="{full("bob")}" id="p" xml:lang="es"/>']


def test_a_probe_is_answered_to_who_may_know() -> None:
    router = new_router()
    ann = signed_in(router, "ann")
    assert ann.says(f"<presence type='probe' to='{FINESSE}'/>") == [
        presence(FINESSE, full("ann"), "unavailable")
    ]
    assert "<forbidden " in ann.says(f"<presence type='probe' to='{bare('bob')}'/>")[0]


def test_a_probe_of_a_resource_is_about_that_one() -> None:
    """RFC 6121 §4.3.2."""
    router = new_router()
    signed_in(router, "bob", "phone"), signed_in(router, "bob", "desktop")
    ann = signed_in(router, "ann")
    ann.says(f"<presence type='subscribe' to='{bare('bob')}'/>")
    (shown,) = ann.says(f"<presence type='probe' to='{full('bob', 'phone')}'/>")
    assert shown.startswith(f'<presence from="{full("bob", "phone")}" to="{full("ann")}">')
    assert ann.says(f"<presence type='probe' to='{full('bob', 'gone')}'/>") == [
        presence(full("bob", "gone"), full("ann"), "unavailable")
    ]


@pytest.mark.parametrize("written", ["1_0", "\u0661", "0x1", "1.0", "+", "9" * 400])
def test_a_priority_is_a_number_as_xml_writes_it(written: str) -> None:
    ann = signed_in(new_router(), "ann")
    assert "<bad-request " in ann.says(f"<presence><priority>{written}</priority></presence>")[0]


def test_presence_sent_to_one_is_ended_for_that_one() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    ann.says(f"<presence to='{full('bob')}'/>")
    assert bob.hears() == [presence(full("ann"), full("bob"))]
    ann.session.gone()
    assert bob.hears() == [presence(full("ann"), full("bob"), "unavailable")]


@pytest.mark.parametrize("how", ["says so", "is cut off"])
@pytest.mark.parametrize("there", [True, False])
def test_who_was_told_by_name_hears_the_end_though_nobody_else_was_told_of_the_beginning(
    how: str, there: bool
) -> None:
    """RFC 6121 §4.6.3: also of a resource that never sent presence to everybody."""
    router = new_router()
    bob, cecil = signed_in(router, "bob"), signed_in(router, "cecil")
    ann = Person(router).signs_in("ann")
    if there:
        ann.is_there()
    for to in (full("bob"), bare("cecil"), bare("bob")):
        ann.says(f"<presence to='{to}'/>")
    ann.says(f"<presence type='unavailable' to='{bare('cecil')}'/>")
    bob.hears(), cecil.hears()
    if how == "says so":
        ann.says("<presence type='unavailable'/>")
    ann.session.gone()
    assert bob.hears() == [presence(full("ann"), full("bob"), "unavailable")]  # once
    assert cecil.hears() == []


def test_presence_to_an_account_reaches_all_that_are_available_and_to_a_resource_that_one() -> None:
    """RFC 6121 §8.5.2.1.2, §8.5.3.1 and §8.5.3.2."""
    router = new_router()
    names = {"zero": 0, "minus": -1, "silent": None}
    bob = {name: Person(router).signs_in("bob", name) for name in names}
    for name, priority in names.items():
        if priority is not None:
            bob[name].is_there(priority)
    ann = signed_in(router, "ann")

    def hearing(to: str) -> set[str]:
        for person in bob.values():
            person.hears()
        assert ann.says(f"<presence to='{to}'/>") == []
        return {name for name, person in bob.items() if person.hears()}

    assert hearing(bare("bob")) == {"zero", "minus"}
    assert hearing(full("bob", "silent")) == {"silent"}
    assert hearing(full("bob", "gone")) == set()
    assert hearing(bare("nobody")) == set()


def test_an_error_to_a_presence_gets_to_who_sent_it() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    assert bob.says(f"<presence type='error' id='p' to='{full('ann')}'><error/></presence>") == []
    assert ann.hears() == [
        f'<presence type="error" id="p" to="{full("ann")}" from="{full("bob")}"><error/></presence>'
    ]


def test_presence_is_sent_to_only_so_many_by_name_and_holds_only_so_much() -> None:
    ann = signed_in(new_router(), "ann")
    for number in range(DIRECTED_LIMIT):
        ann.says(f"<presence to='{bare(str(number))}'/>")
    assert "<policy-violation " in ann.says(f"<presence to='{bare('more')}'/>")[0]
    assert "<policy-violation " in ann.says(f"<presence><status>{'x' * 5000}</status></presence>")[0]
