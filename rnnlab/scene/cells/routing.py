"""The ways of the wires, corner by corner, once it is known where everything stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from rnnlab.scene.cells.channels import Channel, Trunk, channel, trunk
from rnnlab.scene.cells.columns import Columns, Item
from rnnlab.scene.cells.parts import Parts
from rnnlab.scene.cells.ports import Link, Port
from rnnlab.scene.drawing import Box, Point

TRUNK_GAP = 9.0
_BEFORE, _BEHIND = 12.0, 7.0
"""Room in a channel before a column (for the heads of arrows) and behind one."""
_AT_EDGE = 13.0
"""More room where the frame of the cell passes through a channel."""

Way = tuple[Point, ...]


@dataclass(frozen=True)
class Grid:
    """What routing needs to know.

    Attributes
    ----------
    heights
        Middle of every item; the input and the output have none.
    top, bottom
        Where the ways to the output end and those from the input begin.
    """

    parts: Parts
    columns: Columns
    heights: Mapping[Item, float]
    ports: Mapping[Link, Port]
    top: float
    bottom: float

    def level(self, source: Item, target: Item) -> float:
        """Return at which height a wire arrives at an item."""
        return self.heights[target] + (Port("left") if target.lane else self.ports[source, target]).offset


def channels_of(grid: Grid) -> tuple[Channel, ...]:
    """Return the trunks between every two columns."""
    return tuple(_channel(grid, gap) for gap in range(len(grid.columns.items) - 1))


def _channel(grid: Grid, gap: int) -> Channel:
    links: dict[Item, list[Item]] = {}
    for source, target in grid.columns.links:
        if source.column == gap:
            links.setdefault(source, []).append(target)
    found: list[Trunk] = []
    taken: list[float] = []
    for source, targets in links.items():
        left = grid.heights.get(source)
        right = [grid.level(source, target) for target in targets if target in grid.heights]
        ends = [grid.top] if len(right) < len(targets) else []
        ends += [grid.bottom] if left is None else []
        made = trunk(source.part, left, right, ends)
        taken += [*right, *([] if left is None else [left])]
        if made is not None:
            found.append(made)
    return channel(found, taken)


def widths_of(channels: tuple[Channel, ...]) -> tuple[float, ...]:
    """Return how wide every channel is."""
    last = len(channels) - 1
    return tuple(
        _BEFORE
        + _BEHIND
        + max(found.width - 1, 0) * TRUNK_GAP
        + (_AT_EDGE if number == 0 else 0.0)
        + (_AT_EDGE if number == last else 0.0)
        for number, found in enumerate(channels)
    )


Places = tuple[dict[int, tuple[float, ...]], ...]
"""For every channel where a value's trunks stand."""


def trunk_places(channels: tuple[Channel, ...], starts: tuple[float, ...]) -> Places:
    """Return for every channel where a value's trunks stand; ``starts`` are the channels' left edges."""
    found: list[dict[int, tuple[float, ...]]] = []
    for number, (one, start) in enumerate(zip(channels, starts, strict=True)):
        first = start + _BEHIND + (_AT_EDGE if number == 0 else 0.0)
        places: dict[int, tuple[float, ...]] = {}
        for made, level in zip(one.trunks, one.levels, strict=True):
            places[made.value] = (*places.get(made.value, ()), first + level * TRUNK_GAP)
        found.append(places)
    return tuple(found)


def way_of(
    grid: Grid,
    channels: tuple[Channel, ...],
    places: Places,
    boxes: Mapping[int, Box],
    ends: tuple[int, int],
) -> Way:
    """Return the corners of a wire from a part to a part."""
    source, target = ends
    items = grid.columns.way(source, target)
    points: list[Point] = []
    if items[0] in grid.heights:
        points.append((boxes[source].right, grid.heights[items[0]]))
    for here, after in pairwise(items):
        points += _through(grid, channels[here.column], places[here.column], here, after)
    if items[-1] in grid.heights:
        port, box = grid.ports[items[-2], items[-1]], boxes[target]
        level = grid.level(items[-2], items[-1])
        if port.side == "left":
            points.append((box.x, level))
        else:
            points += [(box.center_x, level), (box.center_x, box.bottom if port.side == "below" else box.y)]
    return simplified(points)


def _through(
    grid: Grid, found: Channel, places: Mapping[int, tuple[float, ...]], here: Item, after: Item
) -> list[Point]:
    """Return the corners in one channel."""
    xs = places.get(here.part, ())
    if not xs:
        return []
    start = grid.heights.get(here, grid.bottom)
    end = grid.level(here, after) if after in grid.heights else grid.top
    if len(xs) == 1:
        return [(xs[0], start), (xs[0], end)]
    trunks = [one for one in found.trunks if one.value == here.part]
    points = [(xs[0], start)]
    for before, x, one in zip(xs, xs[1:], trunks[1:], strict=False):
        assert one.left is not None
        points += [(before, one.left), (x, one.left)]
    return [*points, (xs[-1], end)]


def simplified(points: list[Point]) -> Way:
    """Leave out corners at which nothing turns."""
    found: list[Point] = []
    for point in points:
        if found and abs(point[0] - found[-1][0]) < 0.01 and abs(point[1] - found[-1][1]) < 0.01:
            continue
        if len(found) > 1 and _level(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return tuple(found)


def _level(first: Point, second: Point, third: Point) -> bool:
    across = abs(first[0] - second[0]) < 0.01 and abs(second[0] - third[0]) < 0.01
    along = abs(first[1] - second[1]) < 0.01 and abs(second[1] - third[1]) < 0.01
    return across or along
