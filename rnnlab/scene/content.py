"""What there is to see: one immutable value that the stage and the inspector both draw from."""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.core.net import FloatArray
from rnnlab.core.trace import Trace
from rnnlab.scene.target import Target


@dataclass(frozen=True, eq=False)
class Content:
    """One sequence through one net.

    Attributes
    ----------
    trace
        Everything that happened, at every step.
    labels
        What each symbol looks like, by index (V,).
    given
        How many of ``trace.inputs`` came from outside; the later ones are the net's own outputs, fed back.
    training_step
        Training step of the parameters shown; None if it is not known.
    touched
        What a person changed by hand: parameters (with their entry) and clamped units.
    trained_parameters
        Flat (P,) as trained, if the parameters shown were changed by hand since.
    """

    trace: Trace
    labels: tuple[str, ...]
    given: int
    training_step: int | None = None
    touched: frozenset[Target] = frozenset()
    trained_parameters: FloatArray | None = None

    def __post_init__(self) -> None:
        if len(self.labels) < self.trace.shape.output_size:
            raise ValueError("a label for every symbol is needed")
        if not 0 <= self.given <= len(self.trace):
            raise ValueError("more symbols given than the trace has")

    @property
    def steps(self) -> int:
        """Number of time steps T."""
        return len(self.trace)

    def is_like(self, other: Content) -> bool:
        """Return whether only numbers differ: every target of the one is one of the other, too."""
        same_net = self.trace.shape == other.trace.shape
        return same_net and self.steps == other.steps and self.labels == other.labels

    def label(self, symbol: int) -> str:
        """Return what a symbol looks like."""
        return self.labels[symbol]

    def target(self, t: int) -> int | None:
        """Return the symbol wanted at time step ``t`` (0-based), None if there is none."""
        symbol = int(self.trace.targets[t])
        return symbol if symbol >= 0 else None

    def predicted(self, t: int) -> int:
        """Return the most probable symbol at time step ``t`` (0-based)."""
        return int(self.trace.logits[t].argmax())
