"""Where picture, feature maps and features stand, from left to right; what is under way is drawn larger."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from rnnlab.scene.drawing import Box
from rnnlab.scene.motion import ease

LABEL = 19.0
"""Height of a line of words above or below, at 100 %."""
LABELLED = 120.0
"""From this height on, at 100 %, there are such lines; below it the picture needs the room."""
GAP = 30.0
"""Between two stages, with the arrow in it."""
PICTURE_SHARE = 0.34
"""Most of the width for the picture."""
CLOSER = 1.3
"""How much wider a block is while it is computed."""
VECTOR_SHARE = 0.75
"""How wide the features are, where a block is 1."""
TILE_GAP = 2.0
EDGE = 2.0
"""Kept free at the right for the line around the features."""


@dataclass(frozen=True)
class Tiles:
    """Equal squares in rows.

    Attributes
    ----------
    box
        Around all of them.
    count, columns
        How many there are, and how many in a row.
    pitch
        From one to the next.
    side
        Width and height of one.
    """

    box: Box
    count: int
    columns: int
    pitch: float
    side: float

    def tile(self, number: int) -> Box:
        """Return one of them."""
        row, column = divmod(number, self.columns)
        return Box(self.box.x + column * self.pitch, self.box.y + row * self.pitch, self.side, self.side)

    def at(self, x: float, y: float) -> int | None:
        """Return the one at a point; None if there is none."""
        if not self.box.contains(x, y):
            return None
        column, row = int((x - self.box.x) / self.pitch), int((y - self.box.y) / self.pitch)
        number = row * self.columns + min(column, self.columns - 1)
        return number if number < self.count else None


@dataclass(frozen=True)
class PipelineLayout:
    """Places of everything before the words.

    Attributes
    ----------
    picture
        A square.
    blocks
        The maps of every block.
    features
        The cells of the feature vector.
    arrows
        Start and end of the arrow before every stage but the first.
    headings, footings
        Middle of the words above and below every stage: the picture, the blocks, the features.
    widths
        Room for those words.
    scale
        Of letters and lines.
    is_labelled
        Whether there is room for the words.
    """

    picture: Box
    blocks: tuple[Tiles, ...]
    features: Tiles
    arrows: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    headings: tuple[tuple[float, float], ...]
    footings: tuple[tuple[float, float], ...]
    widths: tuple[float, ...]
    scale: float
    is_labelled: bool


def tiles(count: int, box: Box, gap: float, least_columns: int = 1) -> Tiles:
    """Return squares as large as they can be in a box, in its middle."""
    best, columns = 0.0, 1
    for tried in range(min(least_columns, count), count + 1):
        rows = math.ceil(count / tried)
        pitch = min((box.width + gap) / tried, (box.height + gap) / rows)
        if pitch > best + 1e-9:
            best, columns = pitch, tried
    rows = math.ceil(count / columns)
    side = max(best - gap, 0.5)
    width, height = columns * best - gap, rows * best - gap
    return Tiles(Box.around(*box.center, width, height), count, columns, best, side)


def nearness(stage: int, looked: float, stages: int) -> float:
    """Return how much a stage is the one under way, 0 to 1; none is once all are done."""
    if looked >= stages:
        return 0.0
    return ease(1.0 - min(abs(looked - 0.5 - stage), 1.0))


def pipeline_layout(
    width: float,
    height: float,
    maps: tuple[int, ...],
    feature_size: int,
    looked: float,
    scale: float = 1.0,
) -> PipelineLayout:
    """Return where everything stands.

    Parameters
    ----------
    width, height
        Of the room.
    maps
        Number of feature maps of every block.
    feature_size
        F.
    looked
        How many stages are done (:attr:`rnnlab.scene.captions.moment.Moment.looked`).
    scale
        Of letters and lines.
    """
    is_labelled = height >= LABELLED * scale
    label, gap = LABEL * scale if is_labelled else EDGE, GAP * scale
    stages = len(maps) + 2
    top, room = label, max(height - 2 * label, 8.0)
    side = max(min(room, width * PICTURE_SHARE), 8.0)
    weights = [1.0 + CLOSER * nearness(place + 1, looked, stages) for place in range(len(maps))]
    weights.append(VECTOR_SHARE * (1.0 + CLOSER * nearness(stages - 1, looked, stages)))
    left = max(width - side - gap * (stages - 1) - EDGE, 8.0 * len(weights))
    boxes = [Box(0.0, top + (room - side) / 2, side, side)]
    x = side + gap
    for weight in weights:
        share = left * weight / sum(weights)
        boxes.append(Box(x, top, share, room))
        x += share + gap
    blocks = tuple(tiles(count, box, TILE_GAP * scale) for count, box in zip(maps, boxes[1:-1], strict=True))
    features = tiles(feature_size, boxes[-1], min(1.0, scale))
    drawn = [boxes[0], *(block.box for block in blocks), features.box]
    middle = top + room / 2
    arrows = tuple(
        ((before.right + gap * 0.15, middle), (after.x - gap * 0.15, middle))
        for before, after in pairwise(drawn)
    )
    return PipelineLayout(
        picture=boxes[0],
        blocks=blocks,
        features=features,
        arrows=arrows,
        headings=tuple((box.center_x, box.y - label / 2) for box in drawn),
        footings=tuple((box.center_x, box.bottom + label / 2) for box in drawn),
        widths=tuple(box.width + gap * 0.8 for box in boxes),
        scale=scale,
        is_labelled=is_labelled,
    )
