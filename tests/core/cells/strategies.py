"""Random cells, nets and batches for hypothesis, shared by the tests of all backends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from rnnlab.core.batch import NO_TARGET, Batch
from rnnlab.core.cells.graph import FUNCTIONS, Cell
from rnnlab.core.cells.interpreter import NetRun
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.net import Codes, FloatArray, NetShape

CONSTANTS = ("1", "0.5", "2", "-1", "1.25")


@dataclass
class _Writer:
    """Writes equations; every method returns the text of an expression with as many entries as h."""

    draw: st.DrawFn
    states: tuple[str, ...]
    known: list[str] = field(default_factory=list)
    matrices: dict[str, list[str]] = field(default_factory=lambda: {"X": [], "H": []})
    vectors: list[str] = field(default_factory=list)

    def choose(self, *options: str) -> str:
        return self.draw(st.sampled_from(options))

    def vector(self) -> str:
        """Read a state, a quantity defined before, or a learnt vector."""
        return (
            self.choose(*self.states, *self.known)
            if self.choose("value", "learnt") == "value"
            else self.learnt()
        )

    def learnt(self) -> str:
        if self.vectors and self.draw(st.integers(0, 3)) == 0:
            return self.choose(*self.vectors)
        self.vectors.append(f"{self.choose('b', 'p')}_{len(self.vectors)}")
        return self.vectors[-1]

    def matrix(self, columns: str) -> str:
        used = self.matrices[columns]
        if used and self.draw(st.integers(0, 4)) == 0:
            return self.choose(*used)
        used.append(f"W_{columns.lower()}{len(used)}")
        return used[-1]

    def product(self, depth: int) -> str:
        """Multiply a matrix with the input, a function of it, or any expression."""
        kind = self.choose("x", "x", "h", "h", "function", "expression", "sum")
        if kind == "x":
            return f"{self.matrix('X')} @ x"
        if kind == "function":
            return f"{self.matrix('X')} @ {self.function()}(x)"
        if kind == "sum":
            return f"{self.matrix('X')} @ (x - 0.5 * tanh(x) * x)"
        if kind == "expression" and depth > 0:
            return f"{self.matrix('H')} @ ({self.expression(depth - 1)})"
        return f"{self.matrix('H')} @ {self.vector()}"

    def function(self) -> str:
        return self.choose(*FUNCTIONS)

    def expression(self, depth: int) -> str:
        """Write anything; its values may be of any size."""
        if depth <= 0:
            return self.product(0) if self.choose("product", "vector") == "product" else self.vector()
        kind = self.choose(
            "sum", "sum", "difference", "element", "neg", "number", "function", "leaf", "product"
        )
        if kind == "leaf":
            return self.expression(0)
        if kind == "product":
            return self.product(depth)
        first = self.expression(depth - 1)
        if kind == "neg":
            return f"-({first})"
        if kind == "function":
            return f"{self.function()}({first})"
        if kind == "number":
            return f"({self.choose(*CONSTANTS)} {self.choose('+', '-', '*')} ({first}))"
        sign = {"sum": "+", "difference": "-", "element": "*"}[kind]
        return f"(({first}) {sign} ({self.expression(depth - 1)}))"

    def bounded(self, depth: int) -> str:
        """Write something between -2 and 2, so that a state stays finite however long the sequence."""
        kind = self.choose("tanh", "sigmoid", "product", "mixture")
        if kind in ("tanh", "sigmoid"):
            return f"{kind}({self.expression(depth)} + {self.product(depth)})"
        if kind == "product":
            return f"sigmoid({self.expression(depth - 1)}) * tanh({self.expression(depth)})"
        gate, old = f"sigmoid({self.product(0)} + {self.learnt()})", self.choose(*self.states)
        return f"{gate} * {old} + (1 - {gate}) * tanh({self.expression(depth)})"


@st.composite
def cells(draw: st.DrawFn, most_states: int = 2, most_extra: int = 3) -> Cell:
    """Random valid cells.

    One or two states, up to three further quantities, matrices on x, h and on expressions, reuse of
    parameters and of sub-expressions, constants, and quantities that nothing reads.

    Parameters
    ----------
    most_states, most_extra
        Largest number of states and of quantities that are not states.
    """
    states = ("h", "c")[: draw(st.integers(1, most_states))]
    extra = [f"q{number}" for number in range(draw(st.integers(0, most_extra)))]
    writer = _Writer(draw, states)
    lines: list[str] = []
    for name in draw(st.permutations([*states, *extra])):
        depth = draw(st.integers(1, 2))
        bounded = name in states or draw(st.booleans())
        lines.append(f"{name} = {writer.bounded(depth) if bounded else writer.expression(depth)}")
        if name not in states:
            writer.known.append(name)
    return parse_cell("random", states, "\n".join(lines))


@st.composite
def shapes(draw: st.DrawFn, cell: st.SearchStrategy[Cell] | None = None, most_layers: int = 3) -> NetShape:
    """Small nets of random (or the given) cells, one-hot or with codes."""
    input_size = draw(st.integers(1, 5))
    return NetShape(
        cell=draw(cells() if cell is None else cell),
        input_size=input_size,
        hidden_size=draw(st.integers(1, 5)),
        layers=draw(st.integers(1, most_layers)),
        output_size=draw(st.integers(2, 6)),
        codes=draw(st.none() | codes(input_size)),
    )


def codes(input_size: int) -> st.SearchStrategy[Codes]:
    """Rows of numbers for up to six symbols."""
    numbers = st.sampled_from((0.0, 1.0, -1.0, 0.5, -0.25, 2.0))
    row = st.tuples(*[numbers] * input_size)
    return st.lists(row, min_size=1, max_size=6).map(tuple)


@st.composite
def batches(draw: st.DrawFn, shape: NetShape) -> Batch:
    """Ragged batches of up to 4 sequences of up to 6 steps for a net, some steps without a target."""
    sequences: list[tuple[Sequence[int], Sequence[int]]] = []
    for length in draw(st.lists(st.integers(1, 6), min_size=1, max_size=4)):
        inputs = draw(st.lists(st.integers(0, shape.symbols - 1), min_size=length, max_size=length))
        target = st.integers(NO_TARGET, shape.output_size - 1)
        targets = draw(st.lists(target, min_size=length, max_size=length))
        sequences.append((inputs, targets))
    return Batch.of(sequences)


def random_parameters(shape: NetShape, seed: int = 0, scale: float = 0.7) -> FloatArray:
    """Return normally distributed parameters, float64 (P,)."""
    return scale * np.random.default_rng(seed).standard_normal(shape.parameter_count)  # (P,)


def near_a_corner(run: NetRun) -> bool:
    """Whether some relu stands so close to its corner that float32 may be on the other side of it."""
    nodes = run.net.shape.cell.nodes
    corners = [node.operands[0] for node in nodes if node.kind == "function" and node.name == "relu"]
    values = [layer.values[index] for layer in run.layers for index in corners]
    return any(np.any((np.abs(value) < 1e-5) & (value != 0)) for value in values if value is not None)
