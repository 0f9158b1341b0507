"""Which part stands in which column: sources left of what reads them, and no wire longer than it must be.

Columns are the layers of Sugiyama, Tagawa & Toda 1981 ("Methods for visual understanding of hierarchical
system structures"). A value that is read beyond the next column passes the columns between on a *lane* of its
own; all who read it share that lane.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rnnlab.scene.cells.parts import Part, Parts

_ROUNDS = 40


class Item(NamedTuple):
    """What takes up room in a column: a part, or the lane of a part's value passing by.

    Attributes
    ----------
    part
        The part, or the one whose value passes.
    column
        Where it stands.
    lane
        Whether it is a lane.
    """

    part: int
    column: int
    lane: bool = False


@dataclass(frozen=True)
class Columns:
    """Parts in columns.

    Attributes
    ----------
    items
        From left to right; in no particular order inside a column. The input stands in the column before
        the first one that reads it, as its lowest item; the output with the states in the last one.
    links
        Items of a column and the next one that are connected.
    """

    items: tuple[tuple[Item, ...], ...]
    links: tuple[tuple[Item, Item], ...]

    def item(self, part: int) -> Item:
        """Return the item of a part."""
        return next(item for items in self.items for item in items if item.part == part and not item.lane)

    def way(self, source: int, target: int) -> tuple[Item, ...]:
        """Return the items along a wire: its source, lanes, its target."""
        start, end = self.item(source), self.item(target)
        lanes = (Item(source, column, lane=True) for column in range(start.column + 1, end.column))
        return (start, *lanes, end)


def columns_of(parts: Parts) -> Columns:
    """Return the columns of a cell's parts."""
    place = _places(parts)
    items: list[dict[Item, None]] = [{} for _ in range(max(place.values()) + 1)]
    for number, column in place.items():
        items[column][Item(number, column)] = None
    bare = Columns(tuple(map(tuple, items)), ())
    links: dict[tuple[Item, Item], None] = {}
    for wire in parts.wires:
        way = bare.way(wire.source, wire.target)
        for item in way:
            items[item.column][item] = None
        links |= dict.fromkeys(pairwise(way))
    return Columns(tuple(map(tuple, items)), tuple(links))


def _places(parts: Parts) -> dict[int, int]:
    """Return the column of every part."""
    into, out_of = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for wire in parts.wires:
        into[wire.target].append(wire.source)
        out_of[wire.source].append(wire.target)
    place: dict[int, int] = {}
    for number, part in enumerate(parts.parts):
        first = 0 if part.kind in ("input", "previous") else 1
        place[number] = max((place[source] + 1 for source in into[number]), default=first)
    outside = [number for number, part in enumerate(parts.parts) if part.kind in ("state", "output")]
    last = max(column for number, column in place.items() if number not in outside) + 1
    place |= dict.fromkeys(outside, last)
    for _ in range(_ROUNDS):
        before = dict(place)
        for number in reversed(range(len(parts.parts))):
            _move(number, parts.parts, place, into[number], out_of)
        if place == before:
            break
    return place


def _move(
    number: int,
    parts: tuple[Part, ...],
    place: dict[int, int],
    sources: list[int],
    out_of: dict[int, list[int]],
) -> None:
    """Move a part to the right where that shortens wires: it waits for what it is needed with."""
    kind, readers = parts[number].kind, out_of[number]
    if kind in ("state", "output", "previous") or not readers:
        return
    nearest = min(place[reader] for reader in readers) - 1
    if kind == "input":
        place[number] = nearest
        return
    # Wires into it that nobody else needs for longer grow; the one out of it shrinks.
    growing = sum(
        1 for source in set(sources) if all(place[other] <= place[number] for other in out_of[source])
    )
    gates = {place[n] for n, part in enumerate(parts) if part.terms and n != number}
    wide = bool(parts[number].terms)
    if growing < 1 or (growing == 1 and (not wide or nearest in gates)):
        while wide and nearest > place[number] and nearest not in gates:
            nearest -= 1
        place[number] = max(nearest, place[number])
