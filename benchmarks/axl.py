"""How many AXL requests CUCM answers a second, and what each takes of its processor time."""

from __future__ import annotations

import asyncio
import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import aiohttp
import psutil
import tomli_w

from benchmarks.row import Row
from certs.make import ensure
from vos import tls
from vos.service import loop_runner

USERS = 400
CLIENTS = 8
SECONDS = 3.0
ROUNDS = 3
PATIENCE = 60.0
AUTH = aiohttp.BasicAuth("ccx_axl", "finesse")

QUESTIONS: dict[str, Callable[[int], str]] = {
    "getUser": lambda number: f"<ns:getUser><userid>agent{number}</userid></ns:getUser>",
    "doAuthenticateUser": lambda number: (
        f"<ns:doAuthenticateUser><userid>agent{number}</userid><password>finesse</password>"
        "</ns:doAuthenticateUser>"
    ),
    "updateUser": lambda number: (
        f"<ns:updateUser><userid>agent{number}</userid><title>Agent</title></ns:updateUser>"
    ),
    "executeSQLQuery by user id": lambda number: (
        "<ns:executeSQLQuery><sql>select d.name from device d inner join enduserdevicemap m on "
        "m.fkdevice = d.pkid inner join enduser eu on eu.pkid = m.fkenduser "
        f"where eu.userid = 'agent{number}'</sql></ns:executeSQLQuery>"
    ),
    "listUser, all of them": lambda number: (
        "<ns:listUser><searchCriteria><userid>%</userid></searchCriteria>"
        "<returnedTags><userid/><firstName/><lastName/></returnedTags></ns:listUser>"
    ),
}


def rows() -> Iterator[Row]:
    """Each question by itself, from clients that keep their connections and cookies."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        found = runner.run(measure(Path(home)))
    how = f"best of {ROUNDS} rounds of {SECONDS:.0f} s; {CLIENTS} clients over TLS, {USERS} users"
    for question, (rate, cost) in found.items():
        yield Row(f"AXL: {question}", rate, "requests/s", "", how)
        yield Row(f"AXL: {question}, processor", cost * 1000, "ms", "", "CUCM's own time for a request")


async def measure(home: Path) -> dict[str, tuple[float, float]]:
    """Requests per second and CUCM's processor seconds per request, of every question."""
    certs = home / "certs"
    ensure(certs, "localhost", ["localhost", "127.0.0.1"])
    async with cucm(home, certs) as (process, url):
        connector = aiohttp.TCPConnector(ssl=tls.client_context(certs))
        jar = aiohttp.CookieJar(unsafe=True)  # 127.0.0.1 is an address
        async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as session:
            async with session.get(url, auth=AUTH) as response:
                assert response.status == 200, await response.text()
            return {name: await best(process, session, url, ask) for name, ask in QUESTIONS.items()}


async def best(
    process: psutil.Process, session: aiohttp.ClientSession, url: str, ask: Callable[[int], str]
) -> tuple[float, float]:
    """The round with the most requests."""
    return max([await one_round(process, session, url, ask) for _ in range(ROUNDS)])


async def one_round(
    process: psutil.Process, session: aiohttp.ClientSession, url: str, ask: Callable[[int], str]
) -> tuple[float, float]:
    until, answered = time.perf_counter() + SECONDS, 0
    before = sum(process.cpu_times()[:2])

    async def client(number: int) -> None:
        nonlocal answered
        while time.perf_counter() < until:
            number = (number + CLIENTS) % USERS
            async with session.post(url, data=envelope(ask(number))) as response:
                body = await response.read()
                assert response.status == 200, body
            answered += 1

    began = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return answered / (time.perf_counter() - began), (sum(process.cpu_times()[:2]) - before) / answered


def envelope(content: str) -> bytes:
    return (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:ns="http://www.cisco.com/AXL/API/12.5"><e:Body>{content}</e:Body></e:Envelope>'
    ).encode()


@contextlib.asynccontextmanager
async def cucm(home: Path, certs: Path) -> AsyncIterator[tuple[psutil.Process, str]]:
    """CUCM as a process of its own, and the address of its AXL service."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "ccx_engine.cucm", "--axl", "127.0.0.1:0", "--jtapi", "127.0.0.1:0",
        "--certs", str(certs), "--centre", str(centre(home)), stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            ready = (await child.stdout.readline()).decode()
        address = re.search(r"axl=(\S+)", ready)
        assert address, f"CUCM does not serve: {ready!r}"
        yield psutil.Process(child.pid), f"https://{address[1]}/axl/"
    finally:
        child.terminate()
        await child.wait()


def centre(home: Path) -> Path:
    """A contact centre's file with as many users and phones."""
    users = [
        {
            "userid": f"agent{number}",
            "first_name": "Agent",
            "last_name": f"{number}",
            "password": "finesse",
            "ipcc_extension": f"{1000 + number}",
            "devices": [f"SEP{number:012X}"],
        }
        for number in range(USERS)
    ]
    phones = [{"name": f"SEP{number:012X}", "lines": [f"{1000 + number}"]} for number in range(USERS)]
    axl = {"userid": "ccx_axl", "password": "finesse", "roles": ["Standard AXL API Access"]}
    cucm = {
        "version": "12.5.1.11900(146)",
        "users": users,
        "phones": phones,
        "application_users": [axl],
    }
    file = home / "centre.toml"
    file.write_text(tomli_w.dumps({"cucm": cucm}), encoding="utf-8")
    return file
