"""A training state is a copy of its own and can forget what the optimiser remembers."""

from __future__ import annotations

import numpy as np

from rnnlab.core.training_state import TrainingState


def test_a_fresh_state_owns_its_arrays() -> None:
    parameters = np.array([1.0, 2.0], np.float64)
    state = TrainingState.fresh(parameters.astype(np.float32))
    parameters[0] = 9
    assert state.step == 0
    assert state.parameters.dtype == np.float32
    np.testing.assert_array_equal(state.parameters, [1, 2])
    assert not state.first_moment.any()
    assert not state.second_moment.any()


def test_a_copy_is_independent() -> None:
    state = TrainingState.fresh(np.ones(3, np.float32))
    state.step = 7
    other = state.copy()
    other.parameters[0] = 5
    other.first_moment[1] = 5
    other.second_moment[2] = 5
    other.step = 8
    np.testing.assert_array_equal(state.parameters, [1, 1, 1])
    assert not state.first_moment.any()
    assert not state.second_moment.any()
    assert state.step == 7


def test_forgetting_empties_the_moments_only() -> None:
    state = TrainingState(np.ones(2, np.float32), np.ones(2, np.float32), np.ones(2, np.float32), 3)
    state.forget()
    assert not state.first_moment.any()
    assert not state.second_moment.any()
    np.testing.assert_array_equal(state.parameters, [1, 1])
    assert state.step == 3


def test_not_finite_is_noticed_anywhere() -> None:
    for name in ("parameters", "first_moment", "second_moment"):
        state = TrainingState.fresh(np.ones(2, np.float32))
        assert state.is_finite
        getattr(state, name)[1] = np.inf
        assert not state.is_finite
