"""What excites a feature map: the places in many pictures at which its unit is largest.

A unit of a map sees only a square of the picture, its receptive field. The pieces of pictures shown are these
squares, and nothing about them is made up: each is a place at which the net really looked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from rnnlab.core.captions.drawing import CANVAS, Float32Array, Pictures
from rnnlab.core.captions.net import CaptionNet
from rnnlab.core.captions.shape import CONVOLUTIONS, KERNEL, CaptionShape

AT_A_TIME = 64
MOST_PICTURES = 256
"""Pictures that are searched."""
PIECES = 9
"""Pieces shown."""


@dataclass(frozen=True)
class Piece:
    """One place at which a map was excited.

    Attributes
    ----------
    picture
        Which of the pictures.
    value
        Of the map there.
    row, column
        Place in the map.
    top, left, bottom, right
        Its receptive field, in pixels, without what lies beyond the picture.
    """

    picture: int
    value: float
    row: int
    column: int
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """What excites a map.

    Attributes
    ----------
    block, feature_map
        Which one, 0-based.
    pieces
        The strongest first, one a picture; none where the map stays 0.
    pictures
        What the pieces are cut from, (N, 48, 48, 3).
    """

    block: int
    feature_map: int
    pieces: tuple[Piece, ...]
    pictures: Pictures

    def cut(self, piece: Piece) -> Pictures:
        """Return the pixels of a piece, (height, width, 3)."""
        picture = self.pictures[piece.picture]
        return np.asarray(picture[piece.top : piece.bottom, piece.left : piece.right])


@dataclass(frozen=True)
class Field:
    """The receptive field of a block's units.

    Attributes
    ----------
    size
        Its width and height in pixels.
    stride
        How far the fields of neighbours are apart.
    start
        Where the field of the first unit begins; negative, because it hangs over the edge.
    """

    size: int
    stride: int
    start: int

    def span(self, place: int) -> tuple[int, int]:
        """Return the first pixel and the one behind the last that a unit sees along one axis."""
        first = self.start + place * self.stride
        return max(first, 0), min(first + self.size, CANVAS)


def receptive_field(shape: CaptionShape, block: int) -> Field:
    """Return the receptive field of the units behind a block (0-based)."""
    size, stride, start = 1, 1, 0
    for position in range(block + 1):
        for _ in CONVOLUTIONS:
            start -= (KERNEL // 2) * stride
            size += (KERNEL - 1) * stride
        if shape.is_pooled(position):
            size += stride
            stride *= 2
    return Field(size, stride, start)


def strongest(net: CaptionNet, pictures: Pictures, block: int, feature_map: int) -> Evidence:
    """Find where a map is largest among pictures (N, 48, 48, 3), at most once in each."""
    searched = pictures[:MOST_PICTURES]
    values, places = _peaks(net, searched, block)  # (N, maps), (N, maps)
    side = net.shape.side(block)
    field = receptive_field(net.shape, block)
    pieces = []
    for picture in np.argsort(-values[:, feature_map], kind="stable")[:PIECES]:
        value = float(values[picture, feature_map])
        if value <= 0:
            break
        row, column = divmod(int(places[picture, feature_map]), side)
        (top, bottom), (left, right) = field.span(row), field.span(column)
        pieces.append(Piece(int(picture), value, row, column, top, left, bottom, right))
    return Evidence(block, feature_map, tuple(pieces), searched)


def _peaks(net: CaptionNet, pictures: Pictures, block: int) -> tuple[Float32Array, npt.NDArray[np.int64]]:
    """Return every map's greatest value in every picture and where that is, (N, maps) each."""
    values, places = [], []
    with torch.inference_mode():
        for first in range(0, len(pictures), AT_A_TIME):
            seen = net.module.see(net.module.prepared(pictures[first : first + AT_A_TIME]))
            greatest = seen.blocks[block].flatten(2).max(dim=2)  # (n, maps)
            values.append(greatest.values.numpy())
            places.append(greatest.indices.numpy())
    return np.concatenate(values), np.concatenate(places)
