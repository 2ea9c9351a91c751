"""The shell around the core: every effect arrives where it belongs, and the clock rings."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti.errors import SessionLost
from ccx_engine.cti.wire import Message
from finesse.catalogue import Catalogue
from finesse.core.commands import Asker
from finesse.core.node import Node
from finesse.core.service import CtiState
from finesse.model.user import User
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.switchboard import Switchboard
from finesse.timers import Timers
from tests.finesse.core.house import request
from tests.finesse.realtime.answering import Answering
from tests.finesse.realtime.contact_center import field
from tests.finesse.scripted_engine import PATIENCE

USER = "/finesse/api/User/agent1"
ASKER = Asker(USER, "r1", (USER, USER), ((USER, USER),), "put", "agent1")


class Session:
    """An open CTI session that answers at once, or is over without anybody having said so."""

    def __init__(self, switchboard: Switchboard) -> None:
        self.sent: list[Message] = []
        self.given_up = asyncio.Event()
        self.over = False
        self.invoke_ids: Iterator[int] = iter(range(1, 1000))
        self._switchboard = switchboard
        self._engine = Answering()
        self._engine.states["agent1"] = AgentState.NOT_READY

    def send(self, message: Message) -> None:
        if self.over:
            raise SessionLost("it is over")
        self.sent.append(message)

    def give_up(self, reason: str) -> None:
        self.given_up.set()

    def learn(self) -> None:
        for message in self.sent:  # grows meanwhile
            for answer in self._engine.answers(message, getattr(message, "invoke_id", 0)):
                self._switchboard.cti_heard(answer)
        self.sent.clear()


class Desktops:
    def __init__(self) -> None:
        self.heard: list[Notification] = []
        self.news = asyncio.Event()
        self.provided: list[RealtimeState] = []

    def publish(self, notification: Notification) -> None:
        self.heard.append(notification)
        self.news.set()

    def configure(self, state: RealtimeState) -> None:
        self.provided.append(state)


@pytest.fixture
async def switchboard(tmp_path: Path) -> AsyncIterator[Switchboard]:
    settings = FinesseSettings(database="none", client_logs=tmp_path, certs=tmp_path)
    seconds = dataclasses.replace(Timers(), cti_answer=0.01, cti_recovery=0.01)
    node = Node(settings.identity, seconds, RealtimeState())
    switchboard = Switchboard(node, settings, Catalogue())
    yield switchboard
    switchboard.close()


def in_service(switchboard: Switchboard) -> tuple[Session, Desktops]:
    session, desktops = Session(switchboard), Desktops()
    switchboard.notify_through(desktops)
    switchboard.notifier_up()
    switchboard.cti_opened(session)
    session.learn()
    assert switchboard.in_service
    return session, desktops


async def test_requests_notifications_and_what_was_learnt_go_where_they_belong(
    switchboard: Switchboard,
) -> None:
    session, desktops = in_service(switchboard)

    assert desktops.provided == [switchboard.state]
    assert switchboard.learnt.is_set()
    assert switchboard.went_in.is_set()
    assert field(desktops.heard[-1], "status") == "IN_SERVICE"
    switchboard.ask(ASKER, request())
    assert [type(one) for one in session.sent] == [cti.SetAgentStateReq]


async def test_the_alarm_rings_when_a_request_has_had_its_time(switchboard: Switchboard) -> None:
    _, desktops = in_service(switchboard)
    switchboard.ask(ASKER, request())
    desktops.news.clear()
    async with asyncio.timeout(PATIENCE):
        await desktops.news.wait()

    assert field(desktops.heard[-1], "errorMessage") == "CF_REQUEST_TIMEOUT_REJECTION"


async def test_a_session_that_tells_nothing_is_given_up(switchboard: Switchboard) -> None:
    session = Session(switchboard)
    switchboard.cti_opened(session)
    async with asyncio.timeout(PATIENCE):
        await session.given_up.wait()

    assert not switchboard.in_service


async def test_who_asks_hears_at_once_that_the_session_has_just_ended(switchboard: Switchboard) -> None:
    session, _ = in_service(switchboard)
    session.over = True
    with pytest.raises(SessionLost):
        switchboard.ask(ASKER, request())


async def test_who_asks_without_a_session_hears_it_too(switchboard: Switchboard) -> None:
    in_service(switchboard)
    switchboard.cti_lost(CtiState.UNREACHABLE)
    with pytest.raises(SessionLost):
        switchboard.ask(ASKER, request())


async def test_users_known_before_have_their_nodes_though_the_engine_is_away(
    switchboard: Switchboard,
) -> None:
    switchboard.state.add(User("agent1"))
    desktops = Desktops()
    switchboard.notify_through(desktops)

    assert desktops.provided == [switchboard.state]


async def test_a_refusal_is_published_at_once(switchboard: Switchboard) -> None:
    session, desktops = in_service(switchboard)
    switchboard.refuse(ASKER, 22)

    assert field(desktops.heard[-1], "errorMessage") == "CF_INVALID_OBJECT_STATE"
    assert session.sent == []


async def test_without_a_notification_service_it_learns_all_the_same(switchboard: Switchboard) -> None:
    session = Session(switchboard)
    switchboard.cti_opened(session)
    session.learn()

    assert switchboard.learnt.is_set()
    assert switchboard.system_info().status_reason == "NOTIFICATION_SERVICE_DOWN"


async def test_a_user_is_present_while_one_of_his_connections_is(switchboard: Switchboard) -> None:
    in_service(switchboard)
    user = switchboard.state.user("agent1")
    assert user is not None
    switchboard.present("agent1", "desktop", available=True)
    assert switchboard.is_present(user)
    assert switchboard.is_at_desktop(user)

    switchboard.notifier_down()
    assert not switchboard.is_present(user)
