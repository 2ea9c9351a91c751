"""What happened lately is kept for half an hour, by name."""

from __future__ import annotations

from ccx_engine.engine.statistics.recent import LONG_TERM_SECONDS, Recent


def test_what_is_older_than_the_long_term_is_forgotten() -> None:
    recent = Recent()
    recent.add(0.0, "handled", 1.0)
    recent.add(100.0, "handled", 2.0)
    recent.add(100.0, "abandoned", 3.0)
    assert recent.values(100.0, 300.0, "handled") == [1.0, 2.0]
    assert recent.values(300.0, 300.0, "handled") == [2.0]
    recent.add(LONG_TERM_SECONDS, "handled", 4.0)
    assert recent.values(LONG_TERM_SECONDS, 1e9, "handled") == [2.0, 4.0]
