"""What a scene is drawn with: a flat list of frozen primitives, back to front.

Primitives know no toolkit. Colours are names of roles in the theme (``input``, ``hidden_soft``, ``ink`` …),
so one list serves the light theme, the dark one, a projector, a picture file. Lengths are logical pixels, y
grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.scene.target import Target

Ramp = Literal["signed", "probability"]
Align = Literal["left", "center", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """Middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def center_x(self) -> float:
        """Middle, horizontally."""
        return self.x + self.width / 2

    @property
    def center_y(self) -> float:
        """Middle, vertically."""
        return self.y + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def grown(self, margin: float) -> Box:
        """Return the box larger by a margin at every side."""
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def moved(self, dx: float, dy: float = 0.0) -> Box:
        """Return the box at another place."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def towards(self, other: Box, share: float) -> Box:
        """Return the box on its way to another one: itself at 0, the other at 1."""
        if share <= 0:
            return self
        if share >= 1:
            return other
        return Box(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
            self.width + (other.width - self.width) * share,
            self.height + (other.height - self.height) * share,
        )

    @staticmethod
    def around(x: float, y: float, width: float, height: float) -> Box:
        """Return a box by its middle."""
        return Box(x - width / 2, y - height / 2, width, height)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, filled and/or outlined; empty role names leave it out."""

    box: Box
    fill: str = ""
    stroke: str = ""
    line_width: float = 1.0
    radius: float = 0.0
    opacity: float = 1.0
    dashed: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CellGrid:
    """Numbers as coloured cells.

    Attributes
    ----------
    values
        A vector (n,), laid out downwards in columns of ``rows`` cells, or a matrix (rows, columns).
    rows, columns
        How many cells there are below and beside each other.
    ramp, scale
        Which colours, and the value that has the full colour.
    gap
        Empty space between cells; 0 draws a picture without edges.
    number_size
        Size of the numbers written into the cells; 0 for none.
    reveal
        Share of the rows shown so far, from the top.
    """

    box: Box
    values: FloatArray
    rows: int
    columns: int = 1
    ramp: Ramp = "signed"
    scale: float = 1.0
    gap: float = 0.0
    number_size: float = 0.0
    reveal: float = 1.0
    opacity: float = 1.0
    target: Target | None = None

    def _plain(self) -> tuple[object, ...]:
        return (
            *(self.box, self.rows, self.columns, self.ramp, self.scale, self.gap),
            *(self.number_size, self.reveal, self.opacity, self.target),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CellGrid):
            return NotImplemented
        return self._plain() == other._plain() and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        return hash(self._plain())

    def index_at(self, x: float, y: float) -> tuple[int, ...] | None:
        """Return the index of the cell at a point inside the box, None where there is none."""
        row = min(int((y - self.box.y) / self.box.height * self.rows), self.rows - 1)
        column = min(int((x - self.box.x) / self.box.width * self.columns), self.columns - 1)
        if self.values.ndim == 2:
            return row, column
        unit = column * self.rows + row
        return (unit,) if unit < len(self.values) else None

    def cell(self, index: tuple[int, ...]) -> Box:
        """Return the box of one cell."""
        row, column = index if len(index) == 2 else (index[0] % self.rows, index[0] // self.rows)
        width, height = self.box.width / self.columns, self.box.height / self.rows
        return Box(self.box.x + column * width, self.box.y + row * height, width, height)


@dataclass(frozen=True, slots=True)
class Text:
    """A short text, vertically centred on ``y``; ``x`` is its left edge, middle or right edge.

    Attributes
    ----------
    formula
        Whether ``_{…}`` and ``^{…}`` in the text are small letters below and above.
    max_width
        Where there is less room the letters shrink, then the end is left out; 0 for no bound.
    """

    x: float
    y: float
    text: str
    size: float
    role: str = "ink"
    align: Align = "center"
    bold: bool = False
    formula: bool = False
    max_width: float = 0.0
    opacity: float = 1.0
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points (``curved``: Bézier, a start, then two controls and an end, repeated)."""

    points: tuple[Point, ...]
    role: str = "muted"
    width: float = 1.5
    arrow: float = 0.0
    dashed: bool = False
    curved: bool = False
    opacity: float = 1.0
    target: Target | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """A tiny bar chart of values between 0 and 1, bars upwards from the box's lower edge."""

    box: Box
    values: FloatArray
    role: str
    opacity: float = 1.0
    target: Target | None = None

    def _plain(self) -> tuple[object, ...]:
        return self.box, self.role, self.opacity, self.target

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bars):
            return NotImplemented
        return self._plain() == other._plain() and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        return hash(self._plain())

    def index_at(self, x: float, y: float) -> tuple[int, ...] | None:
        """Return the index of the bar at a point inside the box."""
        del y
        return (min(int((x - self.box.x) / self.box.width * len(self.values)), len(self.values) - 1),)


@dataclass(frozen=True, slots=True)
class Mark:
    """A small drawn sign: ``right`` (a tick), ``wrong`` (a cross) or ``pin`` (held by hand)."""

    x: float
    y: float
    size: float
    sign: Literal["right", "wrong", "pin"]
    role: str
    opacity: float = 1.0
    target: Target | None = None


Primitive = Rect | CellGrid | Text | Line | Bars | Mark


class Frame(tuple[Primitive, ...]):  # noqa: SLOT001 - a tuple cannot have slots
    """What is to be seen at one moment, back to front.

    Attributes
    ----------
    resting
        How many primitives at the beginning are likely to be in the next frames, too, as the same objects:
        whoever paints them may keep their picture.
    """

    resting: int = 0

    @classmethod
    def of(cls, resting: Iterable[Primitive], moving: Iterable[Primitive]) -> Frame:
        """Put what moves before what rests."""
        still = tuple(resting)
        frame = cls((*still, *moving))
        frame.resting = len(still)
        return frame


def bounds(primitive: Primitive) -> Box | None:
    """Return the box of a primitive that takes up an area; None for lines, texts and signs."""
    return primitive.box if isinstance(primitive, Rect | CellGrid | Bars) else None


def visible(primitives: Iterable[Primitive]) -> tuple[Primitive, ...]:
    """Leave out what is wholly transparent."""
    return tuple(primitive for primitive in primitives if primitive.opacity > 0.004)
