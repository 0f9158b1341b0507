"""What a cell's diagram is made of, read from the graph: gates, operators, and the wires between them.

A graph has one node for every operation, which is right for computing and too much for looking. So a sum of
matrix products becomes one *gate* together with the function around it, as on slides: σ with W_xi x,
W_hi h and b_i inside. What is left are element-wise operators on the way of the values. Nothing here knows a
particular cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["input", "previous", "join", "gate", "operator", "state", "output"]
Role = Literal["input", "hidden", "output"]


@dataclass(frozen=True)
class Term:
    """One summand inside a gate.

    Attributes
    ----------
    formula
        How it is written, with its sign (see :mod:`rnnlab.scene.sequence.expressions`).
    leaf
        The summand's node.
    nodes
        The nodes that are computed in it; none if the summand is another part's value.
    role
        Colour: ``muted`` for what is learnt and the same for every input.
    matrix
        Name of the matrix in front, empty if there is none.
    """

    formula: str
    leaf: int
    nodes: frozenset[int]
    role: Literal["input", "hidden", "muted"]
    matrix: str = ""


@dataclass(frozen=True)
class Wire:
    """A value on its way from one part into another.

    Attributes
    ----------
    source, target
        Parts.
    terms
        Which of the target's terms read it; empty if the target has none.
    straight
        Whether it should go in from the left because the order matters (what something is taken from).
    """

    source: int
    target: int
    terms: tuple[int, ...] = ()
    straight: bool = False


@dataclass(frozen=True)
class Part:
    """Something that stands in the diagram.

    Attributes
    ----------
    kind
        ``input`` x, ``previous`` a state of the step before, ``join`` where values are put below each other
        for one product, ``gate`` a box, ``operator`` a circle, ``state`` where a state leaves to the next
        step, ``output`` where it leaves to the output layer.
    node
        The node whose value it gives; -1 for a join.
    nodes
        All nodes that are computed in it.
    sign
        What it does: σ, tanh, ⊙, + …
    name
        Formula of the quantity it gives, empty if that has no name.
    role
        Colour.
    terms
        What a gate sums up.
    state
        Name of the state, for ``previous`` and ``state``.
    """

    kind: PartKind
    node: int
    nodes: frozenset[int]
    sign: str = ""
    name: str = ""
    role: Role = "hidden"
    terms: tuple[Term, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Parts:
    """A cell's parts, sources before what reads them, and the wires between them.

    Attributes
    ----------
    tracks
        For every state that is carried on by element-wise operators alone, the parts on its way, from
        ``previous`` to ``state``; in the order of the cell's states.
    """

    parts: tuple[Part, ...]
    wires: tuple[Wire, ...]
    tracks: tuple[tuple[int, ...], ...]

    def wires_into(self, part: int) -> tuple[int, ...]:
        """Return the numbers of the wires that end in a part."""
        return tuple(number for number, wire in enumerate(self.wires) if wire.target == part)
