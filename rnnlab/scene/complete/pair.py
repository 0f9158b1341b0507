"""Two beginnings side by side: their letters, the states the net has after them, and what it expects next.

The states are level strips of the same width, so that a unit stands above itself, and between them lies their
difference. What both beginnings have in common is paler than what sets them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.scene.drawing import Box, CellGrid, Primitive, Rect, Text
from rnnlab.scene.notation import percent
from rnnlab.scene.target import Target

__all__ = ["FIRST", "SECOND", "Expected", "PairContent", "PairWords", "Side", "alike", "frame"]

FIRST, SECOND, BETWEEN = "first", "second", "difference"
"""Keys of the targets of the three strips."""
_LETTER, _CHIP, _GAP = 15.0, 27.0, 4.0
_LEFT_SHARE = 0.6
_BARS = 3


@dataclass(frozen=True)
class Expected:
    """A symbol that may come next.

    Attributes
    ----------
    label
        What it looks like.
    probability
        Of the net.
    """

    label: str
    probability: float


@dataclass(frozen=True, eq=False)
class Side:
    """One beginning.

    Attributes
    ----------
    labels
        Its letters, the end symbol first.
    state
        The last layer's output after it, (H,).
    expected
        What may come next, the most probable first.
    """

    labels: tuple[str, ...]
    state: FloatArray
    expected: tuple[Expected, ...]


@dataclass(frozen=True, eq=False)
class PairContent:
    """Both beginnings."""

    first: Side
    second: Side

    @property
    def difference(self) -> FloatArray:
        """The first state less the second, (H,)."""
        return np.asarray(self.first.state - self.second.state)

    @property
    def distance(self) -> float:
        """Length of the difference."""
        return float(np.linalg.norm(self.difference))


@dataclass(frozen=True)
class PairWords:
    """What is written beside the strips, in the language in force.

    Attributes
    ----------
    first, second
        What the states are called.
    difference
        What the strip between them is.
    next
        Heading of the bars.
    """

    first: str
    second: str
    difference: str
    next: str


def alike(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, int]:
    """Return how many letters two beginnings have in common at their start and, after that, at their end."""
    most = min(len(first), len(second))
    start = next((n for n in range(most) if first[n] != second[n]), most)
    rest = most - start
    end = next((n for n in range(rest) if first[-1 - n] != second[-1 - n]), rest)
    return start, end


def frame(
    content: PairContent, words: PairWords, width: float, height: float, scale: float = 1.0
) -> tuple[Primitive, ...]:
    """Return what is to be drawn, back to front.

    Parameters
    ----------
    content
        Both beginnings.
    words
        In the language in force.
    width, height
        Room in logical pixels.
    scale
        How large letters are.
    """
    left = width * _LEFT_SHARE
    chip = _CHIP * scale
    middle = height / 2
    heading = 20 * scale
    room = height - 2 * chip - 3 * heading - 4 * _GAP * scale
    strip = min(max(room / 3, 10 * scale), 46 * scale)
    start, end = alike(content.first.labels, content.second.labels)
    reach = max(1.0, float(np.abs(content.difference).max(initial=0.0)))
    between = Box(0, middle - strip / 2 + heading / 2, left, strip)
    above = Box(0, between.y - heading - _GAP * scale - strip, left, strip)
    below = Box(0, between.bottom + heading, left, strip)
    drawn: list[Primitive] = []
    for key, box, values, reach_of in (
        (FIRST, above, content.first.state, 1.0),
        (BETWEEN, between, content.difference, reach),
        (SECOND, below, content.second.state, 1.0),
    ):
        target = Target("quantity", key, 1, None)
        drawn.append(CellGrid(box, values, 1, len(values), "signed", reach_of, 0.0, target=target))
        drawn.append(Rect(box, stroke="border_strong"))
    size = 13 * scale
    drawn.append(Text(0, between.y - heading / 2, words.difference, size, "muted", "left", max_width=left))
    drawn.append(Text(0, above.y - heading / 2, words.first, size, "hidden_text", "left", max_width=left))
    drawn.append(Text(0, below.y - heading / 2, words.second, size, "hidden_text", "left", max_width=left))
    top = above.y - heading - chip - _GAP * scale
    drawn += _letters(content.first.labels, Box(0, top, left, chip), (start, end), scale)
    bottom = below.bottom + _GAP * 2 * scale
    drawn += _letters(content.second.labels, Box(0, bottom, left, chip), (start, end), scale)
    right = Box(left + 28 * scale, 0, width - left - 28 * scale, 0)
    for side, centre in (
        (content.first, (top + above.bottom) / 2),
        (content.second, (below.y + bottom + chip) / 2),
    ):
        drawn += _bars(side, words.next, Box(right.x, centre, right.width, 0), scale)
    return tuple(drawn)


def _letters(labels: tuple[str, ...], box: Box, common: tuple[int, int], scale: float) -> Iterator[Primitive]:
    """Letters as chips, the last ones where not all fit; what both have in common is pale."""
    size, gap = box.height, _GAP * scale
    fitting = max(int((box.width + gap) // (size + gap)), 1)
    skipped = max(len(labels) - fitting, 0)
    start, end = common
    for place in range(skipped, len(labels)):
        x = box.x + (place - skipped) * (size + gap)
        is_common = place < start or place >= len(labels) - end
        role = "input_soft" if is_common else "input"
        chip = Box(x, box.y, size, size)
        yield Rect(chip, fill=role, stroke="input", radius=5)
        ink = "input_text" if is_common else "on_accent"
        shown = "…" if skipped and place == skipped else labels[place]
        yield Text(*chip.center, shown, _LETTER * scale, ink, bold=True, max_width=size - 4)


def _bars(side: Side, heading: str, box: Box, scale: float) -> Iterator[Primitive]:
    """Bars of what comes next, centred on the box's upper edge."""
    row = 26 * scale
    shown = side.expected[:_BARS]
    top = box.y - (row * len(shown) + 18 * scale) / 2
    yield Text(box.x, top + 7 * scale, heading, 12 * scale, "muted", "left", max_width=box.width)
    top += 18 * scale
    number = 48 * scale
    for place, expected in enumerate(shown):
        y = top + place * row + row / 2
        chip = Box(box.x, y - 11 * scale, 28 * scale, 22 * scale)
        yield Rect(chip, fill="output_soft", stroke="output", radius=5)
        yield Text(
            *chip.center, expected.label, 14 * scale, "output_text", bold=True, max_width=chip.width - 4
        )
        groove = Box(chip.right + 8 * scale, y - 6 * scale, 0, 12 * scale)
        width = max(box.right - number - groove.x, 8.0)
        yield Rect(Box(groove.x, groove.y, width, groove.height), fill="track", radius=3)
        filled = max(width * min(max(expected.probability, 0.0), 1.0), 2.0)
        yield Rect(Box(groove.x, groove.y, filled, groove.height), fill="output", radius=3)
        role = "ink" if place == 0 else "muted"
        yield Text(box.right, y, percent(expected.probability), 13 * scale, role, "right", bold=place == 0)
