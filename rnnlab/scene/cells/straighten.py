"""Finishing touches to the ways of wires: fewer bends where nothing is in the way, and where ways part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rnnlab.scene.cells.parts import Parts
from rnnlab.scene.cells.routing import Way, simplified
from rnnlab.scene.drawing import Box, Point

_CLEARANCE = 6.5
_LEAST_APPROACH = 9.0

Piece = tuple[Point, Point]


def straightened(
    parts: Parts, ways: Sequence[Way], boxes: Mapping[int, Box], obstacles: Mapping[int, Box]
) -> tuple[list[Way], dict[int, Box]]:
    """Return the ways with fewer bends, and the boxes that moved along (those outside the frame).

    Only wires that enter from above or below have bends to spare. A shorter way is taken if it touches
    nothing and crosses no more wires than before.

    Parameters
    ----------
    parts, ways
        The wires and their corners.
    boxes, obstacles
        Of the parts, and with what stands beside them.
    """
    found = list(ways)
    moved: dict[int, Box] = {}
    for number, wire in enumerate(parts.wires):
        if _upright(found[number][-2:]) and parts.parts[wire.target].kind != "output":
            if parts.parts[wire.source].kind == "input":
                moved |= _below(parts, found, number, boxes, obstacles)
            else:
                _shorten(parts, found, number, obstacles)
    return found, moved


def _upright(ends: Sequence[Point]) -> bool:
    return abs(ends[0][0] - ends[1][0]) < 0.01


def _shorten(parts: Parts, ways: list[Way], number: int, boxes: Mapping[int, Box]) -> None:
    """Go on level until below (or above) the target, instead of turning before and once more."""
    way = ways[number]
    if len(way) < 5:
        return
    x, end = way[-1]
    before = way[-4]
    if abs(end - before[1]) < _LEAST_APPROACH or (end < before[1]) != (end < way[-2][1]):
        return
    shorter = simplified([*way[:-4], before, (x, before[1]), (x, end)])
    if _better(parts, ways, number, shorter, boxes):
        ways[number] = shorter


def _below(
    parts: Parts,
    ways: list[Way],
    number: int,
    boxes: Mapping[int, Box],
    obstacles: Mapping[int, Box],
) -> dict[int, Box]:
    """Put the input right below what reads it first, if all others read it from a lane below that."""
    wire = parts.wires[number]
    x, end = ways[number][-1]
    start = ways[number][0]
    others = [n for n, one in enumerate(parts.wires) if one.source == wire.source and n != number]
    if any(ways[n][1][1] < end + _LEAST_APPROACH or ways[n][2][0] < x for n in others):
        return {}
    trial = list(ways)
    trial[number] = ((x, start[1]), (x, end))
    for n in others:
        trial[n] = ((x, start[1]), (x, ways[n][1][1]), *ways[n][2:])
    changed = [number, *others]
    if any(_bad(parts, trial, n, obstacles) for n in changed):
        return {}
    ways[:] = trial
    box = boxes[wire.source]
    return {wire.source: box.moved(x - box.center_x)}


def _better(parts: Parts, ways: list[Way], number: int, shorter: Way, boxes: Mapping[int, Box]) -> bool:
    before = _crossings(parts, ways, number)
    trial = list(ways)
    trial[number] = shorter
    return not _bad(parts, trial, number, boxes) and _crossings(parts, trial, number) <= before


def _bad(parts: Parts, ways: list[Way], number: int, boxes: Mapping[int, Box]) -> bool:
    """Return whether a way runs into a foreign box, or beside another value's way too near."""
    wire = parts.wires[number]
    pieces = list(pairwise(ways[number]))
    for part, box in boxes.items():
        if part not in (wire.source, wire.target) and any(_enters(piece, box.grown(4.0)) for piece in pieces):
            return True
    return any(
        _beside(piece, other)
        for n, one in enumerate(parts.wires)
        if one.source != wire.source
        for other in pairwise(ways[n])
        for piece in pieces
    )


