from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.rendering.addresses import Addresses, in_style, rewritten
from finesse.shindig.rendering.room import BYTES, Room, TooMuch
from tests.linear import must_be_linear

OWN = Addresses("/3rdpartygadget/files/a/A.xml")
FOREIGN = Addresses("https://gadgets.example.com/b/B.xml?x=1", "https://ccx.example.com:8445")


@pytest.mark.parametrize(
    ("address", "own", "foreign"),
    [
        ("x.js", "/3rdpartygadget/files/a/x.js", "https://gadgets.example.com/b/x.js"),
        ("./x.js?v=1", "/3rdpartygadget/files/a/x.js?v=1", "https://gadgets.example.com/b/x.js?v=1"),
        ("../x.js", "/3rdpartygadget/files/x.js", "https://gadgets.example.com/x.js"),
        ("/desktop/assets/js/finesse.js",) * 2
        + ("https://ccx.example.com:8445/desktop/assets/js/finesse.js",),
        ("/x.js", "/x.js", "https://gadgets.example.com/x.js"),
    ],
)
def test_an_address_means_the_same_without_a_base(address: str, own: str, foreign: str) -> None:
    assert (OWN.meant(address), FOREIGN.meant(address)) == (own, foreign)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "#tab",
        "?a=1",
        "javascript:void(0)",
        "mailto:a@b",
        "data:,x",
        "//cdn.example.com/x.js",
        "https://cdn.example.com/x.js",
        "__UP_scheme__://__UP_host__/x.js",
        "{{link}}",
        "${link}",
        "javascript&#58;x",
        "\\\\host\\x",
    ],
)
def test_what_is_no_address_of_a_file_stays(address: str) -> None:
    assert (OWN.meant(address), FOREIGN.meant(address)) == (address, address)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<script src="x.js"></script>', '<script src="/3rdpartygadget/files/a/x.js"></script>'),
        ("<img src=x.png>", "<img src=/3rdpartygadget/files/a/x.png>"),
        ("<IMG SRC = 'x.png' alt=\"a>b\">", "<IMG SRC = '/3rdpartygadget/files/a/x.png' alt=\"a>b\">"),
        ('<a class="x"href="y">', '<a class="x"href="/3rdpartygadget/files/a/y">'),
        ('<form action="go">', '<form action="/3rdpartygadget/files/a/go">'),
        (
            '<!-- <img src="x"> --><img src="y">',
            '<!-- <img src="x"> --><img src="/3rdpartygadget/files/a/y">',
        ),
        ('<script>"<img src=x>"</script>', '<script>"<img src=x>"</script>'),
        ('<textarea><img src="x"></textarea>', '<textarea><img src="x"></textarea>'),
        (
            "<style>a{background:url('x.png')}</style>",
            "<style>a{background:url('/3rdpartygadget/files/a/x.png')}</style>",
        ),
        ('<p style="background:url(x.png)">', '<p style="background:url(/3rdpartygadget/files/a/x.png)">'),
        ('<img src="x.png', '<img src="x.png'),
        ("a < b", "a < b"),
        ("<img", "<img"),
        ("<p title=src>src=x</p>", "<p title=src>src=x</p>"),
    ],
)
def test_addresses_are_rewritten_where_elements_name_them(before: str, after: str) -> None:
    assert rewritten(before, OWN) == after


def test_a_style_sheet_names_files_beside_it() -> None:
    assert in_style("@font-face{src:url(a.woff),url('data:x')}", OWN).startswith(
        "@font-face{src:url(/3rdpartygadget/files/a/a.woff),url('data:x')"
    )


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "a ", "src", "=", '"', "'", "x", "<script>", "</script>", "<!--", "-->", "url("]
        )
    ).map("".join)
)
def test_html_without_relative_addresses_stays_as_it_is(html: str) -> None:
    class Same(Addresses):
        def meant(self, address: str) -> str:
            return address

    assert rewritten(html, Same("/")) == html


@pytest.mark.parametrize(
    "part", ["<a ", '<a b="', "<!--", "<a b=c ", "<script>", "<style>url(", "<", "<p style=url(", "= = "]
)
def test_rewriting_is_linear(part: str) -> None:
    must_be_linear(lambda size: part * size, lambda text: rewritten(text, OWN), 2_000)


@pytest.mark.parametrize(
    "text", ["<a href=x>", "<p style='background:url(x)'>", "<style>a{b:url(x)}</style>"]
)
def test_many_addresses_in_a_folder_of_a_long_name_end_at_the_limit(text: str) -> None:
    far = Addresses(f"/3rdpartygadget/files/{'d' * 900}/A.xml")
    assert len(rewritten(text * 1_000, far)) > 900_000
    with pytest.raises(TooMuch):
        rewritten(text * (BYTES // 900), far)


def test_addresses_take_from_the_room_that_is_left() -> None:
    room = Room(40)
    rewritten("<a href=x>", OWN, room)
    with pytest.raises(TooMuch):
        in_style("a{b:url(x)}", OWN, room)
