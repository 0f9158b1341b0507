"""One line of formula and one of numbers: what a part of the diagram computes, with the values put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnlab.core.cells.graph import Cell, Node
from rnnlab.core.net import FloatArray
from rnnlab.scene.cells.moment import DiagramMoment
from rnnlab.scene.cells.parts import Part
from rnnlab.scene.cells.pointing import part_of
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, Text
from rnnlab.scene.notation import MINUS, name
from rnnlab.scene.sequence.expressions import BEFORE, NOW, at_time, expression

_MOST_NUMBERS = 8
_FORMULA_SIZE, _NUMBER_SIZE = 14.0, 13.0


@dataclass(frozen=True)
class Caption:
    """What is told below the diagram.

    Attributes
    ----------
    box
        Where, in logical pixels.
    scale
        Of its letters.
    node
        The node that is told; None for the one being computed.
    unit
        The entry whose numbers are put in.
    """

    box: Box
    scale: float = 1.0
    node: int | None = None
    unit: int = 0


def draw_caption(moment: DiagramMoment, caption: Caption) -> None:
    """Write what is being computed, or what is pointed at."""
    number = _told(moment, caption.node)
    if moment.content is None or number is None:
        return
    part = moment.layout.parts[number].part
    formula = formula_of(moment.layout.cell, part.node, moment.content, moment.t, moment.layer)
    lines = [(formula, _FORMULA_SIZE, f"{part.role}_text", True)]
    if moment.part_share(number) > 0.0:
        lines.append((numbers_told(moment, part, caption.unit), _NUMBER_SIZE, "ink", False))
    box = caption.box
    for place, (text, size, role, bold) in enumerate(lines):
        y = box.y + box.height * (0.27 if place == 0 else 0.76)
        letters = size * caption.scale
        moment.add(Text(box.center_x, y, text, letters, role, bold=bold, formula=True, max_width=box.width))


def _told(moment: DiagramMoment, node: int | None) -> int | None:
    """Return the part that is told: one that is pointed at, being computed, or computed last."""
    if node is not None and node >= 0:
        return part_of(moment.layout, node)
    if moment.timing is None:
        return None
    standing = [
        number for number, part in enumerate(moment.layout.graph.parts) if part.kind in ("gate", "operator")
    ]
    slots = moment.timing.parts
    begun = [number for number in standing if moment.part_share(number) > 0.0]
    return max(begun, key=lambda number: (slots[number].phase, slots[number].start, number), default=None)


def formula_of(cell: Cell, node: int, content: Content | None, t: int, layer: int) -> str:
    """Return a node as a formula: with its name, if it has one, and its time steps.

    Parameters
    ----------
    cell, node
        The node of a cell.
    content
        A net of it; None to write t and t−1.
    t, layer
        Time step, 0-based, and layer, from 1.
    """
    shown = layer if content is not None and content.trace.shape.layers > 1 else 0
    formula = expression(cell, node, shown)
    quantity = cell.nodes[node].quantity
    if quantity:
        formula = f"{name(quantity, shown).with_index(NOW).markup} = {formula}"
    if content is None:
        return formula.replace(NOW, "t").replace(BEFORE, f"t{MINUS}1")
    return at_time(formula, t)


def numbers_told(moment: DiagramMoment, part: Part, unit: int) -> str:
    """Return how one entry of a part's value comes about, in numbers; the value itself where nothing does."""
    assert moment.numbers is not None
    values = np.atleast_1d(moment.numbers.value(part.node, moment.t))  # (dimension,)
    unit = min(max(unit, 0), len(values) - 1)
    node = moment.layout.cell.nodes[part.node]
    made = _made(moment, part, node, unit) if part.kind in ("gate", "operator") else ""
    if not made:
        return listed(values)
    return f"[{unit + 1}]  {made} = {_written(float(values[unit]))}"


def listed(values: FloatArray) -> str:
    """Return the first numbers of a vector."""
    shown = "  ".join(_written(float(value)) for value in values[:_MOST_NUMBERS])
    return f"[{shown}{' …' if len(values) > _MOST_NUMBERS else ''}]"


def _made(moment: DiagramMoment, part: Part, node: Node, unit: int) -> str:
    if part.terms:
        summands = [(_entry(moment, term.leaf, unit), term.formula.startswith(MINUS)) for term in part.terms]
        text = "".join(_summand(value, place, minus=minus) for place, (value, minus) in enumerate(summands))
        return f"{part.sign}({text})" if node.kind == "function" else text if len(summands) > 1 else ""
    operands = [_entry(moment, operand, unit) for operand in node.operands]
    if node.kind == "function":
        return f"{part.sign}({_written(operands[0])})"
    if node.kind == "neg":
        return f"{MINUS}{_bracketed(operands[0])}"
    sign = {"add": "+", "sub": MINUS, "mul": "×"}[node.kind]
    return f"{_written(operands[0])} {sign} {_bracketed(operands[1])}"


def _entry(moment: DiagramMoment, node: int, unit: int) -> float:
    assert moment.numbers is not None
    values = np.atleast_1d(moment.numbers.value(node, moment.t))  # (dimension,)
    return float(values[unit if len(values) > 1 else 0])


def _summand(value: float, place: int, *, minus: bool) -> str:
    value = -value if minus else value
    if place == 0:
        return _written(value)
    return f" {MINUS if value < 0 else '+'} {_written(abs(value))}"


def _bracketed(value: float) -> str:
    text = _written(value)
    return f"({text})" if text.startswith(MINUS) else text


def _written(value: float) -> str:
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", MINUS)
