"""The engine and CUCM, each by its own composition root, over real sockets."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ccx_engine import node
from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cucm import node as cucm
from ccx_engine.cucm.settings import CucmSettings
from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.settings import EngineSettings
from ccx_engine.store.rmcm_store import RmcmStore
from certs.make import ensure
from tests.ccx_engine.cti_client import connected
from tests.ccx_engine.cucm.link import linked
from vos import centre
from vos.address import Address
from vos.service import CannotServe, first_of
from vos.settings import SettingsError, load

GUIDE = Path(__file__).parent / "engine" / "guide.toml"
ANYWHERE = Address("127.0.0.1", 0)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost", "127.0.0.1"])
    return folder


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/rmcm.db"


async def test_a_call_from_its_caller_to_the_agents_wrap_up(certificates: Path, database: str) -> None:
    async with cucm.running(CucmSettings(axl=ANYWHERE, jtapi=ANYWHERE, certs=certificates)) as phones:
        jtapi_link = phones.addresses["jtapi"]
        settings = EngineSettings(cti=ANYWHERE, cucm=jtapi_link, timers="fast", database=database)
        async with (
            node.running(settings) as engine,
            connected(engine.addresses["cti"]) as bridge,
            linked(jtapi_link, "lab") as lab,
        ):
            opened = await bridge.open()
            assert isinstance(opened, cti.OpenConf)
            if not opened.ccx_online:
                await bridge.until(cti.SystemEvent, lambda event: event.system_event_id == 3)
            await bridge.set_state("agent1", "1001", AgentState.LOGIN)
            await bridge.set_state("agent1", "1001", AgentState.READY)
            lab.send(jtapi.Connect("PSTN", "5551234", "6001", {"callVariable1": "gold"}, request_id=50))
            rings = await bridge.until(
                cti.CallDeliveredEvent, lambda event: event.alerting_device_id == "1001"
            )
            assert (rings.csq_id, rings.ani, rings.call_variable_1) == (1, "5551234", "gold")
            bridge.send(cti.AnswerCallReq, call_id=rings.call_id, connection_device_id="1001")
            await bridge.until(cti.AgentStateEvent, lambda event: event.agent_state == AgentState.TALKING)
            await bridge.until(cti.RtpStartedEvent)
            bridge.send(cti.ClearConnectionReq, call_id=rings.call_id, connection_device_id="1001")
            await bridge.until(cti.EndCallEvent)
            await bridge.until(cti.AgentStateEvent, lambda event: event.agent_state == AgentState.WORK)
            ready = await bridge.until(cti.AgentStateEvent)
            assert (ready.agent_state, ready.event_reason_code) == (AgentState.READY, 32758)


async def test_cucm_may_go_and_come_back(certificates: Path, database: str) -> None:
    settings = CucmSettings(axl=ANYWHERE, jtapi=ANYWHERE, certs=certificates)
    async with cucm.running(settings) as phones:
        jtapi_link = phones.addresses["jtapi"]
        context = node.running(
            EngineSettings(cti=ANYWHERE, cucm=jtapi_link, timers="fast", database=database)
        )
        engine = await context.__aenter__()
        async with connected(engine.addresses["cti"]) as bridge:
            opened = await bridge.open()
            assert isinstance(opened, cti.OpenConf)
            if not opened.ccx_online:
                await bridge.until(cti.SystemEvent, lambda event: event.system_event_id == 3)
    try:
        async with connected(engine.addresses["cti"]) as bridge:
            await bridge.open("later")
            again = CucmSettings(axl=ANYWHERE, jtapi=jtapi_link, certs=certificates)
            async with cucm.running(again):
                online = await bridge.until(cti.SystemEvent, lambda event: event.system_event_id == 3)
                assert online.ccx_status == 0x400
    finally:
        await context.__aexit__(None, None, None)


async def test_a_port_in_use_is_named_with_its_cure(database: str) -> None:
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    taken = Address(*server.sockets[0].getsockname()[:2])
    with pytest.raises(BaseException) as caught:
        async with node.running(EngineSettings(cti=taken, database=database)):
            pass
    server.close()
    found = caught.value
    while isinstance(found, BaseExceptionGroup):
        (found,) = found.exceptions
    assert isinstance(found, CannotServe)
    assert f"cti: {taken} is in use" in str(found)


async def test_a_broken_centre_is_named_in_one_line(tmp_path: Path, database: str) -> None:
    broken = tmp_path / "centre.toml"
    broken.write_text("[rmcm]\ntelephony_user = 3\n")
    with pytest.raises(SettingsError, match=r"rmcm\.telephony_user: 3 is not of type str"):
        async with node.running(EngineSettings(cti=ANYWHERE, centre=broken, database=database)):
            pass


async def test_the_configuration_is_the_database_s_and_its_changes_are_followed(database: str) -> None:
    configuration = rmcm_table.read(centre.read(centre.SAMPLE, "rmcm"))
    agent = dataclasses.replace(configuration.resources["agent1"], last_name="Berg")
    changed = dataclasses.replace(configuration, resources={**configuration.resources, "agent1": agent})
    settings = EngineSettings(cti=ANYWHERE, cucm=ANYWHERE, database=database, database_poll=0.05)
    async with RmcmStore.opened(database) as store:
        async with node.running(settings) as engine, connected(engine.addresses["cti"]) as bridge:
            await bridge.open()
            bridge.send(cti.ConfigRequestEvent, configuration_mask=0)
            assert await store.load() == (1, configuration)
            await store.replace(changed)
            told = await bridge.until(cti.ConfigAgentEvent)
            assert [(each.login_id, each.last_name) for each in told.records] == [("agent1", "Berg")]
        async with node.running(settings) as again:
            assert again.engine.state.agents["agent1"].setup.last_name == "Berg"


def test_waits_may_be_set_one_by_one() -> None:
    flags = ["--timers", "fast", "--ring-no-answer", "7", "--database", "sqlite:///none.db"]
    settings = load(EngineSettings, "CCX", flags, {"CCX_DESKTOP_LOST": "9"})
    timers = node._timers(settings)
    assert (timers.ring_no_answer, timers.desktop_lost, timers.configured_at_most) == (7.0, 9.0, 2.0)


def test_the_process_says_what_is_in_the_way(tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "ccx_engine",
            "--centre",
            str(tmp_path / "none.toml"),
            "--database",
            "sqlite://",
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "cannot read" in ran.stderr


async def test_a_database_of_another_centre_than_cucm_s_is_refused_with_the_cure(
    certificates: Path, database: str
) -> None:
    async with RmcmStore.opened(database) as store:
        await store.fill(rmcm_table.read(centre.read(GUIDE, "rmcm")))
    settings = CucmSettings(axl=ANYWHERE, jtapi=ANYWHERE, certs=certificates)
    async with cucm.running(settings) as phones:
        jtapi_link = phones.addresses["jtapi"]
        with pytest.raises(BaseExceptionGroup) as refused:
            async with node.running(EngineSettings(cti=ANYWHERE, cucm=jtapi_link, database=database)):
                await asyncio.Event().wait()
    refusal = first_of(refused.value)
    assert isinstance(refusal, CannotServe)
    says = str(refusal)
    assert says.startswith(f"database: {database} was filled from another centre than the Unified CM at ")
    assert f"{jtapi_link} runs: none of the " in says
    assert f"python -m ccx_engine.store apply FILE.toml --database {database}" in says
