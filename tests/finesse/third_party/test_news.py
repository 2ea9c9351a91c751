from __future__ import annotations

import asyncio
from typing import Any

import pytest

from finesse.third_party import news
from finesse.third_party.news import Full, News


def first() -> tuple[str, Any]:
    return "gadgets", {"gadgets": []}


async def test_a_listener_hears_the_list_and_then_what_happens() -> None:
    told = News()
    heard = told.heard("", first)
    assert await anext(heard) == b"retry: 500\n\n"
    assert b'event: gadgets\ndata: {"gadgets": []}\n\n' in await anext(heard)
    told.tell("reload", {"urls": ["/a.xml"]})
    assert b'event: reload\ndata: {"urls": ["/a.xml"]}\n\n' in await anext(heard)


async def test_who_comes_back_hears_what_he_has_missed_and_nothing_twice() -> None:
    told = News()
    heard = told.heard("", first)
    await anext(heard)
    await anext(heard)
    told.tell("reload", {"urls": ["/a.xml"]})
    last = (await anext(heard)).split(b"\n")[0].removeprefix(b"id: ").decode()
    await heard.aclose()
    told.tell("reload", {"urls": ["/b.xml"]})
    again = told.heard(last, first)
    await anext(again)
    said = await anext(again)
    assert b"/b.xml" in said
    assert b"/a.xml" not in said


@pytest.mark.parametrize("last", ["x", "-", "00-1", "\u0663", "-" + "9" * 40])
async def test_a_number_of_another_run_brings_the_list_alone(last: str) -> None:
    told = News()
    told.tell("reload", {"urls": ["/a.xml"]})
    heard = told.heard(last, first)
    await anext(heard)
    assert b"/a.xml" not in await anext(heard)


async def test_only_so_many_listen_and_a_place_that_is_left_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "LISTENERS", 1)
    told = News()
    heard = told.heard("", first)
    await anext(heard)
    with pytest.raises(Full):
        await anext(told.heard("", first))
    await heard.aclose()
    assert await anext(told.heard("", first))


async def test_who_does_not_take_what_is_told_is_let_go() -> None:
    told = News()
    heard = told.heard("", first)
    await anext(heard)
    await anext(heard)
    for number in range(news.WAITING + 2):
        told.tell("reload", {"urls": [str(number)]})
    assert len(told) == 0
    assert [said async for said in heard] == []


async def test_silence_is_broken_by_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "BEAT_SECONDS", 0.01)
    heard = News().heard("", first)
    assert [await anext(heard) for _ in range(3)][2] == news.BEAT


async def test_nobody_listens_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "LISTENING_SECONDS", 0.0)
    assert len([said async for said in News().heard("", first)]) == 2


async def test_all_listeners_leave_when_it_closes() -> None:
    told = News()
    heard = told.heard("", first)
    await anext(heard)
    await anext(heard)
    waiting = asyncio.ensure_future(anext(heard, None))
    await asyncio.sleep(0)
    told.close()
    assert await waiting is None
    with pytest.raises(Full):
        await anext(told.heard("", first))
