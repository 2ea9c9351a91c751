"""What is kept of gadgets, and how much of one there may be."""

from __future__ import annotations

import asyncio

import pytest

from finesse.shindig import gadgets
from finesse.shindig.gadgets import HREFS, LOCALES, PRELOADS, absolute
from finesse.shindig.ifr import GADGETS
from tests.finesse.shindig.gadget_files import HOME, GadgetFiles, body, module, preloaded


async def test_a_page_is_made_once_for_all_who_see_the_same(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    make = gadgets.document.page
    monkeypatch.setattr(gadgets.document, "page", lambda gadget: made.append(gadget) or make(gadget))
    small = files.write("a.xml", module("x__UP_a__", user_prefs='<UserPref name="a"/>'))
    large = files.write("b.xml", module("x" * gadgets.AT_ONCE + "y"))
    await asyncio.gather(*(files.page(url, up_a=str(mid)) for mid in range(9) for url in (small, large)))
    assert body(await files.page(small, up_a="1", lang="de", country="DE", mid="4")) == "x1"
    assert len(made) == 2


async def test_no_more_pages_are_kept_than_there_is_room_for(
    files: GadgetFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = files.node.client.app[GADGETS]._pages  # type: ignore[index]
    monkeypatch.setattr(pages, "_largest", 20_000)
    for number in range(9):
        await files.page(files.write(f"{number}.xml", module("x" * 2_000)))
    assert 0 < pages.bytes <= 20_000


async def test_of_many_locales_the_special_ones_count(files: GadgetFiles) -> None:
    locales = "".join(f'<Locale><msg name="a">{each}</msg></Locale>' for each in range(LOCALES))
    own = '<Locale lang="en" country="US"><msg name="a">own</msg></Locale>'
    assert (
        body(await files.page(files.write("a.xml", module("__MSG_a__", locales + own)), country="US"))
        == "own"
    )


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


async def test_a_gadget_with_a_namespace_is_read(files: GadgetFiles) -> None:
    xml = module("x").replace("<Module>", '<Module xmlns="http://ns.opensocial.org/2008/gadgets">')
    assert body(await files.page(files.write("a.xml", xml))) == "x"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (HOME + "x.xml", "http://localhost:8082" + HOME + "x.xml"),
        (" https://a.example.com/x.xml?b=1#c ", "https://a.example.com/x.xml?b=1"),
        ("HTTP://a.example.com/x.xml", "HTTP://a.example.com/x.xml"),
    ],
)
def test_a_path_is_one_of_this_node(given: str, meant: str) -> None:
    assert absolute(given) == meant
