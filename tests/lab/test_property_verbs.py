"""`finesse-lab property`: what it asks of the lab, and what it prints."""

from __future__ import annotations

from typing import Any

import pytest
from typer.testing import CliRunner

from lab.cli import app
from tests.lab.conftest import CONSOLE, Told

TITLE = {"key": "title", "kind": "text", "default": "", "value": None, "least": 0, "most": 100, "choices": []}
WRAP_UP = TITLE | {"key": "forceWrapUp", "kind": "flag", "default": "true", "choices": ["true", "false"]}
TABS = TITLE | {"key": "maxTabs", "kind": "number", "default": "7", "least": 1, "most": None}
DIGITS = TABS | {"key": "digits", "value": "5", "most": 20}


@pytest.fixture
def told(told: Told) -> Told:
    told.answer = {"properties": [TITLE, WRAP_UP, TABS, DIGITS]}
    return told


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["property", *arguments])
    return result.exit_code, result.output


def test_properties_are_listed_with_what_they_may_be(told: Told) -> None:
    code, output = run("list")
    assert code == 0
    assert [line.split() for line in output.splitlines()] == [
        ["title", "-", "text,", "100", "characters"],
        ["forceWrapUp", "true", "true", "|", "false"],
        ["maxTabs", "7", "1", "or", "more"],
        ["*", "digits", "5", "1", "to", "20"],
    ]


@pytest.mark.parametrize(
    ("words", "values"),
    [(("set", "title", "a b"), {"title": "a b"}), (("unset", "title"), {"title": None})],
)
def test_a_property_is_set_and_given_back_its_default(
    told: Told, words: tuple[str, ...], values: dict[str, Any]
) -> None:
    told.answer = {"properties": [TITLE | {"value": values["title"]}, WRAP_UP]}
    assert run(*words) == (0, f"title {values['title'] or ''}".strip() + "\n")
    assert told.asked == [(CONSOLE, "PUT", "properties", {"values": values})]


def test_a_property_is_shown_and_one_that_is_none_is_refused(told: Told) -> None:
    assert run("show", "digits") == (0, "5\n")
    assert run("show", "nosuch")[0] != 0
