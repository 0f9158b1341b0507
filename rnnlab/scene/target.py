"""What a person points at: the seam between the stage, which draws it, and the inspector that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["input", "quantity", "parameter", "logits", "probability", "loss", "arrow"]


@dataclass(frozen=True)
class Target:
    """A thing on the screen that stands for a thing in the net.

    Attributes
    ----------
    kind
        What sort of thing.
    key
        Key in the trace or the parameters (``h``, ``c.2``, ``W_xh``); empty where the kind says it all.
    layer
        1-based; 0 for the output layer.
    t
        Time step from 0; -1 is the state before the first; None where it belongs to every step.
    index
        Unit, or row and column, from 0; empty for the whole.
    """

    kind: Kind
    key: str = ""
    layer: int = 1
    t: int | None = None
    index: tuple[int, ...] = ()
