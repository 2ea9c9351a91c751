"""How Finesse sets its nodes up: standard owner requests and nothing else."""

import pytest

from tests.notification.people import DOMAIN, PUBSUB, Person, new_router, signed_in

NS = "http://jabber.org/protocol/pubsub#owner"
NODE = "/finesse/api/User/ann"
ANN = f"ann@{DOMAIN}"


def iq(kind: str, inner: str) -> str:
    return f"<iq type='{kind}' id='o' to='{PUBSUB}'><pubsub xmlns='{NS}'>{inner}</pubsub></iq>"


def form(**fields: str) -> str:
    inner = "".join(
        f"<field var='pubsub#{name}'><value>{value}</value></field>" for name, value in fields.items()
    )
    return f"<x xmlns='jabber:x:data' type='submit'>{inner}</x>"


def subscribed(jid: str, subscription: str = "subscribed") -> str:
    entry = f"<subscription jid='{jid}' subscription='{subscription}'/>"
    return iq("set", f"<subscriptions node='{NODE}'>{entry}</subscriptions>")


def affiliated(affiliation: str) -> str:
    entry = f"<affiliation jid='{ANN}' affiliation='{affiliation}'/>"
    return iq("set", f"<affiliations node='{NODE}'>{entry}</affiliations>")


@pytest.fixture
def finesse() -> Person:
    person = signed_in(new_router(), "finesse")
    create = f"<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='{NODE}'/></pubsub>"
    assert 'type="result"' in person.says(f"<iq type='set' id='c' to='{PUBSUB}'>{create}</iq>")[0]
    return person


def good(answers: list[str]) -> str:
    (answer,) = answers
    assert answer.startswith('<iq type="result"'), answer
    return answer


def test_a_user_is_subscribed_by_bare_jid_and_hears_without_asking(finesse: Person) -> None:
    ann = signed_in(finesse.router, "ann")
    finesse.hears()
    good(finesse.says(subscribed(ANN)))
    finesse.router.notify(finesse.router.nodes.get(NODE), "i", "<n/>")
    assert len(ann.hears()) == 1
    assert f'<subscription jid="{ANN}" subscription="subscribed"/>' in good(
        finesse.says(iq("get", f"<subscriptions node='{NODE}'/>"))
    )
    good(finesse.says(subscribed(ANN, "none")))
    finesse.router.notify(finesse.router.nodes.get(NODE), "i", "<n/>")
    assert ann.hears() == []


def test_affiliations_are_set_and_shown(finesse: Person) -> None:
    good(finesse.says(affiliated("member")))
    shown = good(finesse.says(iq("get", f"<affiliations node='{NODE}'/>")))
    assert f'<affiliation jid="finesse@{DOMAIN}" affiliation="owner"/>' in shown
    assert f'<affiliation jid="{ANN}" affiliation="member"/>' in shown


def test_a_node_is_configured_by_a_form_and_shows_it(finesse: Person) -> None:
    configure = f"<configure node='{NODE}'>{form(access_model='whitelist', title='Ann')}</configure>"
    good(finesse.says(iq("set", configure)))
    shown = good(finesse.says(iq("get", f"<configure node='{NODE}'/>")))
    assert '<field var="FORM_TYPE" type="hidden">' in shown
    assert "<value>whitelist</value><option><value>open</value></option>" in shown
    assert "<value>Ann</value>" in shown
    assert "<value>open</value>" in good(finesse.says(iq("get", "<default/>")))


def test_a_cancelled_form_changes_nothing_and_another_is_an_error(finesse: Person) -> None:
    cancel = "<x xmlns='jabber:x:data' type='cancel'/>"
    good(finesse.says(iq("set", f"<configure node='{NODE}'>{cancel}</configure>")))
    strange = "<x xmlns='jabber:x:data' type='result'/>"
    assert "<bad-request " in finesse.says(iq("set", f"<configure node='{NODE}'>{strange}</configure>"))[0]


def configured(**fields: str) -> str:
    return iq("set", f"<configure node='{NODE}'>{form(**fields)}</configure>")


def heard_by_ann(finesse: Person, request: str) -> list[str]:
    """What the subscribed Ann hears of a request."""
    ann = signed_in(finesse.router, "ann")
    good(finesse.says(subscribed(ANN)))
    good([finesse.says(request)[0]])
    return ann.hears()


EVENT = "http://jabber.org/protocol/pubsub#event"


def test_subscribers_hear_of_the_end_of_a_node_unless_it_is_configured_not_to_be_told(
    finesse: Person,
) -> None:
    (event,) = heard_by_ann(finesse, iq("set", f"<delete node='{NODE}'/>"))
    assert f'<event xmlns="{EVENT}"><delete node="{NODE}"/></event>' in event
    assert "<item-not-found " in finesse.says(iq("set", f"<delete node='{NODE}'/>"))[0]


