"""Pubsub as agents and the publisher use it, with the errors in the form that Openfire gives them."""

import pytest

from notification.router import Router
from tests.notification.people import DOMAIN, PUBSUB, Person, new_router, signed_in

NS = "http://jabber.org/protocol/pubsub"
ERRORS = "http://jabber.org/protocol/pubsub#errors"
STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas"
TEAM = "/finesse/api/Team/5/Users"
ANN = f"ann@{DOMAIN}"


def iq(kind: str, inner: str, to: str = PUBSUB) -> str:
    return f"<iq type='{kind}' id='q' to='{to}'><pubsub xmlns='{NS}'>{inner}</pubsub></iq>"


def subscribe(jid: str = ANN, node: str = TEAM) -> str:
    return iq("set", f"<subscribe node='{node}' jid='{jid}'/>")


def publish(node: str = TEAM, item: str = "<item id='i'><n xmlns='urn:n'>&lt;Update/&gt;</n></item>") -> str:
    return iq("set", f"<publish node='{node}'>{item}</publish>")


def with_team(config: str = "") -> tuple[Router, Person, Person]:
    """A router with the team's node, its publisher, and Ann."""
    router = new_router()
    finesse = signed_in(router, "finesse")
    finesse.says(iq("set", f"<create node='{TEAM}'/>{config}"))
    return router, finesse, signed_in(router, "ann")


def result(inner: str) -> str:
    head = f'<iq type="result" id="q" from="{PUBSUB}" to="{ANN}/desktop">'
    return f'{head}<pubsub xmlns="{NS}">{inner}</pubsub></iq>'


def test_who_subscribes_hears_what_is_published_and_then_no_more() -> None:
    _, finesse, ann = with_team()
    for _ in range(2):  # again is no error
        assert ann.says(subscribe(f"{ANN}/desktop")) == [
            result(
                f'<subscription node="{TEAM}" jid="{ANN}/desktop" subscription="subscribed">'
                "<subscribe-options/></subscription>"
            )
        ]
    assert finesse.says(publish()) == [
        f'<iq type="result" id="q" from="{PUBSUB}" to="finesse@{DOMAIN}/desktop"><pubsub xmlns="{NS}">'
        f'<publish node="{TEAM}"><item id="i"/></publish></pubsub></iq>'
    ]
    (event,) = ann.hears()
    assert f'to="{ANN}/desktop"' in event
    assert '<item id="i"><n xmlns="urn:n">&lt;Update/&gt;</n></item>' in event
    unsubscribe = iq("set", f"<unsubscribe node='{TEAM}' jid='{ANN}/desktop'/>")
    assert ann.says(unsubscribe) == [f'<iq type="result" id="q" from="{PUBSUB}" to="{ANN}/desktop"/>']
    finesse.says(publish())
    assert ann.hears() == []


def test_items_of_one_publish_arrive_in_order() -> None:
    _, finesse, ann = with_team()
    ann.says(subscribe())
    finesse.says(publish(item="".join(f"<item id='{number}'><n/></item>" for number in range(5))))
    assert [f'<item id="{number}">' in event for number, event in enumerate(ann.hears())] == [True] * 5


def test_an_item_without_an_id_gets_one() -> None:
    _, finesse, ann = with_team()
    ann.says(subscribe())
    assert '<item id="id' in finesse.says(publish(item="<item><n/></item>"))[0]
    assert '<item id="id' in ann.hears()[0]


def test_subscriptions_are_listed() -> None:
    router, _, ann = with_team()
    Person(router).signs_in("ann", "gadget")
    ann.says(subscribe())
    ann.says(subscribe(f"{ANN}/gadget"))
    listed = "".join(
        f'<subscription node="{TEAM}" jid="{jid}" subscription="subscribed"/>'
        for jid in (ANN, f"{ANN}/gadget")
    )
    assert ann.says(iq("get", "<subscriptions/>")) == [result(f"<subscriptions>{listed}</subscriptions>")]
    assert listed in ann.says(iq("get", f"<subscriptions node='{TEAM}'/>"))[0]


