"""The parameters of makeRequest, as gadgets.io writes them."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.fetching.make_request_form import FIELDS, HEADERS, BadForm, MakeRequestForm, seconds_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def component(text: str) -> str:
    """As a browser's encodeURIComponent writes it."""
    return quote(text, safe="!'()*-._~")


@given(
    url=TEXT.filter(bool),
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE"]),
    headers=st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=5),
    data=TEXT,
    in_query=st.booleans(),
)
def test_what_is_written_is_what_is_read(
    url: str, method: str, headers: list[tuple[str, str]], data: str, in_query: bool
) -> None:
    field = "&".join(f"{component(name)}={component(value)}" for name, value in headers)
    fields = {"url": url, "httpMethod": method, "headers": field, "postData": data, "refresh": "5"}
    text = "&".join(f"{name}={component(value)}" for name, value in fields.items())
    form = MakeRequestForm.parse(text) if in_query else MakeRequestForm.parse("", text.encode())
    assert (form.url, form.method, form.refresh) == (url, method, 5)
    assert form.headers[: len(headers)] == tuple(headers)
    assert form.body == (data.encode() if method not in ("GET", "HEAD") else b"")


@given(st.text(max_size=60), st.binary(max_size=60))
def test_whatever_comes_is_a_form_or_a_bad_one(query: str, body: bytes) -> None:
    try:
        form = MakeRequestForm.parse(query, body)
    except BadForm:
        return
    assert form.url


def test_the_query_counts_before_the_body() -> None:
    assert MakeRequestForm.parse("url=a", b"url=b&httpMethod=PUT").url == "a"
    assert MakeRequestForm.parse("url=a", b"url=b&httpMethod=PUT").method == "PUT"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "no parameter url"),
        ({"url": "x", "httpMethod": "TRACE"}, "httpMethod is none of"),
        ({"url": "x", "authz": "oauth2"}, "OAuth is not offered"),
        ({"url": "x", "headers": "a"}, "name=value"),
        ({"url": "x", "headers": "&".join(["a=b"] * (HEADERS + 1))}, f"more than {HEADERS} headers"),
        ({f"{number}": "" for number in range(FIELDS + 1)}, f"more than {FIELDS} parameters"),
    ],
)
def test_a_bad_form_says_what_to_send(fields: dict[str, str], says: str) -> None:
    with pytest.raises(BadForm, match=says):
        MakeRequestForm.parse("", urlencode(fields).encode())


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("", (False, None, False, True)),
        ("getFullHeaders=true", (True, None, False, True)),
        ("getFullHeaders=1&refresh=0", (True, 0, False, True)),
        ("getFullHeaders=false&refresh=x&followRedirects=false", (False, None, False, False)),
        ("nocache=1", (False, None, True, True)),
        ("nocache=0&bypassServerCache=true", (False, None, True, True)),
        (
            "authz=none&signOwner=true&st=a:b&gadget=x&container=default&OAUTH_SERVICE_NAME=x",
            (False, None, False, True),
        ),
    ],
)
def test_what_else_can_be_asked_for(more: str, wanted: tuple[bool, int | None, bool, bool]) -> None:
    form = MakeRequestForm.parse(f"url=x&{more}")
    assert (form.full_headers, form.refresh, form.no_cache, form.follow) == wanted


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5), ("", None), ("-1", None), ("1.5", None), ("\u0665", None), ("9" * 30, None)],
)
def test_a_number_is_one_that_is_written_plainly(text: str, number: int | None) -> None:
    assert seconds_of(text) == number
