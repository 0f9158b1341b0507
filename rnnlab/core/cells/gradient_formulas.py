"""The backward pass of a cell set in type: δc_t = δh_t ⊙ o_t ⊙ (1 − tanh²(c_t)) + δc_{t+1} ⊙ f_{t+1}.

δq stands for ∂L/∂q. What a nameless value stands for (a_i, the argument of the function in i) is said in an
equation of its own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from rnnlab.core.cells.formula import (
    TRANSPOSED,
    Fenced,
    Fraction,
    Item,
    Operator,
    Row,
    Symbol,
    is_function,
    number,
    row,
)
from rnnlab.core.cells.gradient_equations import (
    BackwardPass,
    Expression,
    FromOutput,
    Gradient,
    Outer,
    Scaled,
    TimesSlope,
    TimesValue,
    Transposed,
    backward_pass,
)
from rnnlab.core.cells.graph import Cell, Node
from rnnlab.core.cells.render import FormulaWriter, split_name
from rnnlab.core.net import OUTPUT_MATRIX, NetShape

DELTA = "δ"
_LETTERS = ("a", "s", "u", "q", "v", "w", "k", "m", "n", "j", "d", "e")


@dataclass(frozen=True)
class GradientFormulas:
    """A cell's backward pass as formulas.

    Attributes
    ----------
    output
        The gradient of the logits.
    nameless
        What the nameless values stand for, by node.
    equations
        By node, in the order in which a time step is gone back through.
    parameters
        By name.
    """

    output: Row
    nameless: tuple[tuple[int, Row], ...]
    equations: tuple[tuple[int, Row], ...]
    parameters: tuple[tuple[str, Row], ...]


@lru_cache(maxsize=64)
def gradient_formulas(cell: Cell) -> GradientFormulas:
    """Return a cell's backward pass as formulas."""
    return _Writer(cell, backward_pass(cell)).formulas()


