"""What time does to calls, in the order in which it is due."""

from __future__ import annotations

from ccx_engine.cucm.calls import expiry
from ccx_engine.jtapi.messages import Accept, Connect, Disconnect, OffHook
from ccx_engine.jtapi.model import ConnectionState
from tests.ccx_engine.cucm.scene import ENGINE, LAB, Scene, phone


def state(scene: Scene, call: int, address: str) -> ConnectionState:
    return scene.calls.find(call).connections[address].state


def test_an_offered_call_is_accepted_by_itself() -> None:
    scene = Scene()
    scene.register()
    call = scene.dial("5551234", "6001")
    scene.pass_time(3.9)
    assert state(scene, call, "6001") is ConnectionState.OFFERED
    scene.pass_time(0.1)
    assert state(scene, call, "6001") is ConnectionState.ALERTING


def test_a_phone_off_hook_without_digits_fails_and_its_tone_ends() -> None:
    scene = Scene()
    call = scene.ask(LAB, OffHook(phone("1001")))
    scene.pass_time(15.0)
    assert state(scene, call, "1001") is ConnectionState.FAILED
    scene.pass_time(10.0)
    assert scene.calls.get(call) is None


def test_a_phone_rings_until_t301() -> None:
    scene = Scene()
    call = scene.dial("1001", "1002")
    scene.pass_time(179.9)
    assert state(scene, call, "1002") is ConnectionState.ALERTING
    scene.pass_time(0.1)
    assert state(scene, call, "1001") is ConnectionState.FAILED


def test_the_longest_call_ends_when_it_has_lasted_as_long_as_any_may() -> None:
    scene = Scene(service_parameters={"maximum_call_duration_timer": 600})
    first = scene.talk("1001", "1002")
    scene.now += 1.0
    second = scene.talk("1003", "1004")
    scene.pass_time(599.0)
    assert (scene.calls.get(first), scene.calls.get(second) is None) == (None, False)
    scene.pass_time(1.0)
    assert len(scene.calls) == 0


def test_after_a_long_silence_everything_that_was_due_happens_at_once() -> None:
    scene = Scene()
    scene.register()
    off_hook = scene.ask(LAB, OffHook(phone("1001")))
    offered = scene.ask(LAB, Connect("PSTN", "5551234", "6001"))
    scene.pass_time(100.0)
    assert state(scene, off_hook, "1001") is ConnectionState.FAILED
    assert state(scene, offered, "6001") is ConnectionState.ALERTING
    assert scene.calls.next_deadline() == scene.now + 10.0


def test_a_step_that_came_first_takes_the_deadline_away() -> None:
    scene = Scene()
    scene.register()
    call = scene.dial("5551234", "7001")
    scene.ask(ENGINE, Accept(call, "7001"))
    scene.ask(LAB, Disconnect(call, "5551234"))
    assert scene.calls.next_deadline() is None


def test_every_state_in_which_a_party_waits_has_an_end() -> None:
    assert set(expiry.EXPIRES) == {
        ConnectionState.INITIATED,
        ConnectionState.DIALING,
        ConnectionState.OFFERED,
        ConnectionState.ALERTING,
        ConnectionState.FAILED,
    }
