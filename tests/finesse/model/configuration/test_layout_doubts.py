"""What a layout may say, and will not work. Source: Administration Guide, Manage Desktop Layout."""

from __future__ import annotations

import pytest

from finesse.model.configuration.layout.doubts import component_of, doubts_of
from finesse.model.configuration.layout.located import Located
from finesse.model.configuration.layout_config import default_layout

LAYOUT = default_layout()
COMPONENTS = frozenset(
    each for each in (component_of(url) for url in LAYOUT.replace("<", ">").split(">")) if each is not None
)
OLD_CALLS = "<gadget>/desktop/gadgets/CallControl.jsp</gadget>"
GADGET = "<gadget>/3rdpartygadget/files/clock/clock.xml</gadget>"


def told(layout: str) -> list[tuple[str, str]]:
    located = Located(layout)
    found = doubts_of(located, COMPONENTS, lambda url: "clock" not in url if "files" in url else None)
    assert all(one.warning and one.message for one in found)
    return [(layout.splitlines()[one.line - 1][one.column - 1 :][:12], one.code) for one in found]


def test_nothing_is_doubtful_of_the_default_layout() -> None:
    assert told(LAYOUT) == []


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("<page>", f"<page>{GADGET}", ("/3rdpartygad", "missingGadget")),
        ("<page>", "<page><gadget>/desktop/scripts/js/no.js</gadget>", ("/desktop/scr", "component")),
        ("logo.js", "nologo.js", ("/desktop/scr", "component")),
        ("<gadgets>", f"<gadgets>{OLD_CALLS}", ("/desktop/gad", "callControl")),
        ("<gadget>", '<gadget managedBy="nobody">', ('managedBy="n', "manager")),
        ("<configs>", '<configs><config key="forceWrapUp" value="no"/>', ('value="no"/>', "property")),
        ('width="300px"', 'width="101%"', ("<header>", "width")),
    ],
)  # fmt: skip
def test_what_will_not_work_is_told_with_its_place(old: str, new: str, doubt: tuple[str, str]) -> None:
    assert told(LAYOUT.replace(old, new, 1)) == [doubt]


def test_what_is_elsewhere_or_managed_by_a_component_is_not_doubted() -> None:
    elsewhere = "<gadget>https://elsewhere.example/gadget.xml</gadget>"
    managed = '<gadget managedBy="team-performance">/3rdpartygadget/files/a.xml</gadget>'
    assert told(LAYOUT.replace("<gadgets>", f"<gadgets>{elsewhere}")) == []
    at = LAYOUT.index('<gadget id="team-performance">')
    assert told(LAYOUT[:at] + managed + LAYOUT[at:]) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/desktop/scripts/js/callcontrol.js", "callcontrol"),
        ("https://localhost:8445/desktop/scripts/js/teamPerformance.js?x=1", "teamPerformance"),
        ("http://localhost/desktop/gadgets/QueueStatistics.jsp", "queueStatistics"),
        ("/desktop/gadgets/Other.jsp", None),
        ("https://elsewhere/desktop/scripts/js/callcontrol.js", None),
    ],
)
def test_an_address_means_a_component_as_in_desktops(url: str, name: str | None) -> None:
    assert component_of(url) == name
