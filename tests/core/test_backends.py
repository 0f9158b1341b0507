"""Backends chosen by measurement: training begins at once and is handed over without a seam."""

import time

import numpy as np
import pytest

from rnnlab.core.backends import (
    TORCH_PAYS,
    AtOnce,
    BackendSelector,
    arithmetic_per_step,
    seconds_per_step,
)
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.runner import Chunk, Evaluation
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.net import initialise
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import task_of
from rnnlab.core.training import Controls, train
from rnnlab.core.training_state import TrainingState

EXPERIMENT = Experiment(vocabulary_text="A-H", hidden_size=10)
SHAPE, BATCH = EXPERIMENT.shape(), task_of(EXPERIMENT).batch()
OPTIMIZER = OptimizerSettings(learning_rate=0.05)


class Late(AtOnce):
    """Has kernels ready after some looks, or never."""

    def __init__(self, looks: int) -> None:
        self._looks = looks

    def kernel_is_ready(self, cell: Cell) -> bool:
        self._looks -= 1
        return self._looks < 0 and super().kernel_is_ready(cell)


class Slow(InterpreterRunner):
    """The interpreter with a burden."""

    def advance(self, *arguments: object) -> Chunk:
        time.sleep(0.003)
        return super().advance(*arguments)  # type: ignore[arg-type]


def _state() -> TrainingState:
    return TrainingState.fresh(initialise(SHAPE, 0))


def test_a_tiny_net_ends_up_on_the_compiled_backend_by_measurement() -> None:
    selector = BackendSelector(SHAPE, BATCH)
    assert selector.choice.name == "interpreter"
    assert selector.poll(_state(), OPTIMIZER)
    choice = selector.choice
    assert (choice.name, choice.reason) == ("compiled", "measured")
    assert choice.seconds_per_step["compiled"] < choice.seconds_per_step["interpreter"]
    assert selector.settled


def test_training_does_not_wait_for_the_kernel_and_is_handed_over_without_a_seam() -> None:
    alone = InterpreterRunner(SHAPE, BATCH)
    state = _state()
    expected = alone.advance(state, OPTIMIZER, 60, False, np.zeros(0, np.int64)).losses
    selector = BackendSelector(SHAPE, BATCH, suppliers=Late(4))
    controls = Controls(OPTIMIZER, StopRule("steps", 60), chunk_limit=6)
    reports = list(train(_state(), controls, selector))
    assert [report.choice.name for report in reports[:4]] == ["interpreter"] * 4
    assert reports[0].choice.reason == "compiling"
    assert reports[-1].choice.name == "compiled"
    losses = np.concatenate([report.losses for report in reports])[:60]
    assert np.allclose(losses, expected, rtol=2e-3, atol=1e-5)


def test_the_slower_candidate_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rnnlab.core.cells.kernel.CompiledRunner", Slow)
    selector = BackendSelector(SHAPE, BATCH)
    assert not selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == ("interpreter", "measured")


def test_measuring_leaves_the_state_alone() -> None:
    state = _state()
    before = state.copy()
    assert seconds_per_step(InterpreterRunner(SHAPE, BATCH), state, OPTIMIZER) > 0
    assert np.array_equal(state.parameters, before.parameters)
    assert not state.first_moment.any()
    assert state.step == 0


@pytest.mark.parametrize("backend", ["interpreter", "compiled", "torch"])
def test_a_backend_chosen_by_hand_is_the_one_used(backend: str) -> None:
    selector = BackendSelector(SHAPE, BATCH, backend, "cpu")
    selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == (backend, "by_hand")
    assert selector.runner is not None
    assert selector.runner.name == backend
    assert isinstance(selector.runner.evaluate(_state().parameters), Evaluation)


def test_waiting_for_a_backend_chosen_by_hand_is_reported() -> None:
    selector = BackendSelector(SHAPE, BATCH, "compiled", suppliers=Late(2))
    reports = list(train(_state(), Controls(OPTIMIZER, StopRule("steps", 5)), selector))
    assert [report.status for report in reports[:2]] == ["waiting", "waiting"]
    assert reports[-1].status == "finished"


