"""Training on a long text, window by window: the states at a window's end begin the next one.

The buffer of a state begins with the rows before the first time step, which are zeros in every other use;
here the last rows are copied there. The gradient stops at a window's first step (truncated back-propagation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells.kernel.library_code import RESULTS
from rnnlab.core.cells.kernel.runner import CompiledRunner, check_symbols
from rnnlab.core.cells.kernel.store import CompiledCell
from rnnlab.core.cells.kernel.update_code import OPTIMIZERS
from rnnlab.core.cells.runner import Evaluation
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.optimizers import ADAM_BETAS

if TYPE_CHECKING:
    from rnnlab.core.experiment import OptimizerSettings
    from rnnlab.core.training_state import TrainingState

Int32Array = npt.NDArray[np.int32]
_FETCHED, _KEPT = 1, 2


class WindowRunner(CompiledRunner):
    """Trains on windows of one size.

    Parameters
    ----------
    shape : NetShape
        The net.
    steps, sequences : int
        T and B of every window.
    cell : CompiledCell, optional
        The cell's code; compiled (or read from the disk) if it is not given.
    """

    def __init__(self, shape: NetShape, steps: int, sequences: int, cell: CompiledCell | None = None) -> None:
        symbols = np.zeros((steps, sequences), np.int32)
        batch = Batch(symbols, symbols.copy(), np.full(sequences, steps, np.int32))
        super().__init__(shape, batch, cell)
        self._window = (steps, sequences)
        self._owned: TrainingState | None = None
        self._loss, self._right = np.zeros(1, np.float32), np.zeros(1, np.int32)
        self._state_views = self._find_states(shape, steps, sequences)

    def _find_states(
        self, shape: NetShape, steps: int, sequences: int
    ) -> list[tuple[int, int, Float32Array, Float32Array]]:
        """Return layer, state, and views of its rows before the first step and of its last ones, (B, H)."""
        memory, width = self._memory, self._memory.padded(shape.hidden_size)
        found = []
        for layer in range(shape.layers):
            for number, state in enumerate(shape.cell.states):
                place = memory.state_place(layer + 1, state)
                if place is None:
                    continue
                size = sequences * width
                last = place + (steps - 1) * size
                before, after = (
                    memory.workspace[start : start + size].reshape(sequences, width)[:, : shape.hidden_size]
                    for start in (place - size, last)
                )
                found.append((layer, number, before, after))
        return found

    def set_states(self, states: Float32Array) -> None:
        """Let the next window begin with these states, (L, states, B, H)."""
        for layer, number, before, _ in self._state_views:
            before[...] = states[layer, number]  # (B, H)

    def states(self) -> Float32Array:
        """Return the states that the next window begins with, (L, states, B, H)."""
        shape = self._memory.shape
        sizes = (shape.layers, len(shape.cell.states), self._window[1], shape.hidden_size)
        found = np.zeros(sizes, np.float32)
        for layer, number, before, _ in self._state_views:
            found[layer, number] = before  # (B, H)
        return found

    def carry(self) -> None:
        """Let the next window begin with the states at the end of the last one."""
        for _, _, before, after in self._state_views:
            before[...] = after  # (B, H)

    def take(self, state: TrainingState) -> None:
        """Make a training state the one that `train` changes; it stays inside until `give_back`."""
        self._owned = state
        self._results[:] = 0
        for name in ("parameters", "first_moment", "second_moment"):
            self._memory.set(name, self._checked(state, name).ctypes.data)
        self._run(0, _KEPT)

    def train(
        self, inputs: Int32Array, targets: Int32Array, optimizer: OptimizerSettings
    ) -> tuple[float, bool]:
        """Do one training step on a window.

        Parameters
        ----------
        inputs, targets
            Symbols, int32 (T, B).
        optimizer
            How the weights are changed.

        Returns
        -------
        tuple
            The loss before the update, in nats, and whether it is a number. If it is none the weights are
            those before the last update.
        """
        state = self._owned
        assert state is not None
        self._fill(inputs, targets)
        powers = [beta**state.step for beta in ADAM_BETAS]
        self._settings[:] = (optimizer.learning_rate, optimizer.momentum, optimizer.clip_norm, *powers)
        self._memory.set("optimizer", OPTIMIZERS.index(optimizer.kind))
        self._run(1, _FETCHED | _KEPT)
        updates = int(self._results[RESULTS.index("updates")])
        self._results[RESULTS.index("continues")] = updates > 0
        state.step += updates
        return float(self._loss[0]), bool(self._results[RESULTS.index("status")] == 0)

    def give_back(self) -> None:
        """Write parameters and moments to the training state that was taken; training may go on."""
        self._run(0, _FETCHED)

    def measure(self, inputs: Int32Array, targets: Int32Array) -> Evaluation:
        """Return loss and right answers of the state given back last, on a window that may have gaps.

        Parameters
        ----------
        inputs, targets
            Symbols, int32 (T, B); target -1 where nothing is asked.
        """
        assert self._owned is not None
        self._fill(inputs, targets)
        found = self.evaluate(self._owned.parameters)
        self._memory.set("parameters", self._owned.parameters.ctypes.data)
        return Evaluation(found.loss, found.correct, self._memory.total)

    def read(self, parameters: Float32Array, symbols: npt.NDArray[np.integer], into: Float32Array) -> None:
        """Read one long text and keep the states after every symbol; needs B = 1.

        Parameters
        ----------
        parameters
            Flat float32 (P,).
        symbols
            Shape (n,).
        into
            Where the states go, (L, states, n, H).
        """
        steps, hidden = self._window[0], self._memory.shape.hidden_size
        width = self._memory.padded(hidden)
        self.set_states(np.zeros_like(self.states()))
        for first in range(0, len(symbols), steps):
            part = np.zeros((steps, 1), np.int32)
            count = min(steps, len(symbols) - first)
            part[:count, 0] = symbols[first : first + count]
            self._fill(part, np.full_like(part, -1))
            self.evaluate(parameters)
            for layer, number, before, _ in self._state_views:
                place = self._memory.state_place(layer + 1, self._memory.shape.cell.states[number])
                assert place is not None
                rows = self._memory.workspace[place : place + count * width].reshape(count, width)
                into[layer, number, first : first + count] = rows[:, :hidden]
                before[...] = rows[-1:, :hidden]  # (1, H)

    def _run(self, limit: int, stays: int) -> None:
        memory = self._memory
        memory.set("losses", self._loss.ctypes.data)
        memory.set("correct", self._right.ctypes.data)
        for name, value in (("stays", stays), ("limit", limit), ("wanted_count", 0), ("stop_when_solved", 0)):
            memory.set(name, value)
        self._cell.library.entry("advance")(memory.table.ctypes.data)

    def _fill(self, inputs: Int32Array, targets: Int32Array) -> None:
        if inputs.shape != self._window or targets.shape != self._window:
            raise ValueError(f"a window must have shape {self._window}")
        flat = [np.ascontiguousarray(array, np.int32).reshape(-1) for array in (inputs, targets)]  # (T·B,)
        check_symbols(self._memory.shape, *flat)
        self._memory.fill(*flat)
