"""What trains on windows of a text: compiled code, or torch on a processor or an accelerator.

An engine holds a training state while it works. `Engine.train` does steps on windows and carries the layers'
states from each to the next; losses are fetched together, because asking an accelerator for a number after
every step would cost more than the step.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.kernel import Hire, WindowRunner
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.pace import Pace
from rnnlab.core.text.windows import Window
from rnnlab.core.training_state import TrainingState

__all__ = ["CompiledEngine", "Engine", "EnginePlan", "make", "no_states"]

CALL_SECONDS = 0.02
"""About how long compiled code works without coming back: a pause waits so long."""


@dataclass(frozen=True)
class EnginePlan:
    """How steps are computed; the same plan, the same numbers.

    Attributes
    ----------
    backend
        ``"compiled"`` or ``"torch"``.
    device
        ``"cpu"``, ``"cuda"`` or ``"mps"``.
    precision
        ``"float32"``, or ``"bfloat16"`` for the products of matrices.
    threads
        How many work on a step. Torch adds in another order then; compiled code always computes the same.
    """

    backend: Literal["compiled", "torch"] = "compiled"
    device: str = "cpu"
    precision: Literal["float32", "bfloat16"] = "float32"
    threads: int = 1


class Engine(Protocol):
    """Trains one net on windows of one size."""

    def load(self, state: TrainingState, carried: Float32Array) -> None:
        """Take a training state and the layers' states before the next window, (L, states, B, H)."""
        ...

    @property
    def windows_at_once(self) -> int:
        """How many windows `train` would like to have, so that it is not called too often."""
        ...

    def train(self, windows: Sequence[Window], rates: Sequence[float]) -> None:
        """Do a training step on each of some windows; after a loss that is no number they may be left out."""
        ...

    def take_losses(self) -> npt.NDArray[np.float32]:
        """Return the losses since the last call, in nats, one a step."""
        ...

    def measure(self, windows: Iterable[Window]) -> tuple[float, int]:
        """Return the sum of losses, in nats, and the number of targets of a text; carried states stay."""
        ...

    def store(self) -> Float32Array:
        """Write everything to the training state that was loaded; return the carried states."""
        ...

    def close(self) -> None:
        """Let those go who help; nothing is trained any more."""
        ...


def make(
    plan: EnginePlan,
    shape: NetShape,
    sizes: tuple[int, int],
    clip_norm: float,
    dropout: float,
    seed: int,
    hire: Hire | None = None,
) -> Engine:
    """Return the engine of a plan.

    Parameters
    ----------
    plan
        How it computes.
    shape
        The net.
    sizes
        T and B of a window.
    clip_norm, dropout, seed
        See `rnnlab.core.text.settings.TextSettings`.
    hire
        Where compiled code gets its threads; None if one has to do.

    Raises
    ------
    Problem
        ``backend.unavailable`` if this machine has no such device, or no code for it.
    """
    if plan.backend == "compiled":
        if dropout and shape.layers > 1:
            raise Problem("text.no_dropout", "backend")
        return CompiledEngine(shape, sizes, clip_norm, hire, plan.threads)
    from rnnlab.core.text.engine_torch import TorchEngine

    return TorchEngine(plan, shape, sizes, clip_norm, dropout, seed)


def no_states(shape: NetShape, sequences: int) -> Float32Array:
    """Return the states before anything was read: zeros (L, states, B, H)."""
    return np.zeros((shape.layers, len(shape.cell.states), sequences, shape.hidden_size), np.float32)


class CompiledEngine:
    """Machine code, on as many processors as help."""

    def __init__(
        self,
        shape: NetShape,
        sizes: tuple[int, int],
        clip_norm: float,
        hire: Hire | None = None,
        threads: int = 1,
    ) -> None:
        self._runner = WindowRunner(shape, *sizes)
        self._clip_norm = clip_norm
        self._losses: list[Float32Array] = []
        self._step_seconds = math.inf
        self._pace = Pace()
        self._helped = ExitStack()
        if hire is not None:
            self._helped.enter_context(self._runner.crew.helped(hire, threads - 1))

    def load(self, state: TrainingState, carried: Float32Array) -> None:
        """Take a training state; see `Engine`."""
        self._runner.take(state)
        self._runner.set_states(carried)

    @property
    def windows_at_once(self) -> int:
        """How many windows `train` would like to have; see `Engine`."""
        wanted = max(int(CALL_SECONDS / self._step_seconds), 1)
        return min(wanted, self._runner.most_windows or wanted)

    def train(self, windows: Sequence[Window], rates: Sequence[float]) -> None:
        """Do a training step on each of some windows; see `Engine`."""
        optimizer = OptimizerSettings("adam", 0.0, 0.0, self._clip_norm)
        crew, with_help = self._runner.crew, self._pace.next()
        if crew.helpers:
            crew.ask(for_help=with_help)
        inputs, targets = (
            np.stack(symbols) for symbols in zip(*((w.inputs, w.targets) for w in windows), strict=True)
        )
        began = time.perf_counter()
        losses, _ = self._runner.train(inputs, targets, optimizer, rates, [w.is_first for w in windows])
        self._step_seconds = (time.perf_counter() - began) / len(losses)
        self._pace.note(self._step_seconds, with_help=with_help)
        self._losses.append(losses)

    def take_losses(self) -> npt.NDArray[np.float32]:
        """Return the losses since the last call; see `Engine`."""
        losses, self._losses = self._losses, []
        return np.concatenate(losses, dtype=np.float32) if losses else np.zeros(0, np.float32)

    def measure(self, windows: Iterable[Window]) -> tuple[float, int]:
        """Return the sum of losses and the number of targets; see `Engine`."""
        runner = self._runner
        runner.give_back()
        carried = runner.states()
        total, count = 0.0, 0
        for window in windows:
            if window.is_first:
                runner.set_states(np.zeros_like(carried))
            found = runner.measure(window.inputs, window.targets)
            total, count = total + found.loss * found.total, count + found.total
            runner.carry()
        runner.set_states(carried)
        return total, count

    def store(self) -> Float32Array:
        """Write everything to the training state; see `Engine`."""
        self._runner.give_back()
        return self._runner.states()

    def close(self) -> None:
        """Let those go who help; see `Engine`."""
        self._helped.close()
