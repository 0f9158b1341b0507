"""A net that writes, in machine code: one symbol after the other, each read from its own output before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.kernel.library_code import COPY
from rnnlab.core.cells.kernel.memory import Memory
from rnnlab.core.cells.kernel.rows import RowBatch
from rnnlab.core.cells.kernel.runner import check_symbols
from rnnlab.core.cells.kernel.store import CompiledCell, compiled_cell
from rnnlab.core.cells.kernel.writing_code import CHOOSING
from rnnlab.core.net import Float32Array, NetShape

Int32Array = npt.NDArray[np.int32]


class Writer:
    """One stream of symbols; states are kept from call to call.

    Parameters
    ----------
    shape : NetShape
        The net.
    parameters : array
        Flat float32 (P,); copied.
    cell : CompiledCell, optional
        The cell's code; compiled (or read from the disk) if it is not given.
    """

    def __init__(self, shape: NetShape, parameters: Float32Array, cell: CompiledCell | None = None) -> None:
        if shape.input_size != shape.output_size:
            raise ValueError("a net that reads its own output has as many inputs as outputs")
        self._cell = cell = cell or compiled_cell(shape.cell)
        self._shape = shape
        one = np.zeros(1, np.int32)
        rows = RowBatch(one, one - 1, np.array([-1, 0, 1], np.int64))
        self._memory = memory = Memory(shape, cell.training, rows, cell.machine)
        cell.connect(memory)
        self._choosing = np.zeros(len(CHOOSING), np.float64)
        self._ranking = np.zeros(shape.output_size, np.int32)
        self._ranked = np.zeros(shape.output_size, np.float32)
        memory.set("choosing", self._choosing.ctypes.data)
        memory.set("ranking", self._ranking.ctypes.data)
        memory.set("ranked", self._ranked.ctypes.data)
        memory.set("one_hot", memory.one_hot_address())
        self._take(parameters)
        self._carry()
        self._has_input = False

    def _take(self, parameters: Float32Array) -> None:
        """Have the parameters packed, which evaluating the only row does."""
        given = np.ascontiguousarray(parameters, np.float32)  # (P,)
        if given.shape != (self._shape.parameter_count,):
            raise ValueError(f"parameters must have shape ({self._shape.parameter_count},)")
        loss, correct = np.empty(1, np.float32), np.empty(1, np.int32)
        for name, array in (("parameters", given), ("losses", loss), ("correct", correct)):
            self._memory.set(name, array.ctypes.data)
        self._cell.library.entry("evaluate")(self._memory.table.ctypes.data)

    def _carry(self) -> None:
        """List the states that go from the row to the one before it."""
        memory, width = self._memory, self._memory.padded(self._shape.hidden_size)
        entries = []
        for layer in range(1, self._shape.layers + 1):
            for state in self._shape.cell.states:
                place = memory.state_place(layer, state)
                if place is not None:
                    entries.append((memory.address(place), width, width, memory.address(place - width)))
        self._copies = np.array(entries, np.int64).reshape(-1, len(COPY))
        memory.set("copies", self._copies.ctypes.data)
        memory.set("copy_count", len(self._copies))

    def write(
        self,
        prime: npt.ArrayLike,
        uniforms: npt.ArrayLike,
        temperature: float = 1.0,
        top_count: int | None = None,
        top_mass: float = 1.0,
    ) -> Int32Array:
        """Read some symbols, then write.

        Parameters
        ----------
        prime
            Symbols to read first; at least one in the first call.
        uniforms
            Numbers of at least 0 and less than 1, one for every symbol to be written, (n,).
        temperature
            0 for the likeliest symbol, else what logits are divided by.
        top_count
            Only so many of the likeliest symbols are drawn from; None for all.
        top_mass
            Only the likeliest symbols that together have this probability are drawn from.

        Returns
        -------
        array
            int32 (n,).
        """
        given = np.ascontiguousarray(prime, np.int32)  # (k,)
        numbers = np.ascontiguousarray(uniforms, np.float32)  # (n,)
        check_symbols(self._shape, given, given[:0])
        if not self._has_input:
            if not len(given):
                raise ValueError("the first call needs a symbol to begin with")
            self._memory.fill(given[:1], np.full(1, -1, np.int32))
            self._has_input, given = True, given[1:].copy()
        written = np.empty(len(numbers), np.int32)
        self._choosing[:] = (1.0 / temperature if temperature > 0 else 0.0, top_mass)
        for name, array in (("prime", given), ("uniforms", numbers), ("written", written)):
            self._memory.set(name, array.ctypes.data)
        self._memory.set("prime_count", len(given))
        self._memory.set("write_count", len(written))
        self._memory.set("top_count", top_count or self._shape.output_size)
        self._cell.library.entry("write")(self._memory.table.ctypes.data)
        return written
