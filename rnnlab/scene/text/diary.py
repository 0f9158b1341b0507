"""Where the diary's pages stand.

One below the other the chosen one is shown in full and the others begin. Side by side there are as many as
fit, from the first page to the chosen one, so that one look tells the whole way.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Row", "Sizes", "column_count", "place_on_axis", "rows", "side_by_side", "total_height"]

_FEW_COLUMNS = 3
"""So many pages stand side by side even if they are narrow: at first, train more, train more."""


@dataclass(frozen=True)
class Sizes:
    """Lengths in logical pixels.

    Attributes
    ----------
    line
        Height of a line of text.
    margin
        Room above and below the text of a page.
    least
        Least height of a page: what stands beside the text needs it.
    gap
        Room between two pages.
    few, many
        Most lines of a page, and of the chosen one.
    """

    line: float
    margin: float
    least: float
    gap: float
    few: int = 4
    many: int = 16


@dataclass(frozen=True)
class Row:
    """A page's place.

    Attributes
    ----------
    top, height
        In logical pixels.
    lines
        How many lines of its text are shown.
    is_cut
        Whether the text goes on.
    """

    top: float
    height: float
    lines: int
    is_cut: bool

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


def rows(counts: Sequence[int], chosen: int, sizes: Sizes) -> tuple[Row, ...]:
    """Return the places of pages with so many lines each."""
    found: list[Row] = []
    top = 0.0
    for number, count in enumerate(counts):
        shown = min(count, sizes.many if number == chosen else sizes.few)
        height = max(shown * sizes.line + 2 * sizes.margin, sizes.least)
        found.append(Row(top, height, shown, shown < count))
        top += height + sizes.gap
    return tuple(found)


def total_height(placed: Sequence[Row]) -> float:
    """Return the height of all pages together."""
    return placed[-1].bottom if placed else 0.0


def column_count(width: float, comfortable: float, least: float) -> int:
    """Return how many pages stand side by side, at least one.

    Parameters
    ----------
    width
        Of all columns together.
    comfortable, least
        Widths of a column: one that is pleasant to read, and one that can just be read, which is taken if
        there would be too few columns otherwise.
    """
    return max(int(width / comfortable), min(int(width / least), _FEW_COLUMNS), 1)


def side_by_side(pages: int, chosen: int, count: int) -> tuple[int, ...]:
    """Return the numbers of the pages that are shown in so many columns.

    The first page is always at the left. As soon as the chosen one does not fit beside the first ones it is
    at the right, and those between are spread evenly over the way to it.
    """
    if pages <= count or chosen < count:
        return tuple(range(min(pages, count)))
    if count == 1:
        return (chosen,)
    return tuple(round(column * chosen / (count - 1)) for column in range(count))


def place_on_axis(step: int, steps: Sequence[int]) -> float:
    """Return where a training step lies on an axis of pages at equal distances; 0 is the first page.

    Parameters
    ----------
    steps
        Training steps of the pages, ascending, at least one. As they double, steps lie between them by their
        logarithms.
    """
    before = max(bisect_right(steps, step) - 1, 0)
    if before + 1 >= len(steps) or step <= steps[before]:
        return float(before)
    low, high = steps[before] + 1, steps[before + 1] + 1
    return before + math.log((step + 1) / low) / math.log(high / low)
