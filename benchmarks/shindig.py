"""What the frame of a gadget costs that was shown before, and how long a browser waits for it.

A whole lab runs, with as many gadgets as a busy desktop has. Their frames are asked for in turn, as desktops
ask: over TLS, with the preferences in the address.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks import rest
from benchmarks.clients import hub
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.programs import programs
from lab.plan.cluster import planned
from lab.plan.wanted import NODE, Wanted
from lab.testing.processes import free_offset
from vos import tls
from vos.address import Address
from vos.service import loop_runner

USERS = 10
GADGETS = 8
SECONDS = 2.0
TURNS = 8
PATIENCE = 30.0

FEATURES = ("pubsub-2", "dynamic-height", "settitle", "setprefs", "loadingindicator")
PREFS = {
    "id": "agent1", "host": "localhost", "hostPort": "8445", "scheme": "https", "restHost": "localhost",
    "extension": "1001", "xmppDomain": "localhost", "pubsubDomain": "pubsub.localhost", "locale": "en_US",
    "country": "US", "language": "en", "localhostFQDN": "localhost", "localhostPort": "8082", "teamId": "1",
    "teamName": "Support", "systemAuthMode": "NON_SSO", "compatibilityMode": "false", "order": "14",
    "mobileAgentMode": "undefined", "mobileAgentDialNumber": "undefined", "toasterNotificationTimeout": "8",
    "navItemRoute": "#/home", "deploymentType": "UCCX", "externalServerHost": "https://localhost:8445",
    "urlPrefs": '{"scheme":"https","hostname":"localhost","port":"8445"}', "messages": '{"a":"b"}',
}  # fmt: skip


def rows() -> Iterator[Row]:
    """Processor time of one frame, and how long one takes."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        costs, times, size = runner.run(measure(Path(home)))
    how = (
        f"{GADGETS} gadgets in turn, {len(PREFS)} preferences, pages of {size:,} bytes, HTTPS kept open, "
        f"one at a time"
    )
    best = f"of Finesse; best of {TURNS} turns of {SECONDS} s"
    yield Row("/gadgets/ifr, warm, processor", min(costs) * 1000, "ms", "<= 1", f"{best}; {how}")
    slowest = statistics.median(percentile(turn, 99) for turn in times)
    yield Row("/gadgets/ifr, warm, p99", slowest * 1000, "ms", "<= 3", f"of the middle turn; {how}")
    yield from hub.rows()


async def measure(home: Path) -> tuple[list[float], list[list[float]], int]:
    """Processor seconds of a frame and seconds of each frame, in each turn; the bytes of a page."""
    plan = planned(Wanted(home, rest.centre(home, USERS), free_offset(), log_level="INFO"))
    ensure(plan.wanted.certs, plan.wanted.node, plan.wanted.names)
    paths = [frame(number, plan.wanted.third_party) for number in range(GADGETS)]
    costs: list[float] = []
    times: list[list[float]] = []
    async with children.running(programs(plan), print) as running:
        await running.all_serve()
        await rest.in_service(plan)
        finesse = psutil.Process(next(child.pid for child in running.children if child.name == "finesse"))
        browser = Browser(plan.service("finesse").doors["https"].reached)
        await browser.connect(plan.wanted.certs)
        for turn in range(-1, TURNS):  # one to warm up
            taken: list[float] = []
            before, until = sum(finesse.cpu_times()[:2]), time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                began = time.perf_counter()
                size = await browser.get(paths[len(taken) % GADGETS])
                taken.append(time.perf_counter() - began)
            if turn >= 0:
                costs.append((sum(finesse.cpu_times()[:2]) - before) / len(taken))
                times.append(taken)
        browser.close()
    return costs, times, size


def frame(number: int, folder: Path) -> str:
    """Write a gadget like the public ones; the address of its frame."""
    home = folder / f"gadget{number}"
    home.mkdir(parents=True)
    required = "".join(f'<Require feature="{name}"/>' for name in FEATURES)
    prefs = "".join(f'<UserPref name="{name}" datatype="hidden"/>' for name in ("scheme", "host", "hostPort"))
    content = (
        "<!DOCTYPE html>"
        '<link rel="stylesheet" href="gadget.css" type="text/css">'
        '<script src="__UP_scheme__://__UP_host__:__UP_hostPort__/desktop/assets/js/finesse.min.js"></script>'
        '<script src="/desktop/assets/js/jquery.min.js"></script><script src="gadget.js"></script>'
        f'<body class="claro"><h1>__MSG_title__ __MODULE_ID__</h1>{"<p>a row of it</p>" * 100}</body>'
    )
    messages = "".join(f'<msg name="text.{each}">Text {each}</msg>' for each in range(40))
    (home / "messages.xml").write_text(
        f'<messagebundle><msg name="title">Gadget {number}</msg>{messages}</messagebundle>'
    )
    (home / "gadget.xml").write_text(
        f'<Module><ModulePrefs title="Gadget {number}">{required}'
        '<Locale messages="messages.xml"/></ModulePrefs>'
        f'{prefs}<Content type="html"><![CDATA[{content}]]></Content></Module>'
    )
    query = {
        "container": "default",
        "mid": number,
        "nocache": 0,
        "country": "US",
        "lang": "en",
        "view": "default",
        **{f"up_{name}": value for name, value in PREFS.items()},
        "st": "john.doe:john.doe:appid:cont:url:0:default",
        "url": f"/3rdpartygadget/files/gadget{number}/gadget.xml",
    }
    return f"/gadgets/ifr?{urlencode(query)}"


class Browser:
    """One kept connection, on which one frame after the other is asked for."""

    def __init__(self, server: Address) -> None:
        self._server = server
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def connect(self, certs: Path) -> None:
        self._reader, self._writer = await asyncio.open_connection(
            *self._server, ssl=tls.client_context(certs), server_hostname=NODE
        )

    async def get(self, path: str) -> int:
        """The bytes of the page."""
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {NODE}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        async with asyncio.timeout(PATIENCE):
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
            page = await self._reader.readexactly(length)
        assert head.startswith(b"HTTP/1.1 200 "), (head, page)
        return len(page)

    def close(self) -> None:
        self._writer.close()
