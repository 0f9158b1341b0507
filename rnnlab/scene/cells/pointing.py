"""What of a cell is meant by a place in its diagram, and how to walk through the diagram by keys.

Parts and terms have the target kind ``term`` with the node whose value they show; a wire has the kind
``arrow`` and its number in the diagram's graph as its index.
"""

from __future__ import annotations

from typing import Literal

from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.drawing import Point
from rnnlab.scene.target import Target

Direction = Literal["left", "right", "up", "down"]


def nodes_of(layout: DiagramLayout, target: Target | None) -> frozenset[int]:
    """Return the cell's nodes that a target stands for."""
    if target is None:
        return frozenset()
    if target.kind == "arrow":
        return _carried(layout, target.index[0])
    for part in layout.graph.parts:
        for term in part.terms:
            if term.leaf == target.node and term.nodes and part.node != target.node:
                return term.nodes
    for part in layout.graph.parts:
        if part.node == target.node:
            return part.nodes
    return frozenset((target.node,)) if target.node >= 0 else frozenset()


def _carried(layout: DiagramLayout, wire: int) -> frozenset[int]:
    """Return the nodes whose values a wire carries."""
    source = layout.graph.wires[wire].source
    part = layout.graph.parts[source]
    if part.kind != "join":
        return frozenset((part.node,))
    return frozenset().union(*(_carried(layout, before) for before in layout.graph.wires_into(source)))


def part_of(layout: DiagramLayout, node: int) -> int | None:
    """Return the part that shows a node, None if there is none."""
    for number, part in enumerate(layout.graph.parts):
        if part.node == node:
            return number
    return next((n for n, part in enumerate(layout.graph.parts) if node in part.nodes), None)


def part_beside(layout: DiagramLayout, part: int | None, direction: Direction) -> int | None:
    """Return the nearest part in a direction, the same one if there is none; the first one from nowhere."""
    standing = [number for number, one in enumerate(layout.graph.parts) if one.kind != "join"]
    if part is None:
        return min(standing, key=lambda number: layout.parts[number].box.center)
    here = layout.parts[part].box.center
    costs = {number: _cost(here, layout.parts[number].box.center, direction) for number in standing}
    reachable = [number for number in standing if costs[number] is not None and number != part]
    return min(reachable, key=lambda number: costs[number] or 0.0) if reachable else part


def _cost(here: Point, there: Point, direction: Direction) -> float | None:
    """Return how far away something is in a direction, None if it lies elsewhere."""
    across, down = there[0] - here[0], there[1] - here[1]
    along, aside = (across, down) if direction in ("left", "right") else (down, across)
    if direction in ("left", "up"):
        along = -along
    if along < 4.0:
        return None
    return along + 2.5 * abs(aside)
