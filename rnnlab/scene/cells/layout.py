"""Where everything in a cell's diagram stands: boxes, circles and the ways of the wires, in units.

Three designs were weighed. A general graph drawer (Graphviz, or a small Sugiyama library) draws every graph,
but knows no highways, no gates with their formula and no input from below, and its splines cannot be promised
to keep off boxes. A template with a slot for every role looks best for the cells it was made for and fails at
the first cell that a student writes. So here is the third: a layered drawing of our own with the few wishes
of a cell built in (columns, order, heights, channels, each a small module), which is about as long as the
glue for a library would be. Wires run level in columns, on lanes that keep their distance like boxes do, and
upright in the channels between columns, each on a trunk of its own: so nothing can overlap, whatever the
cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rnnlab.core.cells.graph import Cell
from rnnlab.scene.cells.channels import Channel
from rnnlab.scene.cells.columns import Columns, Item, columns_of
from rnnlab.scene.cells.heights import Extent, heights_of
from rnnlab.scene.cells.order import Order, Rank, highways_of, order_of, ranks_of
from rnnlab.scene.cells.parts import Part, Parts, Wire
from rnnlab.scene.cells.ports import Link, Port, extents_of, ports_of, pulls_of
from rnnlab.scene.cells.reading import parts_of
from rnnlab.scene.cells.routing import Grid, Way, channels_of, trunk_places, way_of, widths_of
from rnnlab.scene.cells.sizes import NAME_SIZE, STRIP, Size, size_of
from rnnlab.scene.cells.straighten import bridges, forked, straightened
from rnnlab.scene.drawing import Box, Point


@dataclass(frozen=True)
class PlacedPart:
    """A part and its place.

    Attributes
    ----------
    part, size
        What it is, and its measures.
    box
        Its box or circle.
    strip
        Where its values stand; no width for a join.
    name
        Left end and middle of its name; None if it has none beside it.
    """

    part: Part
    size: Size
    box: Box
    strip: Box
    name: Point | None


@dataclass(frozen=True)
class PlacedWire:
    """A wire and its way.

    Attributes
    ----------
    wire
        What it connects.
    points
        Its corners, from the source's edge to the target's.
    fork
        From which corner on it runs alone: before, it shares the way of another wire of the same value.
    highway
        Whether it carries a state on.
    bridges
        Where it crosses wires that are drawn before it, each with a point of its own way just before and just
        behind.
    """

    wire: Wire
    points: tuple[Point, ...]
    fork: int
    highway: bool
    bridges: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, eq=False)
class DiagramLayout:
    """A diagram in units, its upper left corner at (0, 0).

    Attributes
    ----------
    cell, graph
        What is drawn.
    parts, wires
        In the order of ``graph``.
    order
        Numbers of the wires, those at the back first.
    body
        The frame around the cell: states enter at its left and leave at its right.
    width, height
        Of everything.
    rows
        The most items, lanes among them, that stand in one column.
    """

    cell: Cell
    graph: Parts
    parts: tuple[PlacedPart, ...]
    wires: tuple[PlacedWire, ...]
    order: tuple[int, ...]
    body: Box
    width: float
    height: float
    rows: int

    @property
    def dots(self) -> tuple[tuple[int, Point], ...]:
        """Where ways part: the value's part, and the place."""
        return tuple(
            dict.fromkeys((wire.wire.source, wire.points[wire.fork]) for wire in self.wires if wire.fork)
        )


_PADDING = 16.0
"""Inside the frame of the cell."""
_OUTSIDE = 22.0
"""From the frame to the input below and the output above."""
_FRAME = 14.0
"""From the states outside to the frame."""
_ROUNDS = 4
_OVERHANG = 24.0
_BRIDGE = 4.5


@lru_cache(maxsize=128)
def diagram_layout(cell: Cell, room: float = 0.0) -> DiagramLayout:
    """Return the diagram of a cell.

    Parameters
    ----------
    cell
        The cell.
    room
        How much further apart than they must be rows shall stand, in units.
    """
    return _Maker(cell, room).layout()


@lru_cache(maxsize=32)
def _arranged(cell: Cell) -> tuple[Columns, tuple[tuple[Item, ...], ...], dict[Item, Rank], Order]:
    """Return what does not depend on the room there is: columns, highways, ranks and the order."""
    parts = parts_of(cell)
    columns = columns_of(parts)
    highways = highways_of(parts, columns)
    ranks = ranks_of(parts, highways, columns)
    return columns, highways, ranks, order_of(columns, ranks)


