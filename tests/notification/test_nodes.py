"""Pubsub without XML: nodes, access, subscriptions."""

import pytest

from notification import nodes as module
from notification.changes import Forgetful, Key, Row
from notification.nodes import Nodes, Subscription
from notification.xmpp import jid
from notification.xmpp.errors import StanzaError

USER = "/finesse/api/User/1001"
OWNER = "finesse@x"
ANN, ANN_DESK, BOB = jid.parse("ann@x"), jid.parse("ann@x/desk"), jid.parse("bob@x")


def closed_node(nodes: Nodes) -> module.Node:
    return nodes.create(USER, OWNER, {"access_model": "whitelist"})


def test_a_node_can_be_made_once() -> None:
    nodes = Nodes()
    nodes.create(USER, OWNER, {})
    with pytest.raises(StanzaError, match="conflict"):
        nodes.create(USER, OWNER, {})
    nodes.delete(nodes.get(USER))
    with pytest.raises(StanzaError, match="item-not-found"):
        nodes.get(USER)


def test_nodes_with_the_same_configuration_share_it() -> None:
    nodes = Nodes()
    first = nodes.create("a", OWNER, {"access_model": "whitelist", "persist_items": "false"})
    second = nodes.create("b", OWNER, {"persist_items": "0", "access_model": "whitelist", "unknown": "1"})
    assert first.config is second.config
    nodes.configure(first, {"title": "Ann"})
    assert (first.config["title"], first.config["access_model"]) == ("Ann", "whitelist")
    assert second.config["title"] == ""


def test_what_this_service_cannot_do_is_not_accepted() -> None:
    nodes = Nodes()
    with pytest.raises(StanzaError, match="not-acceptable"):
        nodes.create(USER, OWNER, {"persist_items": "1"})
    assert len(nodes) == 0


def test_an_open_node_admits_everybody_but_outcasts() -> None:
    nodes = Nodes()
    node = nodes.create(USER, OWNER, {})
    nodes.subscribe(node, ANN)
    nodes.affiliate(node, [(BOB.bare, "outcast")])
    with pytest.raises(StanzaError, match="forbidden"):
        nodes.subscribe(node, BOB)
    assert [each.name for each in nodes.visible_to(BOB.bare)] == []


def test_a_closed_node_admits_members() -> None:
    nodes = Nodes()
    node = closed_node(nodes)
    with pytest.raises(StanzaError, match="closed-node"):
        nodes.subscribe(node, ANN)
    nodes.affiliate(node, [(ANN.bare, "member")])
    nodes.subscribe(node, ANN_DESK)
    nodes.affiliate(node, [(ANN.bare, "none")])
    with pytest.raises(StanzaError, match="closed-node"):
        nodes.subscribe(node, ANN)


def test_affiliations_change_all_or_none_and_an_owner_stays() -> None:
    nodes = Nodes()
    node = closed_node(nodes)
    with pytest.raises(StanzaError, match="bad-request"):
        nodes.affiliate(node, [(ANN.bare, "member"), (BOB.bare, "friend")])
    with pytest.raises(StanzaError, match="not-acceptable"):
        nodes.affiliate(node, [(OWNER, "none")])
    assert node.affiliations == {OWNER: "owner"}


def test_subscribing_twice_is_one_subscription() -> None:
    nodes = Nodes()
    node = nodes.create(USER, OWNER, {})
    nodes.subscribe(node, ANN)
    nodes.subscribe(node, ANN)
    nodes.subscribe(node, ANN_DESK)
    assert nodes.subscriptions_of("ann@x") == [Subscription(USER, "ann@x"), Subscription(USER, "ann@x/desk")]
    nodes.unsubscribe(node, ANN)
    assert nodes.subscriptions_of("ann@x") == [Subscription(USER, "ann@x/desk")]
    with pytest.raises(StanzaError, match="not-subscribed"):
        nodes.unsubscribe(node, ANN)
    nodes.unsubscribe(node, ANN_DESK)
    assert nodes.subscriptions_of("ann@x") == []


def test_a_deleted_node_leaves_no_subscription() -> None:
    nodes = Nodes()
    node = nodes.create(USER, OWNER, {})
    nodes.enter(node, ANN)
    nodes.enter(nodes.create("other", OWNER, {}), ANN)
    nodes.delete(node)
    assert nodes.subscriptions_of("ann@x") == [Subscription("other", "ann@x")]


