"""CUCM as a service: it starts, and what keeps it from starting is said in one line."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from ccx_engine.cucm.node import Node, running
from ccx_engine.cucm.settings import CucmSettings
from ccx_engine.jtapi.messages import Answer, Connect, DeviceEv, Done
from ccx_engine.jtapi.model import Ev
from tests.ccx_engine.cucm.axl.test_server import envelope
from tests.ccx_engine.cucm.axl.world import PHONE, line
from tests.ccx_engine.cucm.link import linked
from vos import service
from vos.address import Address

ANYWHERE = Address("127.0.0.1", 0)


@pytest.fixture
def taken() -> Iterator[Address]:
    """An address where somebody listens already."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Address(*listener.getsockname())


async def test_it_tells_the_ports_that_the_system_chose(cucm: Node) -> None:
    assert set(cucm.addresses) == {"axl", "jtapi"}
    for address in cucm.addresses.values():
        assert address.port > 0
        _, writer = await asyncio.open_connection(*address)
        writer.close()
        await writer.wait_closed()


async def test_two_live_side_by_side_in_one_loop(cucm: Node, certificates: Path) -> None:
    async with running(CucmSettings(axl=ANYWHERE, jtapi=ANYWHERE, certs=certificates)) as other:
        assert other.addresses.keys() == cucm.addresses.keys()
        assert set(other.addresses.values()).isdisjoint(cucm.addresses.values())


async def test_a_phone_that_axl_adds_is_announced_over_the_jtapi_link_and_can_be_called(
    cucm: Node, certificates: Path
) -> None:
    context = ssl.create_default_context(cafile=str(certificates / "ca.pem"))
    auth = aiohttp.BasicAuth("ccx_axl", "finesse")

    async def ask(operation: str, content: str) -> None:
        url = f"https://localhost:{cucm.addresses['axl'].port}/axl/"
        headers = {"Content-Type": "text/xml"}
        async with session.post(
            url, data=envelope(operation, content), auth=auth, headers=headers
        ) as response:
            assert response.status == 200, await response.text()

    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context)) as session,
        linked(cucm.addresses["jtapi"], "lab") as lab,
        linked(cucm.addresses["jtapi"], "ccx_1") as engine,
    ):
        await ask("addPhone", f"<phone>{PHONE}<lines>{line('1900')}</lines></phone>")
        heard = [await lab.next() for _ in range(4)]
        assert [message.ev for message in heard if isinstance(message, DeviceEv)] == [
            Ev.TERM_CREATED,
            Ev.ADDR_CREATED,
            Ev.ADDR_IN_SERVICE,
            Ev.TERM_IN_SERVICE,
        ]
        answer = await lab.ask(Connect("SEP000000001001", "1001", "1900", request_id=2))
        assert isinstance(answer, Done)
        answer = await lab.ask(Answer(answer.call, "SEP0000000000AA", request_id=3))
        assert isinstance(answer, Done)
        await ask("removePhone", "<name>SEP0000000000AA</name>")
        while not (isinstance(message := await lab.next(), DeviceEv) and message.ev is Ev.TERM_REMOVED):
            pass
        await ask("removeAppUser", "<userid>ccx_1</userid>")
        assert await engine.next() == DeviceEv(Ev.PROV_SHUTDOWN)


@pytest.mark.parametrize("flag", ["--axl", "--jtapi"])
def test_a_port_in_use_ends_with_one_line_and_code_2(
    flag: str, taken: Address, certificates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anywhere = ["--axl", str(ANYWHERE), "--jtapi", str(ANYWHERE), "--certs", str(certificates)]
    assert service.main("cucm", CucmSettings, "CUCM", running, [*anywhere, flag, str(taken)]) == 2
    assert capsys.readouterr().err == (
        f"cucm: {flag[2:]}: {taken} is in use; stop what listens there or choose another port\n"
    )


def test_a_missing_certificate_ends_with_one_line_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert service.main("cucm", CucmSettings, "CUCM", running, ["--certs", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{tmp_path}/localhost.pem is missing" in line
    assert "python -m certs" in line


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[cucm", "is not valid TOML"),
        ("", "has no table [cucm]"),
        ('[cucm]\nversion = "8.0"\n', "cucm.version '8.0' must begin with 12.5 or 14.0"),
    ],
)
def test_a_broken_centre_ends_with_one_line_and_code_2(
    text: str, names: str, tmp_path: Path, certificates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "centre.toml"
    file.write_text(text)
    arguments = ["--centre", str(file), "--certs", str(certificates), "--axl", str(ANYWHERE)]
    arguments += ["--jtapi", str(ANYWHERE)]
    assert service.main("cucm", CucmSettings, "CUCM", running, arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert names in line
