"""Informix's dialect in SQLite's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.cucm.axl.sql.informix import translated
from tests.linear import must_be_linear


@pytest.mark.parametrize(
    ("informix", "sqlite"),
    [
        ("select name from device", "select name from device"),
        ("select first 3 name from device;", "select name from device LIMIT 3 OFFSET 0"),
        ("SELECT SKIP 2 FIRST 3 name FROM device", "SELECT name FROM device LIMIT 3 OFFSET 2"),
        ("select skip 5 name from device", "select name from device LIMIT -1 OFFSET 5"),
        (
            "select a from (select first 1 b as a from t) where c in (select d from u)",
            "select a from (select b as a from t LIMIT 1 OFFSET 0) where c in (select d from u)",
        ),
        ('select "it\'s" from t where a="x""y"', "select 'it''s' from t where a='x\"y'"),
        ("select 'first 3' from t", "select 'first 3' from t"),
        ("select first, skip from t", "select first, skip from t"),
        ("select unique name from t", "select DISTINCT name from t"),
        ("select a from t where b matches 'SEP*'", "select a from t where b GLOB 'SEP*'"),
        ("select pkid::lvarchar from informix.device", "select pkid from device"),
        ("select a --b\nfrom {c} t /* d */", "select a \nfrom  t "),
    ],
)
def test_a_statement_is_put_in_sqlites_words(informix: str, sqlite: str) -> None:
    assert translated(informix) == sqlite


@given(st.text("select first 3 ()'\"{}/*-:; \n%", max_size=200))
def test_any_text_is_translated_to_some_text(text: str) -> None:
    assert isinstance(translated(text), str)


HARD = [
    "/*",
    "{",
    "'",
    "''",
    '"',
    '""',
    "(",
    ")",
    "--",
    "::",
    "::a(",
    "::  ",
    "informix ",
    "a",
    "1",
    " ",
    "select first 1 ",
]


@pytest.mark.parametrize("text", HARD)
def test_a_statement_costs_in_proportion_to_its_length(text: str) -> None:
    must_be_linear(lambda size: text * size, translated, 500)
