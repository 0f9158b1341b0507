"""The update rules against torch.optim, and against their formulas by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core import optimizers
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.training_state import TrainingState

SETTINGS = [
    OptimizerSettings("adam", 0.01),
    OptimizerSettings("adam", 0.3, clip_norm=0.5),
    OptimizerSettings("sgd", 0.1, momentum=0.9),
    OptimizerSettings("sgd", 0.1, momentum=0.0),
    OptimizerSettings("sgd", 0.1, momentum=0.5, clip_norm=1.0),
    OptimizerSettings("rmsprop", 0.01),
    OptimizerSettings("rmsprop", 0.01, clip_norm=2.0),
]


def torchs(settings: OptimizerSettings, parameter: torch.nn.Parameter) -> torch.optim.Optimizer:
    rate = settings.learning_rate
    if settings.kind == "adam":
        return torch.optim.Adam([parameter], lr=rate, betas=(0.9, 0.999), eps=1e-8)
    if settings.kind == "sgd":
        return torch.optim.SGD([parameter], lr=rate, momentum=settings.momentum)
    return torch.optim.RMSprop([parameter], lr=rate, alpha=0.99, eps=1e-8)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_as_torch(settings: OptimizerSettings) -> None:
    generator = np.random.default_rng(3)
    state = TrainingState.fresh(generator.standard_normal(40).astype(np.float32))  # (P,)
    parameter = torch.nn.Parameter(torch.tensor(state.parameters))  # (P,)
    optimizer = torchs(settings, parameter)
    for step in range(30):
        gradient = (generator.standard_normal(40) * 10.0 ** generator.integers(-4, 2)).astype(np.float32)
        parameter.grad = torch.tensor(gradient)
        if settings.clip_norm:
            torch.nn.utils.clip_grad_norm_([parameter], settings.clip_norm)
        optimizer.step()
        optimizers.update(state, gradient, settings)
        assert state.step == step + 1
        np.testing.assert_allclose(state.parameters, parameter.detach().numpy(), rtol=2e-5, atol=2e-6)


def test_adam_by_hand() -> None:
    state = TrainingState.fresh(np.array([1.0], np.float32))
    optimizers.update(state, np.array([2.0], np.float32), OptimizerSettings("adam", 0.1))
    np.testing.assert_allclose([state.first_moment[0], state.second_moment[0]], [0.2, 0.004], rtol=1e-6)
    # after the first step both means are corrected to the gradient itself: it goes the learning rate far
    np.testing.assert_allclose(state.parameters, [0.9], rtol=1e-6)


def test_momentum_by_hand() -> None:
    state = TrainingState.fresh(np.array([0.0], np.float32))
    settings = OptimizerSettings("sgd", 0.5, momentum=0.5)
    for _ in range(2):
        optimizers.update(state, np.array([1.0], np.float32), settings)
    np.testing.assert_allclose(state.parameters, [-0.5 - 0.75])


def test_rmsprop_by_hand() -> None:
    state = TrainingState.fresh(np.array([0.0], np.float32))
    optimizers.update(state, np.array([3.0], np.float32), OptimizerSettings("rmsprop", 0.1))
    np.testing.assert_allclose(state.parameters, [-0.1 * 3 / np.sqrt(0.01 * 9)], rtol=1e-5)


@given(
    st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=20),
    st.floats(0.01, 50),
)
def test_clipping_shortens_and_never_turns(values: list[float], longest: float) -> None:
    gradient = np.array(values, np.float32)
    before = gradient.copy()
    norm = optimizers.clip(gradient, longest)
    assert norm == pytest.approx(float(np.linalg.norm(before.astype(np.float64))), rel=1e-4, abs=1e-6)
    assert np.linalg.norm(gradient) <= longest * 1.0001
    if norm <= longest:
        np.testing.assert_allclose(gradient, before, rtol=1e-4)
    np.testing.assert_allclose(gradient * norm, before * np.linalg.norm(gradient), rtol=1e-3, atol=1e-3)


def test_zero_clips_nothing() -> None:
    gradient = np.array([300.0, -400.0], np.float32)
    optimizers.clip(gradient, 0)
    np.testing.assert_array_equal(gradient, [300, -400])


def test_a_zero_gradient_can_be_clipped() -> None:
    gradient = np.zeros(3, np.float32)
    assert optimizers.clip(gradient, 1.0) == 0
    np.testing.assert_array_equal(gradient, 0)
