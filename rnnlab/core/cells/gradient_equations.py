"""The backward pass of a cell as equations, derived from its graph by the chain rule.

For every named quantity q the derivation gives ∂L/∂q as a sum with one term for each place where q is used,
and for every parameter a sum over all time steps. Two kinds of nameless values get a gradient of their own,
so that every term stays short: what a function is applied to (the pre-activation of the textbooks), and what
is used more than once. A state's use in the next time step is a term with ``ahead`` 1: that is where
back-propagation through time comes from.

Terms are trees of plain values: :mod:`rnnlab.core.cells.gradient_formulas` sets them in type, and a test
evaluates them against the reference backend.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rnnlab.core.cells.graph import Cell, Kind, Node

_LEAVES: tuple[Kind, ...] = ("input", "previous", "parameter", "constant")


@dataclass(frozen=True)
class Gradient:
    """∂L/∂node, one of the gradients that have an equation, ``ahead`` time steps later."""

    node: int
    ahead: int = 0


@dataclass(frozen=True)
class Scaled:
    """A term times a plain number; nothing but a whole term is scaled."""

    factor: float
    of: Expression


@dataclass(frozen=True)
class TimesValue:
    """A gradient times the value of a node, element by element."""

    of: Expression
    node: int
    ahead: int = 0


@dataclass(frozen=True)
class TimesSlope:
    """A gradient times the derivative of a function node at its value, element by element."""

    of: Expression
    node: int
    ahead: int = 0


@dataclass(frozen=True)
class Transposed:
    """The transposed of a parameter matrix times a gradient."""

    matrix: str
    of: Expression


@dataclass(frozen=True)
class FromOutput:
    """What the output layer hands down: ``W_hyᵀ ∂L/∂logits``."""


@dataclass(frozen=True)
class Outer:
    """A gradient times the transposed value of a node: the gradient of a matrix at one time step."""

    of: Expression
    node: int


Expression = Gradient | Scaled | TimesValue | TimesSlope | Transposed | FromOutput | Outer


@dataclass(frozen=True)
class BackwardEquation:
    """∂L/∂node at time step t as a sum of terms; nothing depends on it where there are none."""

    node: int
    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class ParameterGradient:
    """∂L/∂parameter: the terms, summed over all time steps."""

    name: str
    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class BackwardPass:
    """How a cell's gradients are computed.

    Attributes
    ----------
    nameless
        Nodes without a name that have a gradient of their own, in order of computation.
    equations
        In the order in which a time step is gone back through.
    parameters
        In order of first use.
    """

    nameless: tuple[int, ...]
    equations: tuple[BackwardEquation, ...]
    parameters: tuple[ParameterGradient, ...]


@lru_cache(maxsize=64)
def backward_pass(cell: Cell) -> BackwardPass:
    """Derive the backward pass of a cell."""
    return _Derivation(cell).backward_pass()


class _Derivation:
    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._nodes = cell.nodes
        self._uses: dict[int, list[tuple[Node, int]]] = defaultdict(list)
        for node in cell.nodes:
            for place, operand in enumerate(node.operands):
                self._uses[operand].append((node, place))
        self._nameless = tuple(node.index for node in cell.nodes if self._needs_own(node))
        self._anchors = frozenset((*cell.quantity_nodes.values(), *self._nameless))

    def _needs_own(self, node: Node) -> bool:
        if node.quantity or node.kind in _LEAVES:
            return False
        uses = self._uses[node.index]
        return len(uses) > 1 or any(user.kind == "function" for user, _ in uses)

    def backward_pass(self) -> BackwardPass:
        equations = tuple(
            BackwardEquation(index, self._terms(self._nodes[index]))
            for index in sorted(self._anchors, reverse=True)
        )
        parameters = tuple(
            ParameterGradient(parameter.name, self._parameter_terms(parameter.name))
            for parameter in self._cell.parameters
        )
        return BackwardPass(self._nameless, equations, parameters)

    def _terms(self, node: Node) -> tuple[Expression, ...]:
        terms: list[Expression] = [FromOutput()] if node.quantity == self._cell.output else []
        terms += [self._through(user, place, 0) for user, place in self._uses[node.index]]
        if node.quantity in self._cell.states:
            for previous in self._nodes:
                if previous.kind == "previous" and previous.name == node.quantity:
                    terms += [self._through(user, place, 1) for user, place in self._uses[previous.index]]
        return tuple(terms)

    def _parameter_terms(self, name: str) -> tuple[Expression, ...]:
        terms: list[Expression] = []
        for node in self._nodes:
            if node.kind == "matvec" and node.name == name:
                factor, above = _unscaled(self._of(node, 0))
                terms.append(_scaled(factor, Outer(above, node.operands[0])))
            elif node.kind == "parameter" and node.name == name:
                terms += [self._through(user, place, 0) for user, place in self._uses[node.index]]
        return tuple(terms)

    def _of(self, node: Node, ahead: int) -> Expression:
        """Return ∂L/∂node: its own gradient, or what its only user hands down."""
        if node.index in self._anchors:
            return Gradient(node.index, ahead)
        ((user, place),) = self._uses[node.index]
        return self._through(user, place, ahead)

    def _through(self, user: Node, place: int, ahead: int) -> Expression:
        """Return what a node hands down to its operand at ``place``."""
        factor, above = _unscaled(self._of(user, ahead))
        if user.kind == "matvec":
            return _scaled(factor, Transposed(user.name, above))
        if user.kind == "function":
            return _scaled(factor, TimesSlope(above, user.index, ahead))
        if user.kind == "mul":
            other = self._nodes[user.operands[1 - place]]
            if other.kind == "constant":
                return _scaled(factor * other.value, above)
            return _scaled(factor, TimesValue(above, other.index, ahead))
        negative = user.kind == "neg" or (user.kind == "sub" and place == 1)
        return _scaled(-factor if negative else factor, above)


def _unscaled(term: Expression) -> tuple[float, Expression]:
    """Split off a plain number: it stands before all of a term."""
    return (term.factor, term.of) if isinstance(term, Scaled) else (1.0, term)


def _scaled(factor: float, of: Expression) -> Expression:
    return of if factor == 1 else Scaled(factor, of)
