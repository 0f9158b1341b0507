"""Which nodes of a cell's graph a term of its formulas stands for, so that both light up together.

The formulas are those of a cell for any t (:func:`~rnnlab.core.cells.render.cell_formulas`), in whose
references ``t`` counts from the time step meant: -1 is the step before.
"""

from __future__ import annotations

from rnnlab.core.cells.formula import Reference
from rnnlab.core.cells.graph import Cell


def nodes_of(cell: Cell, reference: Reference) -> frozenset[int]:
    """Return the nodes that a reference stands for; none for what is outside the cell."""
    if reference.kind == "quantity":
        if reference.t == -1:
            return _named(cell, reference.key, "previous")
        return frozenset({cell.quantity_nodes[reference.key]} if reference.key in cell.quantity_nodes else ())
    if reference.kind == "input":
        return frozenset(node.index for node in cell.nodes if node.kind == "input")
    if reference.kind == "parameter":
        return _named(cell, reference.key, "parameter") | _named(cell, reference.key, "matvec")
    if reference.kind == "term":
        return below(cell, reference.node)
    return frozenset()


def below(cell: Cell, index: int) -> frozenset[int]:
    """Return a node and everything it is computed from, down to what has a name."""
    found: set[int] = set()
    waiting = [index]
    while waiting:
        node = cell.nodes[waiting.pop()]
        if node.index not in found:
            found.add(node.index)
            if not node.quantity or node.index == index:
                waiting.extend(node.operands)
    return frozenset(found)


def equation_nodes(cell: Cell, quantity: str) -> frozenset[int]:
    """Return the nodes of one equation: what it defines, its parts, and what it reads."""
    return below(cell, cell.quantity_nodes[quantity])


def _named(cell: Cell, name: str, kind: str) -> frozenset[int]:
    return frozenset(node.index for node in cell.nodes if node.kind == kind and node.name == name)
