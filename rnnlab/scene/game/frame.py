"""The board as primitives: a pure function of what is to be seen, where it stands, and how new it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rnnlab.scene.drawing import Box, Frame, Line, Mark, Primitive, Rect, Text
from rnnlab.scene.game.content import Board, Result, Side, Tile
from rnnlab.scene.game.layout import GAP, LETTER, BoardLayout, fitting_size
from rnnlab.scene.motion import ease

__all__ = ["APPEARING", "frame", "row_of_results", "row_of_tiles"]

APPEARING = 0.22
"""A new symbol has its place after so many seconds."""
HURRY = 0.25
"""Below this share of the time the bar changes its colour."""
_FILLS = {
    "given": ("input_soft", "input", "input_text"),
    "next": ("card", "accent", "ink"),
    "empty": ("card", "border_strong", "faint"),
    "right": ("right_soft", "right", "right_text"),
    "wrong": ("loss_soft", "loss", "loss_text"),
    "missed": ("subtle", "border_strong", "muted"),
    "hidden": ("subtle", "border", "faint"),
}


def frame(
    board: Board, plan: BoardLayout, ages: Mapping[tuple[str, int], float], pointed: tuple[int, int] | None
) -> Frame:
    """Draw the board.

    Parameters
    ----------
    board
        What is to be seen.
    plan
        Where it stands.
    ages
        For ``("blank", place)`` and ``("net", place)``: seconds since the tile became what it is; missing
        for long ago.
    pointed
        Side and place of the choice under the pointer.
    """
    return Frame.of((), (*_all(board, plan, ages, pointed),))


def _all(
    board: Board, plan: BoardLayout, ages: Mapping[tuple[str, int], float], pointed: tuple[int, int] | None
) -> Iterator[Primitive]:
    yield from _time(board, plan)
    if board.cover is not None:
        yield from _cover(board.cover, plan)
        return
    size = _letter_size(board, plan)
    for label, box in zip(board.given, plan.given, strict=True):
        yield from _tile(Tile(label, "given"), box, size, plan.scale, 1.0)
    for place, (tile, box) in enumerate(zip(board.blanks, plan.blanks, strict=True)):
        yield from _tile(tile, box, size, plan.scale, _grown(ages, "blank", place))
    yield from _net(board, plan, size, ages)
    if board.message:
        box, text = plan.message, 19 * plan.scale
        yield Text(box.center_x, box.center_y, board.message, text, board.message_role, max_width=box.width)
    for number, side in enumerate(board.sides):
        hovered = pointed[1] if pointed is not None and pointed[0] == number else -1
        yield from _side(side, plan.names[number], plan.choices[number], plan.scale, hovered)
    yield from _results(board.results, plan.below, plan.scale)


def _grown(ages: Mapping[tuple[str, int], float], kind: str, place: int) -> float:
    age = ages.get((kind, place), APPEARING)
    return ease(min(max(age / APPEARING, 0.0), 1.0))


def _letter_size(board: Board, plan: BoardLayout) -> float:
    """Return one size for all letters of the question."""
    labels = (*board.given, *(tile.label for tile in board.blanks), *(tile.label for tile in board.net))
    edge = plan.blanks[0].width
    return fitting_size(labels, 0.84 * edge, LETTER * edge)


def _time(board: Board, plan: BoardLayout) -> Iterator[Primitive]:
    if board.time_left is None:
        return
    box, scale = plan.time, plan.scale
    number = 64 * scale
    bar = Box(box.x, box.center_y - 6 * scale, max(box.width - number, 1.0), 12 * scale)
    role = "warning" if board.time_left < HURRY else "accent"
    yield Rect(bar, fill="track", radius=6 * scale)
    filled = bar.width * board.time_left
    if filled > 1:
        yield Rect(Box(bar.x, bar.y, max(filled, bar.height), bar.height), fill=role, radius=6 * scale)
    ink = "warning_text" if board.time_left < HURRY else "ink"
    yield Text(box.right, box.center_y, board.time_words, 24 * scale, ink, "right", True)


def _cover(cover: tuple[str, str], plan: BoardLayout) -> Iterator[Primitive]:
    title, words = cover
    width = plan.time.width
    middle = (plan.time.bottom + plan.below.bottom) / 2
    yield Text(
        width / 2, middle - 34 * plan.scale, title, 52 * plan.scale, "ink", "center", True, max_width=width
    )
    yield Text(width / 2, middle + 34 * plan.scale, words, 20 * plan.scale, "muted", max_width=width)


def _tile(tile: Tile, box: Box, size: float, scale: float, grown: float) -> Iterator[Primitive]:
    fill, edge, ink = _colors(tile)
    small = box.grown(-0.07 * box.width * (1.0 - grown))
    line = 3.0 if tile.look == "next" else 2.0
    dashed = tile.look == "empty"
    yield Rect(small, fill, edge, line * max(scale, 1.0), 0.14 * small.width, dashed=dashed)
    if tile.label:
        shown = size * (0.7 + 0.3 * grown)
        yield Text(*box.center, tile.label, shown, ink, "center", True, max_width=0.94 * box.width)
    if tile.look == "next" and not tile.label:
        half = 0.16 * box.width
        y = box.bottom - 0.2 * box.height
        yield Line(((box.center_x - half, y), (box.center_x + half, y)), "accent", 3.0 * max(scale, 1.0))
    if tile.look in ("right", "wrong"):
        role = "right" if tile.look == "right" else "loss"
        badge, x, y = 0.26 * box.width, box.right - 0.07 * box.width, box.y + 0.07 * box.width
        yield Rect(Box.around(x, y, badge, badge), "card", role, 1.5 * max(scale, 1.0), badge / 2)
        yield Mark(x, y, 0.5 * badge, "right" if tile.look == "right" else "wrong", role)
    above, role = (tile.answer, "right_text") if tile.answer else (tile.owner, f"{tile.role}_text")
    if above:
        y = box.y - 14 * scale
        height = min(22 * scale, 0.4 * box.width)
        yield Text(box.center_x, y, above, height, role, "center", True, max_width=box.width)


def _colors(tile: Tile) -> tuple[str, str, str]:
    if tile.look in ("filled", "guess"):
        return f"{tile.role}_soft", tile.role, f"{tile.role}_text"
    return _FILLS[tile.look]


def _net(
    board: Board, plan: BoardLayout, size: float, ages: Mapping[tuple[str, int], float]
) -> Iterator[Primitive]:
    """Draw the net's lane: its name at the left, its tiles below the blanks, their confidence below them."""
    words, scale = plan.words, plan.scale
    if board.net_name:
        y = words.center_y
        half = min(13 * scale, words.height / 4)
        yield Text(
            words.right,
            y - half,
            board.net_name,
            17 * scale,
            "output_text",
            "right",
            True,
            max_width=words.width,
        )
        yield Text(
            words.right, y + half, board.net_words, 14 * scale, "muted", "right", max_width=words.width
        )
    for place, (tile, box) in enumerate(zip(board.net, plan.net, strict=True)):
        grown = _grown(ages, "net", place)
        if board.net_name:
            yield from _tile(tile, box, size * box.width / plan.blanks[0].width, scale, grown)
        if tile.confidence is not None:
            yield from _confidence(tile.confidence * grown, tile.confidence, box, scale)


