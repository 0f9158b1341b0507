"""Orthogonal steps against the singular value decomposition, Adam against torch's, and the way to a state."""

import numpy as np
import pytest
import torch

from rnnlab.core.captions.module import CaptionModule, loaded
from rnnlab.core.captions.optimizer import (
    CLIP_NORM,
    MATRIX_RATE,
    MOMENTUM,
    CaptionOptimizer,
    orthogonal,
)
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.module_packing import gather
from rnnlab.core.training_state import TrainingState
from tests.core.captions.tiny import tiny

RATE = 0.01


@pytest.mark.parametrize("shape", [(5, 5), (4, 9), (9, 4), (6, 2, 3, 3)])
def test_an_orthogonal_step_has_the_directions_of_its_matrix_and_about_one_length(
    shape: tuple[int, ...],
) -> None:
    tensor = torch.from_numpy(np.random.default_rng(1).standard_normal(shape))
    found = orthogonal(tensor).flatten(1).numpy()
    assert orthogonal(tensor).shape == tensor.shape
    left, _, right = np.linalg.svd(tensor.flatten(1).numpy(), full_matrices=False)
    lengths = left.T @ found @ right.T
    np.testing.assert_allclose(lengths - np.diag(np.diag(lengths)), 0, atol=1e-6)
    longer = max(1.0, found.shape[0] / found.shape[1]) ** 0.5
    assert np.all(np.diag(lengths) > 0.3 * longer)
    assert np.all(np.diag(lengths) < 1.3 * longer)


def test_a_matrix_without_a_gradient_stays() -> None:
    assert not orthogonal(torch.zeros(3, 4)).any()


def _stepped(steps: int, cell: str | None = None) -> tuple[CaptionModule, TrainingState, list[np.ndarray]]:
    """Return a module and its state after steps with known gradients, and these gradients (P,)."""
    shape, parameters, _ = tiny(cell=cell or catalogue.first())
    module = loaded(shape, parameters)
    state = TrainingState.fresh(parameters)
    optimizer = CaptionOptimizer(module)
    optimizer.load(state)
    generator, gradients = torch.Generator().manual_seed(4), []
    for _ in range(steps):
        for packed in module.packed():
            packed.parameter.grad = torch.randn(packed.parameter.shape, generator=generator)
            packed.mask_gradient()
        flat = np.zeros_like(parameters)
        gather(module, flat, lambda parameter: parameter.grad)
        gradients.append(flat.astype(np.float64))
        optimizer.step(RATE)
    gather(module, state.parameters, lambda parameter: parameter)
    optimizer.store(state)
    return module, state, gradients


def test_two_steps_are_those_of_the_papers() -> None:
    shape, before, _ = tiny()
    _, state, gradients = _stepped(2)
    clipped = [gradient * min(1, CLIP_NORM / np.linalg.norm(gradient)) for gradient in gradients]
    matrix = {key: shape.view(before.astype(np.float64), key).copy() for key in ("W_v", "K_1a", "b_v", "E")}
    momentum = {key: np.zeros_like(value) for key, value in matrix.items()}
    square = {key: np.zeros_like(value) for key, value in matrix.items()}
    for step, gradient in enumerate(clipped, 1):
        for key, value in matrix.items():
            own = shape.view(gradient, key)
            if key in ("W_v", "K_1a"):
                momentum[key] = MOMENTUM * momentum[key] + own
                ahead = torch.from_numpy(own + MOMENTUM * momentum[key])
                matrix[key] = value - MATRIX_RATE * RATE * orthogonal(ahead).numpy()
            else:
                momentum[key] = 0.9 * momentum[key] + 0.1 * own
                square[key] = 0.999 * square[key] + 0.001 * own**2
                mean, spread = momentum[key] / (1 - 0.9**step), square[key] / (1 - 0.999**step)
                matrix[key] = value - RATE * mean / (np.sqrt(spread) + 1e-8)
    assert state.step == 2
    for key, value in matrix.items():
        np.testing.assert_allclose(shape.view(state.parameters, key), value, atol=2e-5)
        np.testing.assert_allclose(shape.view(state.first_moment, key), momentum[key], atol=1e-6)


@pytest.mark.parametrize("cell", catalogue.names())
def test_what_a_cell_does_not_have_stays_zero_in_the_module(cell: str) -> None:
    module, state, _ = _stepped(1, cell)
    again = np.zeros_like(state.parameters)
    gather(module, again, lambda parameter: parameter)
    for packed in module.packed():
        kept = packed.parameter.detach().clone()
        packed.mask(kept)
        torch.testing.assert_close(packed.parameter.detach(), kept)


def test_a_stored_state_goes_on_as_if_nothing_had_been() -> None:
    shape, parameters, _ = tiny()
    module, state, _ = _stepped(3)
    other = loaded(shape, state.parameters)
    once = CaptionOptimizer(other)
    once.load(state)
    restored = state.copy()
    straight = CaptionOptimizer(module)
    straight.load(state)
    for target, optimizer in ((module, straight), (other, once)):
        generator = torch.Generator().manual_seed(9)
        for packed in target.packed():
            packed.parameter.grad = torch.randn(packed.parameter.shape, generator=generator)
            packed.mask_gradient()
        optimizer.step(RATE)
    first, second = state.copy(), restored
    straight.store(first)
    once.store(second)
    gather(module, first.parameters, lambda parameter: parameter)
    gather(other, second.parameters, lambda parameter: parameter)
    np.testing.assert_array_equal(first.parameters, second.parameters)
    np.testing.assert_array_equal(first.first_moment, second.first_moment)
    assert not np.array_equal(first.parameters, parameters)
