"""What a place on the stage, a term of a formula or a cell of a matrix stands for.

The stage and the inspector do not know each other. Both speak of the same targets: hovering one in the one
view lights it in the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["input", "quantity", "term", "parameter", "logits", "probability", "loss", "arrow"]


@dataclass(frozen=True)
class Target:
    """One thing that can be pointed at.

    Attributes
    ----------
    kind
        ``input`` the input vector x of a step, ``quantity`` what an equation defines, ``term`` a part of an
        equation without a name of its own (``key`` is the quantity it belongs to, ``node`` its node),
        ``parameter`` a matrix or vector, ``logits``, ``probability`` and ``loss`` what the output layer
        gives, ``arrow`` the way of one value into another (``key`` is the parameter on it, or the state
        carried).
    key
        Key in the trace or of the parameter: ``h``, ``c.2``, ``W_xh``; empty for input, logits, probability
        and loss.
    layer
        1-based; 0 for the output layer (logits, probability, loss, ``W_hy``, ``b_y``).
    t
        Time step, 0-based; -1 is the state before the first; None where the target is the same at every
        step (a parameter).
    index
        The entry meant: ``(unit,)``, ``(symbol,)`` or ``(row, column)``; empty for the whole.
    node
        Index into ``Cell.nodes`` for a ``term``, else -1.
    """

    kind: Kind
    key: str = ""
    layer: int = 1
    t: int | None = None
    index: tuple[int, ...] = ()
    node: int = -1

    @property
    def whole(self) -> Target:
        """The same without the entry: the vector or matrix it lies in."""
        return replace(self, index=()) if self.index else self

    def at(self, *index: int) -> Target:
        """Return the target of one entry."""
        return replace(self, index=index)
