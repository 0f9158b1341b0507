"""A drawing that a person makes: shapes that can be moved, strokes by hand, and what is to be said of it.

Drawings are frozen; what changes one returns another. The pixels come from the same routine as those that the
net learns from, so a drawing may also hold what the net has never seen: `read` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from rnnlab.core.captions import sampling
from rnnlab.core.captions.drawing import (
    CANVAS,
    DRAWN_KINDS,
    EXTENTS,
    INNER,
    PLAIN_PAPER,
    RGB,
    Float32Array,
    Pictures,
    PlacedBatch,
    finish,
    paint,
    papers,
)
from rnnlab.core.captions.grammar import (
    COLORS,
    KINDS,
    MOST_THINGS,
    RELATIONS,
    Relation,
    Scene,
    SceneBatch,
    Size,
    Thing,
)
from rnnlab.core.problems import Problem

SMALLEST, LARGEST = 1.0, 24.0
"""Radii that can be drawn, in pixels."""
MOST_ITEMS, MOST_POINTS = 12, 512
"""Of a drawing, and of a stroke."""
_BETWEEN = (5.6, 6.8)
"""Radii that are neither small nor large."""
_KNOWN = (3.6, 13.2)
"""Radii like those that training sees."""
_STRAIGHT = 1.6
"""How many times longer the way along one axis must be than along the other."""


@dataclass(frozen=True)
class Shape:
    """One shape on the canvas.

    Attributes
    ----------
    kind
        One of `DRAWN_KINDS`.
    color
        One of the names in `RGB`.
    x, y
        Its middle in pixels, x to the right and y down.
    radius
        In pixels.
    angle
        In radians.
    """

    kind: str
    color: str
    x: float
    y: float
    radius: float
    angle: float = 0.0

    def moved(self, x: float, y: float) -> Shape:
        """Return it with its middle elsewhere, on the canvas."""
        return replace(self, x=min(max(x, 0.0), float(CANVAS)), y=min(max(y, 0.0), float(CANVAS)))

    def sized(self, radius: float) -> Shape:
        """Return it larger or smaller."""
        return replace(self, radius=min(max(radius, SMALLEST), LARGEST))

    def covers(self, x: float, y: float) -> bool:
        """Return whether a point is on it, or so near that a person means it."""
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= max(self.radius, 3.0) ** 2


@dataclass(frozen=True)
class Stroke:
    """A line drawn by hand.

    Attributes
    ----------
    color
        One of the names in `RGB`.
    points
        (x, y) in pixels, at least one.
    width
        Of the pen, in pixels.
    """

    color: str
    points: tuple[tuple[float, float], ...]
    width: float = 2.0

    def longer(self, x: float, y: float) -> Stroke:
        """Return it with one point more; the last one moves when there are too many."""
        return replace(self, points=(*self.points[: MOST_POINTS - 1], (x, y)))


Item = Shape | Stroke


@dataclass(frozen=True)
class Drawing:
    """What is drawn on the canvas, the last item on top.

    Attributes
    ----------
    items
        At most `MOST_ITEMS`.
    seed
        Of the paper and its noise.
    """

    items: tuple[Item, ...] = ()
    seed: int = 0

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The items that are shapes."""
        return tuple(item for item in self.items if isinstance(item, Shape))

    def item_at(self, x: float, y: float) -> int | None:
        """Return the place of the topmost shape at a point; None if there is none."""
        for place in reversed(range(len(self.items))):
            item = self.items[place]
            if isinstance(item, Shape) and item.covers(x, y):
                return place
        return None

    def added(self, item: Item) -> Drawing:
        """Return it with one item more, on top; unchanged if it is full."""
        return self if len(self.items) >= MOST_ITEMS else replace(self, items=(*self.items, item))

    def changed(self, place: int, item: Item) -> Drawing:
        """Return it with another item at a place."""
        return replace(self, items=(*self.items[:place], item, *self.items[place + 1 :]))

    def without(self, place: int) -> Drawing:
        """Return it with one item less."""
        return replace(self, items=(*self.items[:place], *self.items[place + 1 :]))

    @cached_property
    def picture(self) -> Pictures:
        """Return its pixels, (48, 48, 3)."""
        generator = np.random.Generator(np.random.PCG64(self.seed))
        paper = papers(1, generator)  # (1, 48, 48, 3)
        pictures = paper.copy()  # (1, 48, 48, 3)
        for item in self.items:
            if isinstance(item, Shape):
                paint(pictures, _placed([item]), paper)
            else:
                _paint_stroke(pictures[0], item)
        return np.asarray(finish(pictures, generator)[0])


