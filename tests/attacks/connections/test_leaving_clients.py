"""Clients that leave in the midst of an upload or a download: nothing in the log, nothing left behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import pytest

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import Door, Wire, basic, doors_of
from vos.doors.listener import Listener

PATIENCE = 20.0
AXL = basic("ccx_axl")


async def left_behind(listeners: Sequence[Listener], door: Door, sent: bytes) -> None:
    """The client has sent that, and is gone; then whatever was begun for it is over."""
    (listener,) = [each for each in listeners if each.address.port == door.address.port]
    before = set(listener.visitors)
    async with Wire(door) as wire:
        wire.send(sent)
        async with asyncio.timeout(PATIENCE):
            while not any(visitor.transport for visitor in listener.visitors - before):
                await asyncio.sleep(0.01)
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        while listener.visitors - before:
            await asyncio.sleep(0.01)


def half(head: str, body: str, more: str) -> bytes:
    return f"{head} HTTP/1.1\r\nHost: localhost\r\n{more}Content-Length: 9000\r\n\r\n{body}".encode()


async def test_a_client_that_leaves_in_the_midst_of_a_request_leaves_nothing(
    listeners: list[Listener], lab_in_loop: RunningLab, caplog: pytest.LogCaptureFixture
) -> None:
    doors = doors_of(lab_in_loop)
    agent, administrator = basic("agent1"), basic("administrator")
    xml, multipart = "Content-Type: application/xml\r\n", "Content-Type: multipart/form-data; boundary=x\r\n"
    user = "/finesse/api/User/agent1"
    part = '--x\r\nContent-Disposition: form-data; name="datafile"; filename="f"\r\n\r\n"A","B"'
    uploads = (
        ("8445", half(f"POST {user}/ClientLog", "<ClientLog><logData>half", agent + xml)),
        ("8445", half(f"POST {user}/CompressedClientLog", "half", agent)),
        ("8445", half(f"PUT {user}", "<User><state>", agent + xml)),
        ("8082", half(f"PUT {user}", "<User><state>", agent + xml)),
        (
            "8445",
            half("POST /finesse/api/PhoneBook/1/Contacts/csvFileContent", part, administrator + multipart),
        ),
        ("8445", half("POST /http-bind/", "<body", "")),
        ("8443", half("POST /axl/", "<Envelope>", f"{AXL}Content-Type: text/xml\r\n")),
        ("8900", half("POST /lab/v1/calls", "{", "Content-Type: application/json\r\n")),
    )
    downloads = [(name, door.get()) for name, door in doors.items()]
    downloads += [
        ("8443", doors["8443"].get(path="/axl/AXLSoap.xsd")),
        ("8445", doors["8445"].get(path="/desktop")),
    ]
    caplog.clear()
    for name, sent in (*uploads, *downloads):
        await left_behind(listeners, doors[name], sent)
    wrong = [each for each in caplog.records if each.levelno >= logging.WARNING or each.exc_info]
    assert [each.getMessage() for each in wrong] == []
    assert not list((lab_in_loop.home / "client-logs").glob("**/*.*"))
    async with lab_in_loop.agent("agent1") as agent1:
        await agent1.sign_in()
