"""Presence: the agents', the service user's, and who hears of which."""

import pytest

from notification.modules.presence import DIRECTED_LIMIT
from tests.notification.people import DOMAIN, Person, new_router, signed_in

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


def test_a_subscription_can_be_ended_by_who_made_it() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    ann.says(f"<presence type='subscribe' to='{bare('bob')}'/>")
    assert ann.says(f"<presence type='unsubscribe' to='{bare('bob')}'/>") == [
        presence(bare("bob"), bare("ann"), "unsubscribed")
    ]
    bob.says("<presence/>")
    assert ann.hears() == []


def test_an_agent_can_shake_off_anybody_but_finesse() -> None:
    router = new_router()
    finesse, ann, bob = signed_in(router, "finesse"), signed_in(router, "ann"), signed_in(router, "bob")
    for watcher in (finesse, bob):
        watcher.says(f"<presence type='subscribe' to='{bare('ann')}'/>")
        ann.says(f"<presence type='unsubscribed' to='{watcher.session.account}'/>")
    ann.says("<presence/>")
    assert bob.hears() == []
    assert len(finesse.hears()) == 1


def test_a_probe_is_answered_to_who_may_know() -> None:
    router = new_router()
    ann = signed_in(router, "ann")
    assert ann.says(f"<presence type='probe' to='{FINESSE}'/>") == [
        presence(FINESSE, full("ann"), "unavailable")
    ]
    assert "<forbidden " in ann.says(f"<presence type='probe' to='{bare('bob')}'/>")[0]


def test_presence_sent_to_one_is_ended_for_that_one() -> None:
    router = new_router()
    ann, bob = signed_in(router, "ann"), signed_in(router, "bob")
    ann.says(f"<presence to='{full('bob')}'/>")
    assert bob.hears() == [presence(full("ann"), full("bob"))]
    ann.session.gone()
    assert bob.hears() == [presence(full("ann"), full("bob"), "unavailable")]


def test_presence_is_sent_to_only_so_many_by_name_and_holds_only_so_much() -> None:
    ann = signed_in(new_router(), "ann")
    for number in range(DIRECTED_LIMIT):
        ann.says(f"<presence to='{bare(str(number))}'/>")
    assert "<policy-violation " in ann.says(f"<presence to='{bare('more')}'/>")[0]
    assert "<policy-violation " in ann.says(f"<presence><status>{'x' * 5000}</status></presence>")[0]