def _placed(shapes: Sequence[Shape]) -> PlacedBatch:
    """Return the shapes of one picture as a batch."""
    return PlacedBatch(
        centers=np.array([[(shape.x, shape.y) for shape in shapes]], np.float32),  # (1, K, 2)
        radii=np.array([[shape.radius for shape in shapes]], np.float32),  # (1, K)
        angles=np.array([[shape.angle for shape in shapes]], np.float32),  # (1, K)
        kinds=np.array([[DRAWN_KINDS.index(shape.kind) for shape in shapes]], np.int8),  # (1, K)
        rgb=np.array([[RGB[shape.color] for shape in shapes]], np.float32),  # (1, K, 3)
    )


def _paint_stroke(picture: Float32Array, stroke: Stroke) -> None:
    """Draw a stroke into a picture (48, 48, 3): all that is near one of its pieces."""
    middles = np.arange(CANVAS, dtype=np.float32) + 0.5  # (48,)
    pixels = np.stack(np.meshgrid(middles, middles), axis=-1)  # (48, 48, 2)
    nearest = np.full((CANVAS, CANVAS), np.inf, np.float32)  # (48, 48)
    points = stroke.points if len(stroke.points) > 1 else stroke.points * 2
    for first, second in pairwise(np.asarray(points, np.float32)):
        way = second - first  # (2,)
        along = np.clip((pixels - first) @ way / max(float(way @ way), 1e-9), 0, 1)  # (48, 48)
        off = pixels - first - along[..., None] * way  # (48, 48, 2)
        np.minimum(nearest, np.hypot(off[..., 0], off[..., 1]), out=nearest)
    cover = np.clip(0.5 + stroke.width / 2 - nearest, 0, 1)[..., None]  # (48, 48, 1)
    picture += cover * (np.array(RGB[stroke.color], np.float32) - picture)


def sampled(scenes: SceneBatch, seed: int) -> tuple[Drawing, ...]:
    """Return drawings of some scenes that a person can go on with."""
    generator = np.random.Generator(np.random.PCG64([seed, 3]))
    placed = sampling.place(scenes, generator)
    drawings = []
    for row in range(len(scenes)):
        order = np.flatnonzero(placed.kinds[row] >= 0)
        colors = scenes.colors[row, list(sampling.DRAWN_ORDER)]  # (3,)
        shapes = [
            Shape(
                kind=KINDS[placed.kinds[row, place]],
                color=COLORS[colors[place]],
                x=round(float(placed.centers[row, place, 0]), 2),
                y=round(float(placed.centers[row, place, 1]), 2),
                radius=round(float(placed.radii[row, place]), 2),
                angle=round(float(placed.angles[row, place]), 3),
            )
            for place in order
        ]
        drawings.append(Drawing(tuple(shapes), seed=seed * 1000 + row))
    return tuple(drawings)


@dataclass(frozen=True)
class Reading:
    """What a caption would say of a drawing.

    Attributes
    ----------
    scene
        None if the grammar has no caption for it.
    is_held_out
        Whether it has a combination that training never sees.
    notices
        What the net has never seen, or why there is no caption.
    """

    scene: Scene | None
    is_held_out: bool
    notices: tuple[Problem, ...]


def read(drawing: Drawing, most_shapes: int = MOST_THINGS) -> Reading:
    """Find out what a caption would say of a drawing, from its shapes and not from its pixels.

    Parameters
    ----------
    drawing
        What is drawn.
    most_shapes
        So many a net has seen together.
    """
    notices = [*_strangers(drawing, most_shapes)]
    scene: Scene | None = None
    if not notices:
        try:
            scene = _scene(drawing.shapes)
        except Problem as problem:
            notices.append(problem)
    is_held_out = scene is not None and bool(SceneBatch.of([scene]).held_out()[0])
    if is_held_out:
        notices.append(Problem("drawing.held_out", "drawing"))
    return Reading(scene, is_held_out, tuple(notices))


