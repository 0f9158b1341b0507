"""What one time step of a cell is made of, read from its graph: panes, and where their values come from.

A *pane* is a column of numbers inside the cell's box: one for every equation, in order of computation. A cell
with a single equation would show its result only, so it is taken apart into the terms of its sum, the sum and
the function around it. Nothing here knows a particular cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Dimension
from rnnlab.scene.notation import name
from rnnlab.scene.sequence.expressions import NOW, expression

PaneKind = Literal["term", "bias", "sum", "quantity"]
SourceKind = Literal["input", "previous", "pane"]


@dataclass(frozen=True)
class Source:
    """Where values flow into a pane from.

    Attributes
    ----------
    kind
        The layer's input, a state of the step before, or an earlier pane of the same step.
    name
        The state, for ``previous``.
    pane
        Its place among the panes, for ``pane``.
    matrix
        The matrix it passes through, empty if none.
    direct
        Whether the matrix multiplies just this, so that a one-hot input picks one of its columns.
    """

    kind: SourceKind
    name: str = ""
    pane: int = -1
    matrix: str = ""
    direct: bool = False


@dataclass(frozen=True)
class Pane:
    """A column of numbers inside the cell's box.

    Attributes
    ----------
    kind
        ``quantity`` for what an equation defines, else a part of the only equation.
    quantity
        Name of the quantity it is or belongs to.
    node
        Its node in the cell.
    dimension
        What its size is.
    formula
        How it is written (see :mod:`rnnlab.scene.sequence.expressions`).
    role
        Colour of its name.
    operator
        The sign before it (``+``, ``=`` or the name of a function), empty if none.
    sources
        Where its values come from.
    """

    kind: PaneKind
    quantity: str
    node: int
    dimension: Dimension
    formula: str
    role: str = "hidden"
    operator: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class CellPlan:
    """The panes of a cell, in order of computation, and the matrices that lead into it.

    Attributes
    ----------
    panes
        In order of computation, which is also from left to right.
    state_panes
        Where each state's pane stands, in the order of ``cell.states``.
    input_matrices, state_matrices
        Matrices multiplied with the layer's input and with states of the step before, in order of use.
    """

    panes: tuple[Pane, ...]
    state_panes: tuple[int, ...]
    input_matrices: tuple[str, ...]
    state_matrices: tuple[str, ...]


def plan(cell: Cell, layer: int = 0) -> CellPlan:
    """Return the plan of a cell; ``layer`` above 0 is shown at its names."""
    panes = _split(cell, layer) if len(cell.quantities) == 1 else _one_each(cell, layer)
    names = [pane.quantity if pane.kind == "quantity" else "" for pane in panes]
    flows = [source for pane in panes for source in pane.sources if source.matrix]
    inputs = dict.fromkeys(source.matrix for source in flows if source.kind == "input")
    others = dict.fromkeys(source.matrix for source in flows if source.matrix not in inputs)
    return CellPlan(
        panes=tuple(panes),
        state_panes=tuple(names.index(state) for state in cell.states),
        input_matrices=tuple(inputs),
        state_matrices=tuple(others),
    )


def _one_each(cell: Cell, layer: int) -> list[Pane]:
    panes: list[Pane] = []
    for quantity in cell.quantities:
        known = {pane.node: place for place, pane in enumerate(panes)}
        panes.append(
            Pane(
                kind="quantity",
                quantity=quantity.name,
                node=quantity.node,
                dimension=cell.nodes[quantity.node].dimension,
                formula=name(quantity.name, layer).with_index(NOW).markup,
                sources=_sources(cell, quantity.node, known),
            )
        )
    return panes


def _split(cell: Cell, layer: int) -> list[Pane]:
    """Take the only equation apart: terms, their sum, the function."""
    (quantity,) = cell.quantities
    root = cell.nodes[quantity.node]
    inner = root.operands[0] if root.kind == "function" else root.index
    terms = _terms(cell, inner)
    panes = [_term(cell, node, quantity.name, layer) for node in terms if cell.nodes[node].kind != "constant"]
    if len(terms) > 1 and inner != root.index:
        several = [Source("pane", pane=place) for place in range(len(panes))]
        node = cell.nodes[inner]
        panes.append(Pane("sum", quantity.name, inner, node.dimension, "Σ", "ink", "=", tuple(several)))
    if len(panes) == 1 and panes[0].node == root.index:
        panes = []
    operator = FUNCTIONS[root.name].symbol if root.kind == "function" and panes else "=" if panes else ""
    known = {pane.node: place for place, pane in enumerate(panes)}
    panes.append(
        Pane(
            kind="quantity",
            quantity=quantity.name,
            node=root.index,
            dimension=root.dimension,
            formula=name(quantity.name, layer).with_index(NOW).markup,
            operator=operator,
            sources=_sources(cell, root.index, known),
        )
    )
    for place in range(1, len(panes)):
        if panes[place].kind in ("term", "bias") and root.kind != "mul":
            panes[place] = _with_operator(panes[place], "+")
    return panes


def _with_operator(pane: Pane, operator: str) -> Pane:
    return Pane(
        pane.kind, pane.quantity, pane.node, pane.dimension, pane.formula, pane.role, operator, pane.sources
    )


def _terms(cell: Cell, index: int) -> list[int]:
    node = cell.nodes[index]
    if node.kind == "add":
        return [term for operand in node.operands for term in _terms(cell, operand)]
    return [index]


def _term(cell: Cell, index: int, quantity: str, layer: int) -> Pane:
    node = cell.nodes[index]
    sources = _sources(cell, index, {})
    role = "hidden" if any(source.kind == "previous" for source in sources) else "input"
    return Pane(
        kind="bias" if node.kind == "parameter" else "term",
        quantity=quantity,
        node=index,
        dimension=node.dimension,
        formula=expression(cell, index, layer),
        role=role if sources else "muted",
        sources=sources,
    )


def _sources(cell: Cell, start: int, panes: dict[int, int]) -> tuple[Source, ...]:
    """Walk back from a node to the nearest panes, states and inputs."""
    found: dict[Source, None] = {}

    def walk(index: int, matrix: str, *, direct: bool) -> None:
        node = cell.nodes[index]
        if index in panes and index != start:
            found[Source("pane", pane=panes[index], matrix=matrix, direct=direct)] = None
        elif node.kind == "input":
            found[Source("input", matrix=matrix, direct=direct)] = None
        elif node.kind == "previous":
            found[Source("previous", name=node.name, matrix=matrix, direct=direct)] = None
        else:
            # of nested products the outermost one is where the flight lands
            inside = matrix or (node.name if node.kind == "matvec" else "")
            for operand in node.operands:
                walk(operand, inside, direct=node.kind == "matvec" and not matrix)

    walk(start, "", direct=False)
    return tuple(found)
