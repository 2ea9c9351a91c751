"""Whose pages may write. Sources: Fetch standard, CORS-safelisted request-header; RFC 6454 §7."""

from __future__ import annotations

import pytest

from tests.linear import must_be_linear
from vos.http.sites import Sites, essence, name_of

OWN = Sites(("ccx1.example.com", "2001:db8::1"), ("https://ccx2.example.com:8445",))
HOST = "ccx1.example.com:8445"
EVIL = "https://evil.example.com"
XML = "application/xml"


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("https://ccx1.example.com:8445", HOST, True),
        ("HTTPS://CCX1.example.com:8445", "CCX1.EXAMPLE.COM:8445", True),
        ("http://localhost:8082", "localhost:8082", True),
        ("https://[2001:db8::1]:8445", "[2001:DB8::1]:8445", True),
        ("https://ccx2.example.com:8445", HOST, True),
        ("https://ccx1.example.com:8446", HOST, False),
        ("https://ccx1.example.com", HOST, False),
        ("https://evil.example.com:8445", "evil.example.com:8445", False),  # DNS is anybody's
        ("null", "", False),
        ("", "", False),
        ("file://", HOST, False),
        ("https://ccx1.example.com:8445.evil.example.com", HOST, False),
    ],
)
def test_a_page_is_own_that_comes_from_where_it_asks_by_a_name_of_ours(
    origin: str, host: str, own: bool
) -> None:
    assert OWN.own(origin, host) is own


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost", "localhost"),
        ("LocalHost.:8445", "localhost"),
        ("[::1]", "::1"),
        ("[0:0::1]:8900", "::1"),
        ("a:b", ""),
        ("[x]:1", ""),
        ("", ""),
    ],
)
def test_the_name_in_a_host(host: str, name: str) -> None:
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        (None, ""),
        ("", ""),
        ("Text/XML; charset=utf-8", "text/xml"),
        ("text/plain, application/xml", "text/plain"),
        ("xml", ""),
        ("a b/c", ""),
        ("text/plain; boundary=application/xml", "text/plain"),
    ],
)
def test_the_media_type_in_a_content_type(content_type: str | None, kind: str) -> None:
    assert essence(content_type) == kind


@pytest.mark.parametrize(
    ("method", "origins", "fetched", "content_type", "refused"),
    [
        ("POST", [EVIL], "", "text/plain", True),
        ("POST", [EVIL], "", "multipart/form-data; boundary=x", True),
        ("POST", [EVIL], "", "application/x-www-form-urlencoded", True),
        ("POST", [EVIL], "", None, True),
        ("POST", ["null"], "", None, True),
        ("POST", [f"https://{HOST}", EVIL], "", None, True),
        ("POST", [], "cross-site", None, True),
        ("POST", [EVIL], "", XML, False),  # a browser has asked before
        ("PUT", [EVIL], "", "text/plain", False),  # likewise, whatever the type
        ("DELETE", [EVIL], "", None, False),
        ("GET", [EVIL], "", None, False),
        ("POST", [], "", None, False),  # no page
        ("POST", [], "same-origin", None, False),
        ("POST", [f"https://{HOST}"], "same-origin", "multipart/form-data", False),
    ],
)
def test_what_a_form_can_send_is_taken_from_own_pages_and_from_who_is_no_page(
    method: str, origins: list[str], fetched: str, content_type: str | None, refused: bool
) -> None:
    found = OWN.refuse_forms(method, HOST, origins, fetched, content_type)
    assert (found is not None) is refused
    assert found is None or found.status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_where_browsers_get_no_leave_other_sites_pages_write_nothing(method: str) -> None:
    assert OWN.refuse_pages(method, HOST, [EVIL], "", XML) is not None
    assert OWN.refuse_pages(method, HOST, [], "same-site", XML) is not None
    assert OWN.refuse_pages(method, HOST, [f"https://{HOST}"], "same-origin", XML) is None
    assert OWN.refuse_pages(method, HOST, [], "", XML) is None


def test_a_foreign_host_is_said_as_the_services_own_address() -> None:
    assert OWN.address("evil.example.com:8445", HOST) == HOST
    assert OWN.address("localhost:8445", HOST) == "localhost:8445"


@pytest.mark.parametrize("part", [":", "[", ".", "x", "https://", ",", ";", "/"])
def test_finding_out_whose_a_page_is_is_linear(part: str) -> None:
    def asked(given: str) -> None:
        name_of(given)
        essence(given)
        OWN.own(given, given)

    must_be_linear(lambda size: part * size, asked, 50_000)
