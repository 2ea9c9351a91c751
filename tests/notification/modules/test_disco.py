"""What clients read before they trust the service or a node."""

import pytest

from tests.notification.people import DOMAIN, PUBSUB, new_router, signed_in

INFO = "http://jabber.org/protocol/disco#info"
ITEMS = "http://jabber.org/protocol/disco#items"


def ask(ns: str, to: str, node: str = "") -> str:
    about = f" node='{node}'" if node else ""
    return f"<iq type='get' id='d' to='{to}'><query xmlns='{ns}'{about}/></iq>"


def test_a_node_is_a_leaf() -> None:
    """Smack's getNode reads the first identity and dies without one."""
    router = new_router()
    router.nodes.create("/finesse/api/User/1", router.service_account, {})
    (answer,) = signed_in(router, "ann").says(ask(INFO, PUBSUB, "/finesse/api/User/1"))
    assert answer == (
        f'<iq type="result" id="d" from="{PUBSUB}" to="ann@{DOMAIN}/desktop">'
        f'<query xmlns="{INFO}" node="/finesse/api/User/1">'
        '<identity category="pubsub" type="leaf" name="/finesse/api/User/1"/>'
        '<feature var="http://jabber.org/protocol/pubsub"/></query></iq>'
    )


def test_services_and_accounts_say_what_they_are() -> None:
    ann = signed_in(new_router(), "ann")
    assert '<identity category="pubsub" type="service"' in ann.says(ask(INFO, PUBSUB))[0]
    assert '<identity category="server" type="im"' in ann.says(ask(INFO, DOMAIN))[0]
    assert '<identity category="account" type="registered"/>' in ann.says(ask(INFO, f"ann@{DOMAIN}"))[0]
    assert f'<item jid="{PUBSUB}"' in ann.says(ask(ITEMS, DOMAIN))[0]


def test_the_list_of_nodes_holds_those_one_may_subscribe_to() -> None:
    router = new_router()
    router.nodes.create("open", router.service_account, {"title": "Open"})
    closed = router.nodes.create("closed", router.service_account, {"access_model": "whitelist"})
    ann = signed_in(router, "ann")
    (answer,) = ann.says(ask(ITEMS, PUBSUB))
    assert f'<item jid="{PUBSUB}" node="open" name="Open"/>' in answer
    assert "closed" not in answer
    router.nodes.affiliate(closed, [(f"ann@{DOMAIN}", "member")])
    assert "closed" in ann.says(ask(ITEMS, PUBSUB))[0]


def test_an_unknown_node_is_not_found() -> None:
    ann = signed_in(new_router(), "ann")
    for ns in (INFO, ITEMS):
        assert "<item-not-found " in ann.says(ask(ns, PUBSUB, "nowhere"))[0]


def test_an_account_tells_about_itself_only_who_sees_its_presence() -> None:
    """XEP-0030 §8: for the others it is as if there were no such account."""
    router = new_router()
    ann = signed_in(router, "ann")
    bob, nobody = f"bob@{DOMAIN}", f"nobody@{DOMAIN}"
    for somebody in (bob, nobody):
        assert "<service-unavailable " in ann.says(ask(INFO, somebody))[0]
    ann.says(f"<presence type='subscribe' to='{bob}'/>")
    assert '<identity category="account" type="registered"/>' in ann.says(ask(INFO, bob))[0]
    assert '<identity category="account"' in ann.says(ask(INFO, f"finesse@{DOMAIN}"))[0]


@pytest.mark.parametrize("to", [DOMAIN, f"ann@{DOMAIN}", f"bob@{DOMAIN}", f"finesse@{DOMAIN}"])
@pytest.mark.parametrize("node", ["", "http://jabber.org/protocol/commands"])
def test_items_of_anybody_are_none_rather_than_an_error(to: str, node: str) -> None:
    """XEP-0030 §4.2 and §8; the node that was asked for comes back."""
    (answer,) = signed_in(new_router(), "ann").says(ask(ITEMS, to, node))
    mirrored = f' node="{node}"' if node else ""
    assert answer.startswith(f'<iq type="result" id="d" from="{to}"')
    if node or to != DOMAIN:
        assert f'<query xmlns="{ITEMS}"{mirrored}/>' in answer


@pytest.mark.parametrize("to", [DOMAIN, f"ann@{DOMAIN}", f"finesse@{DOMAIN}"])
def test_about_a_node_that_there_is_not_nothing_is_said(to: str) -> None:
    (answer,) = signed_in(new_router(), "ann").says(ask(INFO, to, "nowhere"))
    assert "<item-not-found " in answer
    assert f'<query xmlns="{INFO}" node="nowhere"/>' in answer