class _Maker:
    """Brings a cell's parts to their places."""

    def __init__(self, cell: Cell, room: float) -> None:
        self._cell, self._room = cell, room
        self._parts = parts = parts_of(cell)
        self._sizes = [size_of(part, len(parts.wires_into(n))) for n, part in enumerate(parts.parts)]
        self._columns, self._highways, self._ranks, order = _arranged(cell)
        self._order: Order = tuple(
            tuple(item for item in items if item.lane or not self._floats(item.part)) for items in order
        )
        self._level_gates()

    def _floats(self, part: int) -> bool:
        """Return whether a part stands outside the columns, below or above a trunk."""
        return self._parts.parts[part].kind in ("input", "output")

    def _level_gates(self) -> None:
        """Give all gates of a column one width."""
        for items in self._order:
            gates = [item.part for item in items if not item.lane and self._sizes[item.part].lines]
            width = max((self._sizes[gate].width for gate in gates), default=0.0)
            for gate in gates:
                self._sizes[gate] = replace(self._sizes[gate], width=width)

    def layout(self) -> DiagramLayout:
        """Put everything together."""
        grid, body = self._settled()
        channels = channels_of(grid)
        starts, lefts = self._across(channels)
        places = trunk_places(channels, starts)
        boxes = self._boxes(grid, lefts, places)
        ways = [
            way_of(grid, channels, places, boxes, (wire.source, wire.target)) for wire in self._parts.wires
        ]
        ways, moved = straightened(self._parts, ways, boxes, self._obstacles(boxes))
        left, right = starts[0] + _FRAME, starts[-1] + widths_of(channels)[-1] - _FRAME
        return self._assembled({**boxes, **moved}, ways, Box(left, body[0], right - left, body[1] - body[0]))

    def _settled(self) -> tuple[Grid, tuple[float, float]]:
        """Return the heights of all items, and those of the frame's edges."""
        parts, columns = self._parts, self._columns
        standing = {item for items in self._order for item in items}
        levels = self._levels()
        heights: dict[Item, float] | None = None
        ports: dict[Link, Port] = {}
        for _ in range(_ROUNDS):
            before, ports = ports, ports_of(parts, columns, self._sizes, self._highways, heights)
            if heights is not None and ports == before:
                break
            extents = extents_of(parts, columns, self._sizes, ports, self._room)
            pulls = {
                item: [pull for pull in wishes if pull.other in standing]
                for item, wishes in pulls_of(parts, columns, ports).items()
            }
            heights = heights_of(self._order, extents, pulls, *levels)
        assert heights is not None
        top, bottom = self._edges(heights, extents)
        return Grid(parts, columns, heights, ports, top - _OUTSIDE, bottom + _OUTSIDE), (top, bottom)

    def _levels(self) -> tuple[list[list[Item]], list[list[Item]]]:
        """Return the items that share a height: at the top, and at the bottom from below."""
        groups: dict[tuple[int, int], list[Item]] = {}
        for item, rank in self._ranks.items():
            if item.lane or not self._floats(item.part):
                groups.setdefault(rank, []).append(item)
        ordered = sorted(groups)
        upper = [groups[rank] for rank in ordered if rank < (0, 0)]
        return upper, [groups[rank] for rank in reversed(ordered) if rank > (0, 0)]

    def _edges(self, heights: dict[Item, float], extents: dict[Item, Extent]) -> tuple[float, float]:
        """Return where the frame begins and ends: around all inside, and nearly around the states."""
        last = len(self._order) - 1
        inset = {item: _OVERHANG if item.column in (0, last) else 0.0 for item in heights}
        top = min(y - extents[item].above + inset[item] for item, y in heights.items())
        bottom = max(y + extents[item].below - inset[item] for item, y in heights.items())
        return top - _PADDING, bottom + _PADDING

    def _across(self, channels: tuple[Channel, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Return the left edges of the channels and of the columns."""
        starts, lefts, x = [], [], 0.0
        widths = widths_of(channels)
        for number, items in enumerate(self._order):
            lefts.append(x)
            sizes = [self._sizes[item.part] for item in items if not item.lane]
            x += max((size.width + size.tail for size in sizes), default=0.0)
            if number < len(channels):
                starts.append(x)
                x += widths[number]
        return tuple(starts), tuple(lefts)

    def _boxes(
        self, grid: Grid, lefts: Sequence[float], places: tuple[dict[int, tuple[float, ...]], ...]
    ) -> dict[int, Box]:
        boxes: dict[int, Box] = {}
        for item, y in grid.heights.items():
            if not item.lane:
                size = self._sizes[item.part]
                boxes[item.part] = Box(lefts[item.column], y - size.height / 2, size.width, size.height)
        for number, part in enumerate(self._parts.parts):
            size = self._sizes[number]
            if part.kind == "input":
                channel = self._columns.item(number).column
                x = places[channel][number][0]
                boxes[number] = Box(x - size.width / 2, grid.bottom, size.width, size.height)
            elif part.kind == "output":
                maker = next(wire.source for wire in self._parts.wires if wire.target == number)
                x = places[-1][maker][-1]
                boxes[number] = Box(x - size.width / 2, grid.top - size.height, size.width, size.height)
        return boxes

    def _obstacles(self, boxes: dict[int, Box]) -> dict[int, Box]:
        """Return what wires keep off: boxes with the values and names right of them."""
        found = {}
        for number, box in boxes.items():
            size = self._sizes[number]
            found[number] = Box(box.x, box.y - size.above, box.width + size.tail, box.height + size.above)
        return found

    def _assembled(self, boxes: dict[int, Box], ways: Sequence[Way], body: Box) -> DiagramLayout:
        """Move everything so that it begins at (0, 0)."""
        every = [body, *boxes.values()]
        x, y = min(box.x for box in every), min(box.y for box in every)
        right, bottom = max(box.right for box in every), max(box.bottom for box in every)
        parts = tuple(
            _placed(part, self._sizes[number], boxes[number].moved(-x, -y))
            for number, part in enumerate(self._parts.parts)
        )
        order, wires = self._wires([tuple((px - x, py - y) for px, py in way) for way in ways])
        return DiagramLayout(
            self._cell,
            self._parts,
            parts,
            wires,
            order,
            body.moved(-x, -y),
            right - x,
            bottom - y,
            max(map(len, self._order)),
        )

    def _wires(self, ways: list[Way]) -> tuple[tuple[int, ...], tuple[PlacedWire, ...]]:
        """Return the order in which wires are drawn, highways last, and the wires."""
        carried = {pair for way in self._parts.tracks for pair in pairwise(way)}
        highways = [(wire.source, wire.target) in carried for wire in self._parts.wires]
        order = tuple(sorted(range(len(ways)), key=lambda number: (highways[number], number)))
        forks = forked(self._parts, ways, [number for number in order if highways[number]])
        crossed = bridges(self._parts, [points[fork:] for points, fork in forks], order)
        return order, tuple(
            PlacedWire(wire, points, fork, highway, tuple(_bridge(*one) for one in over))
            for wire, highway, (points, fork), over in zip(
                self._parts.wires, highways, forks, crossed, strict=True
            )
        )


def _bridge(piece: tuple[Point, Point], point: Point) -> tuple[Point, Point]:
    """Return the ends of a bridge: on a piece of a way, around a point of it."""
    (x1, y1), (x2, y2) = piece
    length = abs(x2 - x1) + abs(y2 - y1)
    dx, dy = (x2 - x1) / length * _BRIDGE, (y2 - y1) / length * _BRIDGE
    return (point[0] - dx, point[1] - dy), (point[0] + dx, point[1] + dy)


def _placed(part: Part, size: Size, box: Box) -> PlacedPart:
    """Return a part with the places of its values and its name."""
    middle = box.center_y
    if part.kind in ("previous", "state"):
        return PlacedPart(part, size, box, Box.around(box.center_x, box.y + 42.0, 18.0, 36.0), None)
    if part.kind == "input":
        return PlacedPart(part, size, box, Box(box.x + 6.0, box.bottom - 14.0, box.width - 12.0, 9.0), None)
    if part.kind in ("join", "output"):
        return PlacedPart(part, size, box, Box(box.right, middle, 0.0, 0.0), None)
    if part.kind == "operator":
        strip = Box(box.right + 2.0, box.y + 1.0, STRIP, box.height - 2.0)
        end = strip.right
    else:
        strip = Box(box.right - STRIP - 4.0, box.y + 4.0, STRIP, box.height - 8.0)
        end = box.right
    return PlacedPart(part, size, box, strip, (end + 4.0, middle - NAME_SIZE * 0.72) if part.name else None)
