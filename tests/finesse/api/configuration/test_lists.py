"""What users, teams and administrators read: SystemInfo, reasons, phone books, teams; and ClientLog."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.client_logs import CHARACTERS, KEPT_PER_USER, ClientLogs
from finesse.model.phone_book import Contact, PhoneBook
from finesse.model.reason import ReasonCode, WrapUpReason
from tests.finesse.api.runtime.test_user import triplet
from tests.finesse.one_node import Node, a_node


async def test_system_info_needs_no_credentials(node: Node) -> None:
    response = await node.ask("GET", "/SystemInfo", user=None)

    assert response.status == 200
    assert (await response.text()).startswith("<SystemInfo><currentTimestamp>")


async def test_system_info_names_both_nodes(tmp_path: Path) -> None:
    async with a_node(tmp_path, primary_host="a.example.com", secondary_host="b.example.com") as node:
        hosts = [host.text for host in (await node.get("/SystemInfo")).iter("host")]

    assert hosts == ["a.example.com", "b.example.com"]


async def test_a_path_that_does_not_exist(node: Node) -> None:
    for path in ("/Nothing", "/user/agent1", "/User", "/User/agent1/Nothing"):
        response = await node.ask("GET", path)
        assert (response.status, (await triplet(response))[0]) == (404, "Not Found")


async def test_a_method_that_does_not_exist(node: Node) -> None:
    response = await node.ask("DELETE", "/User/agent1")
    assert (response.status, (await triplet(response))[0]) == (405, "Method Not Allowed")


def with_team_codes(node: Node) -> None:
    catalogue = node.switchboard.catalogue
    catalogue.reason_codes += (
        ReasonCode(91, "NOT_READY", 91, "Support only", for_all=False, teams=frozenset({1})),
        ReasonCode(92, "NOT_READY", 92, "Sales only", for_all=False, teams=frozenset({2})),
    )


async def labels(node: Node, path: str, user: str = "agent1") -> list[str]:
    return [child.findtext("label") or "" for child in await node.get(path, user)]


async def test_a_users_reason_codes_are_the_global_ones_and_his_teams(node: Node) -> None:
    with_team_codes(node)
    expected = ["Break", "Lunch", "Meeting", "Training", "Back office", "Support only"]

    assert await labels(node, "/User/agent1/ReasonCodes?category=NOT_READY") == expected
    assert await labels(node, "/User/agent1/ReasonCodes?category=NOT_READY", "administrator") == expected
    assert await labels(node, "/TeamResource/1/ReasonCodes?category=NOT_READY") == expected


async def test_all_reason_codes_are_the_administrators(node: Node) -> None:
    with_team_codes(node)
    listed = await labels(node, "/ReasonCodes?category=NOT_READY", "administrator")
    assert listed[-2:] == ["Support only", "Sales only"]
    assert "Call Not Answered" not in listed
    assert (await node.ask("GET", "/ReasonCodes?category=NOT_READY")).status == 401


@pytest.mark.parametrize("path", ["/User/agent1/ReasonCodes", "/TeamResource/1/ReasonCodes"])
async def test_reason_codes_have_a_category(node: Node, path: str) -> None:
    response = await node.ask("GET", path)
    assert (response.status, await triplet(response)) == (
        400,
        ("Parameter Missing", "Category Parameter missing", "category"),
    )
    response = await node.ask("GET", f"{path}?category=HOLIDAY")
    assert (response.status, await triplet(response)) == (400, ("Invalid Input", "", "category"))


async def test_one_reason_code(node: Node) -> None:
    with_team_codes(node)
    assert (await node.get("/User/agent1/ReasonCode/91")).findtext("label") == "Support only"
    assert (await node.get("/ReasonCode/92")).findtext("uri") == "/finesse/api/ReasonCode/92"
    for path in ("/User/agent1/ReasonCode/92", "/User/agent1/ReasonCode/x", "/ReasonCode/4711"):
        response = await node.ask("GET", path)
        assert (response.status, (await triplet(response))[0]) == (404, "Not Found")


async def test_a_users_lists_are_his_own(node: Node) -> None:
    for path in ("ReasonCodes?category=LOGOUT", "WrapUpReasons", "PhoneBooks"):
        assert (await node.ask("GET", f"/User/agent1/{path}", user="agent2")).status == 401
        assert (await node.ask("GET", f"/User/nobody/{path}", user="administrator")).status == 404


async def test_wrap_up_reasons_have_addresses_in_the_users_list(node: Node) -> None:
    node.switchboard.catalogue.wrap_up_reasons += (
        WrapUpReason(77, "Sales only", for_all=False, teams=frozenset({2})),
    )
    reasons = await node.get("/User/agent1/WrapUpReasons")
    assert [one.findtext("label") for one in reasons] == [
        "Resolved",
        "Callback promised",
        "Escalated",
        "Wrong number",
    ]
    uri = reasons[0].findtext("uri") or ""
    assert uri.startswith("/finesse/api/User/agent1/WrapUpReason/")
    assert (await node.get(uri.removeprefix("/finesse/api"))).findtext("label") == "Resolved"
    assert (await node.ask("GET", "/User/agent1/WrapUpReason/77")).status == 404
    team = await node.get("/TeamResource/1/WrapUpReasons")
    assert (team[0].findtext("uri") or "").startswith("/finesse/api/WrapUpReason/")


def with_two_books(node: Node) -> None:
    contacts = tuple(Contact(number, 9, "", f"c{number}", f"{number}", "") for number in range(1, 4))
    node.switchboard.catalogue.phone_books = (
        PhoneBook(9, "Support", "TEAM", contacts, frozenset({1})),
        PhoneBook(8, "House", "GLOBAL", contacts[:2]),
        PhoneBook(7, "Sales", "TEAM", contacts, frozenset({2})),
    )


async def test_phone_books_are_the_global_ones_and_then_the_teams(node: Node) -> None:
    with_two_books(node)
    books = await node.get("/User/agent1/PhoneBooks")

    assert [(book.findtext("name"), len(book.findall("contacts/Contact"))) for book in books] == [
        ("House", 2),
        ("Support", 3),
    ]


@pytest.mark.parametrize(
    ("wanted", "status", "told", "numbers"),
    [
        ("objects=1-6000", 200, None, ["1", "2", "1", "2", "3"]),
        ("objects=1-5", 200, None, ["1", "2", "1", "2", "3"]),
        ("objects=1-1", 206, "objects 1-1/5", ["1"]),
        ("objects=2-4", 206, "objects 2-4/5", ["2", "1", "2"]),
        ("objects=5-9", 206, "objects 5-5/5", ["3"]),
        ("objects=6-9", 206, "objects */5", []),
    ],
)
async def test_a_range_of_contacts(
    node: Node, wanted: str, status: int, told: str | None, numbers: list[str]
) -> None:
    """Source of the header: RFC 9110 §14.4, §15.3.7."""
    with_two_books(node)
    response = await node.ask("GET", "/TeamResource/1/PhoneBooks", Range=wanted)
    assert response.status == status
    assert response.headers.get("Content-Range") == told
    assert [part.split("<")[0] for part in (await response.text()).split("<phoneNumber>")[1:]] == numbers


@pytest.mark.parametrize(
    "wanted", ["objects=0-5", "objects=5-1", "objects=1-6001", "bytes=0-5", "objects=1-9999999"]
)
async def test_a_range_that_cannot_be(node: Node, wanted: str) -> None:
    response = await node.ask("GET", "/User/agent1/PhoneBooks", Range=wanted)
    assert response.status == 416
    assert "Range must be 1- 6000 objects" in await response.text()


async def test_a_team(node: Node) -> None:
    await node.sign_in("agent1")
    for reader in ("agent1", "supervisor1", "administrator"):
        team = await node.get("/Team/1", reader)
        assert [user.findtext("loginId") for user in team.iterfind("users/User")] == [
            "agent1",
            "agent2",
            "supervisor1",
        ]
    team = await node.get("/Team/1?includeLoggedOutAgents=false")
    assert [user.findtext("loginId") for user in team.iterfind("users/User")] == ["agent1"]


@pytest.mark.parametrize("number", ["2", "x", "1.5"])
async def test_a_team_that_does_not_exist(node: Node, number: str) -> None:
    assert (await node.ask("GET", f"/Team/{number}", user="administrator")).status == 404


async def test_teams(node: Node) -> None:
    teams = await node.get("/Teams", "administrator")
    assert [[child.tag for child in team] for team in teams] == [["uri", "id", "name"]]
    assert (await node.ask("GET", "/Teams")).status == 401


async def test_a_desktops_log_is_kept_and_then_told(node: Node, tmp_path: Path) -> None:
    response = await node.ask(
        "POST",
        "/User/agent1/ClientLog",
        "<ClientLog><logData>it &lt;broke&gt;</logData></ClientLog>",
        request_id="l1",
    )
    assert response.status == 202
    update = await node.desktops.hear(lambda one: one.node == "/finesse/api/User/agent1/ClientLog")
    assert (update.event, update.source, update.request_id) == ("POST", update.node, "l1")
    assert "<clientLog></clientLog>" in update.document()
    (file,) = (tmp_path / "agent1").iterdir()
    assert file.read_text() == "it <broke>"


async def test_a_log_that_the_disk_does_not_take_is_an_error_in_one_line_of_ours(
    node: Node, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ClientLogs, "keep", full)
    monkeypatch.setattr(ClientLogs, "keep_compressed", full)
    for kind, body in (
        ("ClientLog", "<ClientLog><logData>x</logData></ClientLog>"),
        ("CompressedClientLog", "x"),
    ):
        response = await node.ask("POST", f"/User/agent1/{kind}", body)
        assert (response.status, (await triplet(response))[0]) == (500, "Internal Server Error")
    told = [each for each in caplog.records if each.name == "finesse.api.node.client_log"]
    assert [each.exc_info for each in told] == [None, None]
    assert "agent1" in told[0].getMessage()


async def test_only_the_newest_logs_are_kept(node: Node, tmp_path: Path) -> None:
    for number in range(KEPT_PER_USER + 3):
        await node.ask(
            "POST", "/User/agent1/ClientLog", f"<ClientLog><logData>{number}</logData></ClientLog>"
        )
    texts = sorted(file.read_text() for file in (tmp_path / "agent1").iterdir())
    assert texts == [str(number) for number in range(3, KEPT_PER_USER + 3)]


async def test_logs_that_cannot_be(node: Node) -> None:
    too_long = f"<ClientLog><logData>{'x' * (CHARACTERS + 1)}</logData></ClientLog>"
    for body, expected in (
        ("<ClientLog></ClientLog>", "Parameter Missing"),
        (too_long, "Invalid Input"),
    ):
        response = await node.ask("POST", "/User/agent1/ClientLog", body)
        assert (response.status, (await triplet(response))[0]) == (400, expected)
    body = "<ClientLog><logData>x</logData></ClientLog>"
    assert (await node.ask("POST", "/User/agent1/ClientLog", body, user="supervisor1")).status == 401


async def test_the_bare_address_leads_to_the_desktop(node: Node) -> None:
    response = await node.client.get("/", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/desktop")
    assert (await node.client.get("/desktop")).status == 200
