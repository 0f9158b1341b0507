"""The colours of the success map as an array that follows the map cell by cell."""

import numpy as np
import numpy.typing as npt

from rnnlab.qt.theme import theme
from rnnlab.session.success_map import MapCell, SuccessMap

__all__ = ["GUESS", "MapColors"]

GUESS = 0.38
"""Opacity of what a cell stands for while its neighbours are unknown."""
_UNKNOWN = 1 << 20
Array = npt.NDArray[np.float64]


class MapColors:
    """Known cells have the colour of their share; others a faint one from the nearest coarser cell, or none.

    Attributes
    ----------
    values
        Red, green, blue, 0 to 255 (rows, columns, 3); the first row is the lowest.
    """

    def __init__(self, success_map: SuccessMap) -> None:
        self._map = success_map
        self.forget()

    def forget(self) -> None:
        """Begin anew: another map, or another theme."""
        shape = (len(self._map.y.values), len(self._map.x.values))
        self._axes = (self._map.x, self._map.y)
        self._empty = np.array(_rgb("subtle"))  # (3,)
        self._table = np.array(theme.violet_table(), np.float64)  # (256, 3)
        self.values: Array = np.broadcast_to(self._empty, (*shape, 3)).copy()
        self._strides = np.full(shape, _UNKNOWN)  # of the cell each has its colour from; 0 is its own
        self._counted = 0

    def follow(self) -> None:
        """Take in the cells that are new."""
        if self._axes != (self._map.x, self._map.y) or len(self._map.cells) < self._counted:
            self.forget()
        for cell in list(self._map.cells.values())[self._counted :]:
            self._add(cell)
        self._counted = len(self._map.cells)

    def color(self, cell: MapCell) -> Array:
        """Return the colour of a known cell (3,)."""
        if cell.summary is None:
            return np.array(_rgb("track"))
        return np.asarray(self._table[round(cell.summary.share * (len(self._table) - 1))])

    def _add(self, cell: MapCell) -> None:
        place, color = cell.place, self.color(cell)
        rows = slice(place.row, place.row + place.stride)
        columns = slice(place.column, place.column + place.stride)
        coarser = self._strides[rows, columns] > place.stride  # threads may be a little out of order
        self.values[rows, columns][coarser] = self._empty + GUESS * (color - self._empty)
        self._strides[rows, columns][coarser] = place.stride
        self.values[place.row, place.column] = color
        self._strides[place.row, place.column] = 0


def _rgb(role: str) -> tuple[float, float, float]:
    color = theme.color(role)
    return float(color.red()), float(color.green()), float(color.blue())
