"""Sharing out the stage's height: which band of it belongs to what.

From the top: candidates and softmax, the way through ``W_hy``, for every layer (the last one first) its box
with the lanes of further states above it and the way in below it, the input, the numbers of the time steps,
and where a sum is shown the carries between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rnnlab.scene.motion import clamp
from rnnlab.scene.sequence.sizes import NUMBER_ROW, between


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal strip of the stage."""

    y: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def center(self) -> float:
        """Middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class LayerBands:
    """One layer: lanes above its box, the box, the way into it from below."""

    lanes: Band
    box: Band
    way: Band


@dataclass(frozen=True, slots=True)
class Bands:
    """The whole height, from the top; layers in order of computation (the first lies lowest)."""

    output: Band
    output_way: Band
    layers: tuple[LayerBands, ...]
    input: Band
    time: Band
    memory: Band


@dataclass(frozen=True, slots=True)
class Wish:
    """How much height a band needs, would like, and can use."""

    least: float
    comfortable: float
    most: float
    takes_rest: bool = False


def share(height: float, wishes: Sequence[Wish]) -> list[float]:
    """Share out a height: first what is needed, then what is comfortable, then what can be used.

    What is left then goes to the bands that take the rest. If there is too little even for what is needed,
    all shrink alike.
    """
    needed = sum(wish.least for wish in wishes)
    if height <= needed:
        return [wish.least * height / needed for wish in wishes]
    heights = [wish.least for wish in wishes]
    rest = height - needed
    for goals in ([wish.comfortable for wish in wishes], [wish.most for wish in wishes]):
        gaps = [max(goal - now, 0.0) for goal, now in zip(goals, heights, strict=True)]
        total = sum(gaps)
        if total > 0:
            part = clamp(rest / total)
            heights = [now + gap * part for now, gap in zip(heights, gaps, strict=True)]
            rest -= total * part
    takers = [place for place, wish in enumerate(wishes) if wish.takes_rest]
    for place in takers:
        heights[place] += rest / len(takers)
    return heights


@dataclass(frozen=True, slots=True)
class BandNeeds:
    """What the height depends on.

    Attributes
    ----------
    height, scale
        Of the stage; of letters and lines.
    layers, hidden, lanes
        Layers; rows of a hidden vector; states besides the output.
    rows
        Candidates there could be.
    header
        Height of the names above panes.
    answer
        Whether there are targets.
    stacked
        Bits in a chip of the input.
    remembers
        Whether there is a row of carries.
    """

    height: float
    scale: float
    layers: int
    hidden: int
    lanes: int
    rows: int
    answer: bool
    stacked: int = 0
    remembers: bool = False


HEADER = 17.0
PADDING = 6.0
TITLE = 17.0
ANSWER = 22.0
# Numbers in the cells are worth so much of what other bands would find comfortable.
_MOST_NUMBERS = 24
_SLACK = 24.0
_FRAME = HEADER + 2 * PADDING
_LOWEST_CELLS = 24.0
# Smaller letters than this share of the usual ones could not be read.
_LEAST_SHRINK = 0.6


def fitting_scale(needs: BandNeeds) -> float:
    """Return the scale of letters and lines: smaller than wished where even the least would not fit."""
    least = _least(_wishes(needs, _tight_box, rows=1))
    return needs.scale * between((needs.height - 2 * _margin(needs)) / least, _LEAST_SHRINK, 1.0)


def bands(needs: BandNeeds) -> Bands:
    """Return the bands for a stage."""
    margin = _margin(needs)
    height = needs.height - 2 * margin
    wishes = _wishes(needs, _readable_box)
    if _least(wishes) + _SLACK * needs.scale * needs.layers > height:
        wishes = _wishes(needs, _box)
    if _least(wishes) > height:
        wishes = _wishes(needs, _tight_box, rows=1)
    strips: list[Band] = []
    y = margin
    for part in share(height, wishes):
        strips.append(Band(y, part))
        y += part
    layers = [LayerBands(*strips[2 + 3 * place : 5 + 3 * place]) for place in range(needs.layers)]
    return Bands(strips[0], strips[1], tuple(reversed(layers)), *strips[-3:])


def _margin(needs: BandNeeds) -> float:
    return min(8.0 * needs.scale, needs.height * 0.02)


def _least(wishes: Sequence[Wish]) -> float:
    return sum(wish.least for wish in wishes)


def _wishes(needs: BandNeeds, box: Callable[[BandNeeds], Wish], *, rows: int = 2) -> list[Wish]:
    """Return the wishes from the top, with a box's own and so many candidates as the least."""
    unit = needs.scale
    wishes = [_output(needs, rows), Wish(18 * unit, 46 * unit, 84 * unit, takes_rest=True)]
    for _ in range(needs.layers):
        lanes = needs.lanes
        wishes.append(Wish(9 * unit * lanes, 13 * unit * lanes, 16 * unit * lanes))
        wishes.append(box(needs))
        wishes.append(Wish(18 * unit, 64 * unit, 110 * unit, takes_rest=True))
    digits = 6.0 * max(needs.stacked - 1, 0)
    wishes.append(Wish((40 + digits) * unit, (58 + digits) * unit, (66 + digits) * unit))
    wishes.append(Wish(13 * unit, 16 * unit, 18 * unit))
    wishes.append(Wish(17 * unit, 22 * unit, 26 * unit) if needs.remembers else Wish(0, 0, 0))
    return wishes


def _output(needs: BandNeeds, rows: int) -> Wish:
    unit = needs.scale
    frame = (TITLE + (ANSWER if needs.answer else 4.0)) * unit
    least = frame + 15 * unit * min(needs.rows, rows)
    least = least if rows == 1 else max(least, 58 * unit)
    comfortable = max(frame + 19 * unit * min(needs.rows, 5), 82 * unit)
    return Wish(least, comfortable, max(frame + 24 * unit * min(needs.rows, 8), comfortable))


def _box(needs: BandNeeds) -> Wish:
    return _box_from(needs, max(min(needs.hidden * 13.0, 60.0 / needs.layers**0.5), _LOWEST_CELLS))


def _readable_box(needs: BandNeeds) -> Wish:
    """Make room for numbers in the cells a need."""
    wish = _box(needs)
    if needs.hidden > _MOST_NUMBERS:
        return wish
    return _box_from(needs, max(wish.least / needs.scale - _FRAME, needs.hidden * (NUMBER_ROW + 0.2)))


def _tight_box(needs: BandNeeds) -> Wish:
    return _box_from(needs, _LOWEST_CELLS)


def _box_from(needs: BandNeeds, least: float) -> Wish:
    """Return what a box wishes whose cells need a height, at 100 %."""
    unit = needs.scale
    comfortable = max(_FRAME + min(needs.hidden * 16.5, 290.0), _FRAME + least)
    most = max(_FRAME + min(needs.hidden * 30.0, 400.0), comfortable)
    return Wish((_FRAME + least) * unit, comfortable * unit, most * unit)
