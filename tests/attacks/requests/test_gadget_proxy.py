"""Somebody makes the gadget server ask what he cannot reach himself: doors that listen for this machine.

Source: OWASP, Server Side Request Forgery; what the proxy may reach is in docs/gadgets.md.
"""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import basic, doors_of
from vos.address import Address

HOSTS = (
    *[
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "[::1]",
        "127.1",
        "0x7f000001",
        "2130706433",
        "0177.0.0.1",
        "0.0.0.0",
        "[::]",
    ],
    *["[::ffff:127.0.0.1]", "localhost.", "127.0.0.1.", "a@localhost", "localhost%2f", "localtest.me"],
    *("\uff11\uff12\uff17.0.0.1", "127\u30020.0.1", "localhost\t", "localhost#@x", "localhost\\@x"),
)
CALL = '{"from": "5551234", "to": "6001"}'
FORM = "application/x-www-form-urlencoded"


def others(lab: RunningLab) -> dict[str, Address]:
    """What listens beside Finesse."""
    return {
        "console": lab.console,
        "AXL": lab.address("cucm", "axl"),
        "CTI": lab.address("ccx_engine", "cti"),
        "notification": lab.address("notification", "http"),
    }


async def test_no_spelling_leads_to_the_labs_other_doors(lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    door = doors_of(lab)["8445"]
    for name, where in others(lab).items():
        for scheme in ("http", "https", "ws", "gopher"):
            for host in HOSTS:
                url = f"{scheme}://{host}:{where.port}/lab/v1/calls"
                body = urlencode({"url": url, "httpMethod": "POST", "postData": CALL}).encode()
                (answer,) = await door.ask(form(door.post("", body, FORM)))
                rc = json.loads(answer.body[27:])[url]["rc"]
                assert (rc in (400, 403), name, url) == (True, name, url)
    assert await lab.ask("GET", "calls") == {"calls": []}


async def test_neither_does_another_way_of_asking(lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    door = doors_of(lab)["8445"]
    url = quote(f"http://localhost:{lab.console.port}/lab/v1/status", safe="")
    paths = [
        f"/gadgets/makeRequest?url={url}",
        f"/gadgets/proxy?url={url}",
        f"/gadgets/proxy/x.png?url={url}",
        f"/gadgets/concat?type=js&1={url}",
        f"/gadgets/ifr?container=default&mid=0&url={url}",
        f"/gadgets/metadata?url={url}",
    ]
    for path, answer in zip(paths, await door.ask(*(door.get(path=path) for path in paths)), strict=True):
        assert b"services" not in answer.body, path
        assert b"ready" not in answer.body, path


async def test_a_header_that_ends_its_line_is_not_sent(lab_in_loop: RunningLab) -> None:
    """Neither a second header nor a second request comes of it."""
    door = doors_of(lab_in_loop)["8445"]
    url = "http://localhost:8082/finesse/api/User/agent1"
    credentials = quote(basic("agent1").strip().removeprefix("Authorization: "), safe="")
    for name, value in (
        ("X", f"1\r\n{basic('agent1')}"),
        ("X\r\nY", "1"),
        ("X", "1\r\n\r\nGET /finesse/api/SystemInfo HTTP/1.1"),
        ("X", "1\n"),
        ("Content-Length : 5", "1"),
    ):
        headers = f"Authorization={credentials}&{quote(name, safe='')}={quote(value, safe='')}"
        body = urlencode({"url": url, "headers": headers}).encode()
        (answer,) = await door.ask(form(door.post("", body, FORM)))
        assert json.loads(answer.body[27:])[url]["rc"] == 400, (name, value)


def form(sent: bytes) -> bytes:
    """The same request to the gadget server."""
    return sent.replace(b"PUT /finesse/api/User/agent1", b"POST /gadgets/makeRequest", 1)
