"""A Host that is none of a service's names comes back nowhere: in no link, redirect, description, policy.

Source: OWASP Web Security Testing Guide, Testing for Host Header Injection; RFC 9110 §7.2.
"""

from __future__ import annotations

import pytest

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import Door, basic, doors_of

READ = {
    "8445": (
        "/",
        "/desktop",
        "/desktop/config.json",
        "/desktop/api/DesktopConfig",
        "/desktop/api/ResourceUrls",
        "/desktop/api/Languages",
        "/tunnel/",
        "/tunnel",
        "/finesse",
        "/finesse/api",
        "/finesse/api/",
        "/finesse/api/SystemInfo",
        "/finesse/api/User/agent1",
        "/finesse/api/User/agent1/LayoutConfig",
        "/finesse/api/User/agent1/Dialogs",
        "/finesse/api/openapi.json",
        "/finesse/api/nothing",
        "/http-bind",
        "/http-bind?isBoshAvailable",
        "/ws/",
        "/nothing",
    ),
    "8443": ("/axl/", "/axl/?wsdl", "/axl/AXLAPI.wsdl", "/axl/AXLSoap.xsd", "/axl", "/nothing"),
    "8900": ("/", "/lab/v1/status", "/lab/v1/calls", "/nothing"),
}
READ["8082"] = READ["8445"]
HOSTS = ("evil.example.com", "evil.example.com:8445", "203.0.113.9:8445", "localhost.evil.example.com")
CODE = (
    b"<ReasonCode><category>NOT_READY</category><code>%d</code><label>Label %d</label>"
    b"<forAll>true</forAll></ReasonCode>"
)


def says(door: Door, answer: bytes, host: str) -> bool:
    return host.partition(":")[0].encode() in answer


@pytest.mark.parametrize("name", ["8445", "8082", "8443", "8900"])
async def test_what_is_read_does_not_name_it(lab_in_loop: RunningLab, name: str) -> None:
    door = doors_of(lab_in_loop)[name]
    for path in READ[name]:
        for host in HOSTS:
            for method in ("GET", "POST", "OPTIONS"):
                sent = door.get(method, "Connection: close\r\nContent-Length: 0\r\n", path)
                answer = await door.ends(sent.replace(door.host.encode(), host.encode()))
                assert answer.startswith(b"HTTP/1.1 ")
                assert not says(door, answer, host), (path, method, answer[:500])


async def test_a_new_objects_location_is_this_nodes(lab_in_loop: RunningLab) -> None:
    door = doors_of(lab_in_loop)["8445"]
    path, credentials = b"POST /finesse/api/ReasonCode", basic("administrator").encode()
    for number, host in enumerate((*HOSTS, door.host, f"127.0.0.1:{door.address.port}"), start=700):
        sent = door.post("Connection: close\r\n", CODE % (number, number))
        sent = sent.replace(b"PUT /finesse/api/User/agent1", path)
        sent = sent.replace(door.headers.encode(), credentials).replace(door.host.encode(), host.encode())
        (answer,) = await door.ask(sent)
        assert answer.status == 200, answer.body
        known = host if host not in HOSTS else door.host
        assert answer.headers["location"].startswith(f"https://{known}/finesse/api/ReasonCode/")


async def test_axls_description_names_its_own_address(lab_in_loop: RunningLab) -> None:
    door = doors_of(lab_in_loop)["8443"]
    for host in (*HOSTS, door.host):
        sent = door.get(path="/axl/AXLAPI.wsdl").replace(door.host.encode(), host.encode())
        (answer,) = await door.ask(sent)
        assert f'location="https://{door.host}/axl/"'.encode() in answer.body