class _Writer:
    def __init__(self, cell: Cell, found: BackwardPass) -> None:
        self._cell, self._pass = cell, found
        self._shape = NetShape(cell, 1, 1, 1, 1)
        self._letters = _names(cell, found.nameless)
        self._writers = tuple(
            FormulaWriter(self._shape, 1, ahead=ahead, letters=self._letters, relative=True)
            for ahead in (0, 1)
        )

    def formulas(self) -> GradientFormulas:
        now = self._writers[0]
        return GradientFormulas(
            self._output(),
            tuple(
                (index, row(now.nameless(index), Operator("="), now.definition(index)))
                for index in self._pass.nameless
            ),
            tuple(
                (equation.node, row(self._gradient(equation.node), Operator("="), *self._sum(equation.terms)))
                for equation in self._pass.equations
            ),
            tuple(
                (gradient.name, self._parameter(gradient.name, gradient.terms))
                for gradient in self._pass.parameters
            ),
        )

    def _output(self) -> Row:
        """Return ``δy = (ŷ − 1_k) / N``: softmax and cross-entropy in one."""
        now = self._writers[0]
        wanted = Symbol("1", "output", upright=True, subscript="k")
        answers = Symbol("N", upright=False)
        difference = row(now.probability(), Operator("−"), wanted)
        return row(self._delta(now.logits()), Operator("="), Fraction(difference, row(answers)))

    def _parameter(self, name: str, terms: tuple[Expression, ...]) -> Row:
        left = self._delta(self._writers[0].parameter(name, "ink"))
        total = Symbol("Σ", upright=True, subscript="t")
        inside = row(*self._sum(terms))
        several = len(terms) > 1 or isinstance(inside.items[0], Operator)
        right = row(total, Fenced(inside)) if several else row(total, inside)
        return row(left, Operator("="), right if terms else number(0))

    def _sum(self, terms: tuple[Expression, ...]) -> list[Item]:
        """Return terms with their signs between them."""
        items: list[Item] = []
        for term in terms:
            factor, of = (term.factor, term.of) if isinstance(term, Scaled) else (1.0, term)
            if items or factor < 0:
                items.append(Operator("−" if factor < 0 else "+"))
            if abs(factor) != 1:
                items += [number(abs(factor)), Operator("·")]
            items.append(self._term(of))
        return items or [number(0)]

    def _term(self, term: Expression) -> Row:
        if isinstance(term, Outer):
            return row(self._factor(term.of), self._transposed(term.node))
        return row(*self._factors(term))

    def _factors(self, term: Expression) -> list[Item]:
        """Return a product as its factors and the signs between them, the gradient first."""
        if isinstance(term, Gradient):
            return [self._gradient(term.node, term.ahead)]
        if isinstance(term, FromOutput):
            matrix = replace(self._writers[0].output_parameter(OUTPUT_MATRIX), superscript=TRANSPOSED)
            return [row(matrix, self._delta(self._writers[0].logits()))]
        if isinstance(term, TimesValue):
            value = self._atom(term.node, term.ahead)
            return [*self._factors(term.of), Operator("⊙"), value]
        if isinstance(term, TimesSlope):
            slope = self._slope(self._cell.nodes[term.node], term.ahead)
            return [*self._factors(term.of), Operator("⊙"), *slope]
        assert isinstance(term, Transposed)
        writer = self._writers[0]
        matrix = writer.parameter(term.matrix, writer.parameter_role(term.matrix))
        return [row(replace(matrix, superscript=TRANSPOSED), self._factor(term.of))]

    def _factor(self, term: Expression) -> Item:
        """Return a product so that something can stand before or behind it."""
        factors = self._factors(term)
        return factors[0] if len(factors) == 1 else Fenced(row(*factors))

    def _slope(self, node: Node, ahead: int) -> list[Item]:
        """Return the derivative of a function node, written by its value."""
        value = self._atom(node.index, ahead)
        one = Symbol("1", upright=True)
        if node.name == "sigmoid":
            return [value, Operator("⊙"), Fenced(row(one, Operator("−"), value))]
        if node.name == "tanh":
            return [Fenced(row(one, Operator("−"), _squared(value)))]
        return [Fenced(row(value, Operator(">"), number(0)))]

    def _atom(self, index: int, ahead: int) -> Item:
        """Return a value so that it can be a factor."""
        value = self._writers[ahead].node(index)
        node = self._cell.nodes[index]
        alone = len(value.items) == 1 or (len(value.items) == 2 and is_function(value.items[0]))
        return value if alone or (node.kind == "matvec" and not node.quantity) else Fenced(value)

    def _transposed(self, index: int) -> Item:
        value = self._writers[0].node(index)
        only = value.items[0] if len(value.items) == 1 else None
        if isinstance(only, Symbol) and not only.superscript:
            return replace(only, superscript=TRANSPOSED)
        return Fenced(value, TRANSPOSED)

    def _gradient(self, index: int, ahead: int = 0) -> Row:
        name = self._cell.nodes[index].quantity
        writer = self._writers[ahead]
        return self._delta(writer.quantity(name) if name else writer.nameless(index))

    def _delta(self, symbol: Symbol) -> Row:
        plain = replace(symbol, role="loss", reference=None)
        return row(Symbol(DELTA, "loss"), plain, reference=symbol.reference)


def _squared(value: Item) -> Item:
    """Return the square of a value: tanh²(x), h², (x)²."""
    items = value.items if isinstance(value, Row) else ()
    first = items[0] if items else None
    if isinstance(first, Symbol) and not first.accent and (len(items) == 1 or is_function(first)):
        return row(replace(first, superscript="2"), *items[1:])
    return Fenced(value, "2") if isinstance(value, Row) else value


def _names(cell: Cell, nameless: tuple[int, ...]) -> dict[int, tuple[str, str]]:
    """Return letter and subscript of every nameless node: those of the quantity it is a part of."""
    taken = {split_name(name)[0] for name in (*cell.states, *cell.quantity_nodes)}
    letter = next((letter for letter in _LETTERS if letter not in taken), "a′")
    owners = {index: _owner(cell, index) for index in nameless}
    counts, numbers = Counter(owners.values()), Counter[str]()
    names: dict[int, tuple[str, str]] = {}
    for index, owner in owners.items():
        numbers[owner] += 1
        first, _, below = split_name(owner)
        mark = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}.get(split_name(owner)[1], "")
        parts = [first + mark, below, str(numbers[owner]) if counts[owner] > 1 else ""]
        names[index] = (letter, ",".join(part for part in parts if part))
    return names


def _owner(cell: Cell, index: int) -> str:
    """Return the first quantity that a node is a part of."""
    reached = {index}
    for node in cell.nodes[index:]:
        if reached.intersection(node.operands):
            if node.quantity:
                return node.quantity
            reached.add(node.index)
    return ""
