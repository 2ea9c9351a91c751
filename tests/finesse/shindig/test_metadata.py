from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from finesse.shindig.metadata import BODY, MOST
from tests.finesse.shindig.gadget_files import HOME, GadgetFiles, body, module

PREFS = (
    '<Require feature="rpc"/><Optional feature="views"><Param name="a">1</Param></Optional>'
    '<Locale messages="m.xml"/><Link rel="icon" href="x.png"/>'
)
USER_PREFS = (
    '<UserPref name="size" display_name="__MSG_size__" datatype="enum" default_value="1" required="true">'
    '<EnumValue value="1" display_value="__MSG_size__"/></UserPref>'
)


@pytest.fixture
def url(files: GadgetFiles) -> str:
    files.write("m.xml", '<messagebundle><msg name="size">Größe</msg></messagebundle>')
    attributes = 'title="__MSG_size__" height="0" width="300px" scrolling="true" author_email="a@b"'
    return files.write("a.xml", module("x __UP_size__", PREFS, user_prefs=USER_PREFS, attributes=attributes))


async def ask(files: GadgetFiles, question: object, status: int = 200) -> Any:
    return await files.ask("/gadgets/metadata", question, status)


async def test_a_gadget_is_described_as_the_product_describes_it(files: GadgetFiles, url: str) -> None:
    context = {"container": "default", "language": "en", "country": "US", "locale": "en_US"}
    answer = await ask(files, {"context": context, "gadgets": [{"url": url, "moduleId": 4}]})
    (found,) = answer["gadgets"]
    assert (found["url"], found["moduleId"], found["title"]) == (url, 4, "Größe")
    assert (found["height"], found["width"], found["scrolling"], found["authorEmail"]) == (
        0,
        300,
        True,
        "a@b",
    )
    assert found["features"] == ["rpc", "views"]
    assert found["userPrefs"]["size"] == {
        "displayName": "Größe",
        "type": "enum",
        "default": "1",
        "required": True,
        "enumValues": {"1": "Größe"},
        "orderedEnumValues": [{"value": "1", "displayValue": "Größe"}],
    }
    assert found["views"]["default"]["type"] == "html"
    assert found["links"] == {"icon": "x.png"}
    assert "errors" not in found


async def test_the_address_of_the_frame_leads_to_the_gadget(files: GadgetFiles, url: str) -> None:
    answer = await ask(files, {"gadgets": [{"url": f"{url}?a=1&b=2", "moduleId": "7"}]})
    address = answer["gadgets"][0]["iframeUrl"]
    assert address.endswith(urlencode({"url": f"{url}?a=1&b=2"}))
    assert body(await (await files.node.client.get(address)).text()) == "x 1"


async def test_one_that_cannot_be_read_has_its_errors_and_the_others_are_told(
    files: GadgetFiles, url: str
) -> None:
    bad = files.write("bad.xml", "<Module>")
    asked = [{"url": bad}, {"url": HOME + "none.xml"}, {"url": url}, {"url": "http://169.254.169.254/"}, {}]
    found = (await ask(files, {"gadgets": asked}))["gadgets"]
    assert ["errors" in each for each in found] == [True, True, False, True, True]
    assert "line 1" in found[0]["errors"][0]


async def test_a_question_may_stand_in_the_address(files: GadgetFiles, url: str) -> None:
    req = json.dumps({"gadgets": [{"url": url}]})
    for query in ({"req": req}, {"url": url, "lang": "en"}):
        answer = await files.node.client.get(f"/gadgets/metadata?{urlencode(query)}")
        assert (await answer.json())["gadgets"][0]["title"] == "Größe"


@pytest.mark.parametrize(
    "question",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 5_000,
        {"gadgets": "x"},
        {"gadgets": [{"url": 1}]},
        {"gadgets": [{"url": "x"}] * (MOST + 1)},
        {"context": {"language": 3}},
    ],
)
async def test_what_is_no_question_is_refused(files: GadgetFiles, question: object) -> None:
    assert "error" in await ask(files, question, 400)


async def test_a_question_that_is_too_long_is_refused(files: GadgetFiles) -> None:
    assert "error" in await ask(files, b" " * (BODY + 1), 413)


async def test_the_answer_is_no_page(files: GadgetFiles) -> None:
    answer = await files.node.client.get("/gadgets/metadata?url=<script>")
    assert answer.content_type == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_more_than_an_answer_may_have_is_told_of_each_that_does_not_fit(files: GadgetFiles) -> None:
    large = f'<UserPref name="a" default_value="{"x" * 900_000}"/>'
    url = files.write("b.xml", module("x", user_prefs=large))
    found = (await ask(files, {"gadgets": [{"url": url}] * MOST}))["gadgets"]
    assert "errors" not in found[0]
    assert found[-1]["errors"] == [
        f"tooLarge: {url}: all that is asked for is too much: ask for less at once"
    ]


async def test_messages_that_are_too_much_together_are_an_error(files: GadgetFiles) -> None:
    locale = f'<Locale><msg name="a">{"m" * 500_000}</msg></Locale>'
    prefs = "".join(f'<UserPref name="p{each}" default_value="__MSG_a__"/>' for each in range(100))
    url = files.write("b.xml", module("x", locale, user_prefs=prefs))
    (found,) = (await ask(files, {"gadgets": [{"url": url}]}))["gadgets"]
    assert found["errors"][0].startswith("tooLarge: ")
