from __future__ import annotations

import pytest

from tests.linear import growth, must_be_linear


def numbers(size: int) -> list[int]:
    return list(range(size))


def quadratic(given: list[int]) -> int:
    return sum(1 for number in given if -number in given)


def test_a_linear_step_passes() -> None:
    must_be_linear(numbers, lambda given: [number * 2 for number in given], 2000)
    must_be_linear(lambda size: b"x" * size, lambda given: given.count(b"xy"), 100_000)


def test_sorting_passes() -> None:
    must_be_linear(lambda size: list(range(size))[::-1] * 2, sorted, 5000)


def test_a_quadratic_step_fails() -> None:
    with pytest.raises(AssertionError, match="times as much per doubling"):
        must_be_linear(numbers, quadratic, 60)


def test_growth_tells_one_from_the_other() -> None:
    assert growth(numbers, quadratic, 60) > 3.2 > 2.6 > growth(numbers, sum, 20_000)