def _strangers(drawing: Drawing, most_shapes: int) -> list[Problem]:
    """Return what is there that no caption names."""
    found: list[Problem] = []
    shapes = drawing.shapes
    if not drawing.items:
        return [Problem("drawing.empty", "drawing")]
    if len(shapes) > most_shapes:
        found.append(Problem("drawing.too_many", "drawing", count=len(shapes), limit=most_shapes))
    if len(shapes) < len(drawing.items):
        found.append(Problem("drawing.by_hand", "drawing"))
    found += [
        Problem("drawing.kind", "drawing", kind=kind)
        for kind in dict.fromkeys(shape.kind for shape in shapes)
        if kind not in KINDS
    ]
    found += [
        Problem("drawing.color", "drawing", color=color)
        for color in dict.fromkeys(shape.color for shape in shapes)
        if color not in COLORS
    ]
    low, high = _KNOWN
    if any(not low <= shape.radius <= high for shape in shapes):
        found.append(Problem("drawing.size", "drawing"))
    elif any(_BETWEEN[0] < shape.radius < _BETWEEN[1] for shape in shapes):
        found.append(Problem("drawing.between", "drawing"))
    return found


def _scene(shapes: Sequence[Shape]) -> Scene:
    """Return what is said of one to three known shapes; raises a Problem if nothing can be."""
    if len(shapes) == 1:
        return Scene((_thing(shapes[0]),))
    landmark = _landmark(shapes)
    others = [shape for shape in shapes if shape is not landmark]
    relations = {id(shape): _relation(shape, landmark) for shape in others}
    others.sort(key=lambda shape: RELATIONS.index(relations[id(shape)]))
    named = [relations[id(shape)] for shape in others]
    if len(set(named)) < len(named):
        raise Problem("drawing.same_place", "drawing")
    if "inside" in named and others[named.index("inside")].color == landmark.color:
        raise Problem("drawing.unseen_inside", "drawing")
    things = [_thing(others[0]), _thing(landmark), *(_thing(shape) for shape in others[1:])]
    return Scene(tuple(things), tuple(named))


def _thing(shape: Shape) -> Thing:
    color = next(name for name in COLORS if name == shape.color)
    kind = next(name for name in KINDS if name == shape.kind)
    return Thing(_size(shape), color, kind)


def _size(shape: Shape) -> Size:
    return "large" if shape.radius >= _BETWEEN[1] else "small"


def _landmark(shapes: Sequence[Shape]) -> Shape:
    large = [shape for shape in shapes if _size(shape) == "large"]
    if len(large) == 1:
        return large[0]
    if len(shapes) > 2:
        raise Problem("drawing.landmark", "drawing")
    first, second = shapes  # of the same size: the one further right or further down
    across = abs(first.x - second.x) >= abs(first.y - second.y)
    if across:
        return first if first.x >= second.x else second
    return first if first.y >= second.y else second


def _relation(shape: Shape, landmark: Shape) -> Relation:
    x, y = shape.x - landmark.x, shape.y - landmark.y
    distance = float(np.hypot(x, y))
    kind = KINDS.index(next(name for name in KINDS if name == landmark.kind))
    own = float(EXTENTS[KINDS.index(next(name for name in KINDS if name == shape.kind))])
    if distance <= INNER[kind] * landmark.radius and shape.radius < landmark.radius:
        if distance + 0.5 * shape.radius > INNER[kind] * landmark.radius:
            raise Problem("drawing.overlap", "drawing")
        return "inside"
    if max(abs(x), abs(y)) < 0.8 * (own * shape.radius + float(EXTENTS[kind]) * landmark.radius):
        raise Problem("drawing.overlap", "drawing")
    if abs(x) >= _STRAIGHT * abs(y):
        return "left" if x < 0 else "right"
    if abs(y) >= _STRAIGHT * abs(x):
        return "above" if y < 0 else "below"
    raise Problem("drawing.diagonal", "drawing")


EMPTY = Drawing()
PAPER_RGB = (PLAIN_PAPER,) * 3
"""What the paper looks like where nothing is drawn, about."""
