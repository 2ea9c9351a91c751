"""What a frame gets, how much of it there may be, and what is kept of it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from finesse.shindig import frames
from finesse.shindig.frames import HREFS, PRELOADS
from finesse.shindig.gadgets import AT_ONCE
from finesse.shindig.keys import FRAMES
from tests.finesse.shindig.gadget_files import GadgetFiles, body, config, module, preloaded


async def test_a_page_is_made_once_for_all_who_see_the_same(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = frames.document.page
    monkeypatch.setattr(frames.document, "page", lambda view: made.append(view) or make(view))
    small = files.write("a.xml", module("x__UP_a__", user_prefs='<UserPref name="a"/>'))
    large = files.write("b.xml", module("x" * AT_ONCE + "y"))
    await asyncio.gather(*(files.page(url, up_a=str(mid)) for mid in range(9) for url in (small, large)))
    assert body(await files.page(small, up_a="1", lang="de", country="DE", mid="4")) == "x1"
    assert len(made) == 2


async def test_no_more_pages_are_kept_than_there_is_room_for(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = files.node.client.app[FRAMES]._pages  # type: ignore[index]
    monkeypatch.setattr(pages, "_largest", 20_000)
    for number in range(9):
        await files.page(files.write(f"{number}.xml", module("x" * 2_000)))
    assert 0 < pages.bytes <= 20_000


async def test_a_view_of_too_many_files_is_refused(files: GadgetFiles) -> None:
    files.write("c.html", "c")
    xml = "<Module><ModulePrefs/>{}</Module>"
    most = files.write("most.xml", xml.format("<Content href='c.html'/>" * HREFS))
    more = files.write("more.xml", xml.format("<Content href='c.html'/>" * (HREFS + 1)))
    assert body(await files.page(most)) == "\n".join("c" * HREFS)
    assert (await files.frame(more)).status == 502


async def test_of_too_many_preloads_the_first_are_asked_for(files: GadgetFiles) -> None:
    files.write("c.json", "1")
    page = await files.page(files.write("a.xml", module("", '<Preload href="c.json"/>' * (PRELOADS + 5))))
    assert len(preloaded(page)) == PRELOADS


async def test_a_page_that_grows_too_large_by_its_values_is_refused(files: GadgetFiles) -> None:
    url = files.write("a.xml", module("__UP_a__" * 90_000, user_prefs='<UserPref name="a"/>'))
    assert (await files.frame(url, up_a="x" * 100)).status == 502
    assert (await files.frame(url, up_a="x")).status == 200


async def test_one_long_message_in_many_preferences_ends_at_the_limit(files: GadgetFiles) -> None:
    locale = f'<Locale><msg name="a">{"m" * 500_000}</msg></Locale>'
    prefs = "".join(f'<UserPref name="p{each}" default_value="__MSG_a__"/>' for each in range(3_000))
    answer = await files.frame(files.write("a.xml", module("x", locale, user_prefs=prefs)))
    assert answer.status == 502
    assert 'data-gadget-error="tooLarge"' in await answer.text()


async def test_one_long_preference_many_times_in_an_address_ends_at_the_limit(files: GadgetFiles) -> None:
    pref = f'<UserPref name="a" default_value="{"m" * 200_000}"/>'
    href = "__UP_a__" * 90_000
    for content in (f"<Content href='{href}'/>", f"<Content type='url' href='http://{href}'/>"):
        url = files.write("a.xml", f"<Module><ModulePrefs/>{pref}{content}</Module>")
        assert (await files.frame(url, nocache="1")).status in (404, 502)


@pytest.mark.parametrize(
    "href", ["http://[", "http://[::1", "a&#10;b", "https://a.example/&#13;&#10;X: y", "\x7f"]
)
async def test_what_is_no_address_is_told_as_the_gadgets_fault(files: GadgetFiles, href: str) -> None:
    for content in (f"<Content href='{href}'/>", f"<Content type='url' href='{href}'/>"):
        answer = await files.frame(
            files.write("a.xml", f"<Module><ModulePrefs/>{content}</Module>"), nocache="1"
        )
        assert answer.status == 502
        assert 'data-gadget-error="malformed"' in await answer.text()
    page = await files.page(
        files.write("b.xml", module("x", f"<Preload href='{href}'/><Locale messages='{href}'/>"))
    )
    assert preloaded(page)[0]["rc"] == 400
    assert "is no address" in config(page)["lab"]["problems"][0]


async def test_a_preference_in_an_address_ends_no_header(files: GadgetFiles) -> None:
    xml = "<Module><ModulePrefs/><UserPref name='a'/><Content type='url' href='__UP_a__'/></Module>"
    url = files.write("a.xml", xml)
    for value in ("https://a.example/\r\nSet-Cookie: b=c", "https://a.example/\0", "https://["):
        assert (await files.frame(url, up_a=value)).status == 502
    assert (await files.frame(url, up_a="https://a.example/")).status == 302


async def test_thousands_of_features_that_are_nowhere_are_one_line_of_the_log(
    files: GadgetFiles, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = "".join(f'<Require feature="f{each}"/>' for each in range(3_000))
    with caplog.at_level(logging.WARNING, frames.logger.name):
        page = await files.page(files.write("a.xml", module("x", wanted)))
    assert len(config(page)["lab"]["unknownFeatures"]) == 3_000
    assert [each.getMessage().endswith("f9, ...") for each in caplog.records] == [True]
