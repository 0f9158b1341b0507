"""The shape of a net: a cell, its sizes and where each parameter lies in the flat vector.

A net is ``layers`` copies of a cell, each with parameters of its own, and one output layer
``logits = W_hy @ h + b_y`` over the last layer's output. All parameters lie in one flat float32 vector, so
that optimisers, history and files need not know the cell.

What the net reads are symbols. Each of them stands for a vector: its own place set to 1 (one-hot), or the
numbers a task writes for it (`NetShape.codes`), such as (1, 0) for the two bits 1 and 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rnnlab.core.cells.graph import Cell, Dimension

FloatArray = npt.NDArray[np.floating]
Codes = tuple[tuple[float, ...], ...]
Float32Array = npt.NDArray[np.float32]

OUTPUT_MATRIX = "W_hy"
OUTPUT_BIAS = "b_y"


@dataclass(frozen=True)
class ParameterEntry:
    """One matrix or vector in the flat parameter vector.

    Attributes
    ----------
    key
        Its name in traces and files (with ``.layer`` if there are several layers).
    name
        Its name in the equations.
    layer
        1-based; 0 is the output layer.
    rows, columns
        Its shape; ``columns`` is 0 for a vector.
    offset, size
        Its place in the flat vector.
    """

    key: str
    name: str
    layer: int
    rows: int
    columns: int
    offset: int

    @property
    def size(self) -> int:
        """Number of values."""
        return self.rows * max(self.columns, 1)

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape: (rows, columns) or (rows,)."""
        return (self.rows, self.columns) if self.columns else (self.rows,)


@dataclass(frozen=True)
class NetShape:
    """A cell with sizes; hashable, and equal for nets that compute the same.

    Attributes
    ----------
    cell
        What every layer computes.
    input_size, hidden_size, layers, output_size
        X, H, L and V.
    codes
        What each symbol looks like to the net: a row of X numbers a symbol. None for one-hot, where there
        are X symbols.

    Raises
    ------
    ValueError
        If a code is not X numbers long.
    """

    cell: Cell
    input_size: int
    hidden_size: int
    layers: int
    output_size: int
    codes: Codes | None = None

    def __post_init__(self) -> None:
        if self.codes is not None and any(len(code) != self.input_size for code in self.codes):
            raise ValueError(f"every code must have {self.input_size} numbers")

    @property
    def is_one_hot(self) -> bool:
        """Whether every symbol has a place of its own in the input vector."""
        return self.codes is None

    @property
    def symbols(self) -> int:
        """Number of symbols that the net can read, S."""
        return self.input_size if self.codes is None else len(self.codes)

    def encoded(self, symbols: npt.NDArray[np.integer], dtype: npt.DTypeLike = np.float32) -> FloatArray:
        """Return the vectors that symbols (…) stand for, (…, X)."""
        places = np.asarray(symbols, np.intp)
        if self.codes is not None:
            table = np.array(self.codes, dtype).reshape(self.symbols, self.input_size)  # (S, X)
            return np.asarray(table[places])  # (…, X)
        one_hot = np.zeros((*places.shape, self.input_size), dtype)  # (…, X)
        np.put_along_axis(one_hot, places[..., None], 1, axis=-1)
        return one_hot

    def layer_input_size(self, layer: int) -> int:
        """Return the size of x in a layer (1-based)."""
        return self.input_size if layer == 1 else self.hidden_size

    def size(self, dimension: Dimension, layer: int) -> int:
        """Return the number behind a dimension in a layer (1-based)."""
        return {"X": self.layer_input_size(layer), "H": self.hidden_size, "1": 1}[dimension]

    def key(self, name: str, layer: int) -> str:
        """Return the key of a parameter or quantity of a layer (1-based)."""
        return name if self.layers == 1 else f"{name}.{layer}"

    @cached_property
    def parameters(self) -> tuple[ParameterEntry, ...]:
        """Every parameter in flat order: layer by layer, then the output layer."""
        entries: list[ParameterEntry] = []
        offset = 0
        for layer in range(1, self.layers + 1):
            for parameter in self.cell.parameters:
                rows = self.size(parameter.rows, layer)
                columns = self.size(parameter.columns, layer) if parameter.columns else 0
                key = self.key(parameter.name, layer)
                entries.append(ParameterEntry(key, parameter.name, layer, rows, columns, offset))
                offset += entries[-1].size
        matrix = ParameterEntry(OUTPUT_MATRIX, OUTPUT_MATRIX, 0, self.output_size, self.hidden_size, offset)
        bias = ParameterEntry(OUTPUT_BIAS, OUTPUT_BIAS, 0, self.output_size, 0, offset + matrix.size)
        return (*entries, matrix, bias)

    @cached_property
    def entries(self) -> dict[str, ParameterEntry]:
        """The parameters by key."""
        return {entry.key: entry for entry in self.parameters}

    @cached_property
    def parameter_count(self) -> int:
        """Length of the flat vector."""
        last = self.parameters[-1]
        return last.offset + last.size

    def view(self, flat: FloatArray, key: str) -> FloatArray:
        """Return one parameter as a view into the flat vector, shape (rows, columns) or (rows,)."""
        entry = self.entries[key]
        return flat[entry.offset : entry.offset + entry.size].reshape(entry.shape)

    def views(self, flat: FloatArray) -> dict[str, FloatArray]:
        """Return every parameter by key as views into the flat vector."""
        return {entry.key: self.view(flat, entry.key) for entry in self.parameters}

    @cached_property
    def quantity_keys(self) -> tuple[str, ...]:
        """Keys of every named quantity, layer by layer, in order of computation."""
        layers = range(1, self.layers + 1)
        return tuple(self.key(quantity.name, layer) for layer in layers for quantity in self.cell.quantities)


def initialise(shape: NetShape, seed: int) -> Float32Array:
    """Return fresh parameters, uniform in ±1/√H, the same for the same seed.

    Parameters
    ----------
    shape
        The net.
    seed
        Seed of NumPy's PCG64 generator.

    Returns
    -------
    Float32Array
        Shape (P,).
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    bound = 1.0 / np.sqrt(shape.hidden_size)
    return generator.uniform(-bound, bound, shape.parameter_count).astype(np.float32)  # (P,)
