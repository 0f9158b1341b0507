"""The column in focus: how wide it is, and what stands in its middle."""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.scene.sequence.bands import ANSWER, HEADER, PADDING, TITLE, Bands
from rnnlab.scene.sequence.sizes import (
    NUMBER_ROW,
    NUMBER_WIDTH,
    Grid,
    StageShape,
    between,
    grid,
    small_widths,
)

WIDEST_PANE = 58.0
# For numbers in the focus the other columns go nearer to each other than they usually do.
TIGHTEST_PITCH, USUAL_PITCH = 15.0, 18.0
_ARROWS, _NARROW_ARROWS = 82.0, 64.0
_PADDING, _NARROW_PADDING = 10.0, 7.0
_LOWEST_ROW = 13.0


@dataclass(frozen=True, slots=True)
class Core:
    """What stands in the middle of the focused column, one above the other.

    Attributes
    ----------
    core
        Width of all of it.
    box, pane, pane_gap, last_gap
        Width of the box, of a pane, between panes and before the last pane.
    one_hot_cell, one_hot_count
        Width of a one-hot cell and how many are shown at once.
    output
        Width of the candidates.
    candidate_rows, candidate_height
        How many candidates are shown and how high each is.
    """

    core: float
    box: float
    pane: float
    pane_gap: float
    last_gap: float
    one_hot_cell: float
    one_hot_count: int
    output: float
    candidate_rows: int
    candidate_height: float

    @staticmethod
    def fitted(shape: StageShape, strips: Bands, widest: float, unit: float) -> Core:
        """Return the core that leaves room for arrows in a column ``widest`` wide, if that is possible."""
        widest_box = max(widest - _ARROWS * unit, 140.0 * unit)
        readable = _readable_box(shape, strips, unit)
        if readable > widest_box:
            widest_box = max(widest_box, min(readable, widest - _NARROW_ARROWS * unit))
        box, pane, gap, last = _panes(shape, strips, widest_box, unit)
        widest = max(widest - 50.0 * unit, 172.0 * unit)
        cell, count = _one_hot(shape, widest, unit)
        output = min(widest, (190.0 + 14.0 * min(shape.label_width, 4.0)) * unit)
        inside = strips.output.height - (TITLE + (ANSWER if shape.answer else 4.0)) * unit
        rows = int(between(inside / (17.0 * unit), 1, shape.outputs))
        if shape.outputs == 2 and inside >= 2 * _LOWEST_ROW * unit:
            rows = 2  # one of two answers says only half
        width = max(box, cell * count, output)
        if box < width:
            # narrow panes grow with what stands above and below them
            goal = min(width, widest_box)
            wider = min((goal - 20.0 * unit) / (box - 20.0 * unit), WIDEST_PANE * unit / pane)
            if wider > 1.0:
                pane, gap, last = pane * wider, gap * wider, last * wider
                box = (box - 20.0 * unit) * wider + 20.0 * unit
        return Core(
            core=width,
            box=box,
            pane=pane,
            pane_gap=gap,
            last_gap=last,
            one_hot_cell=min(width / count, 44.0 * unit),
            one_hot_count=count,
            output=min(width, 300.0 * unit),
            candidate_rows=rows,
            candidate_height=min(inside / rows, 26.0 * unit),
        )


def _panes(shape: StageShape, strips: Bands, widest: float, unit: float) -> tuple[float, float, float, float]:
    """Return the widths of the box in focus, of a pane, between panes and before the last pane."""
    cells, numbers = _cells(shape, strips, unit)
    pane = (42.0 if numbers else 26.0 + 8.0 * (cells.columns - 1)) * unit
    gap = (12.0 if shape.operators else 8.0) * unit
    last = (31.0 if shape.operators else 8.0) * unit
    padding = _PADDING * unit
    inner = _inner(shape, pane, gap, last)
    shrink = min(1.0, (widest - 2 * padding) / inner)
    least = NUMBER_WIDTH * unit
    if numbers and pane * shrink < least:
        # numbers stay as long as they can be read: what is between them gives way first
        padding = _NARROW_PADDING * unit
        between_all = _inner(shape, 0.0, gap, last)
        rest = (widest - 2 * padding - _inner(shape, least, 0.0, 0.0)) / between_all if between_all else 1.0
        if rest >= _narrowest(shape) - 1e-9:
            gap, last = gap * min(rest, 1.0), last * min(rest, 1.0)
            return _inner(shape, least, gap, last) + 2 * padding, least, gap, last
    padding = _PADDING * unit
    return inner * shrink + 2 * padding, pane * shrink, gap * shrink, last * shrink


def _cells(shape: StageShape, strips: Bands, unit: float) -> tuple[Grid, bool]:
    """Return how a hidden vector lies in the box in focus, and whether its rows have room for numbers."""
    inside = strips.layers[0].box.height - (HEADER + 2 * PADDING) * unit
    cells = grid(shape.hidden, inside, unit)
    return cells, cells.columns == 1 and cells.row_height >= NUMBER_ROW * unit


