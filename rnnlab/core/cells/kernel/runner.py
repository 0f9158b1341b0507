"""The compiled runner: trains one net on one batch inside one call of machine code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells.kernel.library_code import RESULTS, SETTINGS, STATUSES
from rnnlab.core.cells.kernel.memory import Int32Array, Memory, RowBatch
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
    for symbols, lowest, size in ((inputs, 0, shape.input_size), (targets, -1, shape.output_size)):
        if len(symbols) and not lowest <= int(symbols.min()) <= int(symbols.max()) < size:
            raise ValueError(f"symbols must lie between {lowest} and {size - 1}")


@dataclass
class _LastCall:
    """What the workspace still holds from the last call."""

    step: int
    parameters: Float32Array


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
        self._memory = memory = Memory(shape, self._cell.training, rows, self._cell.lanes)
        self._cell.connect(memory)
        self._settings = np.zeros(len(SETTINGS), np.float64)
        self._results = np.zeros(len(RESULTS), np.int64)
        memory.set("settings", self._settings.ctypes.data)
        memory.set("results", self._results.ctypes.data)
        self._total = batch.total
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
        limit = max(limit, 0)
        losses = np.empty(limit, np.float32)  # (limit,)
        correct = np.empty(limit, np.int32)  # (limit,)
        ahead = np.asarray(snapshot_steps, np.int64)
        wanted = np.unique(ahead[(ahead >= state.step) & (ahead < state.step + limit)])  # (k,)
        copies = np.empty((len(wanted), len(state.parameters)), np.float32)  # (k, P)
        if not self._memory.covers_all:
            copies[:] = state.parameters
        self._give(state, optimizer, limit, stop_when_solved)
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "losses": losses,
            "correct": correct,
            "wanted": wanted,
            "snapshots": copies,
        }
        for name, array in arrays.items():
            self._memory.set(name, array.ctypes.data)
        self._memory.set("wanted_count", len(wanted))
        self._cell.library.entry("advance")(self._memory.table.ctypes.data)
        done, status, updates, kept = (int(number) for number in self._results[:4])
        first_step = state.step
        self._take(state, updates, is_running=status == 0)
        return Chunk(
            first_step=first_step,
            losses=losses[:done],
            correct=correct[:done],
            total=self._total,
            status=STATUSES[status],
            snapshots=Snapshots(wanted[:kept], copies[:kept]),
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
        self._arrays = [state.parameters, state.first_moment, state.second_moment]
        for name, array in zip(("parameters", "first_moment", "second_moment"), self._arrays, strict=True):
            if array.dtype != np.float32 or not array.flags.c_contiguous or not array.flags.writeable:
                raise ValueError(f"{name} must be writeable contiguous float32")
            if array.shape != (self._memory.shape.parameter_count,):
                raise ValueError(f"{name} must have shape ({self._memory.shape.parameter_count},)")
            self._memory.set(name, array.ctypes.data)
        self._memory.set("optimizer", OPTIMIZERS.index(optimizer.kind))
        self._memory.set("limit", limit)
        self._memory.set("stop_when_solved", stop_when_solved)
        self._memory.set("first_step", state.step)

    def _take(self, state: TrainingState, updates: int, *, is_running: bool) -> None:
        state.step += updates
        self._arrays = []
        keeps = is_running and (updates > 0 or bool(self._results[RESULTS.index("continues")]))
        self._last = _LastCall(state.step, state.parameters.copy()) if keeps else None

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
