"""SQL's LIKE."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.cucm.axl.like import like
from tests.linear import must_be_linear


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("%", "", True),
        ("%", "anything", True),
        ("", "", True),
        ("", "a", False),
        ("agent_", "agent1", True),
        ("agent_", "agent", False),
        ("AGENT%", "agent12", True),
        ("%12", "agent12", True),
        ("%12", "agent123", False),
        ("a%e%t1", "agent1", True),
        ("a.*", "agent", False),
        ("100%%", "100%", True),
        ("%straße%", "Straße 1", True),
    ],
)
def test_percent_is_any_text_underscore_a_character_and_case_does_not_matter(
    pattern: str, text: str, *, matches: bool
) -> None:
    assert like(pattern, text) is matches


@given(st.text("ab%_", max_size=8), st.text("abAB%", max_size=12))
def test_it_finds_what_a_regular_expression_finds(pattern: str, text: str) -> None:
    parts = {"%": ".*", "_": "."}
    expression = "".join(parts.get(each, re.escape(each)) for each in pattern)
    expected = re.fullmatch(expression, text, re.IGNORECASE | re.DOTALL) is not None
    assert like(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern", ["%a" * 120 + "b", "%" + "a" * 100 + "b", "%" + "a_" * 60 + "b", "%" * 255]
)
def test_a_pattern_costs_in_proportion_to_the_text(pattern: str) -> None:
    must_be_linear(lambda size: "a" * size, lambda text: like(pattern, text), 2_000)
