"""The loop over training steps, for backends that come back to Python at every step."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from rnnlab.core.cells.runner import Chunk, IntArray, Snapshots, Status
from rnnlab.core.net import Float32Array
from rnnlab.core.training_state import TrainingState


class Stepper(Protocol):
    """What a backend does inside one training step."""

    @property
    def step(self) -> int:
        """The training step it is at."""
        ...

    def measure(self) -> tuple[float, int]:
        """Run forward; return the loss and the number of right answers."""
        ...

    def copy_parameters(self) -> Float32Array:
        """Return a copy of the parameters, flat (P,)."""
        ...

    def remember(self) -> None:
        """Keep this step's parameters and moments as the last good ones."""
        ...

    def restore(self) -> None:
        """Go back to what was remembered last, if anything was."""
        ...

    def update(self) -> None:
        """Run backward from the last measurement, update the parameters and go to the next step."""
        ...


def advance(
    stepper: Stepper, total: int, limit: int, stop_when_solved: bool, snapshot_steps: IntArray
) -> Chunk:
    """Do up to ``limit`` steps.

    Parameters
    ----------
    stepper
        A backend at the state to start from.
    total
        Number of targets.
    limit, stop_when_solved, snapshot_steps
        See :meth:`rnnlab.core.cells.runner.Runner.advance`.
    """
    first_step = stepper.step
    losses: list[float] = []
    correct: list[int] = []
    kept: dict[int, Float32Array] = {}
    wanted = set(np.asarray(snapshot_steps).tolist())
    status: Status = "running"
    for _ in range(limit):
        loss, right = stepper.measure()
        losses.append(loss)
        correct.append(right)
        if not math.isfinite(loss):
            stepper.restore()
            status = "diverged"
            break
        if stepper.step in wanted:
            kept[stepper.step] = stepper.copy_parameters()  # (P,)
        if stop_when_solved and right == total:
            status = "solved"
            break
        stepper.remember()
        stepper.update()
    parameters = np.stack(list(kept.values())) if kept else np.zeros((0, stepper.copy_parameters().size))
    return Chunk(
        first_step=first_step,
        losses=np.array(losses, np.float32),  # (n,)
        correct=np.array(correct, np.int32),  # (n,)
        total=total,
        status=status,
        snapshots=Snapshots(np.array(list(kept), np.int64), parameters.astype(np.float32, copy=False)),
    )


class LastGood:
    """The last training state of a run whose loss was finite.

    A bad update shows in the *next* step's loss, which may come in another call. So a runner keeps one of
    these from call to call.
    """

    def __init__(self) -> None:
        self._run: TrainingState | None = None
        self._copy: TrainingState | None = None

    def remember(self, state: TrainingState) -> None:
        """Copy a state."""
        if self._run is not state or self._copy is None:
            self._run, self._copy = state, state.copy()
        else:
            _assign(self._copy, state)

    def restore(self, state: TrainingState) -> None:
        """Set a state to what was remembered of it; of a state never seen before nothing is known."""
        if self._run is state and self._copy is not None:
            _assign(state, self._copy)


def _assign(target: TrainingState, source: TrainingState) -> None:
    np.copyto(target.parameters, source.parameters)  # (P,)
    np.copyto(target.first_moment, source.first_moment)  # (P,)
    np.copyto(target.second_moment, source.second_moment)  # (P,)
    target.step = source.step
