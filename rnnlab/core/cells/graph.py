"""A cell as an ordered graph of nodes and named quantities.

The graph is what everything else reads: the three backends, the trace, the phases of the animation, the
formula panel and the exported code. It is made by :mod:`rnnlab.core.cells.language` from equations and is
immutable. Equal sub-expressions are one node, so a product that is written twice is computed once; but the
node of a named quantity is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Kind = Literal["input", "previous", "parameter", "constant", "matvec", "add", "sub", "mul", "neg", "function"]
Dimension = Literal["X", "H", "1"]
FloatArray = npt.NDArray[np.floating]


@dataclass(frozen=True)
class FunctionRule:
    """An element-wise function of the cell language.

    Attributes
    ----------
    name
        Its name in equations.
    symbol
        Its name in formulas (σ, tanh …).
    value
        Maps an array to an array of the same shape.
    derivative
        Maps the function's *value* y (not its argument) to dy/dx, same shape.
    """

    name: str
    symbol: str
    value: Callable[[FloatArray], FloatArray]
    derivative: Callable[[FloatArray], FloatArray]


def _sigmoid(x: FloatArray) -> FloatArray:
    # through tanh because exp overflows for large negative x
    return np.asarray(np.tanh(x * 0.5) * 0.5 + 0.5)


FUNCTIONS: dict[str, FunctionRule] = {
    rule.name: rule
    for rule in (
        FunctionRule("sigmoid", "σ", _sigmoid, lambda y: y * (1 - y)),
        FunctionRule("tanh", "tanh", lambda x: np.asarray(np.tanh(x)), lambda y: 1 - y * y),
        FunctionRule("relu", "relu", lambda x: np.maximum(x, 0), lambda y: (y > 0).astype(y.dtype)),
    )
}


@dataclass(frozen=True)
class Node:
    """One value in the graph.

    Attributes
    ----------
    index
        Its place in ``Cell.nodes``; operands always have smaller indices.
    kind
        ``previous`` is a state of the time step before, ``matvec`` a parameter matrix times a vector
        (its only operand is the vector, ``name`` is the matrix).
    operands
        Indices of the nodes it is computed from.
    name
        The parameter's, state's or function's name, else empty.
    value
        The number of a ``constant``.
    dimension
        ``X`` (input size), ``H`` (hidden size) or ``1`` (a plain number).
    quantity
        The name an equation gives to this value, else empty.
    line, column
        Where it stands in the equations, from 1.
    """

    index: int
    kind: Kind
    operands: tuple[int, ...] = ()
    name: str = ""
    value: float = 0.0
    dimension: Dimension = "H"
    quantity: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Quantity:
    """What one equation defines: its name, its node and its line."""

    name: str
    node: int
    source: str
    line: int


@dataclass(frozen=True)
class CellParameter:
    """A learnt matrix (``columns`` given) or vector (``columns`` None) of a cell."""

    name: str
    rows: Dimension
    columns: Dimension | None


@dataclass(frozen=True)
class Localised:
    """A text in the two languages of the lab."""

    ko: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the text in ``language`` ("ko" or anything else for English)."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Cell:
    """A recurrent cell: equations and the graph made from them.

    Attributes
    ----------
    states
        Names carried from step to step; the first one is the cell's output.
    quantities
        One per equation, in order of computation.
    parameters
        In order of first use.
    """

    name: str
    states: tuple[str, ...]
    equations: str
    nodes: tuple[Node, ...]
    quantities: tuple[Quantity, ...]
    parameters: tuple[CellParameter, ...]
    title: Localised = Localised()
    source: Localised = Localised()
    look_at: Localised = Localised()

    @property
    def output(self) -> str:
        """Name of the state that the next layer and the softmax read."""
        return self.states[0]

    @cached_property
    def quantity_nodes(self) -> dict[str, int]:
        """Node index of every named quantity, in order of computation."""
        return {quantity.name: quantity.node for quantity in self.quantities}

    @cached_property
    def recurrent(self) -> tuple[bool, ...]:
        """For every node, whether it depends on the time step before."""
        flags: list[bool] = []
        for node in self.nodes:
            flags.append(node.kind == "previous" or any(flags[operand] for operand in node.operands))
        return tuple(flags)

    def is_like(self, other: Cell) -> bool:
        """Return whether the same quantities are computed in the same way; only texts and places differ."""
        return self.signature == other.signature and self.quantity_nodes == other.quantity_nodes

    @cached_property
    def signature(self) -> str:
        """A text equal for two cells exactly if they compute the same in the same order."""
        nodes = ";".join(
            f"{node.kind}:{','.join(map(str, node.operands))}:{node.name}:{node.value!r}:{node.dimension}"
            for node in self.nodes
        )
        states = ",".join(f"{state}={self.quantity_nodes[state]}" for state in self.states)
        parameters = ",".join(f"{p.name}({p.rows}{p.columns or ''})" for p in self.parameters)
        return f"{nodes}|{states}|{parameters}"
