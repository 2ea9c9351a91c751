"""What a view is shown of everything that travels: whose it is, the way of one request, and no password."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab
from vos import trace

SERVICES = {"finesse", "ccx_engine", "cucm", "notification", "finesse-lab"}
PASSWORDS = (
    base64.b64encode(b"agent5:finesse"),  # as HTTP Basic writes it
    base64.b64encode(b"\0agent5\0finesse"),  # as SASL PLAIN writes it
    b"<password>finesse</password>",
    b'"password":"finesse"',
)


@pytest.fixture
def hops() -> Iterator[list[tuple[trace.Hop, bytes]]]:
    """Every hop with its bytes, as they were when it was shown."""
    shown: list[tuple[trace.Hop, bytes]] = []
    end = trace.watch(lambda hop: shown.append((hop, hop.raw())))
    yield shown
    end()


async def test_one_request_and_its_call_are_found_on_the_whole_way(
    lab_in_loop: RunningLab, hops: list[tuple[trace.Hop, bytes]]
) -> None:
    lab = lab_in_loop
    async with lab.agent("agent5") as elena:
        await elena.sign_in()
        await elena.go_ready()
        call = await lab.call("5551234", "6002")
        await elena.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        body = (
            f"<Dialog><targetMediaAddress>{elena.extension}</targetMediaAddress>"
            "<requestedAction>ANSWER</requestedAction></Dialog>"
        )
        await elena.rest.ask("PUT", f"/Dialog/{call}", body, "the-answer")
        await elena.feed.until(user_is("TALKING"), "Talking")
        told = await elena.feed.until(dialog_is("PUT", "ACTIVE"), "the answered call")
        await elena.act(call, "DROP")
        await elena.feed.until(dialog_is("DELETE", "ACTIVE", _1005="DROPPED"), "the call's end")
    assert told.text("requestId") == "the-answer"

    of_the_request = [hop for hop, _ in hops if hop.keys.get("requestId") == "the-answer"]
    way = [
        (hop.ends.service, hop.ends.protocol, hop.direction.strip(), hop.name.split()[0])
        for hop in of_the_request
    ]
    for step in (
        ("finesse", "rest", "IN", "PUT"),
        ("finesse", "cti", "OUT", "ANSWER_CALL_REQ"),
        ("finesse", "rest", "OUT", "202"),
        ("finesse", "cti", "IN", "ANSWER_CALL_CONF"),
        ("finesse", "xmpp", "OUT", "publish"),
        ("notification", "tcp", "IN", "iq"),
        ("notification", "tcp", "OUT", "message"),
    ):
        assert step in way, way
    (asked,) = (hop for hop in of_the_request if hop.name == "ANSWER_CALL_REQ")
    (served,) = (  # the call's own port answers, too, for nobody's request
        hop
        for hop, _ in hops
        if (hop.ends.service, hop.ends.protocol, hop.name) == ("ccx_engine", "jtapi", "Answer")
        and "invoke" in hop.keys
    )
    assert str(asked.keys["call"]) == str(served.keys["for"]) == call  # at the phone it has another number
    assert served.keys["invoke"] == asked.keys["invoke"]
    assert (served.sender, served.receiver) == ("ccx_engine", "cucm")


async def test_every_protocol_is_shown_with_its_bytes_and_without_passwords(
    lab_in_loop: RunningLab, hops: list[tuple[trace.Hop, bytes]]
) -> None:
    async with lab_in_loop.agent("agent5") as elena:
        await elena.sign_in()
    shown = {hop.ends.protocol for hop, raw in hops if raw}
    assert shown >= {"rest", "cti", "tcp", "xmpp", "axl"}
    for hop, raw in hops:
        assert hop.ends.service in SERVICES
        assert hop.time > 0
        for password in PASSWORDS:
            assert password not in raw, hop
    signing_in = [raw for hop, raw in hops if hop.name == "auth"]
    assert signing_in
    assert all(b">********</auth>" in raw for raw in signing_in)
