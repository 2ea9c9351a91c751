"""Silence: first a question, then the end."""

from notification.transports.liveness import Liveness, Patience, Step

PATIENCE = Patience(sign_in=30, ping=60, drop=120)


def test_a_silent_client_is_asked_once_and_then_given_up() -> None:
    life = Liveness(PATIENCE, 0.0)
    life.signed_in()
    assert life.next_deadline() == 60
    assert life.tick(60.0) is Step.PING
    assert life.next_deadline() == 120
    assert life.tick(119.0) is None
    assert life.tick(120.0) is Step.DROP


def test_any_byte_is_a_sign_of_life() -> None:
    life = Liveness(PATIENCE, 0.0)
    life.signed_in()
    life.heard(50.0)
    assert life.tick(60.0) is None
    assert life.next_deadline() == 110
    assert life.tick(110.0) is Step.PING
    life.heard(111.0)
    assert life.next_deadline() == 171


def test_who_never_signs_in_is_given_up_however_much_it_says() -> None:
    life = Liveness(PATIENCE, 0.0)
    for second in range(30):
        life.heard(float(second))
        assert life.tick(float(second)) is None
    assert life.next_deadline() == 30
    assert life.tick(30.0) is Step.DROP
