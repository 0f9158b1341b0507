"""The compiled runner: trains one net on one batch inside one call of machine code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells.kernel.advance_code import RESULTS, SETTINGS, STATUSES
from rnnlab.core.cells.kernel.machine import Library
from rnnlab.core.cells.kernel.memory import Memory
from rnnlab.core.cells.kernel.rows import Int32Array, Int64Array, RowBatch
from rnnlab.core.cells.kernel.store import CompiledCell, compiled_cell
from rnnlab.core.cells.kernel.update_code import OPTIMIZERS
from rnnlab.core.cells.runner import Chunk, Evaluation, Float32Array, IntArray, Snapshots
from rnnlab.core.net import NetShape
from rnnlab.core.optimizers import ADAM_BETAS

if TYPE_CHECKING:
    from rnnlab.core.experiment import OptimizerSettings
    from rnnlab.core.training_state import TrainingState


def check_symbols(shape: NetShape, inputs: Int32Array, targets: Int32Array) -> None:
    """Refuse symbols outside the net's sizes, which compiled code would not notice."""
    # as unsigned numbers the negative ones are the largest
    if len(inputs) and inputs.view(np.uint32).max() >= shape.symbols:
        raise ValueError(f"inputs must lie between 0 and {shape.symbols - 1}")
    if len(targets) and (targets + 1).view(np.uint32).max() > shape.output_size:
        raise ValueError(f"targets must lie between -1 and {shape.output_size - 1}")


@dataclass
class _LastCall:
    """What the workspace still holds from the last call."""

    step: int
    parameters: Float32Array


@dataclass
class Call:
    """The arrays of one call of `advance`, which compiled code writes into."""

    state: TrainingState
    losses: Float32Array
    correct: Int32Array
    wanted: npt.NDArray[np.int64]
    copies: Float32Array


