"""What an explanation consists of: plain values, made by :mod:`rnnlab.core.explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnnlab.core.cells.formula import Item, Reference, Row
from rnnlab.core.net import FloatArray

TermKind = Literal["leaf", "dot", "sum", "product", "function", "quotient", "total", "mean"]


@dataclass(frozen=True, eq=False)
class Dot:
    """One row of a matrix times a vector.

    Attributes
    ----------
    matrix
        The row of the parameter; its index is ``(row,)``.
    vector
        How the vector is written.
    source
        What the vector is, if it has a name.
    weights, entries, products
        The row, the vector and their products, (n,) each.
    pick
        The place of the 1 if the vector is one-hot: the product then is one entry of the row.
    """

    matrix: Reference
    vector: Row
    source: Reference | None
    weights: FloatArray
    entries: FloatArray
    products: FloatArray
    pick: int | None = None


@dataclass(frozen=True, eq=False)
class Term:
    """A number and how it came about.

    Attributes
    ----------
    kind
        ``leaf`` is read from the trace; ``dot`` a row times a vector; ``total`` and ``mean`` run over
        ``values``; the others over ``operands``.
    formula
        How it is written, with the unit in brackets.
    value
        The number.
    operands, signs
        What it is made of; signs (+1, −1) for a ``sum``.
    function
        Its sign in formulas for a ``function``: σ, tanh, exp, ln.
    reference
        What it can be pointed at by.
    dot
        The details of a ``dot``.
    values
        The numbers of a ``total`` or ``mean``.
    """

    kind: TermKind
    formula: Row
    value: float
    operands: tuple[Term, ...] = ()
    signs: tuple[int, ...] = ()
    function: str = ""
    reference: Reference | None = None
    dot: Dot | None = None
    values: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class MatrixProduct:
    """A whole matrix times a vector, as it stands in an equation.

    Attributes
    ----------
    matrix, vector
        How they are written.
    matrix_reference, vector_reference
        What they are; a vector without a name has none.
    weights
        The matrix, (rows, columns): a view into the trace's parameters.
    entries
        The vector, (columns,); None if it is one-hot.
    pick
        The place of the 1 if it is one-hot.
    """

    matrix: Item
    vector: Row
    matrix_reference: Reference
    vector_reference: Reference | None
    weights: FloatArray
    entries: FloatArray | None
    pick: int | None


@dataclass(frozen=True, eq=False)
class Strip:
    """A whole vector in an equation, and the sign before it.

    Attributes
    ----------
    sign
        ``+``, ``−``, ``⊙``, ``·``, ``=``, a function that makes it from what stands before, or nothing.
    formula
        How it is written.
    values
        Its entries, (dimension,), or a single number ().
    reference
        What it is, if it has a name.
    """

    sign: str
    formula: Row
    values: FloatArray
    reference: Reference | None = None


@dataclass(frozen=True, eq=False)
class Use:
    """Where a parameter is used, and how every time step pulls at the entry explained.

    Attributes
    ----------
    equation
        The equation, for any t.
    source
        How the vector is written that a matrix multiplies, for any t; None for a vector parameter.
    deltas
        What comes back to the row at every step, (T,).
    entries
        What the entry was multiplied with at every step, (T,).
    contributions
        Their products, (T,); over all uses they add up to the gradient.
    """

    equation: Row
    source: Row | None
    deltas: FloatArray
    entries: FloatArray
    contributions: FloatArray


@dataclass(frozen=True, eq=False)
class Explanation:
    """Everything there is to say about one thing in a trace.

    Attributes
    ----------
    reference
        What is explained; with an index unless only the whole was asked for.
    name
        How the whole is written at this step.
    shape
        Its shape.
    values, gradients
        The whole and ∂L/∂whole, where they exist.
    value, gradient
        The entry asked for.
    formula
        Its equation with this step's subscripts.
    products
        The matrix products in the equation.
    strips
        The equation as whole vectors, the result last.
    term
        How the entry's number came about.
    held
        The value the entry is held at by hand.
    uses
        Of a parameter: its uses.
    """

    reference: Reference
    name: Item
    shape: tuple[int, ...]
    values: FloatArray | None = None
    gradients: FloatArray | None = None
    value: float | None = None
    gradient: float | None = None
    formula: Row | None = None
    products: tuple[MatrixProduct, ...] = ()
    strips: tuple[Strip, ...] = ()
    term: Term | None = None
    held: float | None = None
    uses: tuple[Use, ...] = ()