def test_nobody_hears_of_the_end_of_a_silent_node(finesse: Person) -> None:
    good(finesse.says(configured(notify_delete="0", notify_config="0")))
    assert heard_by_ann(finesse, configured(title="Ann")) == []
    assert heard_by_ann(finesse, iq("set", f"<delete node='{NODE}'/>")) == []


def test_subscribers_hear_of_a_changed_configuration_and_not_of_one_that_stayed(finesse: Person) -> None:
    (event,) = heard_by_ann(finesse, configured(title="Ann"))
    assert f'<configuration node="{NODE}"/>' in event
    assert heard_by_ann(finesse, configured(title="Ann")) == []


def test_there_is_nothing_to_purge_where_nothing_is_stored(finesse: Person) -> None:
    (answer,) = finesse.says(iq("set", f"<purge node='{NODE}'/>"))
    assert '<error code="501" type="cancel"><feature-not-implemented ' in answer
    assert 'feature="persistent-items"/>' in answer


@pytest.mark.parametrize("affiliation", ["outcast", "none"])
def test_who_is_shut_out_is_subscribed_no_longer(finesse: Person, affiliation: str) -> None:
    good(finesse.says(configured(access_model="whitelist")))
    good(finesse.says(affiliated("member")))
    good(finesse.says(subscribed(ANN)))
    good(finesse.says(affiliated(affiliation)))
    assert finesse.router.nodes.get(NODE).subscribers == {}


def test_a_node_tells_payloads_or_only_that_there_was_an_item_or_nothing(finesse: Person) -> None:
    publish = (
        f"<iq type='set' id='p' to='{PUBSUB}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
        f"<publish node='{NODE}'><item id='1'><n xmlns='urn:n'/></item></publish></pubsub></iq>"
    )
    assert '<item id="1"><n xmlns="urn:n"/></item>' in heard_by_ann(finesse, publish)[0]
    good(finesse.says(configured(deliver_payloads="0", notify_config="0")))
    assert '<item id="1"/>' in heard_by_ann(finesse, publish)[0]
    good(finesse.says(configured(deliver_notifications="false")))
    assert heard_by_ann(finesse, publish) == []


@pytest.mark.parametrize(
    ("model", "is_subscribed", "affiliation", "may"),
    [
        ("publishers", True, "member", False),
        ("publishers", False, "publisher", True),
        ("subscribers", False, "member", False),
        ("subscribers", True, "none", True),
        ("open", False, "none", True),
        ("open", False, "outcast", False),
    ],
)
def test_who_may_publish_is_configured(
    finesse: Person, model: str, is_subscribed: bool, affiliation: str, may: bool
) -> None:
    ann = signed_in(finesse.router, "ann")
    good(finesse.says(configured(publish_model=model)))
    good(finesse.says(affiliated(affiliation)))
    if is_subscribed:
        good(finesse.says(subscribed(ANN)))
    answer = ann.says(
        f"<iq type='set' id='p' to='{PUBSUB}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
        f"<publish node='{NODE}'><item><n xmlns='urn:n'/></item></publish></pubsub></iq>"
    )[-1]
    assert ("<forbidden " in answer) is not may


@pytest.mark.parametrize(
    ("xml", "condition"),
    [
        (iq("set", "<configure/>"), "nodeid-required"),
        (iq("set", f"<configure node='{NODE}'>{form(title='x' * 2000)}</configure>"), "not-acceptable"),
        (iq("set", f"<configure node='{NODE}'>{form(persist_items='1')}</configure>"), "not-acceptable"),
        (subscribed("a b@c"), "invalid-jid"),
        (subscribed(ANN, "pending"), "not-acceptable"),
        (affiliated("friend"), "bad-request"),
        (iq("set", f"<dance node='{NODE}'/>"), "bad-request"),
        (iq("set", ""), "bad-request"),
    ],
)  # fmt: skip
def test_a_wrong_owner_request_is_refused(finesse: Person, xml: str, condition: str) -> None:
    (answer,) = finesse.says(xml)
    assert 'type="error"' in answer
    assert f"<{condition} " in answer


@pytest.mark.parametrize(
    "xml",
    [
        iq("set", f"<delete node='{NODE}'/>"),
        iq("get", f"<configure node='{NODE}'/>"),
        iq("get", f"<affiliations node='{NODE}'/>"),
        iq("get", f"<subscriptions node='{NODE}'/>"),
        subscribed(ANN),
    ],
)
def test_an_agent_owns_nothing(finesse: Person, xml: str) -> None:
    ann = signed_in(finesse.router, "ann")
    assert '<error code="403" type="auth"><forbidden ' in ann.says(xml)[0]