def test_one_user_makes_only_so_many_subscriptions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SUBSCRIPTIONS_LIMIT", 3)
    nodes = Nodes()
    for number in range(3):
        nodes.subscribe(nodes.create(str(number), OWNER, {}), ANN)
    more = nodes.create("more", OWNER, {})
    with pytest.raises(StanzaError, match="too-many-subscriptions"):
        nodes.subscribe(more, ANN)
    nodes.enter(more, ANN)  # as the owner may


@pytest.mark.parametrize(("name", "condition"), [("", "nodeid-required"), ("x" * 1024, "not-acceptable")])
def test_a_node_needs_a_name_of_a_good_length(name: str, condition: str) -> None:
    with pytest.raises(StanzaError, match=condition):
        Nodes().create(name, OWNER, {})


DAY = 24 * 3600.0


def kept() -> tuple[Nodes, dict[Key, Row]]:
    """Nodes, and the rows that they would have on the disk."""
    rows: dict[Key, Row] = {}

    class Disk(Forgetful):
        def note(self, key: Key, row: Row | None) -> None:
            if row is None:
                del rows[key]
            else:
                rows[key] = row

    return Nodes(Disk()), rows


def test_what_is_kept_makes_the_same_nodes_again() -> None:
    nodes, rows = kept()
    node = nodes.create(USER, OWNER, {"access_model": "whitelist", "title": "<A>"})
    nodes.affiliate(node, [(ANN.bare, "member")])
    nodes.enter(node, ANN)
    nodes.subscribe(node, ANN_DESK)
    nodes.create("gone", OWNER, {})
    nodes.delete(nodes.get("gone"))
    nodes.sweep(5.0, {})
    again = Nodes()
    again.restore(rows)
    assert list(again) == list(nodes)
    assert again.subscriptions_of(ANN.bare) == nodes.subscriptions_of(ANN.bare)
    again.sweep(5.0 + DAY, {})
    assert list(again.get(USER).subscribers) == [str(ANN)]


def test_a_subscription_that_nobody_used_for_a_day_is_dropped_and_an_owners_is_not() -> None:
    nodes, rows = kept()
    node = nodes.create(USER, OWNER, {})
    nodes.enter(node, BOB)
    nodes.subscribe(node, ANN)
    nodes.subscribe(node, ANN_DESK)
    nodes.sweep(0.0, {ANN.bare: ["phone"]})  # the desk is away, the account is not
    nodes.sweep(DAY - 1, {ANN.bare: ["phone"]})
    assert set(node.subscribers) == {str(ANN), str(ANN_DESK), str(BOB)}
    nodes.sweep(DAY, {ANN.bare: ["phone"]})
    assert set(node.subscribers) == {str(ANN), str(BOB)}
    assert set(rows) == {("node", USER), ("subscription", USER, "ann@x"), ("subscription", USER, "bob@x")}


def test_who_comes_back_has_a_whole_day_again() -> None:
    nodes, rows = kept()
    node = nodes.create(USER, OWNER, {})
    nodes.subscribe(node, ANN_DESK)
    nodes.sweep(0.0, {})
    nodes.seen(ANN.bare, "desk")
    assert ("absence", str(ANN_DESK)) not in rows
    nodes.sweep(DAY, {})
    assert str(ANN_DESK) in node.subscribers
    nodes.unsubscribe(node, ANN_DESK)
    assert set(rows) == {("node", USER)}


def test_what_the_owner_subscribes_lasts_although_the_user_did_so_first() -> None:
    nodes, _ = kept()
    node = nodes.create(USER, OWNER, {})
    nodes.subscribe(node, ANN)
    nodes.enter(node, ANN)
    nodes.subscribe(node, ANN)
    nodes.sweep(0.0, {})
    nodes.sweep(DAY, {})
    assert list(node.subscribers) == [str(ANN)]


def test_an_owners_subscription_outlives_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes, rows = kept()
    for name in ("owner first", "user first"):
        node = nodes.create(name, OWNER, {})
        steps = (nodes.enter, nodes.subscribe)
        for step in steps if name == "owner first" else reversed(steps):
            step(node, ANN)
        assert rows["subscription", name, str(ANN)] == (module.BOTHS,)
        nodes.unsubscribe(node, ANN)
        assert rows["subscription", name, str(ANN)] == (module.OWNERS,)
        with pytest.raises(StanzaError, match="not-subscribed"):
            nodes.unsubscribe(node, ANN)
        assert list(node.subscribers) == [str(ANN)]
        nodes.drop(node, ANN)  # as the owner may
        assert list(node.subscribers) == []


