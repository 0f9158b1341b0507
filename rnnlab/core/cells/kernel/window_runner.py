"""Training on a long text, window by window: the states at a window's end begin the next one.

The buffer of a state begins with the rows before the first time step, which are zeros in every other use;
here the last rows are copied there. The gradient stops at a window's first step (truncated back-propagation).
Many windows are trained on in one call of compiled code; see `window_code`.

The sequences of a large window are cut into parts, each with a gradient of its own; the gradients are added
up in order. Several processors may work on the parts, and nothing that is computed depends on how many do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.cells.kernel.advance_code import RESULTS
from rnnlab.core.cells.kernel.crew import Crew
from rnnlab.core.cells.kernel.rows import Int64Array, entry_table
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
Float64Array = npt.NDArray[np.float64]
LEAST_SEQUENCES, MOST_PARTS = 16, 8
"""A window is halved as long as a part has so many sequences, into so many parts at most."""
_FETCHED, _KEPT = 1, 2


class Advanced(NamedTuple):
    """What came of a call: steps whose loss is known, changes of the weights, whether all is well."""

    steps: int
    updates: int
    is_well: bool


class _Part(CompiledRunner):
    """Some of the sequences of a window, with their states."""

    def __init__(self, shape: NetShape, steps: int, columns: slice, cell: CompiledCell | None) -> None:
        self.columns, self.steps = columns, steps
        sequences = columns.stop - columns.start
        symbols = np.zeros((steps, sequences), np.int32)
        super().__init__(shape, Batch(symbols, symbols.copy(), np.full(sequences, steps, np.int32)), cell)
        self.memory, self.cell = self._memory, self._cell
        self._views = list(self._find_states(shape, steps, sequences))
        size = sequences * self.memory.padded(shape.hidden_size)
        places = [(after.ctypes.data, before.ctypes.data, size) for _, _, before, after in self._views]
        self._carries = entry_table(places)
        self.memory.set("carries", self._carries.ctypes.data)
        self.memory.set("carry_count", len(self._carries))
        self._windows: tuple[npt.NDArray[np.generic], ...] = ()

    def _find_states(
        self, shape: NetShape, steps: int, sequences: int
    ) -> Iterator[tuple[int, int, Float32Array, Float32Array]]:
        """Yield layer, state, and views of its rows before the first step and of its last ones, (B, H)."""
        memory, width = self.memory, self.memory.padded(shape.hidden_size)
        size = sequences * width
        for layer in range(shape.layers):
            for number, state in enumerate(shape.cell.states):
                place = memory.state_place(layer + 1, state)
                if place is None:
                    continue
                before, after = (
                    memory.workspace[start : start + size].reshape(sequences, width)[:, : shape.hidden_size]
                    for start in (place - size, place + (steps - 1) * size)
                )
                yield layer, number, before, after

    def set_states(self, states: Float32Array) -> None:
        """Let the next window begin with this part's share of states (L, states, B, H)."""
        for layer, number, before, _ in self._views:
            before[...] = states[layer, number, self.columns]  # (part of B, H)

    def put_states(self, into: Float32Array) -> None:
        """Write the states that the next window begins with into an array (L, states, B, H)."""
        for layer, number, before, _ in self._views:
            into[layer, number, self.columns] = before  # (part of B, H)

    def carry(self) -> None:
        """Let the next window begin with the states at the end of the last one."""
        for _, _, before, after in self._views:
            before[...] = after  # (part of B, H)

    def fill(self, inputs: Int32Array, targets: Int32Array, total: int) -> None:
        """Take this part's share of a window (T, B) with so many targets in all."""
        self.memory.fill(*self._share(inputs[None], targets[None]))
        self.memory.set("total", total)

    def _share(self, *symbols: Int32Array) -> list[Int32Array]:
        """Return this part's symbols of windows (n, T, B), row by row: (n · T · part of B,) each."""
        shares = [np.ascontiguousarray(array[..., self.columns], np.int32).reshape(-1) for array in symbols]
        check_symbols(self.memory.shape, *shares)
        return shares

    def queue(self, inputs: Int32Array, targets: Int32Array, begins: Int64Array) -> None:
        """Have windows (n, T, B) ready, each with a target everywhere, and whether they begin at zero."""
        shares = self._share(inputs, targets)
        if self.memory.writes_inputs:
            self.memory.fill(*shares)
        self.memory.set("total", targets[0].size)
        self._windows = (*shares, begins)  # compiled code has only their addresses
        for name, array in zip(("window_inputs", "window_targets", "begins"), self._windows, strict=True):
            self.memory.set(name, array.ctypes.data)

    def follow(self, leader: _Part) -> None:
        """Read the weights that another part holds, and the numbers that say which they are."""
        self.memory.set("sides", leader.memory.net_address("sides"))
        self.memory.set("results", leader.memory.net_address("results"))

    def take(self, state: TrainingState) -> None:
        """Write down where a training state is."""
        self._results[:] = 0
        for name in ("parameters", "first_moment", "second_moment"):
            self.memory.set(name, self._checked(state, name).ctypes.data)

    def set_optimizer(self, optimizer: OptimizerSettings, rates: Float64Array, step: int) -> None:
        """Write down how the weights are changed, with a learning rate for every window."""
        self._rates = np.array(
            [(rate, *(beta ** (step + k) for beta in ADAM_BETAS)) for k, rate in enumerate(rates)]
        )  # (n, 3)
        self.memory.set("rates", self._rates.ctypes.data)
        self._settings[:] = (0.0, optimizer.momentum, optimizer.clip_norm, 1.0, 1.0)
        self.memory.set("optimizer", OPTIMIZERS.index(optimizer.kind))

    def advance_windows(self, limit: int, stays: int) -> Advanced:
        """Do up to `limit` steps of all parts."""
        for name, value in (("stays", stays), ("limit", limit), ("wanted_count", 0), ("stop_when_solved", 0)):
            self.memory.set(name, value)
        self.cell.library.entry("advance_windows")(self.memory.table.ctypes.data)
        steps, updates, status = (
            int(self._results[RESULTS.index(n)]) for n in ("steps", "updates", "status")
        )
        if limit:
            self._results[RESULTS.index("continues")] = updates > 0
        return Advanced(steps, updates, status == 0)


