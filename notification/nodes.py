"""Pubsub without XML (XEP-0060): nodes, who may do what with them, and who is subscribed.

Nodes are leaves that store no items: what is published goes to those who are there and to nobody later.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from notification.changes import FORGETFUL, Changes, Key, Row
from notification.xmpp import jid
from notification.xmpp.errors import StanzaError
from notification.xmpp.jid import Jid
from vos.xml import attribute

SUBSCRIPTIONS_LIMIT = (
    1000  # that one user may make for all its resources; those an owner makes are not counted
)
PER_NODE_LIMIT = 25  # of these, to one node
NODES_LIMIT = 200_000
NAME_BYTES = 1023
VALUE_BYTES = 1023  # of one setting
UNUSED_SECONDS = 24 * 3600.0  # until a subscription of somebody who never came back is dropped

# Who wished for a subscription, as it is kept: an owner, the user, or each of them.
OWNERS, USERS, BOTHS = 0, 1, 2

Affiliation = Literal["owner", "publisher", "member", "outcast"]
AFFILIATIONS: tuple[Affiliation, ...] = ("owner", "publisher", "member", "outcast")


class Field(NamedTuple):
    """One field of a node's configuration."""

    kind: Literal["boolean", "list-single", "text-single"]
    label: str
    default: str
    allowed: tuple[str, ...] = ()  # none: any value


FIELDS = {
    "title": Field("text-single", "A name for people", ""),
    "node_type": Field("list-single", "Leaf or collection", "leaf", ("leaf",)),
    "access_model": Field("list-single", "Who may subscribe", "open", ("open", "whitelist")),
    "publish_model": Field(
        "list-single", "Who may publish", "publishers", ("publishers", "subscribers", "open")
    ),
    "deliver_notifications": Field("boolean", "Whether subscribers hear of items", "1", ("0", "1")),
    "deliver_payloads": Field("boolean", "Whether they hear what is in them", "1", ("0", "1")),
    "presence_based_delivery": Field("boolean", "Whether only to who is available", "1", ("1",)),
    "notification_type": Field("list-single", "The type of the messages", "normal", ("normal",)),
    "persist_items": Field("boolean", "Whether items are stored", "0", ("0",)),
    "max_items": Field("text-single", "How many items are stored", "0"),
    "send_last_published_item": Field("list-single", "When the last is sent again", "never", ("never",)),
    "notify_config": Field("boolean", "Whether changes of configuration are told", "1", ("0", "1")),
    "notify_delete": Field("boolean", "Whether the end of the node is told", "1", ("0", "1")),
    "notify_retract": Field("boolean", "Whether removed items are told", "0", ("0", "1")),
    "subscribe": Field("boolean", "Whether subscriptions are possible", "1", ("0", "1")),
    "type": Field("text-single", "The namespace of the payload", ""),
}
_BOOLEAN_WORDS = {"true": "1", "false": "0"}
DEFAULTS: Mapping[str, str] = {name: field.default for name, field in FIELDS.items()}


class Subscription(NamedTuple):
    """One subscription as it is listed."""

    node: str
    jid: str


@dataclass(slots=True)
class Node:
    """A node. `subscribers` maps the subscribed JID to its bare part and its resource."""

    name: str
    config: Mapping[str, str]
    affiliations: dict[str, Affiliation]
    subscribers: dict[str, tuple[str, str]]
    written: str  # the name as it stands in an attribute

    def affiliation(self, account: str) -> Affiliation | None:
        """What `account` is to this node, if anything."""
        return self.affiliations.get(account)

    @property
    def row(self) -> Row:
        """What is kept of it; of its configuration, what is not the default."""
        config = {key: value for key, value in self.config.items() if value != DEFAULTS[key]}
        return json.dumps(config), json.dumps(self.affiliations)

    def says(self, setting: str) -> bool:
        """A boolean of the configuration."""
        return self.config[setting] == "1"

    def has(self, setting: str, value: str) -> bool:
        """Whether it is configured so; what is unknown is not."""
        return self.config.get(setting) == _BOOLEAN_WORDS.get(value, value)

    def must_be(self, account: str, *affiliations: Affiliation) -> None:
        """StanzaError if `account` is none of these."""
        if self.affiliations.get(account) not in affiliations:
            raise StanzaError("forbidden")

    def admits(self, account: str) -> bool:
        """Whether `account` may subscribe here."""
        affiliation = self.affiliations.get(account)
        if affiliation is None:
            return self.config["access_model"] != "whitelist"
        return affiliation != "outcast"

    def must_admit(self, account: str) -> None:
        """StanzaError if `account` may not subscribe here."""
        affiliation = self.affiliations.get(account)
        if affiliation == "outcast":
            raise StanzaError("forbidden")
        if affiliation is None and self.config["access_model"] == "whitelist":
            raise StanzaError("not-allowed", "closed-node")

    def must_let_publish(self, account: str) -> None:
        """StanzaError if `account` may not publish here."""
        affiliation = self.affiliations.get(account)
        if affiliation in ("owner", "publisher"):
            return
        model = self.config["publish_model"]
        if model == "publishers" or affiliation == "outcast":
            raise StanzaError("forbidden")
        if model == "subscribers" and all(bare != account for bare, _ in self.subscribers.values()):
            raise StanzaError("forbidden")


