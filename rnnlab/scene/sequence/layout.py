"""Where everything on the stage lies: a pure function of sizes and of the step in focus.

The focus is a number, not an integer: between two steps the one closes while the other opens, so every
column has an *openness* between 0 (small) and 1 (in focus). Openness adds up to 1 over all columns, therefore
nothing else moves sideways while the focus wanders.

What depends on sizes only is measured once (:mod:`rnnlab.scene.sequence.measures`); a frame then costs a few
additions per column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnnlab.scene.drawing import Box
from rnnlab.scene.motion import clamp, mix
from rnnlab.scene.sequence.bands import HEADER, PADDING
from rnnlab.scene.sequence.measures import Measures
from rnnlab.scene.sequence.sizes import Grid, between


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
