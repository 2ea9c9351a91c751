"""Team messages: who may, who is told, and when they end."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator

import pytest
from lxml import etree

from finesse.model.team_message import Creator, TeamMessage
from finesse.realtime.notification import Notification
from finesse.store.finesse_store import FinesseStore, opened
from finesse.team_messages import LIMIT, TeamMessages, TooMany
from tests.finesse.one_node import Node
from vos.database.follower import Follower

NODE = "/finesse/api/Team/1/TeamMessages"
BODY = "<TeamMessage><duration>300</duration><content>{}</content><teams><team>1</team></teams></TeamMessage>"
PATIENCE = 20.0


async def posted(node: Node, content: str = "Lunch is served", user: str = "supervisor1") -> str:
    response = await node.ask("POST", "/TeamMessage", BODY.format(content), user=user)
    assert response.status == 200, await response.text()
    assert await response.read() == b""
    return response.headers["Location"].partition("/finesse/api")[2]


async def test_a_supervisor_s_message_is_told_to_his_team_and_can_be_read(node: Node) -> None:
    path = await posted(node, "Lunch &amp; coffee")
    told = await node.desktops.hear(lambda one: one.node == NODE)
    update = etree.fromstring(told.document())
    assert [child.tag for child in update] == ["data", "event", "requestId", "source"]
    assert (update.findtext("event"), update.findtext("source")) == ("POST", NODE)
    message = update.find("data/TeamMessage")
    assert message is not None
    assert [child.tag for child in message] == [
        "uri", "id", "createdBy", "createdAt", "duration", "content", "teams"
    ]  # fmt: skip
    assert message.findtext("content") == "Lunch & coffee"
    assert message.findtext("createdAt", "").isdecimal()
    read = await node.get(path, "agent1")
    assert read.findtext("uri") == f"/finesse/api{path}"
    assert [each.text for each in read.iterfind("createdBy/*")] == ["supervisor1", "Supervisor1", "Test"]
    assert read.findtext("createdAt", "").endswith("Z")
    assert [each.text for each in read.iterfind("teams/team")] == ["1"]


@pytest.mark.parametrize(
    ("path", "user", "count"),
    [
        ("/TeamMessages", "agent1", 1),
        ("/TeamMessages", "supervisor1", 1),
        ("/TeamMessages", "administrator", 1),
        ("/Team/1/TeamMessages", "agent1", 1),
        ("/Team/1/TeamMessages", "administrator", 1),
    ],
)
async def test_everybody_lists_what_is_meant_for_his_teams(
    node: Node, path: str, user: str, count: int
) -> None:
    await posted(node)
    assert len((await node.get(path, user)).findall("TeamMessage")) == count


async def test_its_creator_takes_it_back_and_the_desktops_are_told(node: Node) -> None:
    path = await posted(node)
    assert (await node.ask("DELETE", path, user="agent1")).status == 401
    assert (await node.ask("DELETE", path, user="supervisor1")).status == 200
    told = await node.desktops.hear(lambda one: one.event == "DELETE")
    assert told.node == NODE
    assert path in told.document()
    assert (await node.ask("GET", path)).status == 404
    assert (await node.ask("DELETE", path, user="administrator")).status == 404


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (BODY.format(""), 400, "Parameter Missing"),
        (BODY.format("x" * 256), 400, "Invalid Input"),
        (BODY.format("x").replace("300", "0"), 400, "Invalid Input"),
        (BODY.format("x").replace("300", "86401"), 400, "Invalid Input"),
        (BODY.format("x").replace("300", "soon"), 400, "Invalid Input"),
        (BODY.format("x").replace("<team>1</team>", "<team>2</team>"), 400, "Invalid Input"),
        (BODY.format("x").replace("<team>1</team>", "<team>x</team>"), 400, "Invalid Input"),
        (BODY.format("x").replace("<team>1</team>", ""), 400, "Parameter Missing"),
        (BODY.format("x").replace("<teams><team>1</team></teams>", ""), 400, "Parameter Missing"),
    ],
)
async def test_a_message_that_says_nothing_or_to_nobody_is_refused(
    node: Node, body: str, status: int, error: str
) -> None:
    response = await node.ask("POST", "/TeamMessages", body, user="supervisor1")
    assert response.status == status
    assert etree.fromstring(await response.read()).findtext("ApiError/ErrorType") == error
    assert len(await node.get("/TeamMessages", "administrator")) == 0


async def test_agents_write_none(node: Node) -> None:
    assert (await node.ask("POST", "/TeamMessage", BODY.format("x"), user="agent1")).status == 401


class Shelf:
    """Keeps in memory, and may be full."""

    def __init__(self) -> None:
        self.kept: dict[str, TeamMessage] = {}
        self.revision = 0

    async def team_messages(self) -> list[TeamMessage]:
        return list(self.kept.values())

    async def keep_team_message(self, message: TeamMessage) -> int:
        self.kept[message.id] = message
        self.revision += 1
        return self.revision

    async def drop_team_message(self, identity: str) -> int | None:
        return self._without([identity])

    async def drop_team_messages_until(self, now: float) -> int | None:
        return self._without([one.id for one in self.kept.values() if one.ends_at <= now])

    def _without(self, identities: list[str]) -> int | None:
        gone = [self.kept.pop(each) for each in identities if each in self.kept]
        self.revision += bool(gone)
        return self.revision if gone else None


def messages_at(created_at: float, duration: int = 60) -> Iterator[TeamMessage]:
    for number in itertools.count():
        yield TeamMessage(f"m{number}", Creator("supervisor1"), created_at, duration, "text", (1,))


async def test_its_time_over_it_is_gone_and_told_so() -> None:
    told: list[Notification] = []
    ended = asyncio.Event()
    now = 1_000.0

    def publish(notification: Notification) -> None:
        told.append(notification)
        if notification.event == "DELETE":
            ended.set()

    shelf = Shelf()
    messages = TeamMessages(shelf, publish, lambda: now)
    expiring = asyncio.ensure_future(messages.expire())
    message = next(messages_at(now))
    await messages.add(message)
    now += 60
    await messages.add(TeamMessage("other", Creator("supervisor1"), now, 60, "text", (1,)))
    async with asyncio.timeout(PATIENCE):
        await ended.wait()
    expiring.cancel()
    assert [(one.event, one.node) for one in told] == [("POST", NODE), ("POST", NODE), ("DELETE", NODE)]
    assert messages.find(message.id) is None
    assert [one.id for one in messages.active()] == ["other"]


async def test_there_is_a_limit_of_active_messages() -> None:
    shelf, told = Shelf(), list[Notification]()
    messages = TeamMessages(shelf, told.append, lambda: 0.0)
    many = messages_at(0.0)
    for _ in range(LIMIT):
        await messages.add(next(many))
    with pytest.raises(TooMany):
        await messages.add(next(many))
    assert len(shelf.kept) == len(told) == LIMIT


async def test_the_database_keeps_them(database_url: str) -> None:
    message = TeamMessage("m1", Creator("supervisor1", "Susan", "Park"), 1_700_000_000.5, 60, "text", (2, 1))
    async with opened(database_url) as store:
        await store.keep_team_message(message)
    async with opened(database_url) as store:
        assert await store.team_messages() == [message]
        await store.drop_team_message("m1")
        await store.drop_team_message("m1")
        assert await store.team_messages() == []


class OtherNode:
    """A node of the cluster: its messages, and what its desktops were told."""

    def __init__(self, store: FinesseStore, clock: Callable[[], float]) -> None:
        self.told: list[tuple[str, str]] = []
        self.ended = asyncio.Event()
        self.messages = TeamMessages(store, self._publish, clock)
        self.follower = Follower(store.revisions, 1.0, self.messages)

    def _publish(self, notification: Notification) -> None:
        content = etree.fromstring(notification.document()).findtext("data/TeamMessage/content", "")
        self.told.append((notification.event, content))
        if notification.event == "DELETE":
            self.ended.set()


def message(identity: str, now: float, duration: int = 60) -> TeamMessage:
    return TeamMessage(identity, Creator("supervisor1"), now, duration, identity, (1,))


async def test_what_one_node_adds_and_takes_back_is_told_once_by_each(database_url: str) -> None:
    now = 1_000.0
    async with opened(database_url) as one, opened(database_url) as other:
        a, b = OtherNode(one, lambda: now), OtherNode(other, lambda: now)
        first, second = message("first", now), message("second", now + 1)
        await a.messages.add(first)
        await b.messages.add(second)
        for node in (a, b, a, b):
            await node.follower.look()
        assert a.messages.active() == b.messages.active() == [first, second]
        assert b.messages.find("first") == first
        await b.messages.remove(first)
        for node in (a, b, a, b):
            await node.follower.look()
        assert a.messages.active() == b.messages.active() == [second]
        assert a.messages.find("first") is None
    assert a.told == [("POST", "first"), ("POST", "second"), ("DELETE", "first")]
    assert b.told == [("POST", "second"), ("POST", "first"), ("DELETE", "first")]


async def test_a_message_that_both_nodes_end_is_told_once_by_each(database_url: str) -> None:
    now = 1_000.0
    async with opened(database_url) as one, opened(database_url) as other:
        nodes = [OtherNode(one, lambda: now), OtherNode(other, lambda: now)]
        await nodes[0].messages.add(message("short", now))
        await nodes[1].follower.look()
        now += 60
        expiring = [asyncio.ensure_future(node.messages.expire()) for node in nodes]
        async with asyncio.timeout(PATIENCE):
            for node in nodes:
                await node.ended.wait()
            while await one.team_messages():
                await asyncio.sleep(0)
        for node in nodes:
            await node.follower.look()
        for task in expiring:
            task.cancel()
    assert [node.told for node in nodes] == [[("POST", "short"), ("DELETE", "short")]] * 2


async def test_a_message_ended_on_a_node_that_missed_it_is_not_told_there(database_url: str) -> None:
    now = 1_000.0
    async with opened(database_url) as one, opened(database_url) as other:
        a, b = OtherNode(one, lambda: now), OtherNode(other, lambda: now)
        await a.messages.add(message("short", now))
        now += 60
        await b.follower.look()
        assert b.messages.active() == []
    assert b.told == []


async def test_a_node_does_not_read_again_what_it_wrote_itself() -> None:
    shelf = Shelf()
    messages = TeamMessages(shelf, lambda _: None, lambda: 1_000.0)
    await messages.follow(0)
    await messages.add(message("own", 1_000.0))
    shelf.kept.clear()  # would be noticed
    await messages.follow(shelf.revision)
    assert [one.id for one in messages.active()] == ["own"]