def _confidence(share: float, value: float, box: Box, scale: float) -> Iterator[Primitive]:
    bar = Box(box.x, box.bottom + 4 * scale, box.width, 5 * scale)
    yield Rect(bar, fill="track", radius=2.5 * scale)
    if bar.width * share > 1:
        yield Rect(Box(bar.x, bar.y, bar.width * share, bar.height), fill="output", radius=2.5 * scale)
    yield Text(
        box.center_x, bar.bottom + 9 * scale, f"{value:.0%}", 14 * scale, "output_text", "center", True
    )


def _side(side: Side, name: Box, boxes: tuple[Box, ...], scale: float, hovered: int) -> Iterator[Primitive]:
    if side.name:
        words = f"{side.name}  {side.out}" if side.out else side.name
        role = "muted" if side.out else f"{side.role}_text"
        yield Text(
            name.center_x, name.y + 10 * scale, words, 16 * scale, role, "center", True, max_width=name.width
        )
    labels = [choice.label for choice in side.choices]
    for choice, box in zip(side.choices, boxes, strict=True):
        size = fitting_size(labels, 0.78 * box.width, 0.52 * min(box.height, box.width * 1.2))
        is_hovered = choice.place == hovered and not side.out
        fill = "subtle" if side.out else f"{side.role}_soft" if is_hovered else "card"
        edge = "border" if side.out else side.role if is_hovered else "border_strong"
        yield Rect(box, fill, edge, 2.0 if is_hovered else 1.5, 0.16 * box.height)
        ink = "faint" if side.out else "ink"
        yield Text(*box.center, choice.label, size, ink, "center", True, max_width=0.9 * box.width)
        if choice.key:
            cap = min(14 * scale, 0.26 * box.height)
            x, y = box.x + 0.9 * cap, box.y + 0.95 * cap
            yield Text(x, y, choice.key, cap, "faint" if side.out else f"{side.role}_text", "center", True)


