"""Coloured cells as pixmaps: colours through a look-up table, cells cut out by a mask, numbers on top.

A grid is made into a pixmap once for its values and its size in device pixels and then copied; while a net
trains, making one costs two copies of a small image and the numbers.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from rnnlab.qt.stage_text import TextDrawer
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import CellGrid
from rnnlab.scene.notation import signed

_MOST_PIXELS = 4_000_000
_MOST_MASKS = 96


class CellDrawer:
    """Draws :class:`~rnnlab.scene.drawing.CellGrid`."""

    def __init__(self, texts: TextDrawer) -> None:
        self._texts = texts
        self._pixmaps: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._pixels = 0
        self._masks: OrderedDict[tuple[int, int, int, int, int], QPixmap] = OrderedDict()
        self._tables: dict[str, np.ndarray] = {}
        self._inks: list[QColor] = []

    def clear(self) -> None:
        """Forget everything: the colours are others now."""
        self._pixmaps.clear()
        self._masks.clear()
        self._tables.clear()
        self._inks.clear()
        self._pixels = 0

    def draw(self, painter: QPainter, grid: CellGrid, ratio: float) -> None:
        """Draw one grid with the painter's opacity.

        Parameters
        ----------
        painter
            In logical pixels.
        grid
            What to draw.
        ratio
            Device pixels per logical pixel.
        """
        box = grid.box
        left, top = round(box.x * ratio), round(box.y * ratio)
        width = max(round(box.right * ratio) - left, 1)
        height = max(round(box.bottom * ratio) - top, 1)
        pixmap = self._pixmap(grid, width, height, ratio)
        corner = QPointF(left / ratio, top / ratio)
        if grid.reveal >= 1.0:
            painter.drawPixmap(corner, pixmap)
        else:
            shown = max(round(height * grid.reveal), 1)
            painter.drawPixmap(corner, pixmap, QRectF(0, 0, width, shown))

    def _pixmap(self, grid: CellGrid, width: int, height: int, ratio: float) -> QPixmap:
        gap = round(grid.gap * ratio) if grid.gap > 0 else 0
        size = round(grid.number_size * ratio)
        thinned = _thinned(grid.values, width, height)
        key = (
            *(thinned.tobytes(), thinned.shape, grid.rows, grid.columns, grid.ramp, grid.scale),
            *(width, height, gap, size, ratio),
        )
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            return pixmap
        pixmap = self._made(grid, thinned, (width, height), gap=gap, size=size)
        pixmap.setDevicePixelRatio(ratio)
        self._pixmaps[key] = pixmap
        self._pixels += width * height
        while self._pixels > _MOST_PIXELS and len(self._pixmaps) > 1:
            _, old = self._pixmaps.popitem(last=False)
            self._pixels -= old.width() * old.height()
        return pixmap

    def _made(
        self, grid: CellGrid, values: np.ndarray, edges: tuple[int, int], *, gap: int, size: int
    ) -> QPixmap:
        width, height = edges
        places = _places(grid, values)  # (rows, columns)
        colors = np.ascontiguousarray(self._table(grid.ramp)[places])  # (rows, columns)
        rows, columns = colors.shape
        image = QImage(colors.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
        pixmap = QPixmap(width, height)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.drawImage(QRect(0, 0, width, height), image)
            if gap:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
                painter.drawPixmap(0, 0, self._mask(grid.rows, grid.columns, width, height, gap))
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            if size:
                self._numbers(painter, grid, places, size)
        return pixmap

    def _table(self, ramp: str) -> np.ndarray:
        """Return colours as premultiplied ARGB (257,); the last one is empty."""
        if ramp not in self._tables:
            colors = theme.diverging_table() if ramp == "signed" else theme.violet_table()  # (256, 3)
            red, green, blue = colors.astype(np.uint32).T
            table = np.zeros(257, np.uint32)
            table[:256] = 0xFF000000 | red << 16 | green << 8 | blue
            self._tables[ramp] = table
        return self._tables[ramp]

    def _mask(self, rows: int, columns: int, width: int, height: int, gap: int) -> QPixmap:
        key = (rows, columns, width, height, gap)
        mask = self._masks.get(key)
        if mask is None:
            mask = self._masks[key] = _cut_cells(*key)
            if len(self._masks) > _MOST_MASKS:
                self._masks.popitem(last=False)
        return mask

    def _numbers(self, painter: QPainter, grid: CellGrid, places: np.ndarray, size: int) -> None:
        if not self._inks:
            table = theme.diverging_table()
            self._inks = [theme.text_on(QColor(*map(int, color))) for color in table]
        device = painter.device()
        across, down = device.width() / grid.columns, device.height() / grid.rows
        for row in range(grid.rows):
            for column in range(grid.columns):
                place = int(places[row, column])
                if place == 256:
                    continue
                value = (
                    grid.values[row, column]
                    if grid.values.ndim == 2
                    else grid.values[column * grid.rows + row]
                )
                spot = QPointF((column + 0.5) * across, (row + 0.5) * down)
                self._texts.draw_number(
                    painter, spot, number(float(value)), size=size, color=self._inks[place]
                )


def _thinned(values: np.ndarray, width: int, height: int) -> np.ndarray:
    """Leave out rows and columns of a matrix (rows, columns) that would share a pixel with others."""
    if values.ndim == 1 or (values.shape[0] <= height and values.shape[1] <= width):
        return np.ascontiguousarray(values)
    rows, columns = min(values.shape[0], height), min(values.shape[1], width)
    down = np.arange(rows) * values.shape[0] // rows  # (rows,)
    across = np.arange(columns) * values.shape[1] // columns  # (columns,)
    return np.ascontiguousarray(values[np.ix_(down, across)])


def _places(grid: CellGrid, values: np.ndarray) -> np.ndarray:
    """Return where each cell's value lies in the look-up table (rows, columns); 256 for empty cells."""
    known = values
    if not np.isfinite(values).all():
        known = np.nan_to_num(values, nan=0.0, posinf=grid.scale, neginf=-grid.scale)
    if grid.ramp == "signed":
        places = (np.clip(known / grid.scale, -1.0, 1.0) * 127.5 + 127.5).round().astype(np.intp)
    else:
        places = (np.clip(known / grid.scale, 0.0, 1.0) * 255.0).round().astype(np.intp)
    if known.ndim == 2:
        return places  # (rows, columns)
    padded = np.full(grid.rows * grid.columns, 256, np.intp)
    padded[: len(places)] = places
    return np.ascontiguousarray(padded.reshape(grid.columns, grid.rows).T)  # (rows, columns)


def number(value: float) -> str:
    """Return a number as short as a cell needs it: two decimals, fewer from ten on."""
    if not np.isfinite(value):
        return "∞" if value == np.inf else "−∞" if value == -np.inf else "?"
    return signed(value, 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0)


def _cut_cells(rows: int, columns: int, width: int, height: int, gap: int) -> QPixmap:
    """Return a mask that is opaque where cells are."""
    mask = QPixmap(width, height)
    mask.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    across, down = width / columns, height / rows
    radius = min(across, down) * 0.16
    for row in range(rows):
        for column in range(columns):
            left, top = round(column * across), round(row * down)
            right, bottom = round((column + 1) * across), round((row + 1) * down)
            inset_x, inset_y = (gap if columns > 1 else 0), (gap if rows > 1 else 0)
            cell = QRectF(
                left + inset_x / 2,
                top + inset_y / 2,
                max(right - left - inset_x, 1),
                max(bottom - top - inset_y, 1),
            )
            if radius > 1.0:
                path.addRoundedRect(cell, min(radius, 4.0), min(radius, 4.0))
            else:
                path.addRect(cell)
    with QPainter(mask) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, radius > 1.0)
        painter.fillPath(path, Qt.GlobalColor.black)
    return mask
