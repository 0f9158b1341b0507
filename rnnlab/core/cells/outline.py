"""What is known of equations while they are being written: the shapes of every line up to the first mistake.

An editor shows it beside the lines. Whatever is typed, this returns; it raises nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnlab.core.cells.builder import GraphBuilder
from rnnlab.core.cells.graph import Cell, CellParameter, Dimension, Node, Quantity
from rnnlab.core.cells.language import assembled, read_into
from rnnlab.core.problems import Problem


@dataclass(frozen=True)
class ProductShape:
    """A matrix times a vector: ``rows × columns · columns → rows``."""

    matrix: str
    rows: Dimension
    columns: Dimension


@dataclass(frozen=True)
class LineOutline:
    """What one equation makes.

    Attributes
    ----------
    line
        Where it begins, from 1.
    name
        The quantity it defines.
    dimension
        How many entries that has.
    products
        The matrix products in it, as they are written; those of the same shape once.
    """

    line: int
    name: str
    dimension: Dimension
    products: tuple[ProductShape, ...]


@dataclass(frozen=True)
class Outline:
    """What is known of a text.

    Attributes
    ----------
    lines
        One an equation, up to the first mistake.
    cell
        The cell, if there is no mistake.
    problem
        The first mistake, if there is one.
    """

    lines: tuple[LineOutline, ...] = ()
    cell: Cell | None = None
    problem: Problem | None = None


def outline(name: str, states: Sequence[str], equations: str) -> Outline:
    """Read equations as far as they can be read.

    Parameters
    ----------
    name
        What the cell will be called.
    states, equations
        See :func:`~rnnlab.core.cells.language.parse_cell`.
    """
    builder = GraphBuilder(tuple(states))
    try:
        text = read_into(builder, states, equations)
    except Problem as problem:
        return Outline(_lines(*builder.finish()), None, problem)
    cell = assembled(name, states, text, builder)
    return Outline(_lines(cell.nodes, cell.quantities, cell.parameters), cell)


def _lines(
    nodes: tuple[Node, ...], quantities: tuple[Quantity, ...], parameters: tuple[CellParameter, ...]
) -> tuple[LineOutline, ...]:
    shapes = {parameter.name: parameter for parameter in parameters}
    found: list[LineOutline] = []
    for quantity in quantities:
        products = dict.fromkeys(_products(nodes, quantity.node, shapes))
        dimension = nodes[quantity.node].dimension
        found.append(LineOutline(quantity.line, quantity.name, dimension, tuple(products)))
    return tuple(found)


def _products(nodes: tuple[Node, ...], root: int, shapes: dict[str, CellParameter]) -> list[ProductShape]:
    """Return the products below a node, from left to right, down to what has a name."""
    found: list[ProductShape] = []
    waiting, seen = [root], set[int]()
    while waiting:
        node = nodes[waiting.pop()]
        if node.index in seen or (node.quantity and node.index != root):
            continue
        seen.add(node.index)
        if node.kind == "matvec":
            shape = shapes[node.name]
            assert shape.columns is not None
            found.append(ProductShape(node.name, shape.rows, shape.columns))
        waiting.extend(reversed(node.operands))
    return found
