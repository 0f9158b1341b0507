"""Sweeps: seeds of one set-up, what they amount to, axes and the order of a grid."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.net import initialise
from rnnlab.core.problems import Problem
from rnnlab.core.sweep import (
    AXES,
    Axis,
    RunnerPool,
    SeedRun,
    bands,
    coarse_to_fine,
    product,
    spread,
    summarise,
    train_seeds,
    value_of,
    with_value,
)
from rnnlab.core.sweep.seeds import Outcome
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState

SMALL = Experiment("가-마", hidden_size=8, optimizer=OptimizerSettings("adam", 0.05))


def all_runs(
    experiment: Experiment,
    seeds: range,
    steps: int,
    *,
    stop_when_solved: bool = True,
    keep_curves: bool = False,
) -> list[SeedRun]:
    reports = train_seeds(
        experiment, seeds, steps, stop_when_solved=stop_when_solved, keep_curves=keep_curves
    )
    ended = [run for some in reports for run in some]
    return sorted(ended, key=lambda run: run.seed)


def test_each_seed_fares_as_it_does_alone() -> None:
    runs = all_runs(SMALL, range(3, 9), 200, keep_curves=True)
    assert [run.seed for run in runs] == list(range(3, 9))
    shape, batch = SMALL.shape(), task_of(SMALL).batch()
    for run in runs:
        state = TrainingState.fresh(initialise(shape, run.seed))
        chunk = CompiledRunner(shape, batch).advance(state, SMALL.optimizer, 201, True, np.zeros(0, np.int64))
        assert chunk.status == "solved"
        assert run.outcome == "solved"
        assert run.solved_step == state.step == len(run.losses) - 1
        np.testing.assert_allclose(run.losses, chunk.losses, rtol=1e-4)
        assert run.accuracies[-1] == 1.0
        assert run.seconds > 0


def test_short_calls_change_nothing() -> None:
    (long,) = all_runs(SMALL, range(1), 200)
    short = [run for some in train_seeds(SMALL, [0], 200, chunk_seconds=1e-7) for run in some]
    assert [run.solved_step for run in short] == [long.solved_step]


def test_between_calls_there_is_time_to_stop() -> None:
    slow = replace(SMALL, optimizer=OptimizerSettings("sgd", 1e-6))
    reports = train_seeds(slow, range(2), 10_000, chunk_seconds=1e-7)
    assert next(reports) == ()


def test_what_is_not_learnt_in_time_is_unsolved() -> None:
    runs = all_runs(replace(SMALL, optimizer=OptimizerSettings("sgd", 1e-6)), range(4), 5, keep_curves=True)
    assert {run.outcome for run in runs} == {"unsolved"}
    assert {len(run.losses) for run in runs} == {6}  # the weights after the last step are measured, too
    summary = summarise(runs)
    assert (summary.solved, summary.share, summary.steps, summary.seconds) == (0, 0.0, None, None)
    assert summary.loss is not None


def test_training_on_after_solving_keeps_the_first_step() -> None:
    stopped = all_runs(SMALL, range(4), 150)
    went_on = all_runs(SMALL, range(4), 150, stop_when_solved=False, keep_curves=True)
    assert [run.solved_step for run in went_on] == [run.solved_step for run in stopped]
    assert {len(run.losses) for run in went_on} == {151}


def test_a_loss_that_is_no_number_counts_as_diverged() -> None:
    cell = next(name for name in catalogue.names() if "relu" in name or name == catalogue.first())
    wild = replace(SMALL, cell=cell, optimizer=OptimizerSettings("sgd", 10.0, momentum=0.999))
    runs = all_runs(wild, range(10), 3000, keep_curves=True)
    assert all(np.isfinite(bands(runs).losses[1]))
    assert summarise(runs).solved + sum(run.outcome != "solved" for run in runs) == 10


def test_wrong_set_ups_are_refused() -> None:
    with pytest.raises(Problem) as caught:
        list(train_seeds(replace(SMALL, hidden_size=0), range(1), 1))
    assert caught.value.field == "hidden_size"


def test_benches_are_used_again_and_forgotten_when_there_are_many() -> None:
    pool = RunnerPool(limit=1)
    first = pool.bench(SMALL)
    runners = first.take(3)
    assert first.take(2) == runners[:2]
    np.testing.assert_array_equal(first.initial(4), initialise(first.shape, 4))
    assert pool.bench(replace(SMALL, seed=7, optimizer=OptimizerSettings("sgd", 0.1))) is first
    assert pool.bench(replace(SMALL, order="forward")) is not first
    assert pool.bench(SMALL) is not first
    roomy = RunnerPool()
    kept = roomy.bench(SMALL)
    roomy.bench(replace(SMALL, order="forward")).take(3)
    assert roomy.bench(SMALL) is kept


def test_a_known_bench_still_refuses_a_wrong_optimiser() -> None:
    pool = RunnerPool()
    pool.bench(SMALL)
    with pytest.raises(Problem) as caught:
        pool.bench(replace(SMALL, optimizer=OptimizerSettings("adam", -1.0)))
    assert caught.value.field == "learning_rate"


def _run(seed: int, losses: list[float], solved: int | None) -> SeedRun:
    values = np.array(losses, np.float32)
    accuracies = np.linspace(0, 1, len(values), dtype=np.float32)
    outcome: Outcome = "solved" if solved is not None else "unsolved"
    return SeedRun(seed, outcome, solved, float(seed), values, accuracies, losses[-1], 1.0)


def test_summary_and_bands_by_hand() -> None:
    runs = [_run(1, [4, 3, 2], 2), _run(2, [4, 1], 1), _run(3, [4, 2, float("nan")], None)]
    summary = summarise(runs)
    assert (summary.seeds, summary.solved, summary.steps) == (3, 2, (1.25, 1.5, 1.75))
    assert summary.share == pytest.approx(2 / 3)
    assert summary.loss == 1.5  # the one that is no number does not count
    curves = bands(runs)
    np.testing.assert_allclose(curves.losses[1], [4, 2, 2])
    assert len(bands([])) == 0


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_grid_is_filled_once_from_coarse_to_fine(columns: int, rows: int) -> None:
    places = list(coarse_to_fine(columns, rows))
    assert len(places) == columns * rows
    assert {(place.column, place.row) for place in places} == {
        (c, r) for c in range(columns) for r in range(rows)
    }
    strides = [place.stride for place in places]
    assert strides == sorted(strides, reverse=True)
    coarsest = {(p.column // p.stride, p.row // p.stride) for p in places if p.stride == strides[0]}
    assert len(coarsest) == -(-columns // strides[0]) * -(-rows // strides[0])


@given(st.sampled_from(sorted(AXES)), st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
@example("clip_norm", 40, 1.0, 0.94014414346998)
@example("hidden_size", 17, 0.5, 0.568359375)
def test_axes_ascend_within_their_ends(name: str, count: int, a: float, b: float) -> None:
    kind = AXES[name]
    low, high = sorted(kind.least + (min(kind.most, 300) - kind.least) * share for share in (a, b))
    axis = (
        spread(name, count, low, high) if kind.scale == "choice" or high - low >= 1 else spread(name, count)
    )
    assert axis.values
    assert len(set(axis.values)) == len(axis.values)
    if kind.scale != "choice":
        numbers = [float(value) for value in axis.values]
        assert numbers == sorted(numbers)
        assert len(numbers) <= max(count, 1)
        assert all(kind.least <= number <= kind.most for number in numbers)


@pytest.mark.parametrize("name", sorted(AXES))
def test_every_usual_value_makes_a_valid_experiment(name: str) -> None:
    for value in spread(name, 5).values:
        changed = with_value(SMALL, name, value).validated()
        assert value_of(changed, name) == value


def test_ranges_and_names_that_are_none() -> None:
    for name, low, high, code in (
        ("nonsense", 0.0, 1.0, "sweep.axis"),
        ("hidden_size", 8.0, 4.0, "sweep.range"),
        ("learning_rate", 0.0, 1.0, "sweep.range"),
    ):
        with pytest.raises(Problem) as caught:
            spread(name, 5, low, high)
        assert caught.value.code == code
    with pytest.raises(Problem):
        Axis("layers", ())


def test_products_hold_every_combination() -> None:
    axes = [Axis("layers", (1, 2)), Axis("learning_rate", (0.1, 0.2, 0.3))]
    cells = dict(product(SMALL, axes))
    assert len(cells) == 6
    assert cells[1, 2].layers == 2
    assert cells[1, 2].optimizer.learning_rate == 0.3
