"""Copies of packed matrices for the products: transposed for the backward pass, and in panels.

A product goes through a matrix a panel at a time: a few numbers of every row. In a large matrix those lie far
apart, each on a page of its own, which costs more than the product. So matrices that are multiplied with
many rows are copied once a training step, panel by panel.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.core.cells.kernel.rows import Arena

LEAST_ROWS, LEAST_NUMBERS = 8, 2**14
"""From how many rows at a time, and from which size of a matrix on, panels are worth their copying."""


@dataclass(frozen=True)
class Packed:
    """A matrix among the packed parameters.

    Attributes
    ----------
    place, stride
        Where it begins, and the distance between its rows.
    rows, columns
        Its size; the columns with their padding.
    """

    place: int
    stride: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Copy:
    """Where a copy lies.

    Attributes
    ----------
    place
        In the workspace; None if there is none and the packed matrix serves.
    stride, panel
        The distance between its rows, and between its panels.
    """

    place: int | None
    stride: int
    panel: int


class Copies:
    """Lists what has to be copied.

    Parameters
    ----------
    arena
        Where copies find room.
    width
        Numbers of a row in a panel.
    batch_width
        Rows that are multiplied at a time.

    Attributes
    ----------
    panels, turns
        Pieces to be copied as they are, or transposed: place and stride, rows and columns, place and stride
        of the copy.
    """

    def __init__(self, arena: Arena, width: int, batch_width: int) -> None:
        self._arena, self._width = arena, width
        self._has_rows = batch_width >= LEAST_ROWS
        self.panels: list[tuple[int, ...]] = []
        self.turns: list[tuple[int, ...]] = []

    def _is_large(self, rows: int, columns: int) -> bool:
        return self._has_rows and rows * columns >= LEAST_NUMBERS

    def panelled(self, matrix: Packed) -> Copy:
        """Have a matrix copied in panels if that is worth it."""
        width, rows = self._width, matrix.rows
        if not self._is_large(rows, matrix.columns):
            return Copy(None, matrix.stride, width)
        starts = range(0, matrix.columns, width)
        place = self._arena.take(len(starts) * rows * width)
        for number, start in enumerate(starts):
            size = min(width, matrix.columns - start)
            target = place + number * rows * width
            self.panels.append((matrix.place + start, matrix.stride, rows, size, target, width))
        return Copy(place, width, rows * width)

    def turned(self, blocks: list[Packed], rows: int, columns: int, stride: int) -> Copy:
        """Have matrices transposed and set below each other.

        Parameters
        ----------
        blocks
            The matrices, all of one size.
        rows, columns
            Of each when it is transposed; the columns with their padding.
        stride
            Distance between rows of the copy where they lie as a whole.
        """
        is_large, height = self._is_large(len(blocks) * rows, columns), len(blocks) * rows
        width = self._width if is_large else stride
        starts = range(0, columns, width)
        place = self._arena.take(len(starts) * height * width)
        for number, block in enumerate(blocks):
            for panel, start in enumerate(starts):
                count = min(width, block.rows - start)
                source = block.place + start * block.stride
                target = place + (panel * height + number * rows) * width
                if count > 0:
                    self.turns.append((source, block.stride, count, rows, target, width))
        return Copy(place, width, height * width if is_large else self._width)