def parts_of(sequences: int) -> list[slice]:
    """Cut the sequences of a window into parts; depends on nothing else, so that sums are always the same."""
    count = 1
    while count < MOST_PARTS and sequences >= 2 * count * LEAST_SEQUENCES:
        count *= 2
    ends = [sequences * number // count for number in range(count + 1)]
    return [slice(first, end) for first, end in pairwise(ends)]


class WindowRunner:
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
        self._shape, self._window = shape, (steps, sequences)
        self._parts = [_Part(shape, steps, columns, cell) for columns in parts_of(sequences)]
        self._leader = leader = self._parts[0]
        self._owned: TrainingState | None = None
        count = len(self._parts)
        self._losses, self._right = np.zeros(count, np.float32), np.zeros(count, np.int32)
        self._nothing = np.zeros(0, np.float32), np.zeros(0, np.int32)
        others = [part.memory.net_address("gradients") for part in self._parts[1:]]
        self._gradients = np.array(others, np.int64)
        tables = [part.table.ctypes.data for part in self._parts]
        self._crew = Crew(leader.library, tables)
        for number, part in enumerate(self._parts):
            part.follow(leader)
            part.memory.set("part_loss", self._losses[number:].ctypes.data)
            part.memory.set("part_correct", self._right[number:].ctypes.data)
        leader.memory.set("crew", self._crew.address)
        leader.memory.set("part_count", count)
        leader.memory.set("part_gradients", self._gradients.ctypes.data)

    @property
    def crew(self) -> Crew:
        """Who works on the parts; what is computed does not depend on it."""
        return self._crew

    def set_states(self, states: Float32Array) -> None:
        """Let the next window begin with these states, (L, states, B, H)."""
        for part in self._parts:
            part.set_states(states)

    def states(self) -> Float32Array:
        """Return the states that the next window begins with, (L, states, B, H)."""
        shape = self._shape
        sizes = (shape.layers, len(shape.cell.states), self._window[1], shape.hidden_size)
        found = np.zeros(sizes, np.float32)
        for part in self._parts:
            part.put_states(found)
        return found

    def carry(self) -> None:
        """Let the next window begin with the states at the end of the last one."""
        for part in self._parts:
            part.carry()

    def take(self, state: TrainingState) -> None:
        """Make a training state the one that `train` changes; it stays inside until `give_back`."""
        self._owned = state
        self._leader.take(state)
        self._run(*self._nothing, _KEPT)

    @property
    def most_windows(self) -> int | None:
        """How many windows a call of `train` may have; None for any number."""
        return 1 if self._leader.memory.writes_inputs else None

    def train(
        self,
        inputs: Int32Array,
        targets: Int32Array,
        optimizer: OptimizerSettings,
        rates: npt.ArrayLike | None = None,
        begins: npt.ArrayLike = False,
    ) -> tuple[Float32Array, bool]:
        """Do a training step on each of some windows; states are carried from each to the next.

        Parameters
        ----------
        inputs, targets
            Symbols, int32 (n, T, B).
        optimizer
            How the weights are changed.
        rates
            The learning rates (n,), if they are not all the optimizer's.
        begins
            By window, whether its states begin at zero, bool (n,).

        Returns
        -------
        tuple
            The losses before the updates, in nats, float32 (n,), and whether they are numbers. If one is none
            it is the last (there may be fewer then), and the weights are those before the last update.
        """
        state = self._owned
        assert state is not None
        self._check(inputs, targets)
        count = len(inputs)
        if count > (self.most_windows or count):
            raise ValueError(f"this net takes {self.most_windows} window at a time")
        starts = np.broadcast_to(begins, count).astype(np.int64)  # (n,)
        for part in self._parts:
            part.queue(inputs, targets, starts)
        each = np.broadcast_to(optimizer.learning_rate if rates is None else rates, count)  # (n,)
        self._leader.set_optimizer(optimizer, each.astype(np.float64), state.step)
        self._crew.prepare("gradient")
        losses, correct = np.zeros(count, np.float32), np.zeros(count, np.int32)
        found = self._run(losses, correct, _FETCHED | _KEPT)
        state.step += found.updates
        return losses[: found.steps], found.is_well

    def give_back(self) -> None:
        """Write parameters and moments to the training state that was taken; training may go on."""
        self._run(*self._nothing, _FETCHED)

    def measure(self, inputs: Int32Array, targets: Int32Array) -> Evaluation:
        """Return loss and right answers of the state given back last, on a window that may have gaps.

        Parameters
        ----------
        inputs, targets
            Symbols, int32 (T, B); target -1 where nothing is asked.
        """
        assert self._owned is not None
        total = self._fill(inputs, targets)
        return self._evaluated(self._owned.parameters, total)

    def _evaluated(self, parameters: Float32Array, total: int) -> Evaluation:
        for number, part in enumerate(self._parts):
            part.memory.set("parameters", parameters.ctypes.data)
            part.memory.set("losses", self._losses[number:].ctypes.data)
            part.memory.set("correct", self._right[number:].ctypes.data)
        self._crew.share("evaluate")
        return Evaluation(float(self._losses.sum()), int(self._right.sum()), total)

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
        steps, memory, hidden = self._window[0], self._leader.memory, self._shape.hidden_size
        width = memory.padded(hidden)
        self.set_states(np.zeros_like(self.states()))
        for first in range(0, len(symbols), steps):
            part = np.zeros((steps, 1), np.int32)
            count = min(steps, len(symbols) - first)
            part[:count, 0] = symbols[first : first + count]
            self._fill(part, np.full_like(part, -1))
            self._leader.evaluate(parameters)
            for layer in range(self._shape.layers):
                for number, state in enumerate(self._shape.cell.states):
                    place = memory.state_place(layer + 1, state)
                    if place is None:
                        continue
                    rows = memory.workspace[place - width : place + count * width].reshape(count + 1, width)
                    into[layer, number, first : first + count] = rows[1:, :hidden]
                    rows[0] = rows[-1]

    def _run(self, losses: Float32Array, correct: Int32Array, stays: int) -> Advanced:
        self._leader.memory.set("losses", losses.ctypes.data)
        self._leader.memory.set("correct", correct.ctypes.data)
        return self._leader.advance_windows(len(losses), stays)

    def _check(self, inputs: Int32Array, targets: Int32Array) -> None:
        if inputs.shape[1:] != self._window or targets.shape != inputs.shape:
            raise ValueError(f"a window must have shape {self._window}")

    def _fill(self, inputs: Int32Array, targets: Int32Array) -> int:
        """Take a window; return its number of targets."""
        self._check(inputs[None], targets[None])
        total = int(np.count_nonzero(targets >= 0))
        for part in self._parts:
            part.fill(inputs, targets, total)
        return total
