"""The JSON API and its page, over callers whose CUCM answers what the test wants."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from ccx_engine.jtapi.messages import CallEv, CallEvs
from ccx_engine.jtapi.model import Cause, Ev
from lab.console.application import application
from lab.console.page import render
from lab.deployment import Deployment
from lab.people import People
from lab.plan.cluster import planned
from lab.plan.wanted import Wanted
from lab.telephony.callers import Callers
from lab.workbench.workbench import Workbench
from tests.lab.telephony.pretend_cti_manager import CALL, cti_manager
from vos.address import Address

Client = TestClient[web.Request, web.Application]


@dataclass
class PretendService:
    name: str
    state: str = "serving"
    pid: int | None = 4711
    addresses: dict[str, Address] = field(default_factory=dict)


@dataclass
class Lab:
    client: Client
    callers: Callers
    services: list[PretendService]
    system_status: list[str]
    stop: asyncio.Event


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    system_status = ["IN_SERVICE"]

    async def system_info(_: web.Request) -> web.Response:
        told = f"<status>{system_status[0]}</status><statusReason>CTI is away</statusReason>"
        return web.Response(text=f"<SystemInfo>{told}</SystemInfo>", content_type="application/xml")

    async def users(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    finesse = web.Application()
    finesse.router.add_get("/finesse/api/SystemInfo", system_info)
    finesse.router.add_get("/finesse/api/Users", users)

    async def properties(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.json_response({"properties": []})
        wanted = (await request.json())["values"]
        if "title" in wanted:
            return web.json_response({"properties": [wanted]})
        if "forceWrapUp" in wanted:
            error = "<ErrorMessage>forceWrapUp: one of true, false</ErrorMessage>"
            return web.Response(status=400, text=f"<ApiErrors><ApiError>{error}</ApiError></ApiErrors>")
        return web.Response(status=500)

    finesse.router.add_route("*", "/cfadmin/api/properties", properties)
    async with TestServer(finesse) as server, aiohttp.ClientSession() as session, cti_manager() as manager:
        http = Address("127.0.0.1", server.port or 0)
        services = [
            PretendService("cucm", addresses={"jtapi": manager.address}),
            PretendService("finesse", addresses={"http": http, "https": Address("127.0.0.1", 8445)}),
        ]
        callers = Callers(manager.address, "PSTN", "finesse")
        stop = asyncio.Event()
        plan = replace(planned(Wanted(Path("home"))), wanted=Wanted(Path("home"), Path("centre.toml")))
        bench = Workbench.begun(Wanted(tmp_path / "home"))
        deployment = Deployment(
            plan, lambda: services, callers, People({}, "administrator", {}), session, workbench=bench
        )
        async with callers.linked(), TestClient(TestServer(application(deployment, stop))) as client:
            await asyncio.wait_for(callers.ready.wait(), 30)
            yield Lab(client, callers, services, system_status, stop)


async def test_the_lab_is_ready_when_all_serve_and_finesse_is_in_service(lab: Lab) -> None:
    status = await (await lab.client.get("/lab/v1/status")).json()
    assert status["ready"] is True
    assert status["desktop"] == "https://localhost:8445/desktop"
    assert status["nodes"] == [{"name": "localhost", "services": ["cucm", "finesse"]}]
    assert [service["name"] for service in status["services"]] == ["cucm", "finesse"]
    assert status["services"][0]["pid"] == 4711
    assert [service["in_service"] for service in status["services"]] == [True, True]
    assert status["services"][1]["addresses"]["https"] == "127.0.0.1:8445"
    assert status["home"] == str(Path("home").resolve())
    assert status["centre"] == str(Path("centre.toml").resolve())


async def test_the_status_says_what_is_in_the_way(lab: Lab) -> None:
    lab.system_status[0] = "OUT_OF_SERVICE"
    status = await (await lab.client.get("/lab/v1/status")).json()
    assert (status["ready"], status["reason"]) == (False, "finesse is OUT_OF_SERVICE: CTI is away")
    finesse = status["services"][1]
    assert (finesse["state"], finesse["in_service"], finesse["reason"]) == (
        "serving", False, "finesse is OUT_OF_SERVICE: CTI is away"
    )  # fmt: skip
    lab.services[0].state = "crashed"
    status = await (await lab.client.get("/lab/v1/status")).json()
    assert status["reason"] == "cucm has crashed"


async def test_without_its_links_the_lab_says_which_service_is_out_of_service(
    lab: Lab, unused_tcp_port: int
) -> None:
    nowhere = Address("127.0.0.1", unused_tcp_port)
    lab.services.insert(1, PretendService("notification", addresses={"http": nowhere}))
    status = await (await lab.client.get("/lab/v1/status")).json()
    assert status["reason"].startswith("notification does not answer: ")
    lab.callers.ready.clear()
    status = await (await lab.client.get("/lab/v1/status")).json()
    assert status["services"][0]["reason"] == status["reason"] == "the callers' link to CUCM is not up"


async def test_a_reset_says_that_finesse_does_not_answer(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lab.deployment.COMMAND_SECONDS", 0.05)
    response = await lab.client.post("/lab/v1/reset")
    assert response.status == 504
    assert await response.json() == {
        "error": "Finesse does not answer GET /finesse/api/Users in 0.05 s",
        "cure": "see finesse's log",
    }


async def test_a_call_is_made_seen_listed_and_ended(lab: Lab) -> None:
    made = await lab.client.post(
        "/lab/v1/calls", json={"from": "5551234", "to": "6001", "variables": {"callVariable1": "gold"}}
    )
    assert made.status == 201
    call = await made.json()
    assert call["id"] == str(CALL)
    assert made.headers["Location"] == f"/lab/v1/calls/{CALL}"
    ringing = (CallEv(Ev.CTL_CONN_ALERTING, "1001"), CallEv(Ev.CTL_TERM_CONN_RINGING, "1001", "SEP1"))
    lab.callers.book.events(CallEvs(CALL, ringing), 0.5)
    call = await (await lab.client.get(f"/lab/v1/calls/{CALL}")).json()
    assert (call["state"], call["rang"], call["cause"]) == ("ringing", "1970-01-01T00:00:00.500Z", "")
    assert call["variables"] == {"callVariable1": "gold"}
    assert call["parties"] == [
        {"address": "1001", "terminal": "SEP1", "connection": "ALERTING", "state": "RINGING"}
    ]
    assert [each["id"] for each in (await (await lab.client.get("/lab/v1/calls")).json())["calls"]] == [
        str(CALL)
    ]
    assert (await lab.client.delete(f"/lab/v1/calls/{CALL}")).status == 200
    over = (
        CallEv(Ev.CTL_CONN_DISCONNECTED, "1001", cause=Cause.NORMAL_CALL_CLEARING),
        CallEv(Ev.CALL_INVALID),
    )
    lab.callers.book.events(CallEvs(CALL, over), 1.0)
    call = await (await lab.client.get(f"/lab/v1/calls/{CALL}")).json()
    assert (call["state"], call["cause"]) == ("ended", "NORMAL_CALL_CLEARING")


async def test_properties_of_the_desktop_are_finesse_s(lab: Lab) -> None:
    path = "/lab/v1/properties"
    assert await (await lab.client.get(path)).json() == {"properties": []}

    async def put(values: object) -> tuple[int, object]:
        response = await lab.client.put(path, json={"values": values})
        said = await response.json()
        return response.status, said.get("properties", said.get("error"))

    assert await put({"title": None}) == (200, [{"title": None}])
    assert await put({"forceWrapUp": "x"}) == (400, "forceWrapUp: one of true, false")
    assert await put({"other": "x"}) == (502, "Finesse answers 500 to PUT /cfadmin/api/properties")
    assert (await put({"title": 1}))[0] == 400


async def test_a_phone_s_key_is_pressed(lab: Lab) -> None:
    dialled = await lab.client.post("/lab/v1/phones/1001/dial", json={"to": "1002"})
    assert (dialled.status, (await dialled.json())["from"]) == (200, "1001")


async def test_a_phone_s_handset_keys_and_plug(lab: Lab) -> None:
    lifted = await lab.client.post("/lab/v1/phones/1001/offhook")
    assert (lifted.status, (await lifted.json())["from"]) == (200, "1001")
    pressed = await lab.client.post("/lab/v1/phones/1001/digits", json={"digits": "1002"})
    assert pressed.status == 200
    unplugged = await lab.client.post("/lab/v1/phones/1001/unplug")
    assert (unplugged.status, await unplugged.json()) == (200, {})


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "calls", "{", 400, "not JSON"),
        ("POST", "calls", "[" * 50_000, 400, "not JSON"),
        ("POST", "calls", "[]", 400, "not a JSON object"),
        ("POST", "calls", '{"from": "1"}', 400, "to: missing"),
        ("POST", "calls", '{"from": 1, "to": "2"}', 400, "from: missing, or not a text"),
        ("POST", "calls", '{"from": "1", "to": "2", "variables": {"callVariable1": 7}}', 400, "variables"),
        ("POST", "calls", '{"from": "1", "to": "2", "vars": {}}', 400, "'vars' is unknown"),
        ("POST", "calls", " " * 100_000, 413, ""),
        ("GET", "calls/12", "", 404, "no call 12"),
        ("DELETE", "calls/x", "", 404, "no call x"),
        ("POST", "phones/1001/answer", "", 409, "nothing rings at 1001"),
        ("POST", "phones/9999/answer", "", 404, "no phone has the extension 9999"),
        ("POST", "phones/1001/dial", "{}", 400, "to: missing"),
        ("POST", "phones/1001/digits", "{}", 400, "digits: missing"),
        ("PUT", "calls", "", 405, "Method Not Allowed"),
        ("GET", "nothing", "", 404, "Not Found"),
        (
            "POST",
            "calls",
            '{"from": "1", "to": "2", "variables": {"callVariable1": "\\ud800"}}',
            400,
            "not JSON",
        ),
        ("POST", "calls", '{"\\udc00": 1}', 400, "half of a surrogate pair"),
        ("POST", "calls", '{"from": NaN, "to": -Infinity}', 400, "NaN is no number"),
        ("POST", "calls", f'{{"from": {"9" * 5_000}}}', 400, "not JSON"),
        ("POST", "calls", '{"from": 1e999, "to": "2"}', 400, "from: missing, or not a text"),
        ("POST", "calls", '{"from": "1", "to": "2", "to": "3"}', 400, "'to' is there twice"),
        ("POST", "calls", '{"variables": ' * 2_000, 400, "not JSON"),
        ("POST", "calls", b"\xff\xfe{\x00}\x00", 400, "not JSON"),
        ("POST", "calls", b'{"from": "\xed\xa0\x80", "to": "2"}', 400, "not JSON"),
        ("GET", "calls/%ED%A0%80", "", 404, "no call"),
        ("POST", "phones/%ED%A0%80/answer", "", 404, "no phone"),
        ("POST", "phones/1001/%ED%A0%80", "", 404, ""),
        ("POST", "services/%ED%A0%80/start", "", 409, ""),
        ("POST", "services/finesse/stop", "", 409, "run in one process"),
    ],
)
async def test_a_bad_request_gets_its_cause_and_cure_and_the_next_is_served(
    lab: Lab, method: str, path: str, body: str | bytes, status: int, words: str
) -> None:
    where = URL(f"/lab/v1/{path}", encoded=True)
    refused = await lab.client.request(method, where, data=body)
    assert refused.status == status
    told = await refused.json()
    assert words in told["error"]
    assert told["cure"]
    assert (await lab.client.get("/lab/v1/status")).status == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "lab.example.com"}, {"Host": "127.0.0.1.example.com:8900"}, {"Origin": "https://example.com"}],
)
async def test_only_this_machine_s_own_name_and_pages_are_served(lab: Lab, headers: dict[str, str]) -> None:
    assert (await lab.client.get("/lab/v1/status", headers=headers)).status == 403


@pytest.mark.parametrize("host", ["localhost:8900", "[::1]:8900", "127.0.0.1"])
async def test_the_machine_s_own_names_are_served(lab: Lab, host: str) -> None:
    assert (await lab.client.get("/lab/v1/status", headers={"Host": host})).status == 200


async def test_asked_to_go_down_the_lab_stops(lab: Lab) -> None:
    assert (await lab.client.post("/lab/v1/down")).status == 202
    assert lab.stop.is_set()


async def test_the_page_shows_services_and_calls(lab: Lab) -> None:
    await lab.client.post("/lab/v1/calls", json={"from": "5551234", "to": "6001"})
    page = await (await lab.client.get("/")).text()
    assert "<td>cucm</td><td>serving</td><td>yes</td>" in page
    assert f"<td>{CALL}</td><td>5551234</td><td>6001</td><td>dialing" in page


async def test_the_page_may_load_nothing_but_its_own_script_and_style(lab: Lab) -> None:
    first, second = [await lab.client.get("/") for _ in range(2)]
    policy = first.headers["Content-Security-Policy"]
    (nonce,) = set(re.findall(r"'nonce-([^']+)'", policy))
    page = await first.text()
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert re.findall(r"<(?:script|style)[^>]*>", page) == re.findall(rf'<\w+ nonce="{nonce}"[^>]*>', page)
    assert not re.search(r"\son\w+=|\sstyle=|http-equiv", page)
    assert second.headers["Content-Security-Policy"] != policy


def test_the_page_escapes_what_it_shows() -> None:
    status = {"ready": False, "reason": "<b>", "desktop": "'><script>", "services": []}
    call = {"id": "1", "from": "<i>", "to": "&", "summary": "", "made_for": None, "began": ""}
    page = render(status, [call], "'><u>")
    assert "<u>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "<script>" not in page


def test_passwords_come_from_the_centre_s_file(tmp_path: Path) -> None:
    centre = tmp_path / "centre.toml"
    centre.write_text(
        '[cucm]\n[[cucm.users]]\nuserid = "agent1"\npassword = "secret"\n[finesse]\nadministrator = "ada"\n'
        '[rmcm]\n[[rmcm.resources]]\nid = "agent1"\nextension = "1001"\n'
    )
    assert People.of(centre) == People({"agent1": "secret"}, "ada", {"agent1": "1001"})


async def test_a_caller_s_digits_are_sent_and_wrong_ones_refused(lab: Lab) -> None:
    await lab.client.post("/lab/v1/calls", json={"from": "5551234", "to": "6003"})
    talks = tuple(CallEv(Ev.CTL_CONN_ESTABLISHED, each) for each in ("5551234", "7001"))
    lab.callers.book.events(CallEvs(CALL, talks), 0.5)
    pressed = await lab.client.post(f"/lab/v1/calls/{CALL}/digits", json={"digits": "123#"})
    assert (pressed.status, (await pressed.json())["id"]) == (200, str(CALL))
    refused = await lab.client.post(f"/lab/v1/calls/{CALL}/digits", json={"digits": 123})
    assert refused.status == 400
    assert (await refused.json())["error"].startswith("digits:")


async def test_a_gadget_is_put_on_the_workbench_and_taken_away_again(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "Clock.xml").write_text("<Module/>")
    told = {
        "name": "Clock",
        "url": "/3rdpartygadget/files/Clock/Clock.xml",
        "role": "agent",
        "tab": "home",
        "folder": str(tmp_path),
        "spec": "Clock.xml",
    }
    asked = {"gadget": str(tmp_path), "role": "agent", "tab": "home"}
    answer = await lab.client.post("/lab/v1/gadgets", json=asked)
    assert (answer.status, answer.headers["Location"]) == (201, "/lab/v1/gadgets/Clock")
    assert await answer.json() == told
    assert await (await lab.client.get("/lab/v1/gadgets")).json() == {"gadgets": [told]}
    assert await (await lab.client.delete("/lab/v1/gadgets/Clock")).json() == told
    assert await (await lab.client.get("/lab/v1/gadgets")).json() == {"gadgets": []}
    assert (await lab.client.delete("/lab/v1/gadgets/Clock")).status == 404


@pytest.mark.parametrize("body", [{}, {"gadget": 1}, {"gadget": "/none"}, {"gadget": "/", "role": "x"}])
async def test_what_is_no_gadget_is_refused_with_a_cure(lab: Lab, body: dict[str, object]) -> None:
    answer = await lab.client.post("/lab/v1/gadgets", json=body)
    assert answer.status == 400
    assert (await answer.json())["cure"]
