"""Measuring a stage: what depends on its size and on what is shown, but not on the step in focus."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

from rnnlab.scene.sequence.bands import HEADER, PADDING, BandNeeds, Bands, bands, fitting_scale
from rnnlab.scene.sequence.focus import Core, FocusMeasures
from rnnlab.scene.sequence.sizes import Grid, StageShape, grid, small_widths


@dataclass(frozen=True, slots=True)
class Measures(Core):
    """Everything that depends on sizes only; the middle of the column in focus is inherited.

    Attributes
    ----------
    lead
        Empty room before the first column, for the zero state.
    pitch, focus_width
        Width of a small column and of the one in focus.
    core_left
        Room before what is centred in the focused column.
    small_column, small_box
        Width of a hidden vector and of the box around the states, small.
    chip
        Edge of a symbol's chip.
    """

    shape: StageShape
    width: float
    height: float
    scale: float
    bands: Bands
    lead: float
    pitch: float
    focus_width: float
    core_left: float
    small_column: float
    small_box: float
    chip: float

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
        Of letters and lines, 1 for the usual ones; they get smaller on a stage too low for it.
    """
    needs = BandNeeds(
        height=height,
        scale=scale,
        layers=shape.layers,
        hidden=shape.hidden,
        lanes=shape.states - 1,
        rows=shape.outputs,
        answer=shape.answer,
        stacked=shape.stacked,
        remembers=shape.remembers,
    )
    unit = fitting_scale(needs)
    strips = bands(replace(needs, scale=unit))
    focus = FocusMeasures.fitted(shape, strips, width, unit)
    pitch = 40.0 * unit
    if shape.steps > 1:
        fitting = (width - focus.lead - focus.width) / (shape.steps - 1)
        fits = fitting >= focus.least_pitch
        pitch = min(fitting, 150.0 * unit) if fits else max(focus.least_pitch, 34.0 * unit)
    small_column, small_box = small_widths(shape, pitch, unit)
    return Measures(
        shape=shape,
        width=width,
        height=height,
        scale=unit,
        bands=strips,
        lead=focus.lead,
        pitch=pitch,
        focus_width=focus.width,
        core_left=focus.core_left,
        small_column=small_column,
        small_box=small_box,
        chip=min(pitch * 0.8, 32.0 * unit, strips.input.height * 0.62, strips.output.height * 0.36),
        **{field.name: getattr(focus.core, field.name) for field in fields(Core)},
    )
