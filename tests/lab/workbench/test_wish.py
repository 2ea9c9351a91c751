from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.workbench.wish import BadWish, Wish, read

HERE = {"/mine/clock", "/mine/me@home/clock.xml", "/mine/odd@agent"}


def of(text: str, role: str = "", tab: str = "") -> Wish:
    return read(text, HERE.__contains__, role, tab)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("/mine/clock", Wish("/mine/clock")),
        ("/mine/clock@agent", Wish("/mine/clock", "agent")),
        ("/mine/clock@supervisor/team", Wish("/mine/clock", "supervisor", "team")),
        ("/mine/clock@/header", Wish("/mine/clock", "all", "header")),
        ("/mine/me@home/clock.xml", Wish("/mine/me@home/clock.xml")),
        ("/mine/me@home/clock.xml@all/page", Wish("/mine/me@home/clock.xml", "all", "page")),
        ("/mine/odd@agent", Wish("/mine/odd@agent")),
        ("http://localhost:5173/g.xml", Wish("http://localhost:5173/g.xml")),
        ("http://localhost:5173/g.xml@agent/home", Wish("http://localhost:5173/g.xml", "agent", "home")),
        ("http://localhost:5173/@fs/g.xml", Wish("http://localhost:5173/@fs/g.xml")),
        ("https://[::1]:5173/g.xml?a=b", Wish("https://[::1]:5173/g.xml?a=b")),
    ],
)
def test_a_gadget_is_named_with_whom_and_where_it_is_for(text: str, wish: Wish) -> None:
    assert of(text) == wish


def test_role_and_tab_may_be_said_apart() -> None:
    assert of("/mine/clock", "agent", "home") == Wish("/mine/clock", "agent", "home")


@pytest.mark.parametrize(
    ("text", "role", "tab", "why"),
    [
        ("", "", "", "give the path"),
        ("/mine/clock\n", "", "", "give the path"),
        ("a" * 5000, "", "", "give the path"),
        ("/mine/clock@everybody", "", "", "'everybody' after the @"),
        ("/mine/clock@agent", "agent", "", "said twice"),
        ("/mine/clock", "nobody", "", "role"),
        ("/mine/clock", "", "a b", "tab"),
        ("ftp://localhost/g.xml", "", "", "begins with http:// or https://"),
        ("http://", "", "", "without a host"),
        ("http://anna:secret@localhost/g.xml", "", "", "name and password"),
        ("http://localhost:0/g.xml", "", "", "a port that is none"),
    ],
)
def test_what_names_no_gadget_is_refused_in_a_line(text: str, role: str, tab: str, why: str) -> None:
    with pytest.raises(BadWish, match=why):
        of(text, role, tab)


@given(st.text(alphabet="@/:.ahtp agent", max_size=40), st.booleans())
def test_any_text_is_read_or_refused(text: str, exists: bool) -> None:
    with contextlib.suppress(BadWish):
        assert read(text, lambda _: exists).where in text
