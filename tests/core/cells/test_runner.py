"""Training on the interpreter and on torch: the same run, which can change its backend midway."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.cells.runner import Chunk, Runner
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.training_state import TrainingState

NO_STEPS = np.zeros(0, np.int64)
RUNNERS: dict[str, Callable[[NetShape, Batch], Runner]] = {
    "interpreter": InterpreterRunner,
    "torch": TorchRunner,
}
SETTINGS = [
    OptimizerSettings("adam", 0.02),
    OptimizerSettings("adam", 0.1, clip_norm=0.3),
    OptimizerSettings("sgd", 0.3, momentum=0.9),
    OptimizerSettings("sgd", 1.0, momentum=0.0, clip_norm=0.3),
    OptimizerSettings("sgd", 0.3, momentum=0.5, clip_norm=0.3),
    OptimizerSettings("rmsprop", 0.01),
    OptimizerSettings("rmsprop", 0.01, clip_norm=0.3),
]


def suffixes(size: int) -> Batch:
    """Every suffix of 0, 1, 2 …: given what begins anywhere, the next symbol is wanted."""
    return Batch.of([(range(first, size - 1), range(first + 1, size)) for first in range(size - 1)])


def net(name: str = "gru", size: int = 6, hidden_size: int = 8, layers: int = 1) -> NetShape:
    return NetShape(catalogue.load(name), size, hidden_size, layers, size)


def start(shape: NetShape, seed: int = 0) -> TrainingState:
    return TrainingState.fresh(initialise(shape, seed))


def advance(
    runner: Runner,
    state: TrainingState,
    settings: OptimizerSettings = SETTINGS[0],
    limit: int = 10,
    *,
    until_solved: bool = False,
    snapshots: tuple[int, ...] = (),
) -> Chunk:
    return runner.advance(state, settings, limit, until_solved, np.array(snapshots, np.int64))


@pytest.fixture(params=sorted(RUNNERS))
def make(request: pytest.FixtureRequest) -> Callable[[NetShape, Batch], Runner]:
    return RUNNERS[request.param]


# Hand-over.


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("name", catalogue.names())
def test_a_run_can_change_its_backend(name: str, settings: OptimizerSettings) -> None:
    shape, batch = net(name, layers=2), suffixes(6)
    runners = {kind: make(shape, batch) for kind, make in RUNNERS.items()}
    plans = {
        "interpreter": ["interpreter"] * 4,
        "torch": ["torch"] * 4,
        "mixed": ["interpreter", "torch", "torch", "interpreter"],
        "mixed otherwise": ["torch", "interpreter", "torch", "interpreter"],
    }
    ends: dict[str, TrainingState] = {}
    losses: dict[str, list[float]] = {}
    for plan, kinds in plans.items():
        state = ends[plan] = start(shape)
        chunks = [advance(runners[kind], state, settings, 5) for kind in kinds]
        assert [chunk.first_step for chunk in chunks] == [0, 5, 10, 15]
        losses[plan] = np.concatenate([chunk.losses for chunk in chunks]).tolist()
    first = ends["interpreter"]
    for plan, state in ends.items():
        assert state.step == 20
        np.testing.assert_allclose(losses[plan], losses["interpreter"], rtol=1e-4, err_msg=plan)
        for mine, other in (
            (first.parameters, state.parameters),
            (first.first_moment, state.first_moment),
            (first.second_moment, state.second_moment),
        ):
            np.testing.assert_allclose(mine, other, rtol=2e-3, atol=1e-4, err_msg=plan)
    assert losses["torch"][-1] < losses["torch"][0]


def test_what_no_state_reads_stays_as_it_is(make: Callable[[NetShape, Batch], Runner]) -> None:
    cell = parse_cell("cell", ("h",), "q = tanh(W_q @ x + b_q)\nh = tanh(W_xh @ x + W_hh @ h)")
    shape = NetShape(cell, 6, 4, 1, 6)
    state = start(shape)
    before = state.copy()
    chunk = advance(make(shape, suffixes(6)), state, snapshots=(3,))
    for key in ("W_q", "b_q"):
        kept = shape.view(before.parameters, key)
        np.testing.assert_array_equal(shape.view(state.parameters, key), kept)
        np.testing.assert_array_equal(shape.view(chunk.snapshots.parameters[0], key), kept)
    assert np.any(shape.view(state.parameters, "W_xh") != shape.view(before.parameters, "W_xh"))


def test_a_bias_that_only_torch_has_stays_zero() -> None:
    equations = (
        "r = sigmoid(W_xr @ x + W_hr @ h + b_r)\nz = sigmoid(W_xz @ x + W_hz @ h)\n"
        "n = tanh(W_xn @ x + r * (W_hn @ h + b_m))\nh = (1 - z) * n + z * h"
    )
    shape, batch = NetShape(parse_cell("cell", ("h",), equations), 6, 4, 1, 6), suffixes(6)
    settings = OptimizerSettings("sgd", 0.5, momentum=0.9, clip_norm=0.2)
    torchs = TorchRunner(shape, batch)
    assert torchs.is_fused
    first, second = start(shape), start(shape)
    advance(InterpreterRunner(shape, batch), first, settings, 20)
    advance(torchs, second, settings, 20)
    np.testing.assert_allclose(first.parameters, second.parameters, rtol=1e-3, atol=1e-5)


# One run.


def test_a_chunk_tells_what_happened(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape, batch = net(), suffixes(6)
    runner, state = make(shape, batch), start(shape)
    assert runner.name in RUNNERS
    before = runner.evaluate(state.parameters)
    chunk = advance(runner, state, limit=7)
    assert (chunk.first_step, len(chunk), chunk.total, chunk.status) == (0, 7, 15, "running")
    assert chunk.losses.dtype == np.float32
    assert chunk.correct.dtype == np.int32
    # a loss belongs to the parameters before its step's update
    assert chunk.losses[0] == pytest.approx(before.loss, rel=1e-5)
    assert chunk.correct[0] == before.correct
    assert state.step == 7
    after = runner.evaluate(state.parameters)
    assert advance(runner, state, limit=1).losses[0] == pytest.approx(after.loss, rel=1e-5)


def test_no_steps_change_nothing(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape = net()
    runner, state = make(shape, suffixes(6)), start(shape)
    advance(runner, state, limit=3)
    before = state.copy()
    chunk = advance(runner, state, limit=0, snapshots=(3,))
    assert (chunk.first_step, len(chunk), chunk.status) == (3, 0, "running")
    assert chunk.snapshots.parameters.shape == (0, shape.parameter_count)
    assert state.step == 3
    np.testing.assert_array_equal(state.parameters, before.parameters)
    np.testing.assert_array_equal(state.second_moment, before.second_moment)


def test_snapshots_are_the_parameters_of_their_step(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape, batch = net(), suffixes(6)
    single, state = make(shape, batch), start(shape)
    history = []
    for _ in range(12):
        history.append(state.parameters.copy())
        advance(single, state, limit=1)
    runner, state = make(shape, batch), start(shape)
    wanted = ((0, 1, 5, 6), (2, 6, 11, 90))
    kept = [advance(runner, state, limit=6, snapshots=steps).snapshots for steps in wanted]
    assert [list(part.steps) for part in kept] == [[0, 1, 5], [6, 11]]
    for part in kept:
        assert part.parameters.dtype == np.float32
        for step, parameters in zip(part.steps, part.parameters, strict=True):
            np.testing.assert_allclose(parameters, history[step], rtol=1e-4, atol=1e-5)


def test_the_same_seed_is_the_same_run(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape, batch = net("lstm"), suffixes(6)
    losses, ends = [], []
    for sizes in ((20,), (20,), (7, 1, 12)):
        runner, state = make(shape, batch), start(shape, seed=5)
        losses.append(np.concatenate([advance(runner, state, limit=size).losses for size in sizes]))
        ends.append(state.parameters)
    np.testing.assert_array_equal(losses[0], losses[1])
    np.testing.assert_array_equal(losses[0], losses[2])
    np.testing.assert_array_equal(ends[0], ends[2])


def test_the_learning_rate_may_change(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape = net()
    runner, state = make(shape, suffixes(6)), start(shape)
    advance(runner, state, OptimizerSettings("sgd", 0.1, momentum=0.0))
    before = state.parameters.copy()
    advance(runner, state, OptimizerSettings("sgd", 1e-9, momentum=0.0))
    np.testing.assert_allclose(state.parameters, before, atol=1e-6)
    advance(runner, state, OptimizerSettings("sgd", 0.1, momentum=0.0), limit=1)
    assert np.abs(state.parameters - before).max() > 1e-4


def test_training_stops_when_all_is_right(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape = net()
    runner, state = make(shape, suffixes(6)), start(shape)
    chunk = advance(runner, state, OptimizerSettings("adam", 0.1), 500, until_solved=True)
    assert chunk.status == "solved"
    assert chunk.correct[-1] == chunk.total
    assert np.all(chunk.correct[:-1] < chunk.total)
    # no update after the step that was right
    assert state.step == len(chunk) - 1
    assert runner.evaluate(state.parameters).solved
    again = advance(runner, state, limit=5, until_solved=True)
    assert (again.status, len(again), again.first_step) == ("solved", 1, state.step)
    assert advance(runner, state, limit=5).status == "running"


# Divergence.


def bursting() -> tuple[NetShape, OptimizerSettings]:
    cell = parse_cell("cell", ("h",), "h = h * h + W_xh @ x + W_hh @ h")
    return NetShape(cell, 6, 8, 1, 6), OptimizerSettings("sgd", 1.0, momentum=0.9)


@pytest.mark.parametrize("size", [1, 1000])
def test_a_burst_leaves_the_last_good_state(make: Callable[[NetShape, Batch], Runner], size: int) -> None:
    shape, settings = bursting()
    runner, state = make(shape, suffixes(6)), start(shape)
    chunks = [advance(runner, state, settings, size, snapshots=tuple(range(1000)))]
    while chunks[-1].status == "running" and len(chunks) < 1000:
        chunks.append(advance(runner, state, settings, size, snapshots=tuple(range(1000))))
    assert chunks[-1].status == "diverged"
    losses = np.concatenate([chunk.losses for chunk in chunks])
    assert np.isfinite(losses[:-1]).all()
    assert not np.isfinite(losses[-1])
    assert state.is_finite
    assert state.step == len(losses) - 2
    assert runner.evaluate(state.parameters).loss == pytest.approx(losses[-2], rel=1e-5)
    steps = np.concatenate([chunk.snapshots.steps for chunk in chunks])
    np.testing.assert_array_equal(steps, np.arange(len(losses) - 1))
    assert all(np.isfinite(chunk.snapshots.parameters).all() for chunk in chunks)
    # with a smaller rate it can go on from there
    calm = advance(runner, state, OptimizerSettings("sgd", 1e-3, momentum=0.0, clip_norm=1e-3), 3)
    assert calm.status == "running"
    assert calm.first_step == len(losses) - 2


def test_a_run_never_seen_before_cannot_be_restored(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape, _ = bursting()
    runner = make(shape, suffixes(6))
    advance(runner, start(shape), limit=3)
    state = start(shape)
    state.parameters[:] = np.nan
    chunk = advance(runner, state)
    assert (chunk.status, len(chunk), state.step) == ("diverged", 1, 0)
    assert np.isnan(state.parameters).all()
    assert len(chunk.snapshots.steps) == 0


def test_evaluating_bad_parameters_is_quiet(make: Callable[[NetShape, Batch], Runner]) -> None:
    shape, _ = bursting()
    runner = make(shape, suffixes(6))
    assert not np.isfinite(runner.evaluate(np.full(shape.parameter_count, 1e30, np.float32)).loss)


# Learning.


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_learns_to_complete(name: str, reverse: bool) -> None:
    order = list(range(13, -1, -1)) if reverse else list(range(14))
    batch = Batch.of([(order[first:-1], order[first + 1 :]) for first in range(13)])
    shape = net(name, size=14, hidden_size=16)
    for seed in range(5):
        state = start(shape, seed)
        runner = InterpreterRunner(shape, batch)
        chunk = advance(runner, state, OptimizerSettings("adam", 0.1), 200, until_solved=True)
        assert chunk.status == "solved", f"seed {seed}: {chunk.correct[-1]} of {chunk.total}"
        assert runner.evaluate(state.parameters).solved


def test_two_layers_learn_too() -> None:
    shape = net("gru", size=8, hidden_size=12, layers=2)
    state = start(shape)
    chunk = advance(
        InterpreterRunner(shape, suffixes(8)), state, OptimizerSettings("adam", 0.05), 300, until_solved=True
    )
    assert chunk.status == "solved"


def test_float64_is_more_exact_and_the_same_run() -> None:
    shape, batch = net(), suffixes(6)
    single, double = start(shape), start(shape)
    first = advance(InterpreterRunner(shape, batch), single, limit=20)
    second = advance(InterpreterRunner(shape, batch, np.float64), double, limit=20)
    np.testing.assert_allclose(first.losses, second.losses, rtol=1e-4)
    assert double.parameters.dtype == np.float32
