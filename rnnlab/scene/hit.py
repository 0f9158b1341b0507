"""What lies under a point: the topmost primitive that stands for something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from rnnlab.scene.drawing import Bars, CellGrid, Line, Mark, Point, Primitive, Rect, Text
from rnnlab.scene.notation import width_in_ems
from rnnlab.scene.target import Target

_REACH = 6.0
_STEPS = 12


def target_at(drawn: Sequence[Primitive], x: float, y: float) -> Target | None:
    """Return what is meant by a point, None for empty ground.

    Arrows are thin, so they are found a few pixels beside their line, but only where nothing else lies.
    """
    near: Target | None = None
    for primitive in reversed(drawn):
        if primitive.target is None:
            continue
        if isinstance(primitive, Line):
            if near is None and _touches(primitive, x, y):
                near = primitive.target
        elif _contains(primitive, x, y):
            return _entry(primitive, x, y)
    return near


def _contains(primitive: Rect | CellGrid | Bars | Text | Mark, x: float, y: float) -> bool:
    if isinstance(primitive, Rect | CellGrid | Bars):
        return primitive.box.contains(x, y)
    if isinstance(primitive, Mark):
        return abs(x - primitive.x) <= primitive.size and abs(y - primitive.y) <= primitive.size
    width = width_in_ems(primitive.text) * primitive.size
    if primitive.max_width:
        width = min(width, primitive.max_width)
    left = primitive.x - {"left": 0.0, "center": 0.5, "right": 1.0}[primitive.align] * width
    return left <= x <= left + width and abs(y - primitive.y) <= primitive.size * 0.7


def _entry(primitive: Primitive, x: float, y: float) -> Target | None:
    target = primitive.target
    if target is None or target.index or not isinstance(primitive, CellGrid | Bars):
        return target
    index = primitive.index_at(x, y)
    return target if index is None else target.at(*index)


def _touches(line: Line, x: float, y: float) -> bool:
    points = flattened(line)
    return any(_distance(first, second, x, y) <= _REACH for first, second in pairwise(points))


def flattened(line: Line) -> tuple[Point, ...]:
    """Return a line as straight pieces."""
    if not line.curved:
        return line.points
    found = [line.points[0]]
    for piece in range(0, len(line.points) - 1, 3):
        p0, p1, p2, p3 = line.points[piece : piece + 4]
        for step in range(1, _STEPS + 1):
            s = step / _STEPS
            a, b, c, d = (1 - s) ** 3, 3 * s * (1 - s) ** 2, 3 * s * s * (1 - s), s**3
            found.append(
                (
                    a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
                    a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
                )
            )
    return tuple(found)


def _distance(first: Point, second: Point, x: float, y: float) -> float:
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = dx * dx + dy * dy
    share = 0.0
    if length > 0.0:
        share = min(max(((x - first[0]) * dx + (y - first[1]) * dy) / length, 0.0), 1.0)
    return hypot(first[0] + dx * share - x, first[1] + dy * share - y)
