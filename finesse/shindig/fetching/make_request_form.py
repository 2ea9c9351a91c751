"""What a gadget asks `/gadgets/makeRequest` for: the parameters that gadgets.io sends, read once. Pure.

Sources: Apache Shindig, features core.io (what is sent) and MakeRequestHandler (what it means).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

from finesse.shindig.fetching.fetched import METHODS, Headers

FIELDS = 100
HEADERS = 100
TRUE = frozenset({"1", "true"})
UNSIGNED = frozenset({"", "none", "signed"})
FORM = "application/x-www-form-urlencoded"
BYPASS = "bypassServerCache"


class BadForm(Exception):
    """It asks for nothing that can be done; the text says why and what to send."""


@dataclass(frozen=True, slots=True)
class MakeRequestForm:
    """`url` is exactly what was sent, as the answer is told under it. `refresh` is in seconds, if given."""

    url: str
    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""
    content_type: str = "TEXT"
    full_headers: bool = False
    refresh: int | None = None
    no_cache: bool = False
    follow: bool = True
    entries: int = 3
    summaries: bool = False

    @classmethod
    def parse(cls, query: str, body: bytes = b"") -> MakeRequestForm:
        """BadForm says what is wrong with what is none."""
        given: dict[str, str] = {}
        for text in (query, body.decode("utf-8", "replace")):
            try:
                fields = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
            except ValueError:
                raise BadForm(f"more than {FIELDS} parameters") from None
            for name, value in fields:
                given.setdefault(name, value)
        if not (url := given.get("url", "")):
            raise BadForm("no parameter url: say what to fetch")
        method = given.get("httpMethod", "").upper() or "GET"
        if method not in METHODS:
            raise BadForm(f"httpMethod is none of {', '.join(sorted(METHODS))}")
        if given.get("authz", "").lower() not in UNSIGNED:
            raise BadForm("authz: OAuth is not offered here; send the header Authorization")
        headers = tuple(_headers(given.get("headers", "")))
        data = given.get("postData", "").encode() if method not in ("GET", "HEAD") else b""
        if method == "POST" and not any(name.lower() == "content-type" for name, _ in headers):
            headers = (*headers, ("Content-Type", FORM))
        return cls(
            url=url,
            method=method,
            headers=headers,
            body=data,
            content_type=given.get("contentType", "").upper() or "TEXT",
            full_headers=given.get("getFullHeaders", "").lower() in TRUE,
            refresh=seconds_of(given.get("refresh", "")),
            no_cache=given.get("nocache", "") in TRUE or _bypassed(given, url),
            follow=given.get("followRedirects", "").lower() != "false",
            entries=seconds_of(given.get("numEntries", "")) or 3,
            summaries=given.get("getSummaries", "").lower() in TRUE,
        )

    @property
    def authorization(self) -> str | None:
        """What the header Authorization is to say."""
        return next((value for name, value in self.headers if name.lower() == "authorization"), None)


def _headers(text: str) -> Iterable[tuple[str, str]]:
    parts = [part for part in text.split("&") if part] if text else []
    if len(parts) > HEADERS:
        raise BadForm(f"more than {HEADERS} headers")
    for part in parts:
        name, mark, value = part.partition("=")
        if not mark:
            raise BadForm("headers: write name=value&name=value, each part encoded")
        yield unquote_plus(name), unquote_plus(value)


def seconds_of(text: str) -> int | None:
    """A number that is written plainly; None for everything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _bypassed(given: dict[str, str], url: str) -> bool:
    """Asked for in the form, or in the query of what is asked for."""
    return given.get(BYPASS, "").lower() == "true" or f"{BYPASS}=true" in url.partition("?")[2]
