"""Training as an iterator: when it stops, what it reports, what may change meanwhile."""

from collections.abc import Iterator

import numpy as np
import pytest

from rnnlab.core.backends import BackendSelector
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.history import History
from rnnlab.core.net import initialise
from rnnlab.core.tasks import task_of
from rnnlab.core.training import Controls, Report, train
from rnnlab.core.training_state import TrainingState

FAST = OptimizerSettings(learning_rate=0.1)


class Bench:
    """A net ready to be trained."""

    def __init__(self, stop: StopRule, optimizer: OptimizerSettings = FAST, seed: int = 0) -> None:
        experiment = Experiment(vocabulary_text="A-J", hidden_size=12, seed=seed, backend="interpreter")
        shape = experiment.shape()
        self.state = TrainingState.fresh(initialise(shape, seed))
        self.controls = Controls(optimizer, stop)
        self.selector = BackendSelector(shape, task_of(experiment).batch(), "interpreter")
        self.history = History(shape.parameter_count)

    def reports(self) -> Iterator[Report]:
        return train(self.state, self.controls, self.selector, self.history.wanted)


def test_steps_are_counted_once_each_and_the_final_weights_are_measured_too() -> None:
    bench = Bench(StopRule("steps", 57))
    reports = list(bench.reports())
    steps = np.concatenate([r.first_step + np.arange(len(r.losses)) for r in reports])
    assert steps.tolist() == list(range(58))
    assert reports[-1].status == "finished"
    assert {report.status for report in reports[:-1]} == {"running"}
    assert bench.state.step == 57


def test_the_last_measured_loss_is_that_of_the_final_weights() -> None:
    bench = Bench(StopRule("steps", 9))
    last = list(bench.reports())[-1]
    assert bench.selector.runner is not None
    assert last.losses[-1] == pytest.approx(bench.selector.runner.evaluate(bench.state.parameters).loss)
    assert np.array_equal(last.parameters, bench.state.parameters)


def test_training_stops_when_every_prefix_is_solved() -> None:
    bench = Bench(StopRule("solved"))
    last = list(bench.reports())[-1]
    assert last.status == "solved"
    assert last.correct[-1] == last.total == bench.selector._batch.total
    assert last.solved_step == bench.state.step == last.step


def test_solving_is_noticed_without_stopping() -> None:
    reports = list(Bench(StopRule("steps", 60)).reports())
    solved = [report.solved_step for report in reports if report.solved_step is not None]
    assert solved
    stopped = Bench(StopRule("solved"))
    list(stopped.reports())
    assert min(solved) == stopped.state.step


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    runs = []
    for seed in (3, 3, 4):
        bench = Bench(StopRule("steps", 30), seed=seed)
        runs.append(np.concatenate([report.losses for report in bench.reports()]))
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_a_pause_ends_the_iteration_and_training_goes_on_from_there() -> None:
    whole = Bench(StopRule("steps", 40))
    expected = np.concatenate([report.losses for report in whole.reports()])
    bench = Bench(StopRule("steps", 40))
    bench.controls.chunk_limit = 7
    losses: list[np.ndarray] = []
    for number, report in enumerate(bench.reports()):
        losses.append(report.losses)
        bench.controls.pause_requested = number == 2
    assert bench.state.step == sum(map(len, losses)) < 40
    bench.controls.pause_requested = False
    losses.extend(report.losses for report in bench.reports())
    assert np.array_equal(np.concatenate(losses), expected)


def test_a_chunk_limit_is_kept() -> None:
    bench = Bench(StopRule("steps", 20))
    bench.controls.chunk_limit = 3
    assert max(len(report.losses) for report in bench.reports()) <= 3


def test_wanted_weights_come_along() -> None:
    bench = Bench(StopRule("steps", 50))
    kept: dict[int, np.ndarray] = {}
    for report in bench.reports():
        kept.update(zip(report.snapshot_steps.tolist(), report.snapshots, strict=True))
    assert set(range(51)) <= set(kept)
    assert np.array_equal(kept[50], bench.state.parameters)
    assert not np.array_equal(kept[0], kept[1])


def test_another_optimiser_in_the_middle_starts_with_an_empty_memory() -> None:
    bench = Bench(StopRule("steps", 20))
    bench.controls.chunk_limit = 5
    for number, _ in enumerate(bench.reports()):
        if number == 1:
            bench.controls.optimizer = OptimizerSettings(kind="sgd", learning_rate=0.05, momentum=0.9)
    assert not bench.state.second_moment.any()
    assert bench.state.first_moment.any()