def test_what_is_wished_by_owner_and_user_is_so_after_a_restart() -> None:
    nodes, rows = kept()
    node = nodes.create(USER, OWNER, {})
    nodes.enter(node, ANN)
    nodes.subscribe(node, ANN)
    again = Nodes()
    again.restore(rows)
    again.unsubscribe(again.get(USER), ANN)
    assert list(again.get(USER).subscribers) == [str(ANN)]


def test_what_an_owner_asks_for_again_is_not_written_again() -> None:
    nodes, rows = kept()
    node = nodes.create(USER, OWNER, {})
    nodes.enter(node, ANN)
    rows.clear()
    nodes.enter(node, ANN)
    assert rows == {}


def test_one_user_has_so_many_subscriptions_of_all_his_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SUBSCRIPTIONS_LIMIT", 4)
    nodes = Nodes()
    first, second = nodes.create("1", OWNER, {}), nodes.create("2", OWNER, {})
    for resource in ("a", "b"):
        for node in (first, second):
            nodes.subscribe(node, jid.parse(f"ann@x/{resource}"), there={"a", "b"})
    with pytest.raises(StanzaError, match="too-many-subscriptions"):
        nodes.subscribe(first, jid.parse("ann@x/c"), there={"a", "b", "c"})
    nodes.subscribe(first, BOB)


def test_one_user_has_so_many_subscriptions_to_one_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PER_NODE_LIMIT", 2)
    nodes = Nodes()
    node = nodes.create("1", OWNER, {})
    for resource in ("a", "b"):
        nodes.subscribe(node, jid.parse(f"ann@x/{resource}"), there={"a", "b"})
    with pytest.raises(StanzaError, match="too-many-subscriptions"):
        nodes.subscribe(node, ANN, there={"a", "b"})
    nodes.subscribe(nodes.create("2", OWNER, {}), ANN, there={"a", "b"})


def test_what_resources_left_behind_makes_room_the_longest_gone_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PER_NODE_LIMIT", 3)
    nodes, rows = kept()
    node = nodes.create("1", OWNER, {})
    for resource in ("a", "b", "c"):
        nodes.subscribe(node, jid.parse(f"ann@x/{resource}"), there={"a", "b", "c"})
    nodes.sweep(0.0, {"ann@x": ["a", "c"]})
    nodes.sweep(1.0, {"ann@x": ["a"]})
    for resource, left in (("d", {"a", "c", "d"}), ("e", {"a", "d", "e"})):
        nodes.subscribe(node, jid.parse(f"ann@x/{resource}"), there={"a", "d", "e"})
        assert {name.partition("/")[2] for name in node.subscribers} == left
    assert {key[-1] for key in rows if key[0] != "node"} == set(node.subscribers)


def test_of_what_was_kept_before_there_were_bounds_no_more_than_they_allow_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PER_NODE_LIMIT", 4)
    monkeypatch.setattr(module, "SUBSCRIPTIONS_LIMIT", 6)
    nodes, rows = kept()
    invented = [f"ann@x/invented{number}" for number in range(50)]
    rows |= {("node", name): ("{}", "{}") for name in ("1", "2")}
    rows |= {("subscription", name, each): (1,) for name in ("1", "2") for each in (*invented, "bob@x/desk")}
    rows |= {("subscription", "1", each): (0,) for each in ("ann@x", "bob@x")}
    rows |= {("subscription", "2", each): (1,) for each in ("ann@x", "ann@x/desk")}
    rows |= {("absence", each): (5.0 + number,) for number, each in enumerate(invented)}
    nodes.restore({**rows})
    assert set(nodes.get("2").subscribers) >= {"ann@x", "ann@x/desk", "bob@x/desk"}
    assert "ann@x/invented49" in nodes.get("1").subscribers  # the last that was seen
    assert {"ann@x", "bob@x", "bob@x/desk"} <= set(nodes.get("1").subscribers)
    assert sum("ann@x/" in each for node in nodes for each in node.subscribers) == 5
    assert {key[1:] for key in rows if key[0] == "subscription"} == {
        (node.name, each) for node in nodes for each in node.subscribers
    }
    assert {key[1] for key in rows if key[0] == "absence"} < set(invented)


def test_there_are_only_so_many_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NODES_LIMIT", 1)
    nodes = Nodes()
    nodes.create("1", OWNER, {})
    with pytest.raises(StanzaError, match="resource-constraint"):
        nodes.create("2", OWNER, {})
