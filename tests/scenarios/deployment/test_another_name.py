"""A lab that other machines know by a name: certificates, SystemInfo and JIDs all go by it."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from lab.people import People
from lab.plan.wanted import Wanted
from lab.testing import running_lab
from lab.testing.agent import Agent, Rest
from lab.testing.feed import dialog_is
from lab.testing.one_loop import in_own_task, lab_in_one_loop
from lab.testing.running_lab import RunningLab
from vos import centre, tls, xml

NAME = "lab.example.test"


class Hosts(AbstractResolver):
    """What another machine's DNS would say: the lab's name is here."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        assert host == NAME
        return [
            ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


def another_machine(certs: Path) -> aiohttp.ClientSession:
    """A client elsewhere, which trusts the lab's CA and knows the lab by its name alone."""
    connector = aiohttp.TCPConnector(ssl=tls.client_context(certs), resolver=Hosts())
    return aiohttp.ClientSession(connector=connector)


async def begin(lab: RunningLab, client: aiohttp.ClientSession) -> Any:
    port = lab.address("finesse", "https").port
    async with client.get(f"https://{NAME}:{port}/finesse/api/SystemInfo") as answer:
        return xml.read(await answer.read())


async def test_a_client_elsewhere_works_by_the_lab_s_name_alone(tmp_path: Path) -> None:
    wanted = Wanted(home=tmp_path, fast=True, hosts=(NAME, "192.0.2.5"))
    async with (
        in_own_task(lab_in_one_loop(wanted)) as console,
        running_lab.at(console) as lab,
        another_machine(wanted.certs) as client,
    ):
        assert lab.desktop == f"https://{NAME}:{lab.address('finesse', 'https').port}/desktop"
        info = await begin(lab, client)
        assert info.findtext("primaryNode/host") == info.findtext("xmppDomain") == NAME
        assert info.findtext("xmppPubSubDomain") == f"pubsub.{NAME}"
        base = f"https://{NAME}:{lab.address('finesse', 'https').port}"
        rest = Rest(client, base, "agent1", People.of(centre.SAMPLE).passwords["agent1"])
        async with Agent("agent1", "1001", rest, lab.feed("agent1")).at_work() as anna:
            await anna.sign_in()
            await anna.go_ready()
            await lab.call("5551234", "6001")
            await anna.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        for service, what in (("notification", "https"), ("notification", "c2s_tls"), ("cucm", "axl")):
            for name in (NAME, "192.0.2.5", "localhost"):
                where = lab.address(service, what)
                _, writer = await asyncio.open_connection(
                    *where, ssl=tls.client_context(wanted.certs), server_hostname=name
                )
                writer.transport.abort()


async def test_a_home_may_be_used_by_another_name_afterwards(tmp_path: Path) -> None:
    for hosts in ((), (NAME,), ()):
        wanted = Wanted(home=tmp_path, fast=True, hosts=hosts)
        async with (
            in_own_task(lab_in_one_loop(wanted)) as console,
            running_lab.at(console) as lab,
        ):
            assert lab.host == (NAME if hosts else "localhost")
