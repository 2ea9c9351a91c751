"""A Finesse node without its notification service and CUCM: REST, and a scripted engine behind it."""

from __future__ import annotations

import asyncio
import atexit
import base64
import contextlib
import io
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from lxml import etree

from finesse.api.auth import Authentication, Verdict
from finesse.application import application
from finesse.catalogue import Catalogue
from finesse.client_logs import ClientLogs
from finesse.core import node as core
from finesse.cti_link import CtiLink
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.shindig.keys import FETCHER
from finesse.store.finesse_store import opened
from finesse.store.seed import Seed
from finesse.switchboard import Switchboard
from finesse.team_messages import TeamMessages
from tests.finesse.scripted_engine import PATIENCE, ScriptedEngine
from vos.address import Address
from vos.centre import SAMPLE

PASSWORD = "finesse"
Client = TestClient[web.Request, web.Application]


class Desktops:
    """Hears everything that is published."""

    def __init__(self) -> None:
        self.heard: list[Notification] = []
        self._news = asyncio.Event()

    def publish(self, notification: Notification) -> None:
        self.heard.append(notification)
        self._news.set()

    def configure(self, state: RealtimeState) -> None:
        """There are no nodes to be made."""

    async def hear(self, wanted: Callable[[Notification], bool]) -> Notification:
        """The first notification that is wanted, waited for."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for notification in self.heard:
                    if wanted(notification):
                        return notification
                self._news.clear()
                await self._news.wait()

    async def hear_user(self, login_id: str, state: str) -> Notification:
        """That the user is in that state."""
        node = f"/finesse/api/User/{login_id}"
        return await self.hear(lambda one: one.node == node and f"<state>{state}</state>" in one.data)

    async def hear_error(self) -> etree._Element:
        """The first asynchronous error."""
        notification = await self.hear(lambda one: "apiErrors" in one.data)
        return etree.fromstring(notification.document())


class Node:
    """What tests hold in their hands."""

    def __init__(
        self, switchboard: Switchboard, client: Client, engine: ScriptedEngine, desktops: Desktops
    ) -> None:
        self.switchboard = switchboard
        self.client = client
        self.engine = engine
        self.desktops = desktops

    async def ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        *,
        user: str | None = "agent1",
        password: str = PASSWORD,
        **headers: str,
    ) -> ClientResponse:
        """A request below /finesse/api; `request_id="x"` sends the header requestId."""
        sent = {name.replace("_", "-"): value for name, value in headers.items() if name != "request_id"}
        if user is not None:
            sent["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        if body is not None:
            sent.setdefault("Content-Type", "application/xml")
        if "request_id" in headers:
            sent["requestId"] = headers["request_id"]
        data = None if body is None else io.BytesIO(body.encode() if isinstance(body, str) else body)
        response = await self.client.request(method, f"/finesse/api{path}", data=data, headers=sent)
        await response.read()
        return response

    async def get(self, path: str, user: str = "agent1") -> etree._Element:
        response = await self.ask("GET", path, user=user)
        assert response.status == 200, await response.text()
        return etree.fromstring(await response.read())

    async def command(self, method: str, path: str, body: str, user: str = "agent1") -> None:
        response = await self.ask(method, path, body, user=user)
        assert response.status == 202, await response.text()
        assert await response.read() == b""

    async def sign_in(self, *agents: str) -> None:
        for agent in agents:
            extension = {"agent1": "1001", "agent2": "1002", "supervisor1": "1101"}[agent]
            body = f"<User><state>LOGIN</state><extension>{extension}</extension></User>"
            await self.command("PUT", f"/User/{agent}", body, user=agent)
            await self.desktops.hear_user(agent, "NOT_READY")
        self.desktops.heard.clear()
        self.engine.heard.clear()

    async def until_in_service(self) -> None:
        await self.desktops.hear(lambda one: "<status>IN_SERVICE</status>" in one.data)


async def right(name: str, password: str) -> Verdict:
    return Verdict.RIGHT if password == PASSWORD else Verdict.WRONG


_MADE: list[Path] = []


async def _database(folder: Path) -> str:
    """A database with the sample's configuration, or the one that is there: made once, then copied."""
    file = folder / "finesse.db"
    if not _MADE:
        made = Path(tempfile.mkdtemp()) / file.name
        atexit.register(shutil.rmtree, made.parent)
        async with opened(f"sqlite+aiosqlite:///{made}") as store:
            await store.fill(Seed.of(SAMPLE))
        _MADE.append(made)
    if not file.exists():
        shutil.copyfile(_MADE[0], file)
    return f"sqlite+aiosqlite:///{file}"


@contextlib.asynccontextmanager
async def a_node(
    tmp_path: Path, engine: ScriptedEngine | None = None, **changed: object
) -> AsyncIterator[Node]:
    """The node, in service."""
    engine = engine or ScriptedEngine()
    database = await _database(tmp_path)
    async with engine.serving() as cti, opened(database) as store, asyncio.TaskGroup() as tasks:
        addresses: tuple[Address, ...] = (cti,)
        settings = replace(
            FinesseSettings(
                cti=addresses,
                timers="fast",
                client_logs=tmp_path,
                certs=tmp_path,
                database=database,
                centre=SAMPLE,
            ),
            **changed,  # type: ignore[arg-type]
        )
        catalogue = Catalogue()
        state = RealtimeState(drop_rights=catalogue.drop_rights)
        await catalogue.load(store)
        state.reasons = catalogue.by_number
        switchboard = Switchboard(core.Node(settings.identity, settings.seconds, state), settings, catalogue)
        desktops = Desktops()
        switchboard.notify_through(desktops)
        switchboard.notifier_up()
        authentication = Authentication(
            state,
            "administrator",
            right,
            asyncio.get_running_loop().time,
            remembered_for=30.0,
        )
        messages = TeamMessages(store, switchboard.publish)
        app = application(settings, switchboard, authentication, ClientLogs(tmp_path), messages)
        web_server = TestServer(app)
        await web_server.start_server(auto_decompress=False)  # as the node itself serves
        where = Address(web_server.host, web_server.port or 0)
        async with TestClient(web_server) as client, app[FETCHER].serving({"http": where}):
            link = tasks.create_task(CtiLink(switchboard, settings.cti, settings.seconds).run())
            expiring = tasks.create_task(messages.expire())
            node = Node(switchboard, client, engine, desktops)
            await node.until_in_service()
            desktops.heard.clear()
            try:
                yield node
            finally:
                switchboard.close()
                link.cancel()
                expiring.cancel()