def _inner(shape: StageShape, pane: float, gap: float, last: float) -> float:
    count = max(max((len(sizes) for sizes in shape.panes), default=1), 1)
    return count * pane + (count - 2) * gap + last if count > 1 else pane


def _narrowest(shape: StageShape) -> float:
    """Return to what share the gaps between panes may shrink for the numbers' sake."""
    return 0.68 if shape.operators else 0.4


def _readable_box(shape: StageShape, strips: Bands, unit: float) -> float:
    """Return the least width of the box in focus that shows its numbers, 0 if its rows are too low."""
    if not _cells(shape, strips, unit)[1]:
        return 0.0
    narrow = _narrowest(shape)
    gap, last = (12.0, 31.0) if shape.operators else (8.0, 8.0)
    inner = _inner(shape, NUMBER_WIDTH, gap * narrow, last * narrow)
    return (inner + 2 * _NARROW_PADDING) * unit


def _one_hot(shape: StageShape, widest: float, unit: float) -> tuple[float, int]:
    """Return the width of a one-hot cell and how many there are at once (an odd number if not all)."""
    label = (shape.label_width * 10.0 + 4.0) * unit
    wanted = between(max(240.0 * unit / shape.symbols, label), 17.0 * unit, 44.0 * unit)
    if shape.symbols > 16 and shape.steps > 12:
        wanted = max(min(wanted, 13.5 * unit), label * 0.8)
    if wanted * shape.symbols <= widest:
        return wanted, shape.symbols
    if max(10.2 * unit, label * 0.66) * shape.symbols <= widest:
        return widest / shape.symbols, shape.symbols
    count = max(int(widest / between(label, 15.0 * unit, 44.0 * unit)), 1)
    count -= 1 - count % 2
    return widest / count, count


@dataclass(frozen=True, slots=True)
class FocusMeasures:
    """The column in focus: its core with room for arrows at both sides, and the room before all columns.

    The pitch of the other columns must not be less than ``least_pitch``.
    """

    core: Core
    core_left: float
    width: float
    lead: float
    least_pitch: float

    @staticmethod
    def fitted(shape: StageShape, strips: Bands, width: float, unit: float) -> FocusMeasures:
        """Return the column in focus, so wide that the others keep enough."""
        lead = min(30.0 * unit, width * 0.05)
        room = width - lead
        others = shape.steps - 1
        label = min(shape.label_width * 9.0 + 6.0, 56.0)
        least_pitch = max(USUAL_PITCH, label) * unit
        # it gets what comfortable columns leave; less, down to a third, if then all steps are in view
        most = between(room - others * 31.0 * unit, room * 0.43, room * 0.5)
        narrowed = between(room - others * (least_pitch + 0.5), room * 0.36, most)
        readable = _readable_box(shape, strips, unit)
        if readable and readable + _NARROW_ARROWS * unit > narrowed:
            narrowed = min(readable + _NARROW_ARROWS * unit, room * 0.64)
            least_pitch = max(TIGHTEST_PITCH, label) * unit
        if room - others * least_pitch < narrowed:
            narrowed = max(narrowed, room * 0.5)
        widest = room if shape.steps == 1 else max(narrowed, room - others * 46.0 * unit)
        core = Core.fitted(shape, strips, widest, unit)
        return _around(shape, core, (room, lead, least_pitch), unit)


def _around(shape: StageShape, core: Core, widths: tuple[float, float, float], unit: float) -> FocusMeasures:
    room, lead, least_pitch = widths
    pitch = 40.0 * unit
    if shape.steps > 1:
        free = (room - core.core - 40.0 * unit) / (shape.steps - 1)
        pitch = between(free, least_pitch, 150.0 * unit)
    _, small_box = small_widths(shape, pitch, unit)
    gap = (between(room * 0.1 / unit, 42.0, 58.0) if shape.state_matrices else 24.0) * unit
    readable = (shape.hidden * 38.0 + 28.0) * unit
    if shape.state_matrices and shape.hidden <= 4 and pitch - readable / shape.steps > 80.0 * unit:
        # so few units that even their matrix has room for its numbers, also before the first step
        gap = max(gap, readable)
        lead = max(lead, gap + 22.0 * unit - (core.core - core.box) / 2)
    free = (core.core - core.box) / 2 + (pitch - small_box) / 2 * (shape.steps > 1)
    # the name of a single input matrix stands at the left of its picture
    name = (28.0 if shape.input_matrices == 1 else 8.0) * unit
    left, right = max(gap - free, name), max(24.0 * unit - free, 8.0 * unit)
    return FocusMeasures(core, left, left + core.core + right, lead, least_pitch)
