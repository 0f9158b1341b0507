"""Where things stand on the board: the question as large as the room allows, all else around it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rnnlab.scene.drawing import Box
from rnnlab.scene.game.content import Board

__all__ = ["BoardLayout", "fitting_size", "layout", "width_of"]

LARGEST_TILE = 138.0
LETTER = 0.76
"""Height of the letters in a tile, as a share of its edge: 105 px in the largest."""
NET_TILE = 0.58
GAP = 0.09
TIME, ANSWER, NUMBER, MESSAGE, NAME = 34.0, 26.0, 24.0, 34.0, 24.0
"""Heights of the lines at 100 %."""
CHOICE_TILE = 0.62
"""Height of the choices, in tiles."""
EDGE = 9.0
SPACES = 5
SPACE = 10.0
SIDE_BY_SIDE = 620.0
"""Two teams' choices stand beside each other from this width on."""


def width_of(text: str) -> float:
    """Return roughly how wide a text is, in its letters' height: wide scripts have square letters."""
    return sum(
        0.0
        if unicodedata.combining(letter)
        else 0.95
        if unicodedata.east_asian_width(letter) in "WF"
        else 0.62
        for letter in text
    )


def fitting_size(labels: Sequence[str], width: float, largest: float) -> float:
    """Return the size at which the widest of some labels fits into a width."""
    widest = max((width_of(label) for label in labels), default=1.0)
    return min(largest, width / max(widest, 0.62))


@dataclass(frozen=True)
class BoardLayout:
    """Boxes, in logical pixels.

    Attributes
    ----------
    time
        The bar and its number.
    given, blanks, net
        Tiles.
    words
        Beside the net's tiles.
    message
        The line.
    below
        Where choices or results stand.
    choices
        For every side, for every choice.
    names
        Above every side's choices.
    scale
        Of lines and small letters.
    """

    time: Box
    given: tuple[Box, ...]
    blanks: tuple[Box, ...]
    net: tuple[Box, ...]
    words: Box
    message: Box
    below: Box
    choices: tuple[tuple[Box, ...], ...]
    names: tuple[Box, ...]
    scale: float

    def choice_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the side and the choice at a point, by their places."""
        for side, boxes in enumerate(self.choices):
            for place, box in enumerate(boxes):
                if box.contains(x, y):
                    return side, place
        return None


def layout(board: Board, width: float, height: float, scale: float) -> BoardLayout:
    """Lay the board out in a room.

    Parameters
    ----------
    board
        What is to be seen.
    width, height
        Of the room.
    scale
        Of the letters; where the room is low everything becomes smaller.
    """
    lines = TIME + ANSWER + NUMBER + MESSAGE + NAME + SPACES * SPACE
    # in a low room the tiles keep at least half of it
    scale = min(scale, height * 0.5 / lines)
    columns = len(board.given) + len(board.blanks)
    net_tile = NET_TILE if board.net_name else 0.0
    tiles_high = 1.0 + net_tile + CHOICE_TILE
    by_height = (height - lines * scale) / tiles_high
    # the signs at the corners stand out a little
    by_width = (width - 2 * EDGE) / (columns + GAP * (columns - 1))
    tile = max(min(LARGEST_TILE * max(scale, 1.0), by_height, by_width), 8.0)
    gap, space = GAP * tile, SPACE * scale
    spare = max(height - lines * scale - tiles_high * tile, 0.0) / SPACES
    y = (TIME + ANSWER) * scale + space + spare
    left = (width - columns * tile - (columns - 1) * gap) / 2
    boxes = [Box(left + place * (tile + gap), y, tile, tile) for place in range(columns)]
    given, blanks = tuple(boxes[: len(board.given)]), tuple(boxes[len(board.given) :])
    y += tile + space + spare
    small = net_tile * tile
    net = tuple(Box.around(box.center_x, y + small / 2, NET_TILE * tile, small) for box in blanks)
    words = Box(0.0, y, max(net[0].x - 2 * space, 1.0), small)
    y += small + NUMBER * scale + space + spare
    message = Box(0.0, y, width, MESSAGE * scale)
    y += MESSAGE * scale + space
    below = Box(1.0, y, width - 2.0, max(height - y - 2.0, 8.0))
    choices, names = _sides(board, below, scale, tile)
    time = Box(0.0, 0.0, width, TIME * scale)
    return BoardLayout(time, given, blanks, net, words, message, below, choices, names, scale)


def _sides(
    board: Board, below: Box, scale: float, tile: float
) -> tuple[tuple[tuple[Box, ...], ...], tuple[Box, ...]]:
    """Lay out the choices of every side: beside each other, or one below the other where it is narrow."""
    count = len(board.sides)
    if not count:
        return (), ()
    beside = below.width >= SIDE_BY_SIDE * scale or count == 1
    between = 0.5 * tile if beside else SPACE * scale
    columns, rows = (count, 1) if beside else (1, count)
    width = (below.width - between * (columns - 1)) / columns
    height = (below.height - between * (rows - 1)) / rows
    head = NAME * scale if any(side.name for side in board.sides) else 0.0
    choices: list[tuple[Box, ...]] = []
    names: list[Box] = []
    for number, side in enumerate(board.sides):
        x = below.x + (width + between) * (number % columns)
        y = below.y + (height + between) * (number // columns)
        places = len(side.choices)
        gap = GAP * tile
        edge = (width - gap * (places - 1)) / max(places, 1)
        each = min(edge, 1.25 * tile)
        high = min(height - head, 0.8 * tile)
        first = x + (width - each * places - gap * (places - 1)) / 2
        names.append(Box(x, y, width, head))
        choices.append(
            tuple(Box(first + place * (each + gap), y + head, each, high) for place in range(places))
        )
    return tuple(choices), tuple(names)
