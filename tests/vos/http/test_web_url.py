"""URLs of web servers, read strictly; servers as settings name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.settings import FinesseSettings
from vos.http.web_url import WebOrigin, WebUrl
from vos.settings import SettingsError, arguments, load


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://crm.example.com", ("https", "crm.example.com", 443)),
        ("https://crm.example.com/", ("https", "crm.example.com", 443)),
        ("HTTP://CRM.example.com:80", ("http", "crm.example.com", 80)),
        ("http://[::1]:5173", ("http", "::1", 5173)),
        ("http://10.0.0.1:81/", ("http", "10.0.0.1", 81)),
    ],
)
def test_a_server_is_scheme_host_and_port(text: str, origin: tuple[str, str, int]) -> None:
    parsed = WebOrigin.parse(text)
    assert parsed == origin
    assert WebOrigin.parse(str(parsed)) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "crm.example.com",
        "https://*.example.com",
        "https://x/y",
        "https://x?",
        "https://x#",
        "ftp://x",
        "https://a@x",
    ],
)
def test_what_is_no_server_is_told(text: str) -> None:
    with pytest.raises(ValueError):
        WebOrigin.parse(text)


def test_a_setting_names_servers_separated_by_commas() -> None:
    needed = ["--database", "x", "--client-logs", "x", "--certs", "x"]
    hosts = ["--gadget-hosts", "https://crm.example.com, http://localhost:5173/"]
    settings = load(FinesseSettings, "FINESSE", [*needed, *hosts], {})
    assert [str(each) for each in settings.gadget_hosts] == [
        "https://crm.example.com",
        "http://localhost:5173",
    ]
    assert load(FinesseSettings, "FINESSE", arguments(settings), {}) == settings
    with pytest.raises(SettingsError, match="--gadget-hosts: "):
        load(FinesseSettings, "FINESSE", [*needed, "--gadget-hosts", "crm"], {})


@given(st.text(max_size=40))
def test_what_can_be_read_is_written_so_that_it_is_read_as_the_same(rest: str) -> None:
    try:
        url = WebUrl.parse(f"http://crm.example.com/{rest}")
    except ValueError:
        return
    assert url.origin == ("http", "crm.example.com", 80)
    assert WebUrl.parse(str(url)) == url
