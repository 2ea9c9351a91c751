"""Options of the test run, and what every test leaves as it found it."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.lab_fixtures", "tests.own_ground.plugin"]

# How long an example takes says what else the machine does, and nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--cti-samples`: more vectors for the CTI codec, in the form of tests/ccx_engine/cti/vectors.json."""
    parser.addoption("--cti-samples", type=Path, default=None, metavar="PATH", help="more CTI test vectors")


def pytest_collection_finish() -> None:
    """Ten thousand tests stay until the end: the garbage collector need not look through them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def the_log_as_it_was() -> Iterator[None]:
    """A service that a test runs in this process sets up the log; the next test gets the log as it was."""
    root = logging.getLogger()
    level, handlers = root.level, set(root.handlers)
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    root.setLevel(level)
    for handler in set(root.handlers) - handlers:
        root.removeHandler(handler)
        handler.close()
