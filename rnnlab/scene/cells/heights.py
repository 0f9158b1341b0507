"""How high everything stands: items keep their order and their distance, and wires run level where they can.

Every column is solved by itself, again and again: each item would like to be level with what it is wired to
(the weighted median of those heights), and where that violates an order or a distance the items concerned
move together (pooling adjacent violators: Ayer et al. 1955; with medians: Robertson & Wright 1980).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from rnnlab.scene.cells.columns import Item
from rnnlab.scene.cells.order import Order

_SWEEPS = 17
_PINNED = 1e6
_ROUNDS = 30
_LEANINGS = (50.0, 50.0, 50.0, 3.0, 3.0, 1.01)


@dataclass(frozen=True)
class Pull:
    """A wish to be level: ``item`` at ``offset`` below its middle with ``other`` at ``other_offset``."""

    other: Item
    offset: float
    other_offset: float
    weight: float


@dataclass(frozen=True)
class _Lean:
    """How much more the side counts that a sweep comes from."""

    forward: bool
    more: float

    def factor(self, item: Item, other: Item) -> float:
        """Return how many times the pull of another item counts."""
        return self.more if (other.column < item.column) == self.forward else 1.0


@dataclass(frozen=True)
class Extent:
    """Room that an item needs above and below its middle."""

    above: float
    below: float


def heights_of(
    order: Order,
    extents: Mapping[Item, Extent],
    pulls: Mapping[Item, list[Pull]],
    upper: list[list[Item]],
    lower: list[list[Item]],
) -> dict[Item, float]:
    """Return the middle of every item.

    Parameters
    ----------
    order
        Items from top to bottom, column by column.
    extents
        The room they need.
    pulls
        With what they would like to be level.
    upper, lower
        Items that share one height: highways from the top downwards, and from the bottom upwards; no item
        is in two of them.
    """
    pinned, bottom = _pins(order, extents, upper, lower)
    heights: dict[Item, float] = {}
    for items in order:
        heights |= _stacked(items, extents, pinned)
    best, least = dict(heights), _unrest(heights, pulls)
    filled = [items for items in order if items]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        before = dict(heights)
        # first whole chains follow one side, later both sides count
        leaning = _LEANINGS[min(sweep // 2, len(_LEANINGS) - 1)]
        for items in filled if forward else reversed(filled):
            _settle(items, extents, pulls, pinned, heights, bottom, _Lean(forward, leaning))
        unrest = _unrest(heights, pulls)
        if unrest < least - 1e-6:
            best, least = dict(heights), unrest
        if heights == before and leaning == _LEANINGS[-1]:
            break
    return best


def _unrest(heights: Mapping[Item, float], pulls: Mapping[Item, list[Pull]]) -> float:
    """Return how far things are from where they would like to be."""
    return sum(
        pull.weight * abs(heights[pull.other] + pull.other_offset - y - pull.offset)
        for item, y in heights.items()
        for pull in pulls.get(item, [])
    )


def _distance(upper: Item, lower: Item, extents: Mapping[Item, Extent]) -> float:
    return extents[upper].below + extents[lower].above


def _pins(
    order: Order, extents: Mapping[Item, Extent], upper: list[list[Item]], lower: list[list[Item]]
) -> tuple[dict[Item, float], float]:
    """Return the heights of highways, and the lowest middle there is, as high as their distances allow."""
    above: dict[Item, float] = {}
    for highway in upper:
        levels = [_stacked(order[item.column], extents, above)[item] for item in highway]
        above |= dict.fromkeys(highway, max(levels))
    bottom = 0.0
    for _ in range(_ROUNDS):
        pinned = dict(above)
        for highway in lower:
            levels = [_hung(item, order[item.column], extents, pinned, bottom) for item in highway]
            pinned |= dict.fromkeys(highway, min(levels))
        missing = 0.0
        for items in order:
            stacked = _stacked(items, extents, pinned)
            missing = max([missing, *(y - pinned.get(item, bottom) for item, y in stacked.items())])
        if missing <= 0.0:
            break
        bottom += missing
    return pinned, bottom


def _stacked(
    items: tuple[Item, ...], extents: Mapping[Item, Extent], pinned: Mapping[Item, float]
) -> dict[Item, float]:
    """Return the middles of a column's items, each as high as possible."""
    found: dict[Item, float] = {}
    y = 0.0
    for place, item in enumerate(items):
        y += _distance(items[place - 1], item, extents) if place else 0.0
        y = max(y, pinned.get(item, y))
        found[item] = y
    return found


def _hung(
    item: Item,
    items: tuple[Item, ...],
    extents: Mapping[Item, Extent],
    pinned: Mapping[Item, float],
    bottom: float,
) -> float:
    """Return the middle of an item if it and all below it in its column are as low as possible."""
    y, after = bottom, None
    for other in reversed(items):
        y -= _distance(other, after, extents) if after is not None else 0.0
        y = min(y, pinned.get(other, y))
        if other == item:
            return y
        after = other
    return y


def _settle(
    items: tuple[Item, ...],
    extents: Mapping[Item, Extent],
    pulls: Mapping[Item, list[Pull]],
    pinned: Mapping[Item, float],
    heights: dict[Item, float],
    bottom: float,
    lean: _Lean,
) -> None:
    """Bring the items of one column to where they would like to be."""
    offsets = [0.0]
    for before, item in pairwise(items):
        offsets.append(offsets[-1] + _distance(before, item, extents))
    blocks: list[tuple[float, int, list[tuple[float, float]]]] = []
    for item, offset in zip(items, offsets, strict=True):
        if item in pinned:
            wishes = [(pinned[item] - offset, _PINNED)]
        else:
            wishes = [
                (
                    heights[pull.other] + pull.other_offset - pull.offset - offset,
                    pull.weight * lean.factor(item, pull.other),
                )
                for pull in pulls.get(item, [])
            ] or [(heights[item] - offset, 0.01)]
        block = (_median(wishes), 1, wishes)
        while blocks and blocks[-1][0] > block[0]:
            _, size, others = blocks.pop()
            merged = others + block[2]
            block = (_median(merged), size + block[1], merged)
        blocks.append(block)
    levels = [level for level, size, _ in blocks for _ in range(size)]
    for item, level, offset in zip(items, levels, offsets, strict=True):
        # above the first and below the last there is nothing
        heights[item] = min(max(level, 0.0), bottom - offsets[-1]) + offset


def _median(wishes: list[tuple[float, float]]) -> float:
    """Return the weighted median."""
    half = sum(weight for _, weight in wishes) / 2
    total = 0.0
    for value, weight in sorted(wishes):
        total += weight
        if total >= half:
            return value
    return wishes[-1][0]
