"""What the stage and the inspector show, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.core.net import FloatArray
from rnnlab.core.trace import Trace
from rnnlab.scene.target import Target


@dataclass(frozen=True, eq=False)
class Content:
    """One sequence through one net, and what a person needs to read it.

    Attributes
    ----------
    trace
        Everything that happened in the net.
    labels
        What to write for each symbol, by index.
    given
        How many of ``trace.inputs`` the person gave; the later ones are the net's own outputs fed back.
    training_step
        The step of training the weights come from; None for a net that was not trained.
    touched
        Units held and entries edited by hand.
    trained_parameters
        The weights before they were touched, flat (P,); None if they are as trained.
    """

    trace: Trace
    labels: tuple[str, ...]
    given: int
    training_step: int | None = None
    touched: frozenset[Target] = frozenset()
    trained_parameters: FloatArray | None = None