def row_of_results(results: tuple[Result, ...], room: Box, scale: float) -> Frame:
    """Draw what everybody has, side by side in the middle of a room."""
    return Frame.of((), _results(results, room, scale))


def _results(results: tuple[Result, ...], below: Box, scale: float) -> Iterator[Primitive]:
    """Draw what everybody got, side by side."""
    if not results:
        return
    count = len(results)
    gap = 14 * scale
    width = min((below.width - gap * (count - 1)) / count, 300 * scale)
    height = min(below.height, 118 * scale)
    left = below.center_x - (width * count + gap * (count - 1)) / 2
    for number, result in enumerate(results):
        box = Box(left + number * (width + gap), below.y, width, height)
        yield Rect(box, f"{result.role}_soft", radius=10 * scale)
        top, middle = box.y + 0.2 * height, box.y + 0.52 * height
        letters = min(44 * scale, 0.4 * height)
        yield Text(
            box.center_x,
            top,
            result.name,
            0.36 * letters,
            f"{result.role}_text",
            "center",
            True,
            max_width=0.9 * width,
        )
        if result.right is not None:
            role = "right" if result.right else "loss"
            x = box.center_x - 1.35 * letters
            yield Mark(x, middle, 0.5 * letters, "right" if result.right else "wrong", role)
        x = box.center_x + (0.0 if result.right is None else 0.15 * letters)
        yield Text(x, middle, result.points, letters, "ink", "center", True)
        if result.remark:
            y = box.y + 0.85 * height
            yield Text(box.center_x, y, result.remark, 0.32 * letters, "muted", max_width=0.94 * width)


def row_of_tiles(tiles: Sequence[Tile], room: Box, largest: float, scale: float) -> Frame:
    """Draw tiles side by side in the middle of a room."""
    if not tiles:
        return Frame()
    edge = min(largest, room.height - 4, (room.width - 4) / (len(tiles) + GAP * (len(tiles) - 1)))
    left = room.center_x - edge * (len(tiles) + GAP * (len(tiles) - 1)) / 2
    size = fitting_size([tile.label for tile in tiles], 0.84 * edge, LETTER * edge)
    drawn: list[Primitive] = []
    for place, tile in enumerate(tiles):
        box = Box(left + place * (1 + GAP) * edge, room.center_y - edge / 2, edge, edge)
        drawn += _tile(tile, box, size, scale, 1.0)
    return Frame.of((), drawn)
