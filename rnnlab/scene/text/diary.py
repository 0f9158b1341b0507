"""Where the diary's pages stand, one below the other: the chosen one is shown in full, the others begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Row", "Sizes", "rows", "total_height"]


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
