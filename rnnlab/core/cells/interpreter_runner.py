"""Training on the interpreter: NumPy alone, ready in the first millisecond.

It trains while a kernel compiles or torch loads, and where neither can be had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rnnlab.core import optimizers
from rnnlab.core.cells import stepwise
from rnnlab.core.cells.interpreter import NetInterpreter, NetRun
from rnnlab.core.cells.runner import Chunk, Evaluation, IntArray
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.training_state import TrainingState

if TYPE_CHECKING:
    from rnnlab.core.batch import Batch
    from rnnlab.core.experiment import OptimizerSettings


class InterpreterRunner:
    """Trains one net on one batch; see :class:`~rnnlab.core.cells.runner.Runner`.

    Parameters
    ----------
    shape, batch
        What is trained on what.
    dtype
        What losses and gradients are computed in. Parameters and moments are float32 whatever it is.
    """

    name = "interpreter"

    def __init__(self, shape: NetShape, batch: Batch, dtype: npt.DTypeLike = np.float32) -> None:
        self._total = batch.attainable
        self._parameters = np.zeros(shape.parameter_count, dtype)  # (P,)
        self._net = NetInterpreter(shape, self._parameters, batch.inputs, batch.targets)
        self._last_good = stepwise.LastGood()

    def advance(
        self,
        state: TrainingState,
        optimizer: OptimizerSettings,
        limit: int,
        stop_when_solved: bool,
        snapshot_steps: IntArray,
    ) -> Chunk:
        """Do up to ``limit`` training steps; see :meth:`rnnlab.core.cells.runner.Runner.advance`."""
        stepper = _Stepper(self, state, optimizer, self._last_good)
        # an overflow is what the loss will tell, not something for the console
        with np.errstate(over="ignore", invalid="ignore"):
            return stepwise.advance(stepper, self._total, limit, stop_when_solved, snapshot_steps)

    def evaluate(self, parameters: Float32Array) -> Evaluation:
        """Return the loss and the right answers of some parameters (P,)."""
        run = self.forward(parameters)
        return Evaluation(run.loss, run.correct, self._total)

    def forward(self, parameters: Float32Array) -> NetRun:
        """Run the net on the batch with some parameters (P,)."""
        np.copyto(self._parameters, parameters)  # (P,)
        return self._net.forward()


class _Stepper:
    """Training steps on a state that is changed in place."""

    def __init__(
        self,
        runner: InterpreterRunner,
        state: TrainingState,
        optimizer: OptimizerSettings,
        last_good: stepwise.LastGood,
    ) -> None:
        self._runner = runner
        self._state = state
        self._optimizer = optimizer
        self._last_good = last_good
        self._run: NetRun | None = None

    @property
    def step(self) -> int:
        return self._state.step

    def measure(self) -> tuple[float, int]:
        self._run = self._runner.forward(self._state.parameters)
        return self._run.loss, self._run.correct

    def copy_parameters(self) -> Float32Array:
        return self._state.parameters.copy()  # (P,)

    def remember(self) -> None:
        self._last_good.remember(self._state)

    def restore(self) -> None:
        self._last_good.restore(self._state)

    def update(self) -> None:
        assert self._run is not None
        gradient = self._run.net.backward(self._run)  # (P,)
        optimizers.update(self._state, gradient, self._optimizer)
