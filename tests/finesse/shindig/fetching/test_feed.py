"""Feeds, as gadgets.io tells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.fetching.feed import BYTES, ENTRIES, MARKUP, TEXT, feed_of

URL = "https://news.example.com/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>News</title><link>https://news.example.com/</link><description>All &amp; more</description>
<item><title>One</title><link>https://news.example.com/1</link><description>first</description>
<dc:creator>Ann</dc:creator><pubDate>Fri, 13 Jan 2023 11:21:47 GMT</pubDate></item>
<item><title>Two</title><pubDate>soon</pubDate></item><item><title>Three</title></item><item/>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><subtitle>All</subtitle>
<link rel="self" href="https://news.example.com/feed"/><link href="https://news.example.com/"/>
<author><name>Ann</name></author><entry><title>One</title><link href="https://news.example.com/1"/>
<summary>first</summary><updated>2023-01-13T11:21:47.026Z</updated></entry></feed>"""
RSS_1 = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>News</title></channel><item><title>One</title></item></rdf:RDF>"""


def test_rss_is_told_with_as_many_entries_as_are_asked_for() -> None:
    assert feed_of(RSS, URL, 2, summaries=False) == {
        "URL": URL,
        "Title": "News",
        "Description": "All & more",
        "Link": "https://news.example.com/",
        "Author": "Ann",
        "Entry": [
            {"Title": "One", "Link": "https://news.example.com/1", "Date": 1_673_608_907_000},
            {"Title": "Two", "Link": "", "Date": 0},
        ],
    }


def test_atom_is_told_with_its_summaries_when_they_are_asked_for() -> None:
    assert feed_of(ATOM, URL, 3, summaries=True) == {
        "URL": URL,
        "Title": "News",
        "Description": "All",
        "Link": "https://news.example.com/",
        "Author": "Ann",
        "Entry": [
            {
                "Title": "One",
                "Link": "https://news.example.com/1",
                "Summary": "first",
                "Date": 1_673_608_907_026,
            }
        ],
    }


def test_entries_beside_the_channel_are_its_own() -> None:
    found = feed_of(RSS_1, URL, 3, summaries=False)
    assert found is not None
    assert found["Entry"] == [{"Title": "One", "Link": "", "Date": 0}]


def test_no_more_entries_are_told_than_there_may_be() -> None:
    many = b"<feed>" + b"<entry/>" * (ENTRIES + 5) + b"</feed>"
    found = feed_of(many, URL, 10_000, summaries=False)
    assert found is not None
    assert found["Entry"] == [{"Title": "", "Link": "", "Date": 0}] * ENTRIES


def test_a_text_is_told_as_far_as_it_may_be() -> None:
    found = feed_of(b"<feed><title>" + b"x" * (TEXT + 1) + b"</title></feed>", URL, 1, summaries=False)
    assert found is not None
    assert found["Title"] == "x" * TEXT


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"<html/>", b"<rss>", b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>']
)
def test_what_is_no_feed_is_none(data: bytes) -> None:
    assert feed_of(data, URL, 3, summaries=True) is None


@given(st.text())
def test_any_text_may_stand_for_a_date(text: str) -> None:
    clean = "".join(each if each.isalnum() or each in " :+-,." else "" for each in text)
    found = feed_of(
        f"<feed><entry><updated>{clean}</updated></entry></feed>".encode(), URL, 1, summaries=False
    )
    assert found is not None
    assert isinstance(found["Entry"], list)


@pytest.mark.parametrize("much", [b"<a/>" * MARKUP, b"x" * BYTES], ids=["tags", "bytes"])
def test_too_much_is_no_feed(much: bytes) -> None:
    assert feed_of(b"<feed>%s</feed>" % much[:1000], URL, 1, summaries=False) is not None
    assert feed_of(b"<feed>%s</feed>" % much, URL, 1, summaries=False) is None
