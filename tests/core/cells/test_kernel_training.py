"""Training with the compiled backend: optimisers, stopping, snapshots, divergence, several nets at once."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.kernel import CompiledRunner, advance_all
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.training_state import TrainingState
from tests.core.cells.kernel_helpers import NO_STEPS, random_batch

ADAM = OptimizerSettings("adam", 0.1)


def small(name: str = "gru", layers: int = 2) -> tuple[NetShape, Batch]:
    shape = NetShape(catalogue.load(name), 6, 9, layers, 6)
    return shape, random_batch(np.random.default_rng(1), shape, 7, 4, ragged=True)


def suffixes(size: int) -> Batch:
    """Every suffix of 0, 1, 2 … size - 1, each symbol asked for by the one before."""
    sequence = list(range(size))
    return Batch.of([(sequence[start:-1], sequence[start + 1 :]) for start in range(size - 1)])


def same(first: TrainingState, second: TrainingState) -> bool:
    return first.step == second.step and all(
        np.array_equal(getattr(first, name), getattr(second, name))
        for name in ("parameters", "first_moment", "second_moment")
    )


def torch_optimizer(parameter: torch.Tensor, settings: OptimizerSettings) -> torch.optim.Optimizer:
    if settings.kind == "adam":
        return torch.optim.Adam([parameter], settings.learning_rate)
    if settings.kind == "rmsprop":
        return torch.optim.RMSprop([parameter], settings.learning_rate)
    return torch.optim.SGD([parameter], settings.learning_rate, settings.momentum)


@pytest.mark.parametrize("clip_norm", [0.0, 0.05, 100.0])
@pytest.mark.parametrize("kind, rate", [("adam", 0.01), ("sgd", 0.1), ("rmsprop", 0.003)])
def test_optimisers_are_those_of_torch(kind: str, rate: float, clip_norm: float) -> None:
    shape, batch = small()
    settings = OptimizerSettings(kind, rate, 0.8, clip_norm)  # type: ignore[arg-type]
    start = initialise(shape, 0)
    parameter = torch.tensor(start.astype(np.float64), requires_grad=True)
    optimizer = torch_optimizer(parameter, settings)
    losses = []
    for _ in range(12):
        run = interpreter.forward(shape, parameter.detach().numpy(), batch.inputs, batch.targets)
        losses.append(run.loss)
        parameter.grad = torch.tensor(interpreter.backward(run))
        if clip_norm:
            torch.nn.utils.clip_grad_norm_([parameter], clip_norm)
        optimizer.step()
    state = TrainingState.fresh(start)
    chunk = CompiledRunner(shape, batch).advance(state, settings, 12, False, NO_STEPS)
    np.testing.assert_allclose(chunk.losses, losses, rtol=2e-4)
    np.testing.assert_allclose(state.parameters, parameter.detach().numpy(), rtol=2e-3, atol=2e-4)
    assert state.step == 12


def test_moments_are_handed_over_between_backends() -> None:
    """A run begun on the interpreter goes on as if nothing had happened."""
    shape, batch = small()
    for kind in ("adam", "sgd", "rmsprop"):
        settings = OptimizerSettings(kind, 0.003)
        whole, parts = (TrainingState.fresh(initialise(shape, 0)) for _ in range(2))
        InterpreterRunner(shape, batch).advance(whole, settings, 14, False, NO_STEPS)
        InterpreterRunner(shape, batch).advance(parts, settings, 7, False, NO_STEPS)
        CompiledRunner(shape, batch).advance(parts, settings, 7, False, NO_STEPS)
        np.testing.assert_allclose(parts.parameters, whole.parameters, rtol=2e-3, atol=2e-5)
        np.testing.assert_allclose(parts.first_moment, whole.first_moment, rtol=5e-3, atol=2e-5)
        assert parts.step == whole.step


def test_the_same_seed_gives_the_same_run_in_any_pieces() -> None:
    shape, batch = small()
    whole, pieces, again = (TrainingState.fresh(initialise(shape, 3)) for _ in range(3))
    expected = CompiledRunner(shape, batch).advance(whole, ADAM, 20, False, NO_STEPS)
    CompiledRunner(shape, batch).advance(again, ADAM, 20, False, NO_STEPS)
    runner = CompiledRunner(shape, batch)
    chunks = [runner.advance(pieces, ADAM, limit, False, NO_STEPS) for limit in (1, 0, 3, 16)]
    assert same(whole, pieces)
    assert same(whole, again)
    assert np.array_equal(np.concatenate([chunk.losses for chunk in chunks]), expected.losses)
    assert [chunk.first_step for chunk in chunks] == [0, 1, 1, 4]
    assert [len(chunk) for chunk in chunks] == [1, 0, 3, 16]


@pytest.mark.parametrize("name", catalogue.names())
def test_a_run_stops_when_solved_without_another_update(name: str) -> None:
    shape = NetShape(catalogue.load(name), 8, 16, 1, 8)
    batch = suffixes(8)
    runner = CompiledRunner(shape, batch)
    state = TrainingState.fresh(initialise(shape, 0))
    chunk = runner.advance(state, ADAM, 200, True, NO_STEPS)
    assert chunk.status == "solved"
    assert chunk.correct[-1] == chunk.total == batch.total
    assert (chunk.correct[:-1] < batch.total).all()
    assert state.step == len(chunk) - 1
    assert runner.evaluate(state.parameters).solved
    # asked again it is still solved and still does nothing
    before = state.copy()
    assert len(runner.advance(state, ADAM, 200, True, NO_STEPS)) == 1
    assert same(before, state)


def test_snapshots_are_the_parameters_of_their_step() -> None:
    shape, batch = small()
    runner = CompiledRunner(shape, batch)
    state = TrainingState.fresh(initialise(shape, 0))
    first = runner.advance(state, ADAM, 5, False, np.array([0, 3, 7, 9]))
    assert first.snapshots.steps.tolist() == [0, 3]
    assert np.array_equal(first.snapshots.parameters[0], initialise(shape, 0))
    second = runner.advance(state, ADAM, 5, False, np.array([0, 3, 7, 9, 10]))
    assert second.snapshots.steps.tolist() == [7, 9]
    for chunk in (first, second):
        for step, parameters in zip(*chunk.snapshots, strict=True):
            loss = runner.evaluate(parameters).loss
            assert loss == chunk.losses[step - chunk.first_step]


def test_parameters_nobody_reads_stay_and_are_in_snapshots() -> None:
    cell = parse_cell("loose", ("h",), "h = tanh(W_x @ x + W_h @ h)\nq = W_q @ h + p_q")
    shape = NetShape(cell, 4, 5, 2, 4)
    batch = random_batch(np.random.default_rng(0), shape, 5, 3, ragged=False)
    start = initialise(shape, 0)
    state = TrainingState.fresh(start)
    chunk = CompiledRunner(shape, batch).advance(state, ADAM, 4, False, np.array([2]))
    for layer in (1, 2):
        for name in ("W_q", "p_q"):
            key = shape.key(name, layer)
            assert np.array_equal(shape.view(state.parameters, key), shape.view(start, key))
            assert np.array_equal(shape.view(chunk.snapshots.parameters[0], key), shape.view(start, key))
    assert not np.array_equal(shape.view(state.parameters, "W_x.1"), shape.view(start, "W_x.1"))


DIVERGING = OptimizerSettings("sgd", 1e38, 0.0)


@pytest.mark.parametrize("split", [False, True])
def test_a_run_that_diverges_returns_to_the_last_finite_loss(split: bool) -> None:
    shape = NetShape(parse_cell("wild", ("h",), "h = W_x @ x + W_h @ h"), 4, 6, 1, 4)
    batch = random_batch(np.random.default_rng(0), shape, 6, 3, ragged=False)
    runner = CompiledRunner(shape, batch)
    state = TrainingState.fresh(initialise(shape, 0))
    runner.advance(state, ADAM, 3, False, NO_STEPS)
    good = state.copy()
    if split:
        # the bad update is the last of one call and shows in the next
        assert runner.advance(state, DIVERGING, 1, False, NO_STEPS).status == "running"
        assert state.step == 4
        chunk = runner.advance(state, DIVERGING, 9, False, np.array([4]))
        assert len(chunk) == 1
    else:
        chunk = runner.advance(state, DIVERGING, 9, False, np.array([4]))
        assert len(chunk) == 2
    assert chunk.status == "diverged"
    assert not np.isfinite(chunk.losses[-1])
    assert np.isfinite(chunk.losses[:-1]).all()
    assert len(chunk.snapshots.steps) == 0
    assert same(state, good)
    assert runner.advance(state, ADAM, 2, False, NO_STEPS).status == "running"


def test_a_run_that_begins_broken_is_left_as_it_is() -> None:
    shape, batch = small()
    state = TrainingState.fresh(np.full(shape.parameter_count, np.nan, np.float32))
    chunk = CompiledRunner(shape, batch).advance(state, ADAM, 5, True, NO_STEPS)
    assert (chunk.status, len(chunk), state.step) == ("diverged", 1, 0)
    assert np.isnan(state.parameters).all()


def test_weights_from_elsewhere_are_not_mistaken_for_the_last_ones() -> None:
    """After one run the same runner gets a broken state of the same step: there is nothing to return to."""
    shape, batch = small()
    runner = CompiledRunner(shape, batch)
    state = TrainingState.fresh(initialise(shape, 0))
    runner.advance(state, ADAM, 2, False, NO_STEPS)
    broken = state.copy()
    broken.parameters[:] = np.inf
    assert runner.advance(broken, ADAM, 5, False, NO_STEPS).status == "diverged"
    assert np.isinf(broken.parameters).all()
    assert broken.step == 2


def test_the_learning_rate_can_change_while_training() -> None:
    shape, batch = small()
    runner = CompiledRunner(shape, batch)
    state = TrainingState.fresh(initialise(shape, 0))
    runner.advance(state, ADAM, 2, False, NO_STEPS)
    before = state.parameters.copy()
    runner.advance(state, OptimizerSettings("adam", 1e-9), 2, False, NO_STEPS)
    assert np.abs(state.parameters - before).max() < 1e-7


def test_an_evaluation_does_not_disturb_training() -> None:
    shape, batch = small()
    plain, looked_at = (TrainingState.fresh(initialise(shape, 0)) for _ in range(2))
    CompiledRunner(shape, batch).advance(plain, ADAM, 6, False, NO_STEPS)
    runner = CompiledRunner(shape, batch)
    for _ in range(6):
        runner.advance(looked_at, ADAM, 1, False, NO_STEPS)
        runner.evaluate(initialise(shape, 5))
    assert same(plain, looked_at)


def test_several_nets_train_in_one_call() -> None:
    nets = [small("rnn"), small("gru", 1), small("lstm", 3)]
    alone = [TrainingState.fresh(initialise(shape, seed)) for seed, (shape, _) in enumerate(nets)]
    together = [state.copy() for state in alone]
    chunks = [
        CompiledRunner(shape, batch).advance(state, ADAM, 5, True, NO_STEPS)
        for (shape, batch), state in zip(nets, alone, strict=True)
    ]
    found = advance_all([CompiledRunner(*net) for net in nets], together, ADAM, 5, True)
    for one, other, first, second in zip(alone, together, chunks, found, strict=True):
        assert same(one, other)
        assert np.array_equal(first.losses, second.losses)
    assert advance_all([], [], ADAM, 5, True) == []


@pytest.mark.parametrize("change", ["type", "size", "stride"])
def test_arrays_that_do_not_fit_are_refused(change: str) -> None:
    shape, batch = small()
    state = TrainingState.fresh(initialise(shape, 0))
    count = shape.parameter_count
    wrong = {
        "type": np.zeros(count),
        "size": np.zeros(count + 1, np.float32),
        "stride": np.zeros(2 * count, np.float32)[::2],
    }[change]
    state.first_moment = wrong  # type: ignore[assignment]
    with pytest.raises(ValueError, match="first_moment"):
        CompiledRunner(shape, batch).advance(state, ADAM, 1, False, NO_STEPS)
    with pytest.raises(ValueError, match="parameters"):
        CompiledRunner(shape, batch).evaluate(np.zeros(count - 1, np.float32))
