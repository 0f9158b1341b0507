"""The column in focus: how wide it is, and what stands in its middle."""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.scene.sequence.bands import ANSWER, HEADER, PADDING, TITLE, Bands
from rnnlab.scene.sequence.sizes import NUMBER_ROW, StageShape, between, grid, small_widths

WIDEST_PANE = 58.0


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
        widest_box = max(widest - 82.0 * unit, 140.0 * unit)
        box, pane, gap, last = _panes(shape, strips, widest_box, unit)
        widest = max(widest - 50.0 * unit, 172.0 * unit)
        cell, count = _one_hot(shape, widest, unit)
        output = min(widest, (190.0 + 14.0 * min(shape.label_width, 4.0)) * unit)
        inside = strips.output.height - (TITLE + (ANSWER if shape.answer else 4.0)) * unit
        rows = int(between(inside / (17.0 * unit), 1, shape.outputs))
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
    inside = strips.layers[0].box.height - (HEADER + 2 * PADDING) * unit
    cells = grid(shape.hidden, inside, unit)
    numbers = cells.columns == 1 and cells.row_height >= NUMBER_ROW * unit
    pane = (42.0 if numbers else 26.0 + 8.0 * (cells.columns - 1)) * unit
    gap = (12.0 if shape.operators else 8.0) * unit
    last = (31.0 if shape.operators else 8.0) * unit
    count = max(max((len(sizes) for sizes in shape.panes), default=1), 1)
    padding = 10.0 * unit
    inner = count * pane + (count - 2) * gap + last if count > 1 else pane
    shrink = min(1.0, (widest - 2 * padding) / inner)
    return inner * shrink + 2 * padding, pane * shrink, gap * shrink, last * shrink


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
    """The column in focus: its core with room for arrows at both sides, and the room before all columns."""

    core: Core
    core_left: float
    width: float
    lead: float

    @staticmethod
    def fitted(
        shape: StageShape, strips: Bands, width: float, least_pitch: float, unit: float
    ) -> FocusMeasures:
        """Return the column in focus, so wide that the others keep enough."""
        lead = min(30.0 * unit, width * 0.05)
        room = width - lead
        others = shape.steps - 1
        # it gets what comfortable columns leave; less, down to a third, if then all steps are in view
        most = between(room - others * 31.0 * unit, room * 0.43, room * 0.5)
        narrowed = between(room - others * (least_pitch + 0.5), room * 0.36, most)
        widest = room if shape.steps == 1 else max(narrowed, room - others * 46.0 * unit)
        core = Core.fitted(shape, strips, widest, unit)
        return _around(shape, core, room, lead, unit)


def _around(shape: StageShape, core: Core, room: float, lead: float, unit: float) -> FocusMeasures:
    pitch = 40.0 * unit
    if shape.steps > 1:
        pitch = between((room - core.core - 40.0 * unit) / (shape.steps - 1), 18.0 * unit, 150.0 * unit)
    _, small_box = small_widths(shape, pitch, unit)
    gap = (58.0 if shape.state_matrices else 24.0) * unit
    readable = (shape.hidden * 38.0 + 28.0) * unit
    if shape.state_matrices and shape.hidden <= 4 and pitch - readable / shape.steps > 80.0 * unit:
        # so few units that even their matrix has room for its numbers, also before the first step
        gap = max(gap, readable)
        lead = max(lead, gap + 22.0 * unit - (core.core - core.box) / 2)
    free = (core.core - core.box) / 2 + (pitch - small_box) / 2 * (shape.steps > 1)
    # the name of a single input matrix stands at the left of its picture
    least = (28.0 if shape.input_matrices == 1 else 8.0) * unit
    left, right = max(gap - free, least), max(24.0 * unit - free, 8.0 * unit)
    return FocusMeasures(core, left, left + core.core + right, lead)
