"""A run keeps going whatever is changed meanwhile, and nobody waits for a chunk in progress."""

import time
from collections.abc import Callable
from dataclasses import replace

from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.runner import Chunk
from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.core.net import initialise
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState
from rnnlab.session.training_run import TrainingRun

EXPERIMENT = Experiment(
    vocabulary_text="A-E", hidden_size=4, backend="interpreter", device="cpu", stop=StopRule("hand")
)


class Slow(InterpreterRunner):
    """The interpreter with a burden."""

    def advance(self, *arguments: object) -> Chunk:
        time.sleep(0.3)
        return super().advance(*arguments)  # type: ignore[arg-type]


def _run(experiment: Experiment = EXPERIMENT) -> TrainingRun:
    shape = experiment.shape()
    state = TrainingState.fresh(initialise(shape, 0))
    return TrainingRun(experiment, shape, task_of(experiment).batch(), state)


def _until(run: TrainingRun, holds: Callable[[], bool]) -> None:
    limit = time.monotonic() + 10
    while not holds():
        run.poll()
        assert time.monotonic() < limit
        time.sleep(0.002)


def test_another_backend_goes_on_where_the_old_one_was() -> None:
    run = _run()
    run.start()
    _until(run, lambda: run.newest_step > 20)
    run.set_experiment(replace(EXPERIMENT, backend="compiled"))
    assert run.status == "running"
    step = run.newest_step
    _until(run, lambda: run.choice.name == "compiled" and run.newest_step > step + 20)
    assert run.status == "running"
    assert (run.curve.steps[1:] > run.curve.steps[:-1]).all()
    run.pause()
    assert run.join(5)


def test_nobody_waits_for_the_old_backend() -> None:
    run = _run()
    run._selector.runner = Slow(run.shape, run.batch)
    run.start()
    time.sleep(0.02)
    begun = time.monotonic()
    run.set_experiment(replace(EXPERIMENT, backend="compiled"))
    assert time.monotonic() - begun < 0.2
    _until(run, lambda: run.newest_step > 100)
    run.pause()
    assert run.join(5)


def test_a_pause_is_kept_when_the_backend_changes() -> None:
    run = _run()
    run.start()
    _until(run, lambda: run.newest_step > 5)
    run.pause()
    run.set_experiment(replace(EXPERIMENT, backend="compiled"))
    _until(run, lambda: not run.is_busy)
    run.poll()
    assert run.status == "paused"
    assert run.choice.name == "compiled"
    assert run.join(5)


def test_training_asked_for_while_the_last_chunk_ends_is_not_forgotten() -> None:
    run = _run()
    run._selector.runner = Slow(run.shape, run.batch)
    run.start()
    time.sleep(0.02)
    run.pause()
    run.start(3)
    assert run.status == "running"
    _until(run, lambda: run.status == "finished")
    assert run.newest_step >= 3
    assert run.join(5)
