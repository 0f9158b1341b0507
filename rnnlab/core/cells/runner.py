"""What every training backend offers: a runner that advances a training state on one batch.

A runner is made for one net and one batch: ``InterpreterRunner(shape, batch)``,
``CompiledRunner(shape, batch)``, ``TorchRunner(shape, batch, device)``. All of them do the same: for every
training step the forward pass on ``state.parameters``, whose loss and number of right answers are noted
under ``state.step``; then back-propagation through time, clipping, and the optimiser's update, after which
``state.step`` is one larger. So a loss belongs to the weights *before* the update of its step, and a run can
be handed from one backend to another between two calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from rnnlab.core.experiment import OptimizerSettings
    from rnnlab.core.training_state import TrainingState

Float32Array = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.integer]
Status = Literal["running", "solved", "diverged"]


class Snapshots(NamedTuple):
    """Copies of the parameters at wanted training steps.

    Attributes
    ----------
    steps
        Ascending, int64, shape (k,).
    parameters
        The parameters whose loss was noted under that step, shape (k, P).
    """

    steps: npt.NDArray[np.int64]
    parameters: Float32Array


@dataclass(frozen=True, eq=False)
class Chunk:
    """What happened in one call of :meth:`Runner.advance`.

    Attributes
    ----------
    first_step
        The training step of the first entry.
    losses
        Mean cross-entropy at steps ``first_step``, ``first_step + 1`` …, float32 (n,). If the run diverged,
        the last one is the loss that was not finite.
    correct
        Right answers at the same steps, int32 (n,).
    total
        Number of targets in the batch that a net can get right; see `rnnlab.core.batch.Batch.attainable`.
    status
        ``"running"``: ``limit`` steps were done. ``"solved"``: the last entry has all of these right, and no
        update followed it. ``"diverged"``: the last loss is not finite; the state is the one of the last
        step whose loss was finite (parameters, moments and step).
    snapshots
        The wanted snapshots that came by.
    """

    first_step: int
    losses: Float32Array
    correct: npt.NDArray[np.int32]
    total: int
    status: Status
    snapshots: Snapshots

    def __len__(self) -> int:
        return len(self.losses)


@dataclass(frozen=True)
class Evaluation:
    """How good some parameters are on the runner's batch.

    Attributes
    ----------
    loss
        Mean cross-entropy over all targets, in nats.
    correct, total
        Right answers, and the most that a net can have; :attr:`solved` if they are equal.
    """

    loss: float
    correct: int
    total: int

    @property
    def solved(self) -> bool:
        """Whether every target that can have the largest logit has it."""
        return self.correct == self.total


class Runner(Protocol):
    """Trains one net on one batch."""

    name: str
    """``"interpreter"``, ``"compiled"`` or ``"torch"``."""

    def advance(
        self,
        state: TrainingState,
        optimizer: OptimizerSettings,
        limit: int,
        stop_when_solved: bool,
        snapshot_steps: IntArray,
    ) -> Chunk:
        """Do up to ``limit`` training steps, changing ``state`` in place.

        Parameters
        ----------
        state
            Parameters, moments and step.
        optimizer
            May differ from call to call (the learning rate can be changed while running).
        limit
            Most steps to do; 0 gives an empty chunk.
        stop_when_solved
            Whether to stop at the first step with every target right that can be.
        snapshot_steps
            Absolute steps, ascending; at each of them the parameters are copied.
        """
        ...

    def evaluate(self, parameters: Float32Array) -> Evaluation:
        """Return the loss and the right answers of some parameters (P,)."""
        ...