class CompiledRunner:
    """Trains on one processor core with code compiled for the cell.

    Parameters
    ----------
    shape : NetShape
        The net.
    batch : Batch
        What it is trained on.
    cell : CompiledCell, optional
        The cell's code; compiled (or read from the disk) if it is not given.
    """

    name = "compiled"

    def __init__(self, shape: NetShape, batch: Batch, cell: CompiledCell | None = None) -> None:
        rows = RowBatch.of(batch)
        check_symbols(shape, rows.inputs, rows.targets)
        self._cell = cell or compiled_cell(shape.cell)
        self._memory = memory = Memory(shape, self._cell.training, rows, self._cell.machine)
        self._cell.connect(memory)
        self._settings = np.zeros(len(SETTINGS), np.float64)
        self._results = np.zeros(len(RESULTS), np.int64)
        memory.set("settings", self._settings.ctypes.data)
        memory.set("results", self._results.ctypes.data)
        self._total = batch.attainable
        memory.set("attainable", self._total)
        self._last: _LastCall | None = None

    def advance(
        self,
        state: TrainingState,
        optimizer: OptimizerSettings,
        limit: int,
        stop_when_solved: bool,
        snapshot_steps: IntArray,
    ) -> Chunk:
        """Do up to `limit` training steps; see `rnnlab.core.cells.runner.Runner`."""
        call = self.begin(state, optimizer, limit, stop_when_solved, snapshot_steps)
        self._cell.library.entry("advance")(self._memory.table.ctypes.data)
        return self.finish(call)

    def begin(
        self,
        state: TrainingState,
        optimizer: OptimizerSettings,
        limit: int,
        stop_when_solved: bool,
        snapshot_steps: IntArray,
    ) -> Call:
        """Prepare a call of `advance`: the arguments are in the table afterwards."""
        limit = max(limit, 0)
        ahead = np.asarray(snapshot_steps, np.int64)
        wanted = np.unique(ahead[(ahead >= state.step) & (ahead < state.step + limit)])  # (k,)
        call = Call(
            state=state,
            losses=np.empty(limit, np.float32),
            correct=np.empty(limit, np.int32),
            wanted=wanted,
            copies=np.empty((len(wanted), self._memory.shape.parameter_count), np.float32),
        )
        self._give(state, optimizer, limit, stop_when_solved)
        if not self._memory.covers_all:
            call.copies[:] = state.parameters
        memory = self._memory
        memory.set("losses", call.losses.ctypes.data)
        memory.set("correct", call.correct.ctypes.data)
        memory.set("wanted", wanted.ctypes.data)
        memory.set("wanted_count", len(wanted))
        memory.set("snapshots", call.copies.ctypes.data)
        return call

    def finish(self, call: Call) -> Chunk:
        """Read the results of a call of `advance` that has been made."""
        done, status, updates, kept = (int(number) for number in self._results[:4])
        state = call.state
        first_step = state.step
        state.step += updates
        keeps = status == 0 and (updates > 0 or bool(self._results[RESULTS.index("continues")]))
        self._last = _LastCall(state.step, state.parameters.copy()) if keeps else None
        return Chunk(
            first_step=first_step,
            losses=call.losses[:done],
            correct=call.correct[:done],
            total=self._total,
            status=STATUSES[status],
            snapshots=Snapshots(call.wanted[:kept], call.copies[:kept]),
        )

    def _give(
        self, state: TrainingState, optimizer: OptimizerSettings, limit: int, stop_when_solved: bool
    ) -> None:
        last = self._last
        continues = (
            last is not None and last.step == state.step and np.array_equal(last.parameters, state.parameters)
        )
        self._results[RESULTS.index("continues")] = continues
        powers = [beta**state.step for beta in ADAM_BETAS]
        self._settings[:] = (optimizer.learning_rate, optimizer.momentum, optimizer.clip_norm, *powers)
        for name in ("parameters", "first_moment", "second_moment"):
            self._memory.set(name, self._checked(state, name).ctypes.data)
        self._memory.set("optimizer", OPTIMIZERS.index(optimizer.kind))
        self._memory.set("limit", limit)
        self._memory.set("stop_when_solved", stop_when_solved)
        self._memory.set("first_step", state.step)

    def _checked(self, state: TrainingState, name: str) -> Float32Array:
        """Return an array of a state, which compiled code may write to."""
        array: Float32Array = getattr(state, name)
        if array.dtype != np.float32 or not array.flags.c_contiguous or not array.flags.writeable:
            raise ValueError(f"{name} must be writeable contiguous float32")
        if array.shape != (self._memory.shape.parameter_count,):
            raise ValueError(f"{name} must have shape ({self._memory.shape.parameter_count},)")
        return array

    def evaluate(self, parameters: Float32Array) -> Evaluation:
        """Return the loss and the right answers of some parameters (P,)."""
        given = np.ascontiguousarray(parameters, np.float32)  # (P,)
        if given.shape != (self._memory.shape.parameter_count,):
            raise ValueError(f"parameters must have shape ({self._memory.shape.parameter_count},)")
        loss = np.empty(1, np.float32)
        correct = np.empty(1, np.int32)
        for name, array in (("parameters", given), ("losses", loss), ("correct", correct)):
            self._memory.set(name, array.ctypes.data)
        self._cell.library.entry("evaluate")(self._memory.table.ctypes.data)
        return Evaluation(float(loss[0]), int(correct[0]), self._total)

    @property
    def library(self) -> Library:
        """The code all cells share."""
        return self._cell.library

    @property
    def table(self) -> Int64Array:
        """The table that compiled code finds everything through."""
        return self._memory.table


def advance_all(
    runners: Sequence[CompiledRunner],
    states: Sequence[TrainingState],
    optimizer: OptimizerSettings,
    limit: int,
    stop_when_solved: bool,
) -> list[Chunk]:
    """Do up to `limit` training steps with each of several nets, without coming back to Python between.

    Parameters
    ----------
    runners, states
        One each a net; the nets may differ in everything.
    optimizer, limit, stop_when_solved
        See `CompiledRunner.advance`.
    """
    none = np.zeros(0, np.int64)
    pairs = list(zip(runners, states, strict=True))
    calls = [runner.begin(state, optimizer, limit, stop_when_solved, none) for runner, state in pairs]
    argument = np.array([len(runners), *(runner.table.ctypes.data for runner in runners)], np.int64)
    if runners:
        runners[0].library.entry("advance_all")(argument.ctypes.data)
    return [runner.finish(call) for runner, call in zip(runners, calls, strict=True)]