def test_there_are_never_any_items() -> None:
    _, _, ann = with_team()
    assert ann.says(iq("get", f"<items node='{TEAM}'/>")) == [result(f'<items node="{TEAM}"/>')]


def test_users_see_what_they_are_to_which_nodes() -> None:
    router, finesse, ann = with_team()
    assert ann.says(iq("get", "<affiliations/>")) == [result("<affiliations/>")]
    router.nodes.affiliate(router.nodes.get(TEAM), [(ANN, "member")])
    of_ann = f'<affiliation node="{TEAM}" affiliation="member"/>'
    assert ann.says(iq("get", "<affiliations/>")) == [result(f"<affiliations>{of_ann}</affiliations>")]
    assert (
        f'<affiliation node="{TEAM}" affiliation="owner"/>' in finesse.says(iq("get", "<affiliations/>"))[0]
    )
    assert "<item-not-found " in ann.says(iq("get", "<affiliations node='/nowhere'/>"))[0]


def test_a_node_without_a_name_gets_one() -> None:
    router, finesse, _ = with_team()
    (answer,) = finesse.says(iq("set", "<create/>"))
    name = answer.partition('<create node="')[2].partition('"')[0]
    assert router.nodes.get(name).affiliations == {f"finesse@{DOMAIN}": "owner"}


def test_a_publisher_may_insist_on_the_configuration() -> None:
    _, finesse, _ = with_team()

    def insisting(persist: str) -> str:
        field = f"<field var='pubsub#persist_items'><value>{persist}</value></field>"
        form = f"<x xmlns='jabber:x:data' type='submit'>{field}</x>"
        item = "<item id='i'><n xmlns='urn:n'/></item>"
        return iq("set", f"<publish node='{TEAM}'>{item}</publish><publish-options>{form}</publish-options>")

    assert finesse.says(insisting("false"))[0].startswith('<iq type="result"')
    assert "<conflict " in (answer := finesse.says(insisting("1"))[0])
    assert f'<precondition-not-met xmlns="{ERRORS}"/>' in answer


UNSUBSCRIBE = iq("set", f"<unsubscribe node='{TEAM}' jid='{ANN}'/>")
OPTIONS = iq("set", f"<subscribe node='{TEAM}' jid='{ANN}'/><options/>")
RETRACT = iq("set", f"<retract node='{TEAM}'><item id='i'/></retract>")


@pytest.mark.parametrize(
    ("xml", "code", "kind", "condition", "detail"),
    [
        (subscribe(node="/nowhere"), 404, "cancel", "item-not-found", ""),
        (subscribe(f"bob@{DOMAIN}"), 400, "modify", "bad-request", "invalid-jid"),
        (subscribe("b b@c"), 400, "modify", "bad-request", "invalid-jid"),
        (iq("set", f"<subscribe node='{TEAM}'/>"), 400, "modify", "bad-request", "invalid-jid"),
        (iq("set", f"<unsubscribe node='{TEAM}'/>"), 400, "modify", "bad-request", "jid-required"),
        (iq("set", f"<subscribe jid='{ANN}'/>"), 400, "modify", "bad-request", "nodeid-required"),
        (UNSUBSCRIBE, 400, "wait", "unexpected-request", "not-subscribed"),
        (publish(), 403, "auth", "forbidden", ""),
        (iq("set", "<create node='mine'/>"), 403, "auth", "forbidden", ""),
        (RETRACT, 501, "cancel", "feature-not-implemented", "unsupported"),
        (OPTIONS, 501, "cancel", "feature-not-implemented", "unsupported"),
        (iq("get", f"<options node='{TEAM}' jid='{ANN}'/>"), 501, "cancel", "feature-not-implemented",
         "unsupported"),
        (iq("get", "<items node='/nowhere'/>"), 404, "cancel", "item-not-found", ""),
        (iq("get", "<items/>"), 400, "modify", "bad-request", "nodeid-required"),
        (iq("set", f"<unsubscribe node='/nowhere' jid='{ANN}'/>"), 404, "cancel", "item-not-found", ""),
        (iq("set", f"<unsubscribe jid='{ANN}'/>"), 400, "modify", "bad-request", "nodeid-required"),
        (iq("set", f"<unsubscribe node='{TEAM}' jid='bob@{DOMAIN}'/>"), 403, "auth", "forbidden", ""),
        (iq("set", "<dance/>"), 400, "modify", "bad-request", ""),
        (iq("set", ""), 400, "modify", "bad-request", ""),
        (iq("get", "<subscriptions/>", f"ann@{DOMAIN}"), 503, "cancel", "service-unavailable", ""),
    ],
)  # fmt: skip
def test_each_mistake_has_its_own_error(xml: str, code: int, kind: str, condition: str, detail: str) -> None:
    _, _, ann = with_team()
    (answer,) = ann.says(xml)
    assert answer.startswith('<iq type="error" id="q" from="')
    assert f'<error code="{code}" type="{kind}"><{condition} xmlns="{STANZAS}"/>' in answer
    assert (f'<{detail} xmlns="{ERRORS}"' in answer) if detail else ERRORS not in answer