def _crossings(parts: Parts, ways: list[Way], number: int) -> int:
    source = parts.wires[number].source
    others = {
        piece for n, one in enumerate(parts.wires) if one.source != source for piece in pairwise(ways[n])
    }
    return sum(_cross(piece, other) for piece in pairwise(ways[number]) for other in others)


def _spans(piece: Piece) -> tuple[float, float, float, float]:
    (x1, y1), (x2, y2) = piece
    return min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)


def _enters(piece: Piece, box: Box) -> bool:
    left, right, top, bottom = _spans(piece)
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y


def _beside(piece: Piece, other: Piece) -> bool:
    """Return whether two pieces run along each other without room between."""
    if _upright(piece) != _upright(other):
        return False
    left, right, top, bottom = _spans(piece)
    other_left, other_right, other_top, other_bottom = _spans(other)
    return (
        left < other_right + _CLEARANCE
        and other_left < right + _CLEARANCE
        and top < other_bottom + _CLEARANCE
        and other_top < bottom + _CLEARANCE
    )


def _cross(piece: Piece, other: Piece) -> bool:
    if _upright(piece) == _upright(other):
        return False
    level, upright = (other, piece) if _upright(piece) else (piece, other)
    left, right, y, _ = _spans(level)
    x, _, top, bottom = _spans(upright)
    return left < x < right and top < y < bottom


def forked(parts: Parts, ways: Sequence[Way], first: Sequence[int]) -> list[tuple[Way, int]]:
    """Return every way, and from which of its corners on it runs alone.

    Of the ways of one value the first is drawn whole; the next ones begin where they leave those before.

    Parameters
    ----------
    parts, ways
        The wires and their corners.
    first
        Wires that are drawn whole: the highways.
    """
    found: dict[int, tuple[Way, int]] = {}
    for number in sorted(range(len(ways)), key=lambda number: (number not in first, number)):
        way = best = ways[number]
        fork, length = 0, 0.0
        for before in found:
            if parts.wires[before].source == parts.wires[number].source:
                corner, point = _parting(way, ways[before])
                longer = _length((*way[:corner], point))
                if longer > length:
                    length, fork = longer, corner
                    best = way if way[corner] == point else (*way[:corner], point, *way[corner:])
        found[number] = best, fork
    return [found[number] for number in range(len(ways))]


def bridges(parts: Parts, ways: Sequence[Way], order: Sequence[int]) -> list[tuple[tuple[Piece, Point], ...]]:
    """Return where every wire crosses one that is drawn before it: the piece of it, and the point.

    Parameters
    ----------
    parts, ways
        The wires and their corners.
    order
        Numbers of the wires in the order in which they are drawn.
    """
    found: list[tuple[tuple[Piece, Point], ...]] = [()] * len(ways)
    for place, number in enumerate(order):
        others = {
            piece
            for before in order[:place]
            if parts.wires[before].source != parts.wires[number].source
            for piece in pairwise(ways[before])
        }
        found[number] = tuple(
            (piece, _meeting(piece, other))
            for piece in pairwise(ways[number])
            for other in others
            if _cross(piece, other)
        )
    return found


def _meeting(piece: Piece, other: Piece) -> Point:
    return (piece[0][0], other[0][1]) if _upright(piece) else (other[0][0], piece[0][1])


def _parting(way: Way, other: Way) -> tuple[int, Point]:
    """Return where a way leaves another one: a corner of it, or the one behind, and the point."""
    number = 0
    while number < min(len(way), len(other)) and way[number] == other[number]:
        number += 1
    if number == 0 or number >= min(len(way), len(other)):
        return max(number - 1, 0), way[max(number - 1, 0)]
    here, mine, theirs = way[number - 1], way[number], other[number]
    if _direction(here, mine) != _direction(here, theirs):
        return number - 1, here
    return number, mine if _length((here, mine)) <= _length((here, theirs)) else theirs


def _direction(start: Point, end: Point) -> tuple[int, int]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (dx > 0.01) - (dx < -0.01), (dy > 0.01) - (dy < -0.01)


def _length(points: Sequence[Point]) -> float:
    return sum(abs(end[0] - start[0]) + abs(end[1] - start[1]) for start, end in pairwise(points))
