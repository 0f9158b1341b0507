"""Where everything on the stage lies: a pure function of sizes and of the step in focus.

The focus is a number, not an integer: between two steps the one closes while the other opens, so every
column has an *openness* between 0 (small) and 1 (in focus). Openness adds up to 1 over all columns, therefore
nothing else moves sideways while the focus wanders.

What depends on sizes only is measured once (:func:`measure`); a frame then costs a few additions per column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rnnlab.scene.drawing import Box
from rnnlab.scene.motion import clamp, mix
from rnnlab.scene.sequence.bands import ANSWER, HEADER, PADDING, TITLE, BandNeeds, Bands, bands

SMALLEST_CELL = 3.0
LARGEST_CELL = 30.0
WIDEST_PANE = 58.0
NUMBER_ROW = 12.5
NUMBER_WIDTH = 33.0


@dataclass(frozen=True, slots=True)
class StageShape:
    """All that the layout needs to know about a sequence and its net: numbers only.

    Attributes
    ----------
    steps
        Time steps T.
    symbols, outputs
        Sizes of input and output.
    hidden, layers, states
        Hidden size, layers, states of a layer.
    panes
        Size of every pane of every layer.
    operators
        Whether panes of a layer have signs between them, and the last one the name of a function before it.
    input_matrices, state_matrices
        How many matrices lead into a layer from below and from the step before.
    label_width
        Of the widest symbol, in letter sizes.
    answer
        Whether there are targets.
    """

    steps: int
    symbols: int
    outputs: int
    hidden: int
    layers: int = 1
    states: int = 1
    panes: tuple[tuple[int, ...], ...] = ((),)
    operators: bool = False
    input_matrices: int = 1
    state_matrices: int = 1
    label_width: float = 1.0
    answer: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """How a vector of some size is laid out in a box's inside."""

    rows: int
    columns: int
    row_height: float

    @property
    def height(self) -> float:
        """Height of all rows."""
        return self.rows * self.row_height


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that depends on sizes only.

    Attributes
    ----------
    lead
        Empty room before the first column, for the zero state.
    pitch, focus_width
        Width of a small column and of the one in focus.
    core, core_left
        Width of what is centred in the focused column, and the room before it.
    small_column, small_box
        Width of a hidden vector and of the box around the states, small.
    chip
        Edge of a symbol's chip.
    box, pane, pane_gap, last_gap
        Width of the box in focus, of a pane, between panes and before the last pane.
    one_hot_cell, one_hot_count
        Width of a one-hot cell and how many are shown at once.
    output
        Width of the candidates.
    candidate_rows, candidate_height
        How many candidates are shown and how high each is.
    """

    shape: StageShape
    width: float
    height: float
    scale: float
    bands: Bands
    lead: float
    pitch: float
    focus_width: float
    core: float
    core_left: float
    small_column: float
    small_box: float
    chip: float
    box: float
    pane: float
    pane_gap: float
    last_gap: float
    one_hot_cell: float
    one_hot_count: int
    output: float
    candidate_rows: int
    candidate_height: float

    @property
    def total(self) -> float:
        """Width of all columns together."""
        return self.lead + (self.shape.steps - 1) * self.pitch + self.focus_width

    @property
    def pans(self) -> bool:
        """Whether there is more than fits the width."""
        return self.total > self.width + 1e-6

    def grid(self, size: int, layer: int) -> Grid:
        """Return how a vector lies in the box of a layer (1-based)."""
        inside = self.bands.layers[layer - 1].box.height - (HEADER + 2 * PADDING) * self.scale
        return grid(size, inside, self.scale)


def grid(size: int, height: float, scale: float) -> Grid:
    """Return the fewest columns of cells that are high enough to be told apart."""
    size = max(size, 1)
    most_rows = max(int(height / (SMALLEST_CELL * min(scale, 1.0))), 1)
    columns = math.ceil(size / most_rows)
    rows = math.ceil(size / columns)
    return Grid(rows, columns, min(height / rows, LARGEST_CELL * scale))


@lru_cache(maxsize=32)
def measure(shape: StageShape, width: float, height: float, scale: float = 1.0) -> Measures:
    """Measure a stage.

    Parameters
    ----------
    shape
        What there is to show.
    width, height
        Size of the stage.
    scale
        Of letters and lines, 1 for the usual ones.
    """
    unit = scale
    strips = bands(
        BandNeeds(
            height=height,
            scale=scale,
            layers=shape.layers,
            hidden=shape.hidden,
            lanes=shape.states - 1,
            rows=shape.outputs,
            answer=shape.answer,
        )
    )
    least_pitch = max(18.0 * unit, min(shape.label_width * 9.0 + 6.0, 56.0) * unit)
    focus = _Focus.fitted(shape, strips, width, least_pitch, unit)
    core = focus.core
    pitch = 40.0 * unit
    if shape.steps > 1:
        fitting = (width - focus.lead - focus.width) / (shape.steps - 1)
        pitch = min(fitting, 150.0 * unit) if fitting >= least_pitch else max(least_pitch, 34.0 * unit)
    small_column, small_box = _small(shape, pitch, unit)
    return Measures(
        shape=shape,
        width=width,
        height=height,
        scale=scale,
        bands=strips,
        lead=focus.lead,
        pitch=pitch,
        focus_width=focus.width,
        core=core.width,
        core_left=focus.core_left,
        small_column=small_column,
        small_box=small_box,
        chip=min(pitch * 0.8, 32.0 * unit, strips.input.height * 0.62, strips.output.height * 0.36),
        box=core.box,
        pane=core.pane,
        pane_gap=core.pane_gap,
        last_gap=core.last_gap,
        one_hot_cell=core.one_hot_cell,
        one_hot_count=core.one_hot_count,
        output=core.output,
        candidate_rows=core.candidate_rows,
        candidate_height=core.candidate_height,
    )


def between(value: float, low: float, high: float) -> float:
    """Return the value, held between two bounds."""
    return min(max(value, low), high)


def _small(shape: StageShape, pitch: float, unit: float) -> tuple[float, float]:
    """Return the width of a hidden vector and of the box around all states in a small column."""
    padding = min(4.0 * unit, pitch * 0.1)
    room = pitch * 0.66 - 2 * padding - (shape.states - 1) * 2.0 * unit
    column = between(room / shape.states, 3.0, 40.0 * unit)
    return column, shape.states * column + (shape.states - 1) * 2.0 * unit + 2 * padding


@dataclass(frozen=True, slots=True)
class _Focus:
    """The column in focus: its core with room for arrows at both sides, and the room before all columns."""

    core: _Core
    core_left: float
    width: float
    lead: float

    @staticmethod
    def fitted(shape: StageShape, strips: Bands, width: float, least_pitch: float, unit: float) -> _Focus:
        """Return the column in focus, so wide that the others keep enough."""
        lead = min(30.0 * unit, width * 0.05)
        room = width - lead
        others = shape.steps - 1
        # it gets what comfortable columns leave; less, down to a third, if then all steps are in view
        most = between(room - others * 31.0 * unit, room * 0.43, room * 0.5)
        narrowed = between(room - others * (least_pitch + 0.5), room * 0.36, most)
        widest = room if shape.steps == 1 else max(narrowed, room - others * 46.0 * unit)
        core = _Core.fitted(shape, strips, widest, unit)
        return _Focus._around(shape, core, room, lead, unit)

    @staticmethod
    def _around(shape: StageShape, core: _Core, room: float, lead: float, unit: float) -> _Focus:
        pitch = 40.0 * unit
        if shape.steps > 1:
            pitch = between((room - core.width - 40.0 * unit) / (shape.steps - 1), 18.0 * unit, 150.0 * unit)
        _, small_box = _small(shape, pitch, unit)
        gap = (58.0 if shape.state_matrices else 24.0) * unit
        readable = (shape.hidden * 38.0 + 28.0) * unit
        if shape.state_matrices and shape.hidden <= 4 and pitch - readable / shape.steps > 80.0 * unit:
            # so few units that even their matrix has room for its numbers, also before the first step
            gap = max(gap, readable)
            lead = max(lead, gap + 22.0 * unit - (core.width - core.box) / 2)
        free = (core.width - core.box) / 2 + (pitch - small_box) / 2 * (shape.steps > 1)
        # the name of a single input matrix stands at the left of its picture
        least = (28.0 if shape.input_matrices == 1 else 8.0) * unit
        left, right = max(gap - free, least), max(24.0 * unit - free, 8.0 * unit)
        return _Focus(core, left, left + core.width + right, lead)


@dataclass(frozen=True, slots=True)
class _Core:
    """What stands in the middle of the focused column, one above the other."""

    width: float
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
    def fitted(shape: StageShape, strips: Bands, widest: float, unit: float) -> _Core:
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
        return _Core(
            width=width,
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
class Column:
    """One time step's place.

    Attributes
    ----------
    t
        Time step, 0-based.
    x, width
        Left edge and width.
    center
        Middle of what stands in it.
    openness
        0 small … 1 in focus.
    """

    t: int
    x: float
    width: float
    center: float
    openness: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The stage with the focus somewhere: :class:`Measures` and how far the columns are shifted."""

    measures: Measures
    focus: float
    offset: float

    def column(self, t: int) -> Column:
        """Return the place of a time step (0-based), also of one outside the stage."""
        measures = self.measures
        openness = max(0.0, 1.0 - abs(self.focus - t))
        wider = measures.focus_width - measures.pitch
        x = self.offset + measures.lead + t * measures.pitch + wider * clamp(t - self.focus)
        center = mix(measures.pitch / 2, measures.core_left + measures.core / 2, openness)
        return Column(t, x, measures.pitch + wider * openness, x + center, openness)

    def columns(self) -> Iterator[Column]:
        """Yield the time steps that are on the stage, and one more at either side."""
        measures = self.measures
        first = int((-self.offset - measures.lead - measures.focus_width) / measures.pitch) - 1
        last = int((measures.width - self.offset - measures.lead) / measures.pitch) + 1
        for t in range(max(first, 0), min(last, measures.shape.steps - 1) + 1):
            column = self.column(t)
            if column.x + column.width > -measures.pitch and column.x < measures.width + measures.pitch:
                yield column

    def box(self, column: Column, layer: int) -> Box:
        """Return the box of a layer's cell (1-based) in a column."""
        measures = self.measures
        band = measures.bands.layers[layer - 1].box
        header = HEADER * measures.scale * (1.0 - column.openness)
        width = mix(measures.small_box, measures.box, column.openness)
        return Box(column.center - width / 2, band.y + header, width, band.height - header)

    def pane(self, column: Column, layer: int, pane: int) -> Box:
        """Return the box of a pane's cells in the column in focus."""
        measures = self.measures
        sizes = measures.shape.panes[layer - 1]
        cells = measures.grid(sizes[pane], layer)
        count = len(sizes)
        extra = measures.last_gap - measures.pane_gap if count > 1 else 0.0
        inner = count * measures.pane + (count - 1) * measures.pane_gap + extra
        x = column.center - inner / 2 + pane * (measures.pane + measures.pane_gap)
        x += extra if pane == count - 1 else 0.0
        return Box(x, self._cells_top(layer, cells), measures.pane, cells.height)

    def state(self, column: Column, layer: int, state: int, pane: int) -> Box:
        """Return the box of a state's cells: small columns beside each other, the output at the right."""
        measures = self.measures
        cells = measures.grid(measures.shape.hidden, layer)
        gap = 2.0 * measures.scale
        count = measures.shape.states
        inner = count * measures.small_column + (count - 1) * gap
        place = count - 1 - state
        x = column.center - inner / 2 + place * (measures.small_column + gap)
        small = Box(x, self._cells_top(layer, cells), measures.small_column, cells.height)
        return small.towards(self.pane(column, layer, pane), column.openness)

    def _cells_top(self, layer: int, cells: Grid) -> float:
        measures = self.measures
        band = measures.bands.layers[layer - 1].box
        top = band.y + (HEADER + PADDING) * measures.scale
        inside = band.height - (HEADER + 2 * PADDING) * measures.scale
        return top + (inside - cells.height) / 2


def layout(measures: Measures, focus: float, pan: float = 0.0) -> Layout:
    """Return where everything lies.

    Parameters
    ----------
    measures
        Of the stage.
    focus
        The time step in focus, 0-based; between two steps during the change.
    pan
        How far a person has pushed the columns to the right of where they would be.
    """
    spare = measures.width - measures.total
    if not measures.pans:
        return Layout(measures, focus, spare / 2 if measures.shape.steps > 1 else (spare - measures.lead) / 2)
    middle = measures.lead + focus * measures.pitch + measures.focus_width / 2
    resting = between(measures.width * 0.55 - middle, spare, 0.0)
    return Layout(measures, focus, between(resting + pan, spare, 0.0))


def farthest_pan(measures: Measures, focus: float) -> tuple[float, float]:
    """Return how far to the left (negative) and to the right the columns can be pushed."""
    if not measures.pans:
        return 0.0, 0.0
    resting = layout(measures, focus).offset
    return measures.width - measures.total - resting, -resting