def test_a_closed_node_is_closed() -> None:
    form = (
        "<configure><x xmlns='jabber:x:data' type='submit'><field var='pubsub#access_model'>"
        "<value>whitelist</value></field></x></configure>"
    )
    _, _, ann = with_team(form)
    (answer,) = ann.says(subscribe())
    assert f'<not-allowed xmlns="{STANZAS}"/><closed-node xmlns="{ERRORS}"/>' in answer


TWO = "<item id='i'><n xmlns='urn:n'/><n xmlns='urn:n'/></item>"


@pytest.mark.parametrize("item", ["", "<item id='i'/>", TWO])
def test_a_publish_needs_an_item_with_one_payload(item: str) -> None:
    _, finesse, _ = with_team()
    assert "<bad-request " in finesse.says(publish(item=item))[0]


def test_the_error_to_a_refused_subscription_reads_as_openfire_writes_it() -> None:
    router, _, ann = with_team()
    router.nodes.affiliate(router.nodes.get(TEAM), [(ANN, "outcast")])
    assert ann.says(subscribe()) == [
        f'<iq type="error" id="q" from="{PUBSUB}" to="{ANN}/desktop">'
        f'<pubsub xmlns="{NS}"><subscribe node="{TEAM}" jid="{ANN}"/></pubsub>'
        f'<error code="403" type="auth"><forbidden xmlns="{STANZAS}"/></error></iq>'
    ]


def subscribers(router: Router) -> list[str]:
    return list(router.nodes.get(TEAM).subscribers)


def test_a_resource_that_nobody_has_bound_gets_no_subscription() -> None:
    router, _, ann = with_team()
    (refused,) = ann.says(subscribe(f"{ANN}/invented"))
    assert f'<invalid-jid xmlns="{ERRORS}"/>' in refused
    assert subscribers(router) == []


def test_the_subscriptions_of_a_resource_that_the_server_made_up_end_with_its_session() -> None:
    router, _, ann = with_team()
    guest = Person(router).signs_in("ann", "")
    made_up = guest.session.jid
    guest.says(subscribe(made_up))
    ann.says(subscribe(f"{ANN}/desktop"))
    assert subscribers(router) == [made_up, f"{ANN}/desktop"]
    for person in (guest, ann):
        person.session.gone()
    assert subscribers(router) == [f"{ANN}/desktop"]  # who may come by it again


def test_a_user_ends_only_what_he_subscribed_himself() -> None:
    router, finesse, ann = with_team()
    router.nodes.enter(router.nodes.get(TEAM), router.local(ANN))
    unsubscribe = iq("set", f"<unsubscribe node='{TEAM}' jid='{ANN}'/>")
    assert f'<not-subscribed xmlns="{ERRORS}"/>' in ann.says(unsubscribe)[0]
    ann.says(subscribe())  # what he heard already becomes his own wish, too
    assert ann.says(unsubscribe) == [f'<iq type="result" id="q" from="{PUBSUB}" to="{ANN}/desktop"/>']
    assert f'<not-subscribed xmlns="{ERRORS}"/>' in ann.says(unsubscribe)[0]
    finesse.says(publish())
    assert len(ann.hears()) == 1
