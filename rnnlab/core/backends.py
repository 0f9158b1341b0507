"""Which backend trains a net: chosen by measurement, never by guess, and changeable while training runs.

The interpreter is ready at once, so it begins. While a cell's kernel is compiled for the first time
(elsewhere, so that nothing waits) it trains on; then both are timed on a copy of the training
state and the faster one goes on from the same state. For a large net the interpreter would need seconds for a
single step: there compiled code begins, if it can be had soon.

Torch is timed too, but only for nets with much arithmetic a step, and only once training has taken (or is
known to take) longer than loading torch does: so the choice never costs more than it may save.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

import numpy as np

from rnnlab.core.batch import Batch
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.interpreter_runner import InterpreterRunner
from rnnlab.core.cells.runner import Runner
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState

Reason = Literal["by_hand", "compiling", "loading", "measured", "large", "only"]

# Below this much arithmetic a step (in floating-point operations) torch is never faster on a processor.
TORCH_WORTH_LOADING = 5e8
# Seconds of training that pay for loading torch and timing it (measured: 2 to 4 s).
TORCH_PAYS = 6.0
# From this much arithmetic on, a step of the interpreter takes a noticeable time,
SLOW_TO_INTERPRET = 2e8
# and so many seconds compiled code is waited for instead.
PATIENCE = 1.5
NO_STEPS = np.zeros(0, np.int64)
# A candidate is timed for about this long, in seconds.
PROBE_SECONDS = 0.004


@dataclass(frozen=True)
class BackendChoice:
    """The backend in use and why.

    Attributes
    ----------
    name
        ``interpreter``, ``compiled`` or ``torch``.
    device
        ``cpu``, ``cuda`` or ``mps``.
    reason
        ``by_hand``, ``compiling`` (the kernel is being made), ``loading`` (a backend is being loaded),
        ``measured``, ``large`` (compiled code, because of the net's size) or ``only``.
    seconds_per_step
        What was measured, by backend (and device).
    """

    name: str
    device: str = "cpu"
    reason: Reason = "only"
    seconds_per_step: Mapping[str, float] = field(default_factory=dict)


class Suppliers(Protocol):
    """What makes backends ready; a window has one that never stalls it."""

    def kernel_is_ready(self, cell: Cell) -> bool:
        """Return whether the cell's compiled code can be used now; if not, begin to make it."""
        ...

    def torch_is_ready(self) -> bool:
        """Return whether torch can be imported now; if not, begin to load it."""
        ...


class AtOnce:
    """Makes everything ready where it is asked for: right without a window."""

    def kernel_is_ready(self, cell: Cell) -> bool:
        """Compile the cell, or load it from the disk, and return True."""
        from rnnlab.core.cells import kernel

        kernel.prepare(cell)
        return True

    def torch_is_ready(self) -> bool:
        """Return True: whoever needs torch imports it."""
        return True


def arithmetic_per_step(shape: NetShape, batch: Batch) -> float:
    """Return the floating-point operations of one training step: 6 for every weight and position."""
    positions = int(batch.lengths.sum())
    # a one-hot input picks a column instead of multiplying
    reading = {parameter.name for parameter in shape.cell.parameters if parameter.columns == "X"}
    picking = reading if shape.is_one_hot else set()
    multiplied = (
        entry.size
        for entry in shape.parameters
        if entry.columns and not (entry.layer == 1 and entry.name in picking)
    )
    return 6.0 * positions * sum(multiplied)


def torch_device(requested: str) -> str:
    """Return the torch device to use for ``auto``, ``cpu``, ``cuda`` or ``mps``; imports torch.

    Raises
    ------
    Problem
        ``device.missing`` if the wished device is not there.
    """
    import torch

    available = {
        "cpu": True,
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }
    if requested == "auto":
        return next(device for device in ("cuda", "mps", "cpu") if available[device])
    if not available.get(requested, False):
        raise Problem("device.missing", "device", device=requested)
    return requested


def seconds_per_step(runner: Runner, state: TrainingState, optimizer: OptimizerSettings) -> float:
    """Time a runner on a copy of a state; the state itself stays as it is."""
    copy = state.copy()
    steps, best, spent = 1, float("inf"), 0.0
    runner.advance(copy, optimizer, 1, False, NO_STEPS)
    while spent < PROBE_SECONDS:
        started = time.perf_counter()
        chunk = runner.advance(copy, optimizer, steps, False, NO_STEPS)
        elapsed = time.perf_counter() - started
        spent += elapsed
        best = min(best, elapsed / max(len(chunk.losses), 1))
        if chunk.status != "running":
            copy = state.copy()
        steps = min(2 * steps, 1_024)
    return best


class BackendSelector:
    """Holds the runner in use for one net and batch, and changes it when a better one is ready.

    Parameters
    ----------
    shape, batch
        What is trained.
    backend
        ``auto``, ``compiled``, ``torch`` or ``interpreter``.
    device
        ``auto``, ``cpu``, ``cuda`` or ``mps``.
    suppliers
        What makes backends ready.
    """

    def __init__(
        self,
        shape: NetShape,
        batch: Batch,
        backend: str = "auto",
        device: str = "auto",
        suppliers: Suppliers | None = None,
    ) -> None:
        self._shape = shape
        self._batch = batch
        self._device = device
        self._suppliers = suppliers or AtOnce()
        self._wanted: list[str] = []
        self._seconds: dict[str, float] = {}
        self._by_hand = backend != "auto"
        self._is_wished = self._by_hand or device in ("cuda", "mps")
        self._waited_since: float | None = None
        self._spent, self._pace = 0.0, 0.0
        self.runner: Runner | None = None
        self.choice = BackendChoice("interpreter")
        self._plan(backend)

    def _plan(self, backend: str) -> None:
        arithmetic = arithmetic_per_step(self._shape, self._batch)
        if self._is_wished:
            self._wanted = [backend if self._by_hand else "torch"]
        else:
            self._wanted = ["compiled", "torch"] if arithmetic >= TORCH_WORTH_LOADING else ["compiled"]
        begins = not self._is_wished and arithmetic < SLOW_TO_INTERPRET
        if begins or self._wanted == ["interpreter"]:
            self._interpret("by_hand" if self._by_hand else "loading")
        else:
            self.choice = BackendChoice(self._wanted[0], reason="loading")

    def _interpret(self, reason: Reason) -> None:
        self.runner = InterpreterRunner(self._shape, self._batch)
        self._wanted = [name for name in self._wanted if name != "interpreter"]
        self.choice = BackendChoice("interpreter", reason=reason)

    @property
    def settled(self) -> bool:
        """Whether every candidate has been tried."""
        return not self._wanted

    def note(self, seconds: float, steps: int) -> None:
        """Learn from training itself how long it takes."""
        if steps:
            self._spent += seconds
            self._pace = seconds / steps

    def poll(self, state: TrainingState, optimizer: OptimizerSettings, steps_left: int | None = None) -> bool:
        """Try the next candidate if it is ready; True if the backend in use changed.

        Parameters
        ----------
        state
            Where training stands; not changed.
        optimizer
            In use.
        steps_left
            Training steps still to be done, None if nobody knows.

        Raises
        ------
        Problem
            If the backend was chosen by hand and cannot be had.
        """
        if not self._wanted or (self._wanted[0] == "torch" and not self._torch_pays(steps_left)):
            return False
        name = self._wanted[0]
        try:
            candidate = self._compiled() if name == "compiled" else self._torch()
        except (Problem, ImportError, OSError) as error:
            return self._pass_over(name, error)
        if candidate is None:
            return self._wait()
        self._wanted.pop(0)
        return self._compare(name, candidate, state, optimizer)

    def _pass_over(self, name: str, error: Exception) -> bool:
        self._wanted.pop(0)
        if self.runner is not None:
            return False
        if not self._is_wished:
            self._interpret("only")
            return True
        if isinstance(error, Problem):
            raise error
        raise Problem("backend.unavailable", "backend", backend=name, detail=str(error)) from error

    def _wait(self) -> bool:
        """Wait for what is not ready yet; begin with the interpreter after a while."""
        now = time.monotonic()
        if self._waited_since is None:
            self._waited_since = now
        if self.runner is None and not self._is_wished and now - self._waited_since > PATIENCE:
            self._interpret(self.choice.reason)
            return True
        return False

    def _torch_pays(self, steps_left: int | None) -> bool:
        """Return whether training takes so long that loading torch may pay."""
        if self._is_wished:
            return True
        expected = self._spent if steps_left is None else steps_left * self._pace
        return expected >= TORCH_PAYS

    def _compiled(self) -> Runner | None:
        if not self._suppliers.kernel_is_ready(self._shape.cell):
            self.choice = replace(self.choice, reason="compiling")
            return None
        from rnnlab.core.cells.kernel import CompiledRunner

        return CompiledRunner(self._shape, self._batch)

    def _torch(self) -> Runner | None:
        if not self._suppliers.torch_is_ready():
            return None
        from rnnlab.core.cells.module import TorchRunner

        return TorchRunner(self._shape, self._batch, torch_device(self._device))

    def _compare(
        self, name: str, candidate: Runner, state: TrainingState, optimizer: OptimizerSettings
    ) -> bool:
        device = str(getattr(candidate, "device", "cpu"))
        if self.runner is None:
            self.runner = candidate
            self.choice = BackendChoice(name, device, "by_hand" if self._is_wished else "large")
            return True
        if not self._seconds:
            # what training has shown needs no measuring, unless it is too short to be exact
            known = self._pace if self._pace > 10 * PROBE_SECONDS else 0.0
            self._seconds[self.choice.name] = known or seconds_per_step(self.runner, state, optimizer)
        self._seconds[name] = seconds_per_step(candidate, state, optimizer)
        faster = self._seconds[name] < self._seconds[self.choice.name]
        if faster:
            self.runner = candidate
        kept = (name, device) if faster else (self.choice.name, self.choice.device)
        self.choice = BackendChoice(*kept, "measured", dict(self._seconds))
        return faster
