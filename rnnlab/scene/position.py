"""Where playback stands: a time step, a phase in it and how much of the phase has passed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A moment of the sequence.

    Attributes
    ----------
    t
        Time step, 0-based.
    phase
        Phase of the step, 0-based; all earlier ones are done.
    fraction
        How much of the phase has passed, 0 … 1; at 1 it is done.
    """

    t: int
    phase: int
    fraction: float
