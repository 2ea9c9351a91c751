"""The desktop's properties. Source: Administration Guide, Desktop Properties."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.model.configuration.desktop_property import (
    PROPERTIES,
    DesktopProperties,
    DesktopSetting,
    InvalidProperty,
    checked,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "desktop_properties.json"


def test_the_properties_are_those_that_desktops_are_tested_with() -> None:
    declared = [dataclasses.asdict(each) | {"choices": list(each.choices)} for each in PROPERTIES.values()]
    assert declared == json.loads(GOLDEN.read_text())


def test_every_default_is_a_value_that_may_be_set() -> None:
    for key, each in PROPERTIES.items():
        assert checked(key, each.default) == each.default


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("forceWrapUp", "yes", "forceWrapUp: one of true, false"),
        ("pendingDTMFThresholdCount", "21", "pendingDTMFThresholdCount: a number from 1 to 20"),
        ("pendingDTMFThresholdCount", "-1", "pendingDTMFThresholdCount: a number from 1 to 20"),
        ("pendingDTMFThresholdCount", "\u0661", "pendingDTMFThresholdCount: a number from 1 to 20"),
        ("maxTabsOnTabbedGadgetHeader", "0", "maxTabsOnTabbedGadgetHeader: a number of at least 1"),
        ("dropParticipant", "", "dropParticipant: one of agents, all"),
        ("securityBannerMessage", "x" * 221, "securityBannerMessage: one line of at most 220 characters"),
        ("title", "a\nb", "title: one line of at most 100 characters"),
        ("nosuch", "true", "nosuch: no property of the desktop"),
        ("__class__", "true", "__class__: no property of the desktop"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_may_be(key: str, value: str, why: str) -> None:
    with pytest.raises(InvalidProperty) as refused:
        checked(key, value)
    assert str(refused.value) == why


@given(st.sampled_from(sorted(PROPERTIES)), st.text(max_size=30))
def test_what_is_kept_is_what_was_said(key: str, value: str) -> None:
    with contextlib.suppress(InvalidProperty):
        assert checked(key, value) == value


def test_what_is_set_outdoes_the_default_and_what_means_nothing_here_does_not() -> None:
    properties = DesktopProperties(
        [
            DesktopSetting(1, "forceWrapUp", "false"),
            DesktopSetting(2, "later", "x"),
            DesktopSetting(3, "dropParticipant", "x"),
        ]
    )
    assert properties.set == {"forceWrapUp": "false"}
    assert not properties.is_on("forceWrapUp")
    assert properties.is_on("showWrapUpTimer")
    assert properties["dropParticipant"] == "agents"
