"""Parts of equations as short formulas, read from the graph: ``W_{xh}x_{t}``.

A formula stands for every time step: ``NOW`` and ``BEFORE`` mark where the numbers of this step and of the
one before are put in (:func:`at_time`).
"""

from __future__ import annotations

from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.scene.notation import MINUS, name

NOW, BEFORE = "\ue000", "\ue001"
_SIGNS = {"add": "+", "sub": MINUS, "mul": "⊙"}


def at_time(formula: str, t: int) -> str:
    """Return a formula for one time step (0-based; people count from 1)."""
    return formula.replace(NOW, str(t + 1)).replace(BEFORE, str(t))


def without_time(formula: str) -> str:
    """Return a formula without its time steps, for where there is little room."""
    for mark in (NOW, BEFORE):
        formula = formula.replace(f"_{{{mark}}}", "").replace(f",{mark}", "")
    return formula


def expression(cell: Cell, index: int, layer: int = 0, *, root: bool = True) -> str:
    """Return a node as a formula; named quantities inside it stand with their names.

    Parameters
    ----------
    cell
        The cell.
    index
        The node.
    layer
        Shown at names of states if above 0.
    root
        Whether the node itself is written out even if it has a name.
    """
    node = cell.nodes[index]
    if node.quantity and not root:
        return name(node.quantity, layer).with_index(NOW).markup
    if node.kind == "input":
        return _input(cell, layer)
    if node.kind == "previous":
        return name(node.name, layer).with_index(BEFORE).markup
    if node.kind == "parameter":
        return name(node.name, layer).markup
    if node.kind == "constant":
        return f"{node.value:g}".replace("-", MINUS)
    return _operation(cell, node, layer)


def _input(cell: Cell, layer: int) -> str:
    if layer > 1:
        return name(cell.output, layer - 1).with_index(NOW).markup
    return name("x").with_index(NOW).markup


def _operation(cell: Cell, node: Node, layer: int) -> str:
    parts = [expression(cell, operand, layer, root=False) for operand in node.operands]
    if node.kind == "matvec":
        return name(node.name, layer).markup + _bracketed(cell, node.operands[0], parts[0], everything=True)
    if node.kind == "function":
        return f"{FUNCTIONS[node.name].symbol}({parts[0]})"
    if node.kind == "neg":
        return MINUS + _bracketed(cell, node.operands[0], parts[0])
    if node.kind == "add":
        return f"{parts[0]}+{parts[1]}"
    if node.kind == "sub":
        return f"{parts[0]}{MINUS}{_bracketed(cell, node.operands[1], parts[1])}"
    left, right = (
        _bracketed(cell, operand, part) for operand, part in zip(node.operands, parts, strict=True)
    )
    return f"{left}{_SIGNS[node.kind]}{right}"


def _bracketed(cell: Cell, index: int, text: str, *, everything: bool = False) -> str:
    node = cell.nodes[index]
    loose = ("add", "sub", "neg", "mul") if everything else ("add", "sub", "neg")
    return f"({text})" if node.kind in loose and not node.quantity else text
