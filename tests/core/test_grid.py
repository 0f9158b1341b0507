"""The grid is dense first, coarser later, and thinning keeps its steps in place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.grid import grid_steps, on_grid, strides

DENSITIES = st.sampled_from([2, 4, 8, 64, 1024])


@given(st.integers(0, 5000), st.integers(0, 3000), DENSITIES)
def test_steps_of_a_range_are_those_on_the_grid(first: int, length: int, density: int) -> None:
    every = np.arange(first, first + length, dtype=np.int64)
    expected = every[on_grid(every, density)]
    np.testing.assert_array_equal(grid_steps(first, first + length - 1, density), expected)


@given(st.integers(0, 2**40), DENSITIES)
def test_any_moment_is_met_closely(step: int, density: int) -> None:
    stride = int(strides(np.array([step]), density)[0])
    assert stride == 1 if step < density else stride <= 2 * step / density


@pytest.mark.parametrize("density", [4, 64, 1024])
def test_a_coarser_grid_is_part_of_the_finer_one(density: int) -> None:
    fine, coarse = grid_steps(0, 10**6, density), grid_steps(0, 10**6, density // 2)
    assert np.isin(coarse, fine).all()


def test_the_start_is_dense_and_each_octave_has_as_many() -> None:
    assert grid_steps(0, 20, 8).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20]
    assert len(grid_steps(2**20, 2**21 - 1, 64)) == 32
    assert grid_steps(5, 4, 8).tolist() == []
