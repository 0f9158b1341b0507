"""What there is to see: one immutable value that the stage and the inspector both draw from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.adding import Follower
from rnnlab.core.names import Names
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
        What each symbol that goes in looks like, by index (S,).
    given
        How many of ``trace.inputs`` came from outside; the later ones are the net's own outputs, fed back.
    training_step
        Training step of the parameters shown; None if it is not known.
    touched
        What a person changed by hand: parameters (with their entry) and clamped units.
    trained_parameters
        Flat (P,) as trained, if the parameters shown were changed by hand since.
    own_names
        Where answers or input entries are called otherwise than the symbols: all names.
    places
        What the time steps are called, (T,), where their numbers say too little: 2⁰, 2¹ … in a sum.
    carries
        The true carry out of every step of a sum, (T,); empty for anything else.
    follower
        The unit that follows the carry, if there is one.
    """

    trace: Trace
    labels: tuple[str, ...]
    given: int
    training_step: int | None = None
    touched: frozenset[Target] = frozenset()
    trained_parameters: FloatArray | None = None
    own_names: Names | None = None
    places: tuple[str, ...] = ()
    carries: tuple[int, ...] = ()
    follower: Follower | None = None

    def __post_init__(self) -> None:
        shape, names = self.trace.shape, self.names
        if len(names.symbols) < shape.symbols or len(names.answers) < shape.output_size:
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
        return same_net and self.steps == other.steps and self.names == other.names

    @cached_property
    def names(self) -> Names:
        """What symbols, input entries and answers are called."""
        return self.own_names or Names.of(self.labels)

    def label(self, symbol: int) -> str:
        """Return what a symbol that goes in looks like."""
        return self.labels[symbol]

    def answer(self, place: int) -> str:
        """Return what an answer looks like."""
        return self.names.answer(place)

    def entry(self, place: int) -> str:
        """Return what an entry of the input is called."""
        return self.names.entry(place)

    def asks(self, t: int) -> bool:
        """Return whether an answer is asked for at a time step (0-based)."""
        return self.target(t) is not None

    def has_loss(self, t: int = 0) -> bool:
        """Return whether an answer is asked for at a time step (0-based) or later."""
        return bool((self.trace.targets[t:] >= 0).any())

    def hot(self, t: int) -> tuple[int, ...]:
        """Return the entries of the input at a time step (0-based) that are not zero."""
        shape, symbol = self.trace.shape, int(self.trace.inputs[t])
        if shape.codes is None:
            return (symbol,)
        return tuple(place for place, value in enumerate(shape.codes[symbol]) if value)

    def target(self, t: int) -> int | None:
        """Return the symbol wanted at time step ``t`` (0-based), None if there is none."""
        symbol = int(self.trace.targets[t])
        return symbol if symbol >= 0 else None

    def predicted(self, t: int) -> int:
        """Return the most probable symbol at time step ``t`` (0-based)."""
        return int(self.trace.logits[t].argmax())
