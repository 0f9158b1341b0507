"""Training as an iterator of reports, the same whatever the backend.

``train`` never sleeps and knows no threads: whoever iterates decides where it runs and when it stops. Each
report covers a chunk of steps that took about ``chunk_seconds``; inside a chunk no Python runs on the
compiled backend.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from rnnlab.core.backends import BackendChoice, BackendSelector
from rnnlab.core.experiment import OptimizerSettings, StopRule
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.tasks import Task
from rnnlab.core.training_state import TrainingState

WantedSteps = Callable[[int, int], Sequence[int] | npt.NDArray[np.integer]]


@dataclass(frozen=True)
class Goal:
    """What "solved" means for a task whose answers are more than right or wrong.

    Attributes
    ----------
    reached
        Looks at some weights (P,); asked only when every answer is right that can be.
    every
        It is asked at training steps that are multiples of this, so that the same run ends at the same step.
    """

    reached: Callable[[Float32Array], bool]
    every: int = 20

    @classmethod
    def of(cls, task: Task, shape: NetShape) -> Goal | None:
        """Return the goal of a task; None where right answers are all.

        A task whose answers are shares has a method ``is_learnt(shape, parameters)``.
        """
        is_learnt = getattr(task, "is_learnt", None)
        return None if is_learnt is None else cls(partial(is_learnt, shape))


@dataclass
class Controls:
    """What may change while training runs; read afresh for every chunk.

    Attributes
    ----------
    optimizer, stop
        Replaced whole.
    chunk_seconds
        How long one chunk should take.
    chunk_limit
        Most steps in one chunk (to watch slowly), None for no limit.
    pause_requested
        Ends the iteration after the chunk in progress.
    goal
        What the stop rule ``"solved"`` waits for; None for every answer being right.
    """

    optimizer: OptimizerSettings
    stop: StopRule
    chunk_seconds: float = 0.03
    chunk_limit: int | None = None
    pause_requested: bool = False
    goal: Goal | None = None


@dataclass(frozen=True, eq=False)
class Report:
    """What happened in one chunk.

    Attributes
    ----------
    first_step
        Training step of ``losses[0]``.
    losses, correct
        One value a step, before that step's update: the loss (nats a target), the number of right answers.
    total
        Number of answers asked for.
    snapshot_steps, snapshots
        Weights for the history, (k,) and (k, P).
    step, parameters
        The newest training step and its weights (P,).
    status
        ``running``, ``waiting`` (no backend is ready yet), ``finished``, ``solved`` or ``diverged``.
    choice
        The backend in use.
    seconds
        How long the chunk took.
    """

    first_step: int
    losses: npt.NDArray[np.floating]
    correct: npt.NDArray[np.integer]
    total: int
    snapshot_steps: npt.NDArray[np.integer]
    snapshots: Float32Array
    step: int
    parameters: Float32Array
    status: str
    choice: BackendChoice
    seconds: float

    @property
    def solved_step(self) -> int | None:
        """The first step of this chunk at which every answer was right."""
        solved = np.flatnonzero(np.asarray(self.correct) == self.total)
        return self.first_step + int(solved[0]) if len(solved) and self.total else None


def _no_steps(first: int, last: int) -> Sequence[int]:
    del first, last
    return ()


def _empty_report(state: TrainingState, status: str, choice: BackendChoice) -> Report:
    parameters = state.parameters.copy()  # (P,)
    return Report(
        first_step=state.step,
        losses=np.zeros(0, np.float32),
        correct=np.zeros(0, np.int64),
        total=0,
        snapshot_steps=np.zeros(0, np.int64),
        snapshots=np.zeros((0, len(parameters)), np.float32),
        step=state.step,
        parameters=parameters,
        status=status,
        choice=choice,
        seconds=0.0,
    )


def train(
    state: TrainingState,
    controls: Controls,
    selector: BackendSelector,
    wanted: WantedSteps = _no_steps,
) -> Iterator[Report]:
    """Train until the stop rule holds, the loss is no longer finite or a pause is requested.

    Parameters
    ----------
    state
        Changed in place.
    controls
        Optimiser and stop rule, changeable between reports.
    selector
        Gives the backend.
    wanted
        Says for a range of steps (first, last inclusive) which weights to keep.

    Yields
    ------
    Report
        One a chunk. The last one's ``status`` says why training ended; after a pause it is ``running``.

    Raises
    ------
    Problem
        ``backend.unavailable`` or ``device.missing`` if what was chosen by hand cannot be had.
    """
    seconds_per_step = controls.chunk_seconds  # a first chunk of one step measures it
    kind = controls.optimizer.kind
    while not controls.pause_requested:
        if controls.optimizer.kind != kind:
            kind = controls.optimizer.kind
            state.forget()
        remaining = controls.stop.steps - state.step if controls.stop.kind == "steps" else None
        if selector.poll(state, controls.optimizer, remaining):
            seconds_per_step = controls.chunk_seconds
        if selector.runner is None:
            yield _empty_report(state, "waiting", selector.choice)
            continue
        limit = max(int(controls.chunk_seconds / max(seconds_per_step, 1e-9)), 1)
        if controls.chunk_limit is not None:
            limit = min(limit, controls.chunk_limit)
        if remaining is not None:
            limit = min(limit, remaining)
        goal = controls.goal if controls.stop.kind == "solved" else None
        if goal is not None:
            limit = min(limit, goal.every - state.step % goal.every)
        if limit <= 0:
            yield _last_report(state, selector, "finished")
            return
        report = _advance(state, controls, selector, wanted, limit)
        selector.note(report.seconds, len(report.losses))
        yield report
        if report.status != "running":
            return
        if goal is not None and _is_reached(goal, state, report):
            yield _last_report(state, selector, "solved")
            return
        seconds_per_step = report.seconds / max(len(report.losses), 1)


def _advance(
    state: TrainingState, controls: Controls, selector: BackendSelector, wanted: WantedSteps, limit: int
) -> Report:
    assert selector.runner is not None
    started = time.perf_counter()
    steps = np.asarray(wanted(state.step, state.step + limit - 1), np.int64)  # (k,)
    at_once = controls.stop.kind == "solved" and controls.goal is None
    chunk = selector.runner.advance(state, controls.optimizer, limit, at_once, steps)
    return Report(
        first_step=chunk.first_step,
        losses=chunk.losses,
        correct=chunk.correct,
        total=chunk.total,
        snapshot_steps=chunk.snapshots.steps,
        snapshots=chunk.snapshots.parameters,
        step=state.step,
        parameters=state.parameters.copy(),  # (P,)
        status=chunk.status,
        choice=selector.choice,
        seconds=time.perf_counter() - started,
    )


def _is_reached(goal: Goal, state: TrainingState, report: Report) -> bool:
    is_due = state.step % goal.every == 0
    return is_due and bool(report.correct[-1] == report.total) and goal.reached(state.parameters)


def _last_report(state: TrainingState, selector: BackendSelector, status: str) -> Report:
    """Return the report of the final weights: their loss has not been measured by an update yet."""
    assert selector.runner is not None
    evaluation = selector.runner.evaluate(state.parameters)
    parameters = state.parameters.copy()  # (P,)
    return Report(
        first_step=state.step,
        losses=np.array([evaluation.loss], np.float32),
        correct=np.array([evaluation.correct], np.int64),
        total=evaluation.total,
        snapshot_steps=np.array([state.step], np.int64),
        snapshots=parameters[None],
        step=state.step,
        parameters=parameters,
        status=status,
        choice=selector.choice,
        seconds=0.0,
    )
