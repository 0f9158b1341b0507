"""Recording traces with compiled code: one sequence, forward and backward, every named quantity."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.kernel.library_code import COPY
from rnnlab.core.cells.kernel.memory import Memory
from rnnlab.core.cells.kernel.rows import RowBatch
from rnnlab.core.cells.kernel.runner import check_symbols
from rnnlab.core.cells.kernel.store import CompiledCell, compiled_cell, loaded_cell
from rnnlab.core.net import Float32Array, NetShape

if TYPE_CHECKING:
    from rnnlab.core.trace import Trace

Int32Array = npt.NDArray[np.int32]

_MOST_RECORDERS = 8
_SHORTEST = 32


class Recorder:
    """Records traces of one net, of sequences up to a length.

    Parameters
    ----------
    shape : NetShape
        The net.
    capacity : int
        Time steps of the longest sequence.
    cell : CompiledCell, optional
        The cell's code; compiled (or read from the disk) if it is not given.
    """

    def __init__(self, shape: NetShape, capacity: int, cell: CompiledCell | None = None) -> None:
        self.shape, self.capacity = shape, capacity
        # held, because the code lives as long as it is
        self._cell = cell = cell or compiled_cell(shape.cell)
        self._entry = cell.library.entry("record")
        starts = np.arange(-1, capacity + 1)
        self._inputs = np.zeros(capacity, np.int32)
        rows = RowBatch(self._inputs, np.zeros(capacity, np.int32), starts.astype(np.int64))
        self._memory = memory = Memory(shape, cell.recording, rows, cell.machine)
        cell.connect(memory)
        self._loss, self._correct = np.zeros(1, np.float32), np.zeros(1, np.int32)
        for name, array in (("losses", self._loss), ("correct", self._correct)):
            memory.set(name, array.ctypes.data)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put what a trace holds one after the other: values, gradients, then what belongs to the outputs."""
        memory, shape = self._memory, self.shape
        sources: list[tuple[int, int, int]] = []  # address, stride, columns
        self._names: list[str] = []
        for part in ("value", "gradient"):
            for layer in range(1, shape.layers + 1):
                for name, node in memory.plan.quantities.items():
                    size = shape.size(memory.plan.nodes[node].dimension, layer)
                    address = memory.layer_address(layer, f"{part} {node}")
                    sources.append((address, memory.padded(size), size))
                    self._names.append(shape.key(name, layer))
        outputs = ("logits", "probabilities", "logits_gradient")
        sizes = (memory.padded(shape.output_size), shape.output_size)
        sources += [(memory.net_address(name), *sizes) for name in outputs]
        sources.append((memory.net_address("row_losses"), 1, 1))
        columns = [columns for _, _, columns in sources]
        self._before = np.cumsum([0, *columns])  # numbers a time step, before each array
        # arrays of the same width behind each other, which are split fastest together
        self._runs = [(width, len(list(run))) for width, run in groupby(columns)]
        self._copies = np.zeros((len(sources), len(COPY)), np.int64)
        self._copies[:, : len(COPY) - 1] = sources
        memory.set("copies", self._copies.ctypes.data)
        memory.set("copy_count", len(sources))

    def record(self, parameters: Float32Array, inputs: Int32Array, targets: Int32Array) -> Trace:
        """Record one sequence.

        Parameters
        ----------
        parameters
            float32 (P,).
        inputs, targets
            Symbol indices, int32 (T,); target -1 where there is none.
        """
        from rnnlab.core.trace import Trace

        memory, steps = self._memory, len(inputs)
        memory.show(inputs, targets)
        count = self.shape.parameter_count
        numbers = np.empty(steps * int(self._before[-1]) + count, np.float32)
        address = numbers.ctypes.data
        np.multiply(self._before[:-1], 4 * steps, out=self._copies[:, -1])
        self._copies[:, -1] += address
        memory.set("parameters", parameters.ctypes.data)
        memory.set("parameter_gradients", address + 4 * (len(numbers) - count))
        self._entry(memory.table.ctypes.data)
        arrays = self._split(numbers, steps)
        named = len(self._names) // 2
        values = {name: next(arrays) for name in self._names[:named]}
        gradients = {name: next(arrays) for name in self._names[named:]}
        logits, probabilities, logits_gradient, losses = arrays
        losses = losses[:, 0]  # (T,)
        if memory.total < steps:
            losses[targets < 0] = np.nan
        return Trace(
            shape=self.shape,
            parameters=parameters,
            inputs=inputs,
            targets=targets,
            values=MappingProxyType(values),
            gradients=MappingProxyType(gradients),
            logits=logits,
            probabilities=probabilities,
            logits_gradient=logits_gradient,
            losses=losses,
            loss=float(self._loss[0]),
            parameters_gradient=numbers[len(numbers) - count :],
        )

    def _split(self, numbers: Float32Array, steps: int) -> Iterator[Float32Array]:
        place = 0
        for columns, count in self._runs:
            end = place + count * steps * columns
            yield from numbers[place:end].reshape(count, steps, columns)  # (count, T, columns)
            place = end


# Those at rest, the one used longest ago first; one at work is taken out, so that any thread may record.
_recorders: dict[tuple[object, ...], Recorder] = {}


def can_record(shape: NetShape) -> bool:
    """Tell whether `record` has its code in memory, so that it never waits for a compiler."""
    return loaded_cell(shape.cell) is not None


def record(
    shape: NetShape, parameters: npt.ArrayLike, inputs: npt.ArrayLike, targets: npt.ArrayLike | None = None
) -> Trace:
    """Record one sequence, as `rnnlab.core.trace.record` does; any thread may call it.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat (P,), taken as float32.
    inputs, targets
        Symbol indices (T,); target -1 where there is none, None for none at all.
    """
    given = np.asarray(inputs, np.int32)  # (T,)
    wanted = np.full(len(given), -1, np.int32) if targets is None else np.asarray(targets, np.int32)  # (T,)
    flat = np.ascontiguousarray(parameters, np.float32)  # (P,)
    if flat.shape != (shape.parameter_count,) or given.shape != wanted.shape or given.ndim != 1:
        raise ValueError("parameters must be (P,), inputs and targets (T,)")
    check_symbols(shape, given, wanted)
    capacity = max(_SHORTEST, 1 << max(len(given) - 1, 0).bit_length())
    sizes = (shape.input_size, shape.hidden_size, shape.layers, shape.output_size)
    # the recorder holds the cell, so no other one gets its id
    key = (id(shape.cell), *sizes, shape.codes, capacity)
    recorder = _recorders.pop(key, None) or Recorder(shape, capacity)
    trace = recorder.record(flat, given, wanted)
    _recorders[key] = recorder
    if len(_recorders) > _MOST_RECORDERS:
        _recorders.pop(next(iter(_recorders)), None)
    return trace
