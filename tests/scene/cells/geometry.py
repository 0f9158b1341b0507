"""Whether anything in a diagram overlaps: computed from its boxes and corners alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.sizes import NAME_SIZE
from rnnlab.scene.drawing import Box, Point, Text

Piece = tuple[Point, Point]
_MARKUP = re.compile(r"[_^]\{([^}]*)\}")


def meet(one: Box, other: Box, slack: float = 0.01) -> bool:
    """Return whether two boxes share an area."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > slack and down > slack


def hull(piece: Piece) -> Box:
    """Return the box around a level or upright piece."""
    (x1, y1), (x2, y2) = piece
    return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


def label_box(text: Text) -> Box:
    """Return about where a text stands."""
    small = "".join(_MARKUP.findall(text.text))
    large = re.sub("[\u0302-\u0304\u2009]", "", _MARKUP.sub("", text.text))
    width = text.size * (0.58 * len(large) + 0.42 * len(small))
    if text.max_width:
        width = min(width, text.max_width)
    left = text.x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * width
    return Box(left, text.y - text.size * 0.5, width, text.size)


def meeting_parts(layout: DiagramLayout) -> list[tuple[int, int]]:
    """Return pairs of parts whose boxes meet; what stands right of them for their values counts, too."""
    boxes = []
    for placed in layout.parts:
        right = max(placed.box.right, placed.strip.right)
        boxes.append(Box(placed.box.x, placed.box.y, right - placed.box.x, placed.box.height))
    pairs = combinations(range(len(boxes)), 2)
    return [(one, other) for one, other in pairs if meet(boxes[one], boxes[other])]


def wires_through_parts(layout: DiagramLayout) -> list[tuple[int, int]]:
    """Return wires with the parts that they run through, not being theirs."""
    found = []
    for number, placed in enumerate(layout.wires):
        for part, other in enumerate(layout.parts):
            if part in (placed.wire.source, placed.wire.target):
                continue
            if any(through(piece, other.box) for piece in pairwise(placed.points)):
                found.append((number, part))
    return found


def wires_through_their_own(layout: DiagramLayout) -> list[int]:
    """Return wires that run through the part they come from or go to."""
    found = []
    for number, placed in enumerate(layout.wires):
        for part in (placed.wire.source, placed.wire.target):
            box = layout.parts[part].box.grown(-0.5)
            if any(through(piece, box) for piece in pairwise(placed.points)):
                found.append(number)
    return found


def through(piece: Piece, box: Box) -> bool:
    """Return whether a piece of a wire enters a box."""
    line = hull(piece)
    return line.x < box.right and line.right > box.x and line.y < box.bottom and line.bottom > box.y


def wires_upon_wires(layout: DiagramLayout, distance: float) -> list[tuple[int, int]]:
    """Return wires of different values that run along each other, or nearer than a distance."""
    found = []
    for (one, first), (other, second) in combinations(enumerate(layout.wires), 2):
        if first.wire.source == second.wire.source:
            continue
        if any(
            _along(piece, against, distance)
            for piece in pairwise(first.points)
            for against in pairwise(second.points)
        ):
            found.append((one, other))
    return found


def _along(one: Piece, other: Piece, distance: float) -> bool:
    a, b = hull(one), hull(other)
    if (a.width > a.height) != (b.width > b.height):
        return False
    if a.width > a.height:
        return abs(a.y - b.y) < distance and min(a.right, b.right) - max(a.x, b.x) > 0.01
    return abs(a.x - b.x) < distance and min(a.bottom, b.bottom) - max(a.y, b.y) > 0.01


def slanted(layout: DiagramLayout) -> list[int]:
    """Return wires with a piece that is neither level nor upright, or that stands still."""
    found = []
    for number, placed in enumerate(layout.wires):
        for (x1, y1), (x2, y2) in pairwise(placed.points):
            if (abs(x1 - x2) > 0.01) == (abs(y1 - y2) > 0.01):
                found.append(number)
    return found


def loose_ends(layout: DiagramLayout) -> list[int]:
    """Return wires that do not begin and end at the edges of their parts."""
    found = []
    for number, placed in enumerate(layout.wires):
        source, target = layout.parts[placed.wire.source].box, layout.parts[placed.wire.target].box
        if not (_on_edge(placed.points[0], source) and _on_edge(placed.points[-1], target)):
            found.append(number)
    return found


def _on_edge(point: Point, box: Box) -> bool:
    x, y = point
    inside = box.x - 0.01 <= x <= box.right + 0.01 and box.y - 0.01 <= y <= box.bottom + 0.01
    edges = (abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom))
    return inside and min(edges) < 0.01


def names(layout: DiagramLayout) -> Iterator[tuple[int, Box]]:
    """Return the names beside parts and about where they stand."""
    for number, placed in enumerate(layout.parts):
        if placed.name is not None:
            text = Text(*placed.name, placed.part.name, NAME_SIZE, align="left", formula=True)
            yield number, label_box(text)