def test_a_backend_that_cannot_be_had_is_said_if_chosen_by_hand_and_else_passed_over() -> None:
    class Broken(AtOnce):
        def kernel_is_ready(self, cell: Cell) -> bool:
            raise OSError(cell.name)

    by_hand = BackendSelector(SHAPE, BATCH, "compiled", suppliers=Broken())
    with pytest.raises(Problem) as caught:
        by_hand.poll(_state(), OPTIMIZER)
    assert caught.value.code == "backend.unavailable"
    automatic = BackendSelector(SHAPE, BATCH, suppliers=Broken())
    assert not automatic.poll(_state(), OPTIMIZER)
    assert automatic.runner is not None


def test_a_device_that_is_not_there_is_said() -> None:
    import torch

    missing = next(
        name
        for name, there in (("cuda", torch.cuda.is_available()), ("mps", torch.backends.mps.is_available()))
        if not there
    )
    selector = BackendSelector(SHAPE, BATCH, "auto", missing)
    with pytest.raises(Problem) as caught:
        selector.poll(_state(), OPTIMIZER)
    assert caught.value.code == "device.missing"


def test_arithmetic_counts_the_matrices_but_not_the_picked_columns() -> None:
    for name in catalogue.names():
        experiment = Experiment(vocabulary_text="A-H", hidden_size=10, cell=name)
        gates = sum(parameter.columns == "H" for parameter in experiment.shape().cell.parameters)
        positions = 7 * 8 // 2
        expected = 6 * positions * (gates * 10 * 10 + 8 * 10)
        assert arithmetic_per_step(experiment.shape(), task_of(experiment).batch()) == expected


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tiny net count as a large one."""
    monkeypatch.setattr("rnnlab.core.backends.SLOW_TO_INTERPRET", 0.0)
    monkeypatch.setattr("rnnlab.core.backends.TORCH_WORTH_LOADING", 0.0)


@pytest.mark.usefixtures("large")
def test_a_large_net_begins_with_compiled_code() -> None:
    selector = BackendSelector(SHAPE, BATCH)
    assert selector.runner is None
    assert selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == ("compiled", "large")


@pytest.mark.usefixtures("large")
def test_a_large_net_waits_for_compiled_code_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    selector = BackendSelector(SHAPE, BATCH, suppliers=Late(3))
    assert not selector.poll(_state(), OPTIMIZER)
    assert selector.runner is None
    monkeypatch.setattr("rnnlab.core.backends.PATIENCE", -1.0)
    assert selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == ("interpreter", "compiling")
    selector.poll(_state(), OPTIMIZER)
    assert selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == ("compiled", "measured")


@pytest.mark.usefixtures("large")
def test_a_large_net_is_interpreted_where_nothing_can_be_compiled() -> None:
    class Broken(AtOnce):
        def kernel_is_ready(self, cell: Cell) -> bool:
            raise OSError(cell.name)

    selector = BackendSelector(SHAPE, BATCH, suppliers=Broken())
    assert selector.poll(_state(), OPTIMIZER)
    assert (selector.choice.name, selector.choice.reason) == ("interpreter", "only")


class Counting(AtOnce):
    """Counts who asks for torch."""

    asked = 0

    def torch_is_ready(self) -> bool:
        self.asked += 1
        return super().torch_is_ready()


@pytest.mark.usefixtures("large")
def test_torch_is_asked_for_only_once_training_takes_longer_than_loading_it() -> None:
    suppliers = Counting()
    selector = BackendSelector(SHAPE, BATCH, "auto", "cpu", suppliers)
    selector.poll(_state(), OPTIMIZER)
    for _ in range(3):
        assert not selector.poll(_state(), OPTIMIZER, steps_left=90)
        selector.note(TORCH_PAYS / 10, 10)
    assert suppliers.asked == 0
    assert selector.choice.seconds_per_step == {}
    selector.poll(_state(), OPTIMIZER, steps_left=110)
    assert suppliers.asked == 1
    assert selector.choice.reason == "measured"
    assert selector.choice.seconds_per_step["compiled"] == pytest.approx(TORCH_PAYS / 100)
    assert selector.settled


@pytest.mark.usefixtures("large")
def test_without_an_end_in_sight_training_must_have_taken_that_long() -> None:
    suppliers = Counting()
    selector = BackendSelector(SHAPE, BATCH, "auto", "cpu", suppliers)
    selector.poll(_state(), OPTIMIZER)
    selector.note(TORCH_PAYS * 0.9, 10)
    selector.poll(_state(), OPTIMIZER)
    assert suppliers.asked == 0
    selector.note(TORCH_PAYS * 0.2, 10)
    selector.poll(_state(), OPTIMIZER)
    assert suppliers.asked == 1
