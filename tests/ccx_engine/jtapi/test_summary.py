"""What people are shown of a message: the few words of the logs, and its bytes without passwords."""

from __future__ import annotations

import pytest

from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Ev
from ccx_engine.jtapi.summary import masked, summary
from ccx_engine.jtapi.wire import encode

SIGN_IN = jtapi.OpenProvider("lab", "sesame", "finesse-lab", request_id=1)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (jtapi.Answer(16777217, "SEP1", request_id=7), {"call": 16777217, "terminal": "SEP1", "request": 7}),
        (jtapi.Done(7, 16777217), {"call": 16777217, "request": 7}),
        (jtapi.Refused(7, 2), {"error": 2, "request": 7}),
        (jtapi.Transfer(1, 2, "SEP1"), {"final": 1, "transferred": 2, "terminal": "SEP1"}),
        (SIGN_IN, {"request": 1}),
        (jtapi.Heartbeat(), {}),
        (
            jtapi.CallEvs(
                16777217, (jtapi.CallEv(Ev.CALL_ACTIVE), jtapi.CallEv(Ev.CONN_CREATED, address="1001"))
            ),
            {"call": 16777217, "events": f"{Ev.CALL_ACTIVE},{Ev.CONN_CREATED}@1001"},
        ),
    ],
)
def test_a_summary_has_what_a_message_is_found_by(message: jtapi.Message, shown: dict[str, object]) -> None:
    assert summary(message) == shown


def test_the_bytes_that_are_shown_have_no_password() -> None:
    assert b"sesame" in encode(SIGN_IN)
    assert b"sesame" not in encode(masked(SIGN_IN))


def test_a_message_without_secrets_is_shown_as_it_is() -> None:
    message = jtapi.Done(7, 16777217)
    assert masked(message) is message
