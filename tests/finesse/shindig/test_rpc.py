from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from finesse.shindig.rpc import CALLS, INVALID_PARAMS, INVALID_REQUEST, METHOD_NOT_FOUND, METHODS, PARSE_ERROR
from finesse.shindig.tokens import INSECURE
from tests.finesse.shindig.gadget_files import HOME, GadgetFiles, module


async def ask(files: GadgetFiles, question: object, status: int = 200) -> Any:
    return await files.ask("/rpc?st=a:b", question, status)


async def test_gadgets_are_described_by_their_addresses(files: GadgetFiles) -> None:
    prefs = '<Require feature="loadingindicator"><Param name="loading-timeout">5</Param></Require>'
    url = files.write("a.xml", module("x", prefs, user_prefs='<UserPref name="a"/>', attributes='title="T"'))
    params = {"container": "default", "language": "en", "country": "US", "ids": [url, HOME + "none.xml"]}
    answer = await ask(files, {"method": "gadgets.metadata", "id": "m", "params": params})
    assert answer["id"] == "m"
    found, missing = answer["result"][url], answer["result"][HOME + "none.xml"]
    assert found["modulePrefs"]["title"] == "T"
    assert found["modulePrefs"]["features"]["loadingindicator"]["params"] == {"loading-timeout": ["5"]}
    assert found["userPrefs"]["a"]["name"] == "a"
    assert found["views"] == {
        "default": {"type": "html", "quirks": True, "preferredHeight": 0, "preferredWidth": 0}
    }
    assert missing["error"]["code"] == 404


async def test_several_calls_are_answered_in_order(files: GadgetFiles) -> None:
    calls = [
        {"method": "system.listMethods", "id": 1},
        {"method": "gadgets.tokenCreate", "id": 2, "params": {"ids": ["u"]}},
        {"method": "people.get", "id": 3, "params": {}},
        5,
    ]
    listed, token, unknown, none = await ask(files, calls)
    assert listed["result"] == sorted(METHODS)
    assert token["result"] == {"u": {"url": "u", "token": INSECURE}}
    assert (unknown["id"], unknown["error"]["code"]) == (3, METHOD_NOT_FOUND)
    assert (none["id"], none["error"]["code"]) == (None, INVALID_REQUEST)


async def test_a_call_may_stand_in_the_address(files: GadgetFiles) -> None:
    query = urlencode({"method": "gadgets.token", "id": "t", "ids": "u,v"})
    answer = await (await files.node.client.get(f"/rpc?{query}")).json()
    assert (answer["id"], sorted(answer["result"])) == ("t", ["u", "v"])


@pytest.mark.parametrize(
    ("calls", "status", "code"),
    [
        (b"{", 400, PARSE_ERROR),
        (b"\xff", 400, PARSE_ERROR),
        (b"[" * 5_000, 400, PARSE_ERROR),
        ([], 400, INVALID_REQUEST),
        ([{"method": "system.listMethods"}] * (CALLS + 1), 400, INVALID_REQUEST),
        (b" " * 300_000, 400, INVALID_REQUEST),
        ("text", 200, INVALID_REQUEST),
        ({}, 200, INVALID_REQUEST),
        ({"method": 1}, 200, INVALID_REQUEST),
        ({"method": "system.listMethods", "id": {}}, 200, INVALID_REQUEST),
        ({"method": "system.listMethods", "params": "x"}, 200, INVALID_REQUEST),
        ({"method": "system.listMethods", "params": ["x"]}, 200, INVALID_PARAMS),
        ({"method": "<script>"}, 200, METHOD_NOT_FOUND),
        ({"method": "gadgets.metadata"}, 200, INVALID_PARAMS),
        ({"method": "gadgets.metadata", "params": {"ids": [1]}}, 200, INVALID_PARAMS),
        ({"method": "gadgets.token", "params": {"ids": ["x"] * 51}}, 200, INVALID_PARAMS),
    ],
)
async def test_what_is_wrong_with_a_call_is_said_in_the_protocols_numbers(
    files: GadgetFiles, calls: object, status: int, code: int
) -> None:
    assert (await ask(files, calls, status))["error"]["code"] == code


async def test_a_form_of_another_sites_page_calls_nothing(files: GadgetFiles) -> None:
    headers = {"Content-Type": "text/plain", "Origin": "https://evil.example.com"}
    answer = await files.node.client.post("/rpc", data=b'{"method":"system.listMethods"}', headers=headers)
    assert answer.status == 403


async def test_more_than_an_answer_may_have_is_told_of_each_that_does_not_fit(files: GadgetFiles) -> None:
    large = f'<UserPref name="a" default_value="{"x" * 900_000}"/>'
    url = files.write("a.xml", module("x", user_prefs=large))
    call = {"method": "gadgets.metadata", "params": {"ids": [url]}}
    first, *_rest, last = await ask(files, [call] * CALLS)
    assert "views" in first["result"][url]
    assert last["result"][url]["error"]["code"] == 502
