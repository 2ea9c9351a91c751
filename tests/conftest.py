"""Options of the test run."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--cti-samples`: more vectors for the CTI codec, in the form of tests/ccx_engine/cti/vectors.json."""
    parser.addoption("--cti-samples", type=Path, default=None, metavar="PATH", help="more CTI test vectors")
