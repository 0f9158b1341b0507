"""What there is to see in the Gradients scene: one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from rnnlab.core.cells.graph import Localised
from rnnlab.core.gradient_flow import Float64Array, Flow

View = Literal["norms", "singular", "saturation", "training"]
VIEWS: tuple[View, ...] = ("norms", "singular", "saturation", "training")

LANE_ROLES = ("hidden", "output", "input", "warning")
"""Colour of each net in view: here a colour says which net it is; states differ by their line."""


@dataclass(frozen=True, eq=False)
class Lane:
    """One net.

    Attributes
    ----------
    titles
        The cell's name as people know it, in both languages.
    title
        The one of them that is shown.
    flow
        What was measured.
    gradient_norm, clip_factor
        ‖∂L/∂θ‖ of the batch, and what clipping multiplies it with (1 for nothing).
    loss, correct, total, step
        Over the batch, at a training step.
    curve_steps, curve_losses
        The loss while training so far, (n,) each.
    """

    title: str
    flow: Flow
    gradient_norm: float
    clip_factor: float
    loss: float
    correct: int
    total: int
    step: int
    curve_steps: Float64Array
    curve_losses: Float64Array
    titles: Localised = field(default_factory=Localised)

    @property
    def states(self) -> tuple[str, ...]:
        """Keys of the states, the output first."""
        return tuple(self.flow.norms)

    def passed_on(self, key: str) -> Float64Array:
        """Return what reaches every step after clipping, (T,)."""
        return np.asarray(self.flow.norms[key] * self.clip_factor)


@dataclass(frozen=True, eq=False)
class GradientContent:
    """All nets, on the same sequence.

    Attributes
    ----------
    lanes
        One to four.
    symbol
        What is heard at the first step and asked for at the last.
    clip_norm
        0 for no clipping.
    """

    lanes: tuple[Lane, ...]
    symbol: str
    clip_norm: float = 0.0

    def in_language(self, language: str) -> GradientContent:
        """Return the same with the cells' names in a language."""
        lanes = (replace(lane, title=lane.titles.text(language) or lane.title) for lane in self.lanes)
        return replace(self, lanes=tuple(lanes))

    @property
    def steps(self) -> int:
        """Length of the sequence, T."""
        return self.lanes[0].flow.steps