class Nodes:
    """All nodes of the service. What changes is told to `changes`, which may keep it over a restart."""

    def __init__(self, changes: Changes = FORGETFUL) -> None:
        self._changes = changes
        self._nodes: dict[str, Node] = {}
        self._of_account: dict[str, dict[str, int]] = {}  # account: nodes, and how often it is subscribed
        self._own: dict[str, set[str]] = {}  # JID: names of the nodes it was subscribed to by its user
        self._own_of: dict[str, dict[str, None]] = {}  # account: those JIDs of it, the oldest first
        self._both: set[tuple[str, str]] = set()  # node and JID: its user's wish and an owner's, too
        self._absent: dict[str, float] = {}  # since when nobody of that JID in `_own` was seen
        self._configs: dict[tuple[str, ...], Mapping[str, str]] = {}  # equal ones are kept once

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def __len__(self) -> int:
        return len(self._nodes)

    def get(self, name: str) -> Node:
        """StanzaError if it is unknown, or `name` is empty."""
        node = self._nodes.get(name)
        if node is None:
            raise StanzaError("item-not-found") if name else StanzaError("bad-request", "nodeid-required")
        return node

    def restore(self, rows: Mapping[Key, Row]) -> None:
        """Begin with what was kept."""
        for (table, *key), row in rows.items():
            if table == "node":
                config = {name: value for name, value in json.loads(str(row[0])).items() if name in DEFAULTS}
                node = Node(
                    key[0],
                    self._shared({**DEFAULTS, **config}),
                    json.loads(str(row[1])),
                    {},
                    attribute(key[0]),
                )
                self._nodes[node.name] = node
        for (table, *key), row in rows.items():
            if table == "subscription" and key[0] in self._nodes:
                try:
                    subscriber = jid.parse(key[1])
                except ValueError:  # it was one by the rules of an earlier version
                    self._changes.note((table, *key), None)
                    continue
                self._enter(self._nodes[key[0]], subscriber)
                if row[0]:
                    self._claim(key[0], subscriber)
                if row[0] == BOTHS:
                    self._both.add((key[0], str(subscriber)))
        for (table, *key), row in rows.items():
            if table == "absence":
                if key[0] in self._own:
                    self._absent[key[0]] = float(row[0])
                else:
                    self._changes.note((table, *key), None)
        for account in [*self._own_of]:
            self._cut(account)

    def create(self, name: str, owner: str, config: Mapping[str, str]) -> Node:
        """A new node. StanzaError if there is one of that name, or a setting is impossible."""
        if name in self._nodes:
            raise StanzaError("conflict")
        if not name:
            raise StanzaError("bad-request", "nodeid-required")
        if len(name.encode()) > NAME_BYTES:
            raise StanzaError("not-acceptable")
        if len(self._nodes) >= NODES_LIMIT:
            raise StanzaError("resource-constraint")
        node = Node(name, self._checked(DEFAULTS, config), {owner: "owner"}, {}, attribute(name))
        self._nodes[name] = node
        self._changed(node)
        return node

    def configure(self, node: Node, config: Mapping[str, str]) -> None:
        """Change these settings; all or none."""
        node.config = self._checked(node.config, config)
        self._changed(node)

    def delete(self, node: Node) -> None:
        """The node and all subscriptions to it are no more."""
        for subscriber in [*node.subscribers]:
            self._drop(node, subscriber)
        del self._nodes[node.name]
        self._changes.note(("node", node.name), None)

    def affiliate(self, node: Node, changes: Iterable[tuple[str, str]]) -> None:
        """Set affiliations (account, affiliation or `none`); all or none. A node keeps at least one owner.

        Who may no longer subscribe because of it is subscribed no longer.
        """
        affiliations = dict(node.affiliations)
        changed: set[str] = set()
        for account, word in changes:
            affiliation = next((known for known in AFFILIATIONS if known == word), None)
            if affiliation is not None:
                affiliations[account] = affiliation
            elif word == "none":
                affiliations.pop(account, None)
            else:
                raise StanzaError("bad-request")
            changed.add(account)
        if "owner" not in affiliations.values():
            raise StanzaError("not-acceptable")
        node.affiliations = affiliations
        self._changed(node)
        shut_out = {account for account in changed if not node.admits(account)}
        if shut_out:
            for subscriber, (account, _) in [*node.subscribers.items()]:
                if account in shut_out:
                    self._drop(node, subscriber)

    def subscribe(self, node: Node, subscriber: Jid, there: Collection[str] = ()) -> None:
        """Somebody subscribes itself or one of its resources. Doing it again changes nothing.

        `there`: the resources of that account that are there; those of others make room for this one.
        """
        node.must_admit(subscriber.bare)
        written = str(subscriber)
        if node.name in self._own.get(written, ()):
            return
        if not node.says("subscribe"):
            raise StanzaError("feature-not-implemented", "unsupported", feature="subscribe")
        self._make_room(node, subscriber.bare, there)
        given = written in node.subscribers
        if given:
            self._both.add((node.name, written))
        self._enter(node, subscriber)
        self._claim(node.name, subscriber)
        self._changes.note(("subscription", node.name, written), (BOTHS if given else USERS,))

    def unsubscribe(self, node: Node, subscriber: Jid) -> None:
        """StanzaError if the user has not subscribed exactly this JID. What an owner has subscribed stays."""
        if node.name not in self._own.get(str(subscriber), ()):
            raise StanzaError("unexpected-request", "not-subscribed")
        self._give_up(node, str(subscriber))

    def enter(self, node: Node, subscriber: Jid) -> None:
        """Subscribe somebody, as an owner may; such a subscription does not end by itself."""
        written = str(subscriber)
        wish = OWNERS
        if node.name in self._own.get(written, ()):
            if (node.name, written) in self._both:
                return
            self._both.add((node.name, written))
            wish = BOTHS
        elif written in node.subscribers:
            return
        self._enter(node, subscriber)
        self._changes.note(("subscription", node.name, written), (wish,))

    def drop(self, node: Node, subscriber: Jid) -> None:
        """End a subscription; no error when there was none."""
        if str(subscriber) in node.subscribers:
            self._drop(node, str(subscriber))

    def forget(self, subscriber: str) -> None:
        """Nobody will come by that JID again: what its user subscribed it to is over."""
        for name in [*self._own.get(subscriber, ())]:
            self._give_up(self._nodes[name], subscriber)

    def seen(self, account: str, resource: str) -> None:
        """Somebody is there: the time of absence, for its subscriptions, is over."""
        if self._absent:
            for subscriber in (account, f"{account}/{resource}"):
                if self._absent.pop(subscriber, None) is not None:
                    self._changes.note(("absence", subscriber), None)

    def sweep(self, now: float, online: Mapping[str, Collection[str]]) -> None:
        """Drop what users subscribed and nobody used for a day. `now` counts seconds since 1970.

        `online`: the resources of each account that is there. Called from time to time.
        """
        for subscriber in [*self._own]:
            account, _, resource = subscriber.partition("/")
            there = online.get(account, ())
            if resource in there or (there and not resource):
                continue
            since = self._absent.setdefault(subscriber, now)
            if now - since >= UNUSED_SECONDS:
                self.forget(subscriber)
            elif since == now:
                self._changes.note(("absence", subscriber), (now,))

    def subscriptions_of(self, account: str, only: str | None = None) -> list[Subscription]:
        """All subscriptions of `account` and its resources, or those to the node `only`."""
        names = sorted(self._of_account.get(account, ())) if only is None else [only]
        return [
            Subscription(name, subscriber)
            for name in names
            for subscriber, (bare, _) in self.get(name).subscribers.items()
            if bare == account
        ]

    def affiliations_of(self, account: str, only: str | None = None) -> Iterator[tuple[Node, Affiliation]]:
        """What `account` is to all nodes where it is something, or to the node `only`."""
        for node in self if only is None else (self.get(only),):
            affiliation = node.affiliation(account)
            if affiliation is not None:
                yield node, affiliation

    def visible_to(self, account: str) -> Iterator[Node]:
        """The nodes that `account` may subscribe to."""
        return (node for node in self if node.admits(account))

    def _enter(self, node: Node, subscriber: Jid) -> None:
        if str(subscriber) not in node.subscribers:
            node.subscribers[str(subscriber)] = (subscriber.bare, subscriber.resource)
            counts = self._of_account.setdefault(subscriber.bare, {})
            counts[node.name] = counts.get(node.name, 0) + 1

    def _drop(self, node: Node, subscriber: str) -> None:
        account, _ = node.subscribers.pop(subscriber)
        self._disown(node.name, subscriber)
        self._changes.note(("subscription", node.name, subscriber), None)
        counts = self._of_account[account]
        counts[node.name] -= 1
        if not counts[node.name]:
            del counts[node.name]
            if not counts:
                del self._of_account[account]

    def _claim(self, name: str, subscriber: Jid) -> None:
        """It is the user's own wish."""
        self._own.setdefault(str(subscriber), set()).add(name)
        self._own_of.setdefault(subscriber.bare, {})[str(subscriber)] = None

    def _disown(self, name: str, subscriber: str) -> None:
        """The user's wish no longer counts."""
        self._both.discard((name, subscriber))
        names = self._own.get(subscriber)
        if names is not None:
            names.discard(name)
            if not names:
                del self._own[subscriber]
                account, _, _ = subscriber.partition("/")
                del self._own_of[account][subscriber]
                if not self._own_of[account]:
                    del self._own_of[account]
                if self._absent.pop(subscriber, None) is not None:
                    self._changes.note(("absence", subscriber), None)

    def _give_up(self, node: Node, subscriber: str) -> None:
        """The user wishes it no more; it goes on where an owner wishes it."""
        if (node.name, subscriber) in self._both:
            self._disown(node.name, subscriber)
            self._changes.note(("subscription", node.name, subscriber), (OWNERS,))
        else:
            self._drop(node, subscriber)

    def _make_room(self, node: Node, account: str, there: Collection[str]) -> None:
        """For one more wish. StanzaError if those who are there have as many as one user may."""
        own = self._own_of.get(account, {})
        while True:
            to_node = sum(node.name in self._own[each] for each in own)
            if to_node < PER_NODE_LIMIT and sum(len(self._own[each]) for each in own) < SUBSCRIPTIONS_LIMIT:
                return
            gone = [each for each in own if "/" in each and each.partition("/")[2] not in there]
            if to_node >= PER_NODE_LIMIT:
                gone = [each for each in gone if node.name in self._own[each]]
            if not gone:
                raise StanzaError("policy-violation", "too-many-subscriptions")
            self.forget(min(gone, key=lambda each: self._absent.get(each, float("inf"))))

    def _cut(self, account: str) -> None:
        """Of what was kept, no more than one user may have, who could make more before there were bounds.

        A bare JID's goes before its resources', and who was there to the end before who was gone earlier.
        """
        in_all, to_node = 0, dict[str, int]()
        for subscriber in sorted(
            self._own_of[account], key=lambda each: ("/" in each, -self._absent.get(each, float("inf")))
        ):
            for name in sorted(self._own[subscriber]):
                if in_all < SUBSCRIPTIONS_LIMIT and to_node.get(name, 0) < PER_NODE_LIMIT:
                    in_all += 1
                    to_node[name] = to_node.get(name, 0) + 1
                else:
                    self._give_up(self._nodes[name], subscriber)

    def _changed(self, node: Node) -> None:
        self._changes.note(("node", node.name), node.row)

    def _checked(self, base: Mapping[str, str], changes: Mapping[str, str]) -> Mapping[str, str]:
        config = dict(base)
        for name, value in changes.items():
            field = FIELDS.get(name)
            if field is None:
                continue  # XEP-0060 §8.2: fields one does not know are ignored
            if field.kind == "boolean":
                value = _BOOLEAN_WORDS.get(value, value)
            if field.allowed and value not in field.allowed:
                raise StanzaError("not-acceptable")
            if len(value.encode()) > VALUE_BYTES:
                raise StanzaError("not-acceptable")
            config[name] = value
        return self._shared(config)

    def _shared(self, config: Mapping[str, str]) -> Mapping[str, str]:
        return self._configs.setdefault(tuple(config.values()), config)
