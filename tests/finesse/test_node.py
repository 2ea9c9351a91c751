"""The whole node: what it needs to start, and one sign-in through all its links."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from slixmpp.exceptions import IqError

from ccx_engine.cucm.node import running as running_cucm
from ccx_engine.cucm.settings import CucmSettings
from finesse.model.user import User
from finesse.node import running
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.store.finesse_store import opened
from lab.testing.feed import Feed, user_is
from notification.node import NotificationService
from notification.node import running as running_service
from notification.settings import NotificationSettings
from tests.finesse.scripted_engine import PATIENCE, ScriptedEngine
from vos import tls
from vos.address import Address
from vos.service import CannotServe, first_of
from vos.settings import SettingsError, arguments, load

ANY_PORT = Address("127.0.0.1", 0)
SET_UP_LAST = "/finesse/api/SystemInfo"  # who is subscribed to it has all his nodes
HEADERS = {
    "Authorization": "Basic " + base64.b64encode(b"agent1:finesse").decode(),
    "Content-Type": "application/xml",
}


def settings(certs: Path, tmp_path: Path) -> FinesseSettings:
    return FinesseSettings(
        https=ANY_PORT,
        http=ANY_PORT,
        certs=certs,
        timers="fast",
        database=f"sqlite+aiosqlite:///{tmp_path}/finesse.db",
        client_logs=tmp_path / "logs",
    )


async def test_an_agent_signs_in_through_all_links(certs: Path, tmp_path: Path) -> None:
    engine = ScriptedEngine()
    trusting = tls.client_context(certs)
    async with (
        running_cucm(CucmSettings(axl=ANY_PORT, jtapi=ANY_PORT, certs=certs)) as cucm,
        running_service(
            NotificationSettings(
                c2s=ANY_PORT,
                c2s_tls=ANY_PORT,
                http=ANY_PORT,
                https=ANY_PORT,
                certs=certs,
                axl=cucm.addresses["axl"],
            )
        ) as service,
        engine.serving() as cti,
        running(
            replace(
                settings(certs, tmp_path),
                cti=(cti,),
                axl=cucm.addresses["axl"],
                xmpp=(service.addresses["c2s_tls"],),
            )
        ) as finesse,
        aiohttp.ClientSession() as session,
    ):
        url = f"https://localhost:{finesse.addresses['https'].port}/finesse/api"

        async def status() -> str:
            async with session.get(f"{url}/SystemInfo", ssl=trusting) as response:
                return await response.text()

        async with asyncio.timeout(PATIENCE):
            while "IN_SERVICE</status>" not in (text := await status()) or "OUT_OF" in text:
                await asyncio.sleep(0)
        feed = Feed("agent1", "finesse", "localhost", service.addresses["c2s_tls"], certs / tls.CA)
        async with feed.listening():
            body = b"<User><state>LOGIN</state><extension>1001</extension></User>"
            async with session.put(
                f"{url}/User/agent1", data=body, headers=HEADERS | {"requestId": "r1"}, ssl=trusting
            ) as response:
                assert response.status == 202
            update = await feed.until(user_is("NOT_READY"), "signed in")
            assert update.text("requestId") == "r1"
        http = f"http://127.0.0.1:{finesse.addresses['http'].port}/finesse/api/User/agent1"
        async with session.get(http, headers=HEADERS) as response:
            assert "<state>NOT_READY</state>" in await response.text()


async def test_monitoring_asks_the_diagnostic_portal(certs: Path, tmp_path: Path) -> None:
    # source: Finesse Web Services guide, Diagnostic Portal APIs; it works out of service too
    trusting = tls.client_context(certs)
    nowhere = Address("127.0.0.1", 1)
    async with (
        running_cucm(CucmSettings(axl=ANY_PORT, jtapi=ANY_PORT, certs=certs)) as cucm,
        running(
            replace(settings(certs, tmp_path), cti=(nowhere,), axl=cucm.addresses["axl"], xmpp=(nowhere,))
        ) as finesse,
        aiohttp.ClientSession() as session,
    ):
        portal = "/finesse-dp/rest/DiagnosticPortal"
        secure = f"https://localhost:{finesse.addresses['https'].port}{portal}"

        async def ask(url: str, user: str = "administrator") -> tuple[int, bytes]:
            auth = aiohttp.BasicAuth(user, "finesse")
            async with session.get(url, auth=auth, ssl=trusting) as response:
                return response.status, await response.read()

        assert await ask(f"{secure}/GetProductVersion") == (
            200,
            b"<?xml version='1.0' encoding='UTF-8'?>\n"
            b'<dp:GetProductVersionReply xmlns:dp="http://www.cisco.com/vtg/diagnosticportal" ReturnCode="0">'
            b'<dp:Schema Version="1.0"/><dp:ProductVersion Name="Cisco Finesse" Major="12" Minor="5"'
            b' Maintenance="1" VersionString="12.5(1)"/></dp:GetProductVersionReply>',
        )
        assert b'Status="OUT_OF_SERVICE"' in (await ask(f"{secure}/GetHealth"))[1]
        assert b'Name="Finesse/Dialogs" Value="0"' in (await ask(f"{secure}/GetPerformanceInformation"))[1]
        assert (await ask(f"{secure}/GetHealth", "agent1"))[0] == 401
        assert (await ask(f"{secure}/GetNothing"))[0] == 404
        http = f"http://127.0.0.1:{finesse.addresses['http'].port}{portal}"
        assert (await ask(f"{http}/GetHealth"))[0] == 404


async def test_a_node_that_starts_while_the_engine_is_down_knows_its_users(
    certs: Path, tmp_path: Path
) -> None:
    """They may sign in to the notification service and hear, on their own nodes, when it is in service."""
    nowhere = Address("127.0.0.1", 1)
    asking = NotificationSettings(c2s=ANY_PORT, c2s_tls=ANY_PORT, http=ANY_PORT, https=ANY_PORT, certs=certs)
    own = "/finesse/api/User/agent1"
    async with running_cucm(CucmSettings(axl=ANY_PORT, jtapi=ANY_PORT, certs=certs)) as cucm:
        asking = replace(asking, axl=cucm.addresses["axl"])
        engine = ScriptedEngine()
        async with engine.serving() as cti:
            for addresses in ((cti,), (nowhere,)):  # first it learns them, then it is started anew
                async with (
                    running_service(asking) as service,
                    running(
                        replace(
                            settings(certs, tmp_path),
                            cti=addresses,
                            axl=cucm.addresses["axl"],
                            xmpp=(service.addresses["c2s_tls"],),
                        )
                    ) as finesse,
                    aiohttp.ClientSession() as session,
                ):
                    async with asyncio.timeout(PATIENCE):
                        while not provided(service):
                            await asyncio.sleep(0.01)
                        while not await kept(settings(certs, tmp_path).database):
                            await asyncio.sleep(0.01)
                    url = f"http://127.0.0.1:{finesse.addresses['http'].port}/finesse/api"
                    if addresses == (nowhere,):
                        async with session.get(f"{url}/SystemInfo") as response:
                            assert "<status>OUT_OF_SERVICE</status>" in await response.text()
                        async with session.get(f"{url}/User/agent1", headers=HEADERS) as response:
                            assert response.status == 503
                        where = service.addresses["c2s_tls"]
                        feed = Feed("agent1", "finesse", "localhost", where, certs / tls.CA)
                        async with feed.listening():
                            pubsub = feed.client["xep_0060"]
                            await pubsub.subscribe("pubsub.localhost", own)
                            with pytest.raises(IqError, match="item-not-found"):
                                await pubsub.subscribe("pubsub.localhost", "/finesse/api/User/agent77")


async def test_a_database_with_the_users_of_another_centre_is_refused_with_the_cure(
    certs: Path, tmp_path: Path
) -> None:
    elsewhere = RealtimeState()
    elsewhere.add(User("someone", "Some", "One", supervisor=False))
    database = settings(certs, tmp_path).database
    async with opened(database) as store:
        await store.learn(elsewhere)
    nowhere, engine = Address("127.0.0.1", 1), ScriptedEngine()
    async with engine.serving() as cti:
        own = replace(settings(certs, tmp_path), cti=(cti,), axl=nowhere, xmpp=(nowhere,))
        with pytest.raises(BaseExceptionGroup) as refused:
            async with asyncio.timeout(PATIENCE), running(own):
                await asyncio.Event().wait()
    refusal = first_of(refused.value)
    assert isinstance(refusal, CannotServe)
    says = str(refusal)
    assert says.startswith(f"database: {database} was filled from another centre than the engine's: ")
    assert "(someone) is an agent there (agent1, " in says
    assert "; name an empty database" in says


def provided(service: NotificationService) -> bool:
    """The agent has all his nodes."""
    subscriptions = service.router.nodes.subscriptions_of("agent1@localhost")
    return SET_UP_LAST in {each.node for each in subscriptions}


async def kept(database: str) -> bool:
    async with opened(database) as store:
        state = RealtimeState()
        await store.recall(state)
        return any(user.login_id == "agent1" for user in state.users)


async def test_the_web_applications_serve_before_all_else_is_there(certs: Path, tmp_path: Path) -> None:
    nowhere = Address("127.0.0.1", 1)
    lonely = replace(settings(certs, tmp_path), cti=(nowhere,), axl=nowhere, xmpp=(nowhere,))
    async with running(lonely) as finesse, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{finesse.addresses['http'].port}"
        async with session.get(f"{url}/finesse/api/SystemInfo") as response:
            assert "<status>OUT_OF_SERVICE</status>" in await response.text()
        async with session.get(f"{url}/finesse/api/User/agent1", headers=HEADERS) as response:
            assert response.status == 503
        async with session.get(f"{url}/desktop") as response:
            assert response.status == 200


async def test_a_port_in_use_is_one_line_with_the_setting_and_the_cure(certs: Path, tmp_path: Path) -> None:
    async with running(settings(certs, tmp_path)) as finesse:
        taken = finesse.addresses["http"]
        with pytest.raises(CannotServe, match=r"http: 127\.0\.0\.1:\d+ is in use; .+ choose another port"):
            async with running(replace(settings(certs, tmp_path), http=taken)):
                pass


async def test_a_missing_certificate_is_one_line(certs: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match=r"certificate file .* is missing"):
        async with running(replace(settings(certs, tmp_path), host="elsewhere.example.com")):
            pass


async def test_a_broken_contact_center_is_one_line(certs: Path, tmp_path: Path) -> None:
    broken = tmp_path / "centre.toml"
    broken.write_text("[finesse\n")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        async with running(replace(settings(certs, tmp_path), centre=broken)):
            pass


def test_settings_go_through_the_command_line(certs: Path, tmp_path: Path) -> None:
    given = replace(
        settings(certs, tmp_path),
        cti=(Address("a", 1), Address("b", 2)),
        notification_transport="bosh",
        log_file=tmp_path / "log",
    )
    assert load(FinesseSettings, "FINESSE", arguments(given), {}) == given
    with pytest.raises(SettingsError, match="NOTIFICATION_TRANSPORT"):
        load(FinesseSettings, "FINESSE", [], {"FINESSE_NOTIFICATION_TRANSPORT": "pigeon"})
