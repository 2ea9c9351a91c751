"""Every test that takes a `vector` runs with each one of its kind: `vector`, `malformed_vector`."""

from __future__ import annotations

import pytest

from tests.ccx_engine.cti.vectors import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for fixture, valid in (("vector", True), ("malformed_vector", False)):
        if fixture in metafunc.fixturenames:
            chosen = [vector for vector in load(metafunc.config) if vector.valid == valid]
            metafunc.parametrize(fixture, chosen, ids=str)
