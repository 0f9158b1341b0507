"""Pictures, feature maps and where the net looked as QImages; each keeps its own memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from rnnlab.qt.theme import theme

__all__ = [
    "features_image",
    "maps_image",
    "paint_edge",
    "paint_picture",
    "picture_image",
    "values_image",
    "veil_image",
]

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.floating]

VEIL = 0.78
"""How dark the parts of a picture become that did not matter at all."""
_VEIL_RGB = (12, 16, 24)


def picture_image(picture: Bytes) -> QImage:
    """Return an RGB picture (height, width, 3)."""
    pixels = np.ascontiguousarray(picture)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def veil_image(attention: Floats) -> QImage:
    """Return a veil (height, width) to lay over a picture: clear where the attention is 1."""
    height, width = attention.shape
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = _VEIL_RGB
    # the root lets weaker parts be seen, too
    pixels[..., 3] = np.round(255 * VEIL * (1.0 - np.sqrt(np.clip(attention, 0.0, 1.0))))
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def values_image(values: Floats, scale: float) -> QImage:
    """Return a map (rows, columns) in the colours of signed values; ``scale`` has the full colour."""
    table = theme.diverging_table()  # (256, 3)
    places = np.clip(values / max(scale, 1e-9), -1.0, 1.0) * 127.5 + 127.5
    return picture_image(table[places.astype(np.uint8)])


def maps_image(maps: Floats) -> list[QImage]:
    """Return every map of a block (maps, side, side), all on the scale of the block's greatest value."""
    scale = float(np.abs(maps).max(initial=0.0))
    return [values_image(one, scale) for one in maps]


def features_image(features: Floats, columns: int) -> QImage:
    """Return the feature vector as rows of cells; what is left over in the last row is 0."""
    rows = -(-len(features) // columns)
    padded = np.zeros(rows * columns, np.float32)  # (cells,)
    padded[: len(features)] = features
    return values_image(padded.reshape(rows, columns), float(np.abs(features).max(initial=0.0)))


def paint_picture(painter: QPainter, box: QRectF, image: QImage, *, smooth: bool = False) -> None:
    """Paint an image into a box, its pixels as squares unless ``smooth``."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(box, image)


def paint_edge(painter: QPainter, box: QRectF, role: str = "border_strong", width: float = 1.0) -> None:
    """Paint a thin edge around a box."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(role), width))
    painter.drawRect(box)
