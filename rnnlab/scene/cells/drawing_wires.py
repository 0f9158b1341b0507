"""Wires, the dots at which they part, and the pulses that run along them."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from rnnlab.scene.cells.moment import DiagramMoment
from rnnlab.scene.drawing import Box, Line, Point, Rect
from rnnlab.scene.motion import ease, part
from rnnlab.scene.target import Target

_WIDTH, _HIGHWAY = 1.8, 3.6
_HEAD, _HIGHWAY_HEAD = 7.5, 10.0
_HALO = 5.0
TRAVELLED = 0.62
"""Share of a slot in which the values come along the wires; in the rest the part fills."""
FUTURE = "border_strong"


def draw_wires(moment: DiagramMoment) -> None:
    """Draw all wires, those that carry states last: they run over the others like bridges."""
    for number in moment.layout.order:
        _draw_wire(moment, number)


def _draw_wire(moment: DiagramMoment, number: int) -> None:
    placed = moment.layout.wires[number]
    points = tuple(moment.placement.point(point) for point in placed.points[placed.fork :])
    if len(points) < 2:
        return
    scale, lit = moment.scale, _is_lit(moment, number)
    width = max((_HIGHWAY if placed.highway else _WIDTH) * scale, 1.2)
    head = (_HIGHWAY_HEAD if placed.highway else _HEAD) * max(scale, 0.75)
    ends_open = moment.layout.parts[placed.wire.target].part.kind == "join"
    for bridge in placed.bridges:
        ends = (moment.placement.point(bridge[0]), moment.placement.point(bridge[1]))
        moment.add(Line(ends, "subtle", width + _HALO * scale))
    moment.add(
        Line(
            points,
            _role(moment, number),
            width * (1.9 if lit else 1.0),
            arrow=0.0 if ends_open else head * (1.2 if lit else 1.0),
            target=Target("arrow", layer=moment.layer, index=(number,)),
        )
    )


def _role(moment: DiagramMoment, number: int) -> str:
    wire = moment.layout.wires[number].wire
    if moment.part_share(wire.source) < 1.0:
        return FUTURE
    if moment.layout.parts[wire.target].part.kind == "output":
        return "output"
    return moment.layout.parts[wire.source].part.role


def _is_lit(moment: DiagramMoment, number: int) -> bool:
    """Return whether a wire leads into what is lit, or comes straight from it."""
    parts, wires = moment.layout.parts, moment.layout.wires
    wire = wires[number].wire
    target = parts[wire.target].part
    if target.kind == "join":
        return any(one.wire.source == wire.target and _is_lit(moment, n) for n, one in enumerate(wires))
    source = parts[wire.source].part
    if source.kind in ("input", "previous") and source.node in moment.highlight:
        return True
    return moment.is_lit(wire.target) or any(
        target.terms[place].nodes & moment.highlight for place in wire.terms
    )


def draw_dots(moment: DiagramMoment) -> None:
    """Draw a dot wherever a value's ways part."""
    radius = max(3.2 * moment.scale, 2.2)
    for source, point in moment.layout.dots:
        x, y = moment.placement.point(point)
        done = moment.part_share(source) >= 1.0
        role = moment.layout.parts[source].part.role if done else FUTURE
        moment.add(Rect(Box.around(x, y, 2 * radius, 2 * radius), role, radius=radius))


def draw_pulses(moment: DiagramMoment) -> None:
    """Draw what is on its way right now."""
    if moment.timing is None:
        return
    parts = moment.layout.parts
    for number, placed in enumerate(moment.layout.wires):
        share = part(moment.wire_share(number), 0.0, TRAVELLED)
        if not 0.0 < share < 1.0 or parts[placed.wire.target].part.kind == "join":
            continue
        source = placed.wire.source
        if parts[source].part.kind != "join":
            leaving = parts[placed.wire.target].part.kind == "output"
            _pulse(moment, placed.points, share, "output" if leaving else parts[source].part.role)
            continue
        for before in moment.layout.wires:
            if before.wire.target == source:
                role = parts[before.wire.source].part.role
                _pulse(moment, (*before.points, *placed.points), share, role)


def _pulse(moment: DiagramMoment, points: tuple[Point, ...], share: float, role: str) -> None:
    way = tuple(moment.placement.point(point) for point in points)
    length = sum(hypot(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(way))
    head = ease(share) * length
    tail = max(head - min(0.3 * length, 90.0 * moment.scale), 0.0)
    piece = _piece(way, tail, head)
    radius = max(5.0 * moment.scale, 3.5)
    x, y = piece[-1]
    if len(piece) > 1:
        moment.add(Line(piece, role, max(4.6 * moment.scale, 3.0)))
    moment.add(Rect(Box.around(x, y, 4.4 * radius, 4.4 * radius), role, radius=2.2 * radius, opacity=0.22))
    moment.add(Rect(Box.around(x, y, 2 * radius, 2 * radius), role, "card", 1.5, radius))


def _piece(way: tuple[Point, ...], start: float, end: float) -> tuple[Point, ...]:
    """Return the piece of a way between two lengths."""
    found: list[Point] = []
    passed = 0.0
    for first, second in pairwise(way):
        length = hypot(second[0] - first[0], second[1] - first[1])
        if length > 0.0 and passed + length >= start and passed <= end:
            low, high = max(start - passed, 0.0) / length, min(end - passed, length) / length
            for share in (low, high):
                point = (
                    first[0] + (second[0] - first[0]) * share,
                    first[1] + (second[1] - first[1]) * share,
                )
                if not found or hypot(point[0] - found[-1][0], point[1] - found[-1][1]) > 0.05:
                    found.append(point)
        passed += length
    return tuple(found) or way[:1]
