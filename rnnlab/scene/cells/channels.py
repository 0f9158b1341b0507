"""Wires between two columns: every value that changes its height gets an upright trunk of its own.

Left of a channel the values come in, right of it they are wanted, each at a height of its own. A trunk
reaches over all of its value's heights; trunks that would touch stand beside each other, in the order that
lets the fewest wires cross (channel routing: Hashimoto & Stevens 1971). Where one value comes in at just the
height at which another goes out, the first must turn off before the second turns in; two that swap their
heights cannot both, so one of them gets two trunks with a short level piece between ("dogleg": Deutsch 1976).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

NEAR = 6.0
"""Heights less than this apart count as the same."""
_MOST_TO_PERMUTE = 6
_FORBIDDEN = 1000


@dataclass(frozen=True)
class Trunk:
    """An upright piece of a value's way.

    Attributes
    ----------
    value
        Whose way it is.
    left
        Height at which it comes in; None if it comes from above or below.
    right
        Heights at which it goes out.
    low, high
        Heights over which it reaches.
    """

    value: int
    left: float | None
    right: tuple[float, ...]
    low: float
    high: float


@dataclass(frozen=True)
class Channel:
    """Trunks side by side.

    Attributes
    ----------
    trunks, levels
        Every trunk, and how many stand left of it, at most; a value's second trunk comes after its first.
    """

    trunks: tuple[Trunk, ...]
    levels: tuple[int, ...]

    @property
    def width(self) -> int:
        """How many trunks stand beside each other."""
        return max(self.levels, default=-1) + 1


def trunk(value: int, left: float | None, right: Sequence[float], ends: Sequence[float] = ()) -> Trunk | None:
    """Return the trunk of a value; None if it goes straight on.

    Parameters
    ----------
    value
        Whose way it is.
    left, right
        Heights at which it comes in and goes out.
    ends
        Heights above or below the columns that it comes from or goes to.
    """
    heights = [*right, *ends, *([] if left is None else [left])]
    low, high = min(heights), max(heights)
    if high - low < 0.01 and left is not None:
        return None
    return Trunk(value, left, tuple(right), low, high)


def channel(trunks: Sequence[Trunk], taken: Sequence[float]) -> Channel:
    """Put trunks side by side.

    Parameters
    ----------
    trunks
        One a value.
    taken
        All heights at which wires enter or leave the channel, also those that go straight on.
    """
    found, heights = _ordered(list(trunks)), list(taken)
    for _ in range(2 * len(trunks)):
        number = next((number for number, one in enumerate(found) if _clashes(one, found[number + 1 :])), -1)
        if number < 0:
            break
        bent = found.pop(number)
        level = _free(heights, (bent.low + bent.high) / 2)
        heights.append(level)
        found = _ordered([*found, *_bent(bent, level)])
    levels: list[int] = []
    for number, one in enumerate(found):
        beside = [levels[before] for before in range(number) if _touch(found[before], one)]
        levels.append(max(beside, default=-1) + 1)
    return Channel(tuple(found), tuple(levels))


def _bent(bent: Trunk, level: float) -> tuple[Trunk, Trunk]:
    """Return two trunks with a piece at a height of its own between them."""
    ends = {bent.low, bent.high} - {bent.left, *bent.right}
    starts = [level, *ends] if bent.left is None else [level, bent.left]
    after = [level, *bent.right] if bent.left is None else [level, *bent.right, *ends]
    return (
        Trunk(bent.value, bent.left, (level,), min(starts), max(starts)),
        Trunk(bent.value, level, bent.right, min(after), max(after)),
    )


def _free(taken: Sequence[float], wanted: float) -> float:
    """Return the height nearest to the one wanted at which no wire runs."""
    heights = sorted(taken)
    between = [(low + high) / 2 for low, high in pairwise(heights) if high - low >= 2 * NEAR]
    return min([*between, heights[0] - 2 * NEAR, heights[-1] + 2 * NEAR], key=lambda y: abs(y - wanted))


def _clashes(one: Trunk, others: Sequence[Trunk]) -> bool:
    return any(_cost(one, other) >= _FORBIDDEN for other in others)


def _touch(one: Trunk, other: Trunk) -> bool:
    return one.low < other.high + NEAR and other.low < one.high + NEAR


def _cost(left: Trunk, right: Trunk) -> int:
    """Return how many wires cross because one trunk stands left of another one.

    Forbidden is that the one's way out lies upon the other's way in, or that a value runs backwards.
    """
    if left.value == right.value:
        return _FORBIDDEN if left.left in right.right else 0
    crossings = sum(right.low < height < right.high for height in left.right)
    if right.left is None:
        return crossings
    crossings += left.low < right.left < left.high
    clash = any(abs(height - right.left) < NEAR for height in left.right)
    return crossings + (_FORBIDDEN if clash else 0)


def _total(trunks: Iterable[Trunk]) -> int:
    standing = tuple(trunks)
    return sum(_cost(left, right) for number, left in enumerate(standing) for right in standing[number + 1 :])


def _ordered(trunks: list[Trunk]) -> list[Trunk]:
    """Return trunks from left to right."""
    if len(trunks) <= _MOST_TO_PERMUTE:
        return list(min(permutations(trunks), key=_total))
    best = list(trunks)
    better = True
    while better:
        better = False
        for place in range(len(best) - 1):
            if _cost(best[place + 1], best[place]) < _cost(best[place], best[place + 1]):
                best[place], best[place + 1] = best[place + 1], best[place]
                better = True
    return best
