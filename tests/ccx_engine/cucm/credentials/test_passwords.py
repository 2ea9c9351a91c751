"""Password hashes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.cucm.credentials.passwords import hashed, matches


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_password_itself_matches_its_hash(password: str, other: str) -> None:
    stored = hashed(password)
    assert matches(password, stored)
    assert matches(other, stored) == (other == password)


def test_the_password_is_not_in_its_hash_and_equal_ones_look_different() -> None:
    assert "finesse" not in hashed("finesse")
    assert hashed("finesse") != hashed("finesse")
