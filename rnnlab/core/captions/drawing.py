"""Draws things as small pictures: anti-aliased, with noise, thousands a second.

A shape is its signed distance: negative inside, in pixels. How much of a pixel it covers follows from the
distance of the pixel's middle, so that an edge is one pixel soft wherever it lies. Only the square around a
shape is computed, for all pictures of a batch at once.

Every shape has a rim of paper, as if it were cut out and laid down: what lies on another thing stands out
from it as it would from the paper.

The same routine draws what no caption names: further kinds and colours, more than three things, strokes drawn
by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rnnlab.core.captions.grammar import COLORS, KINDS, Indices

Float32Array = npt.NDArray[np.float32]
Pictures = npt.NDArray[np.uint8]
"""RGB pictures (N, 48, 48, 3)."""

CANVAS = 48
"""Width and height of a picture in pixels."""

FURTHER_KINDS: tuple[str, ...] = ("cross", "ring", "heart")
"""Kinds that no caption names."""
DRAWN_KINDS: tuple[str, ...] = (*KINDS, *FURTHER_KINDS)

RGB: dict[str, tuple[int, int, int]] = {
    "red": (214, 48, 49),
    "yellow": (242, 196, 28),
    "green": (44, 160, 68),
    "blue": (36, 104, 226),
    "purple": (164, 54, 184),
    "orange": (240, 128, 24),
    "cyan": (40, 190, 205),
    "pink": (240, 130, 175),
    "brown": (130, 86, 50),
    "black": (40, 42, 48),
}
"""Colours by name; behind the first five come some that no caption names."""
FURTHER_COLORS: tuple[str, ...] = tuple(name for name in RGB if name not in COLORS)

SHADE = 12.0
"""How far a colour may be off, in each channel."""
NOISE = 8.0
"""How far a pixel may be off."""
PAPER = (222.0, 248.0)
"""How bright the background is."""
SLOPE = 10.0
"""How much brighter the background may become from one side to the other."""
PLAIN_PAPER = 238.0
RIM = 1.0
"""Width of the paper around a shape, in pixels."""

# A shape's half width and its inner radius, in parts of its own radius, by kind.
EXTENTS = np.array([1.0, 1.05, 1.2, 1.2], np.float32)
INNER = np.array([1.0, 0.86, 0.6, 0.55], np.float32)

_HALF_SQUARE = 0.86
_POINT = 1.2
_STAR_HOLLOW = 0.55
_CROSS_ARM = 0.34


@dataclass(frozen=True, eq=False)
class PlacedBatch:
    """Shapes of many pictures, in the order in which they are drawn.

    Attributes
    ----------
    centers
        In pixels, x to the right and y down, (N, K, 2).
    radii, angles
        In pixels and radians, (N, K).
    kinds
        Indices into `DRAWN_KINDS`, -1 for none, (N, K).
    rgb
        Each 0 to 255, (N, K, 3).
    """

    centers: Float32Array
    radii: Float32Array
    angles: Float32Array
    kinds: Indices
    rgb: Float32Array

    def __len__(self) -> int:
        return len(self.centers)

    @classmethod
    def of_colors(
        cls,
        centers: Float32Array,
        radii: Float32Array,
        angles: Float32Array,
        kinds: Indices,
        colors: Indices,
        generator: np.random.Generator,
    ) -> PlacedBatch:
        """Give shapes a shade of their colour (index into `grammar.COLORS`)."""
        table = np.array([RGB[name] for name in COLORS], np.float32)
        off = generator.random((*colors.shape, 3), dtype=np.float32)  # (N, K, 3)
        return cls(centers, radii, angles, kinds, table[colors] + (2 * off - 1) * np.float32(SHADE))


def draw(placed: PlacedBatch, generator: np.random.Generator) -> Pictures:
    """Draw pictures on papers of unlike brightness, with noise; (N, 48, 48, 3)."""
    paper = papers(len(placed), generator)  # (N, 48, 48, 3)
    pictures = paper.copy()  # (N, 48, 48, 3)
    paint(pictures, placed, paper)
    return finish(pictures, generator)


def finish(pictures: Float32Array, generator: np.random.Generator) -> Pictures:
    """Add noise to pictures, in place, and return them as bytes, (N, 48, 48, 3)."""
    noise = generator.integers(0, 256, pictures.shape, dtype=np.uint8)  # (N, 48, 48, 3)
    pictures += noise * np.float32(2 * NOISE / 255)
    pictures -= np.float32(NOISE - 0.5)  # half a step, so that cutting off rounds
    np.clip(pictures, 0, 255, out=pictures)
    return pictures.astype(np.uint8)


def papers(count: int, generator: np.random.Generator) -> Float32Array:
    """Return empty papers, each a little brighter on one side, (N, 48, 48, 3)."""
    chance = generator.random((count, 6), dtype=np.float32)  # (N, 6)
    low, high = PAPER
    bright = low + chance[:, :1] * (high - low) + (chance[:, 1:4] - 0.5) * 8  # (N, 3)
    ramp = np.linspace(-0.5, 0.5, CANVAS, dtype=np.float32)  # (48,)
    slopes = (2 * chance[:, 4:] - 1) * np.float32(SLOPE)  # (N, 2)
    plane = slopes[:, :1, None] * ramp[:, None] + slopes[:, 1:, None] * ramp  # (N, 48, 48)
    return np.asarray(plane[..., None] + bright[:, None, None, :])  # (N, 48, 48, 3)


def paint(pictures: Float32Array, placed: PlacedBatch, paper: Float32Array) -> None:
    """Draw shapes into pictures, in place and without noise.

    Parameters
    ----------
    pictures
        Shape (N, 48, 48, 3).
    placed
        N pictures' shapes.
    paper
        What the pictures were when they were empty, (N, 48, 48, 3): rims show it.
    """
    for place in range(placed.kinds.shape[1]):
        for kind, distance in enumerate(_DISTANCES):
            rows = np.flatnonzero(placed.kinds[:, place] == kind)  # (n,)
            if len(rows):
                _paint_kind(pictures, paper, placed, rows, place, distance)


def _paint_kind(
    pictures: Float32Array,
    paper: Float32Array,
    placed: PlacedBatch,
    rows: npt.NDArray[np.intp],
    place: int,
    distance: Callable[[Float32Array, Float32Array, Float32Array], Float32Array],
) -> None:
    centers, radii = placed.centers[rows, place], placed.radii[rows, place]  # (n, 2), (n,)
    side = min(int(np.ceil(2 * (1.3 * radii.max() + RIM))) + 3, CANVAS)
    corners = np.clip(np.floor(centers - side / 2 + 0.5), 0, CANVAS - side).astype(np.intp)  # (n, 2)
    pixels = corners[:, None, :] + np.arange(side)[:, None]  # (n, side, 2)
    away = (pixels + 0.5 - centers[:, None, :]).astype(np.float32)  # (n, side, 2)
    x, y = away[:, None, :, 0], away[:, :, None, 1]  # (n, 1, side), (n, side, 1)
    angle = placed.angles[rows, place, None, None]  # (n, 1, 1)
    cosine, sine = np.cos(angle), np.sin(angle)
    along, across = cosine * x + sine * y, cosine * y - sine * x  # (n, side, side)
    outside = distance(along, across, radii[:, None, None])  # (n, side, side)
    cover = np.clip(0.5 - outside, 0, 1)[..., None]  # (n, side, side, 1)
    around = np.clip(0.5 + RIM - outside, 0, 1)[..., None]  # (n, side, side, 1)
    where = (rows[:, None, None], pixels[:, :, None, 1], pixels[:, None, :, 0])
    below = pictures[where]  # (n, side, side, 3)
    below += around * (paper[where] - below)
    pictures[where] = below + cover * (placed.rgb[rows, place][:, None, None] - below)


def _circle(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    return np.asarray(np.sqrt(x * x + y * y) - radius)


def _square(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    return np.asarray(np.maximum(np.abs(x), np.abs(y)) - _HALF_SQUARE * radius)


def _triangle(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    """One point up; three edges at half the distance of the points."""
    slope = np.float32(np.sqrt(3) / 2)
    return np.asarray(np.maximum(slope * np.abs(x) - 0.5 * y, y) - 0.5 * _POINT * radius)


def _star(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    """Five points, one of them up: folded into a tenth of the circle, where it is one straight edge."""
    tenth = np.float32(np.pi / 5)
    turn = np.arctan2(x, -y)  # 0 where a point is
    folded = np.abs((turn + tenth) % (2 * tenth) - tenth)
    length = np.sqrt(x * x + y * y)
    up, side = length * np.cos(folded), length * np.sin(folded)
    tip = _POINT * radius
    hollow = tip * _STAR_HOLLOW
    edge_x, edge_y = (
        hollow * np.sin(tenth),
        hollow * np.cos(tenth) - tip,
    )  # along the edge, from tip to hollow
    norm = np.sqrt(edge_x * edge_x + edge_y * edge_y)
    return np.asarray(((up - tip) * edge_x - side * edge_y) / norm)


def _cross(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    x, y = np.abs(x), np.abs(y)
    arm = _CROSS_ARM * radius
    return np.asarray(np.minimum(np.maximum(x - radius, y - arm), np.maximum(x - arm, y - radius)))


def _ring(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    return np.asarray(np.abs(np.sqrt(x * x + y * y) - 0.76 * radius) - 0.24 * radius)


def _heart(x: Float32Array, y: Float32Array, radius: Float32Array) -> Float32Array:
    """Two round lobes over a corner that points down."""
    x = np.abs(x)
    lobe = np.sqrt((x - 0.5 * radius) ** 2 + (y + 0.35 * radius) ** 2) - 0.52 * radius
    corner = np.maximum((x + y - 0.8 * radius) * np.float32(np.sqrt(0.5)), -y - 0.35 * radius)
    return np.asarray(np.minimum(lobe, corner))


_DISTANCES = (_circle, _square, _triangle, _star, _cross, _ring, _heart)
