"""The test kit's ear for events that come twice unchanged."""

from __future__ import annotations

from lxml import etree

from lab.testing.repeats import Repeats

NODE = "/finesse/api/User/agent1/Dialogs"
DIALOG = "<uri>/finesse/api/Dialog/7</uri><state>{state}</state>"


def listed(event: str, state: str) -> str:
    return (
        f"<data><dialogs><Dialog>{DIALOG.format(state=state)}</Dialog></dialogs></data><event>{event}</event>"
    )


def changed(state: str, request_id: str = "") -> str:
    return (
        f"<data><dialog>{DIALOG.format(state=state)}</dialog></data><event>PUT</event>"
        f"<requestId>{request_id}</requestId>"
    )


def found(*updates: str) -> list[str]:
    repeats = Repeats()
    for update in updates:
        repeats.hear(NODE, etree.fromstring(f"<Update>{update}</Update>"))
    return repeats.found


def test_a_change_that_changes_nothing_is_found() -> None:
    assert found(changed("ACTIVE"), changed("ACTIVE")) == [f"PUT /finesse/api/Dialog/7 on {NODE}"]
    assert found(listed("POST", "ALERTING"), changed("ALERTING")) == [f"PUT /finesse/api/Dialog/7 on {NODE}"]


def test_what_is_news_is_not_found() -> None:
    assert found(listed("POST", "ALERTING"), changed("ACTIVE"), listed("DELETE", "ACTIVE")) == []
    assert found(listed("DELETE", "ACTIVE"), listed("POST", "ACTIVE")) == []
    assert found(changed("ACTIVE"), changed("ACTIVE", request_id="r1")) == []


def test_a_call_is_removed_once() -> None:
    assert len(found(listed("DELETE", "ACTIVE"), listed("DELETE", "ACTIVE"))) == 1


def test_errors_come_as_often_as_somebody_asks() -> None:
    error = "<data><apiErrors><apiError/></apiErrors></data><event>PUT</event>"
    assert found(error, error) == []


def test_after_an_outage_everything_may_come_anew() -> None:
    outage = "<data><systemInfo><status>OUT_OF_SERVICE</status></systemInfo></data><event>PUT</event>"
    assert found(changed("ACTIVE"), outage, changed("ACTIVE")) == []
