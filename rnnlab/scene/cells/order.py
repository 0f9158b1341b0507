"""The order of parts in their columns, from top to bottom, so that few wires cross.

Barycentres first (Sugiyama, Tagawa & Toda 1981), then neighbours are exchanged as long as that helps. The
highways of states stay at the edges: those that run above all else come first in every column, those that run
below come last.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from rnnlab.scene.cells.columns import Columns, Item
from rnnlab.scene.cells.parts import Parts

_SWEEPS = 12
_MOST_FOR_EXCHANGE = 160

Rank = tuple[int, int]
Order = tuple[tuple[Item, ...], ...]


def highways_of(parts: Parts, columns: Columns) -> tuple[tuple[Item, ...], ...]:
    """Return the highway of every carried state: its parts and the lanes between them."""
    found = []
    for way in parts.tracks:
        items = dict.fromkeys(item for pair in pairwise(way) for item in columns.way(*pair))
        found.append(tuple(items))
    return tuple(found)


def ranks_of(parts: Parts, highways: tuple[tuple[Item, ...], ...], columns: Columns) -> dict[Item, Rank]:
    """Return which items stay at the edges: a rank below (0, 0) at the top, above it at the bottom."""
    ranks: dict[Item, Rank] = {}
    states = [part.state for part in parts.parts if part.kind == "state"]
    for items in columns.items:
        for item in items:
            part = parts.parts[item.part]
            if item.lane:
                continue
            if part.kind in ("previous", "state"):
                ranks[item] = (1, -states.index(part.state))
            elif part.kind in ("input", "output"):
                ranks[item] = (3, 0) if part.kind == "input" else (-3, 0)
    upper = _upper(parts)
    for number, items in enumerate(highways):
        rank = (-1, number) if number in upper else (2, -number)
        for item in items:
            # a part that two highways share stays on the first one
            if ranks.get(item, (1, 0))[0] == 1:
                ranks[item] = rank
    return ranks


def _upper(parts: Parts) -> set[int]:
    """Return the highways that run at the top: all but that of the output, and that one if it is alone."""
    outputs = {part.node for part in parts.parts if part.kind == "output"}
    every = set(range(len(parts.tracks)))
    below = {number for number in every if parts.parts[parts.tracks[number][-1]].node in outputs}
    return every - below if len(every) > 1 else every


def order_of(columns: Columns, ranks: dict[Item, Rank]) -> Order:
    """Return the items of every column from top to bottom."""
    return _Orderer(columns, ranks).best()


class _Orderer:
    def __init__(self, columns: Columns, ranks: dict[Item, Rank]) -> None:
        self._ranks = ranks
        self._left, self._right = defaultdict[Item, list[Item]](list), defaultdict[Item, list[Item]](list)
        for source, target in columns.links:
            self._right[source].append(target)
            self._left[target].append(source)
        self._columns = [sorted(items, key=lambda item: (self._rank(item), item)) for items in columns.items]
        self._small = sum(map(len, columns.items)) <= _MOST_FOR_EXCHANGE

    def _rank(self, item: Item) -> Rank:
        return self._ranks.get(item, (0, 0))

    def best(self) -> Order:
        best, fewest = [list(items) for items in self._columns], self._crossings()
        seen: set[Order] = set()
        for sweep in range(_SWEEPS):
            self._sweep(forward=sweep % 2 == 0)
            if self._small:
                self._exchange()
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(items) for items in self._columns], crossings
            now = tuple(map(tuple, self._columns))
            if now in seen:
                break
            seen.add(now)
        return tuple(map(tuple, best))

    def _places(self) -> dict[Item, float]:
        """Return where items stand in their column, 0 … 1."""
        return {
            item: (place + 0.5) / len(items) for items in self._columns for place, item in enumerate(items)
        }

    def _sweep(self, *, forward: bool) -> None:
        numbers = range(len(self._columns))
        for number in numbers if forward else reversed(numbers):
            places = self._places()
            beside = self._left if forward else self._right
            centres = {}
            for item in self._columns[number]:
                near = beside[item]
                centres[item] = sum(places[other] for other in near) / len(near) if near else places[item]
            self._columns[number].sort(key=lambda item: (self._rank(item), centres[item]))

    def _exchange(self) -> None:
        """Exchange neighbours while that lets fewer wires cross."""
        better = True
        while better:
            better = False
            for number, items in enumerate(self._columns):
                for place in range(len(items) - 1):
                    if self._rank(items[place]) != self._rank(items[place + 1]):
                        continue
                    before = self._around(number)
                    items[place], items[place + 1] = items[place + 1], items[place]
                    if self._around(number) < before - 1e-9:
                        better = True
                    else:
                        items[place], items[place + 1] = items[place + 1], items[place]

    def _around(self, number: int) -> float:
        gaps = [gap for gap in (number - 1, number) if 0 <= gap < len(self._columns) - 1]
        return sum(self._crossings_in(gap) for gap in gaps)

    def _crossings(self) -> float:
        return sum(self._crossings_in(gap) for gap in range(len(self._columns) - 1))

    def _crossings_in(self, gap: int) -> float:
        """Return how many wires cross between a column and the next one, and a little for their length."""
        after = {item: place for place, item in enumerate(self._columns[gap + 1])}
        ends = [
            (place, after[target])
            for place, item in enumerate(self._columns[gap])
            for target in self._right[item]
        ]
        crossings = sum(
            1
            for number, (source, target) in enumerate(ends)
            for other_source, other_target in ends[number + 1 :]
            if source < other_source and target > other_target
        )
        height = max(len(self._columns[gap]), len(self._columns[gap + 1]))
        slope = sum(
            abs((source + 0.5) / len(self._columns[gap]) - (target + 0.5) / len(after))
            for source, target in ends
        )
        return crossings + slope * 0.3 / height
