"""The cell language: equations such as ``h = tanh(W_xh @ x + W_hh @ h + b_h)``, read into a graph.

A state that is read before it is assigned is the one of the previous time step; after, this step's.
``W_*`` are matrices and stand left of ``@``; ``b_*`` and ``p_*`` are learnt vectors; ``x`` is the input;
``*`` is element-wise. Signs bind as in Python: ``-`` alone first, then ``*`` and ``@`` from left to right,
then ``+`` and ``-``. Shapes are inferred: every vector has the input's size X or the hidden size H, and what
nothing determines is H.

The reader is our own: Python's parser would give messages about Python (and others in every version), and may
exhaust its stack on absurd input. Here nesting is bounded, chains are read in loops, and every mistake raises
a :class:`~rnnlab.core.problems.Problem` that names its line, its column and what to do instead.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rnnlab.core.cells.builder import GraphBuilder
from rnnlab.core.cells.graph import FUNCTIONS, Cell, Kind, Localised
from rnnlab.core.cells.tokens import Token, equations_of, normalised
from rnnlab.core.problems import Problem

MAXIMUM_CHARACTERS = 8_000
MAXIMUM_EQUATIONS = 64
MAXIMUM_DEPTH = 40
MAXIMUM_STATES = 6
INPUT = "x"
OUTPUT_LAYER = frozenset({"W_hy", "b_y"})
PARAMETER_PREFIXES = ("W_", "b_", "p_")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,23}")
_SUMS: dict[str, Kind] = {"+": "add", "-": "sub"}


def parse_cell(
    name: str,
    states: Sequence[str],
    equations: str,
    *,
    title: Localised | None = None,
    source: Localised | None = None,
    look_at: Localised | None = None,
) -> Cell:
    """Parse equations into a cell.

    Parameters
    ----------
    name
        The name it is stored under.
    states
        Names carried from step to step; the first is the output.
    equations
        One assignment a line; ``#`` starts a comment.
    title, source, look_at
        Texts for people.

    Raises
    ------
    Problem
        Codes ``cell.*``, field ``cell``, with ``line`` and ``column`` (from 1) where there is a place.
    """
    builder = GraphBuilder(tuple(states))
    text = read_into(builder, states, equations)
    return assembled(name, states, text, builder, title=title, source=source, look_at=look_at)


def assembled(
    name: str,
    states: Sequence[str],
    text: str,
    builder: GraphBuilder,
    *,
    title: Localised | None = None,
    source: Localised | None = None,
    look_at: Localised | None = None,
) -> Cell:
    """Return the cell of equations that were read without a mistake; see :func:`parse_cell`."""
    nodes, quantities, parameters = builder.finish()
    return Cell(
        name=name,
        states=tuple(states),
        equations=text,
        title=title or Localised(ko=name, en=name),
        source=source or Localised(),
        look_at=look_at or Localised(),
        nodes=nodes,
        quantities=quantities,
        parameters=parameters,
    )


def read_into(builder: GraphBuilder, states: Sequence[str], equations: str) -> str:
    """Read equations one after the other into a builder, which keeps those before a mistake.

    Returns
    -------
    str
        The equations as they are kept.

    Raises
    ------
    Problem
        As :func:`parse_cell`.
    """
    if len(equations) > MAXIMUM_CHARACTERS:
        raise Problem("cell.too_long", "cell", limit=MAXIMUM_CHARACTERS)
    _check_states(states)
    text = normalised(equations)
    last: Token | None = None
    for number, tokens in enumerate(equations_of(text)):
        if number >= MAXIMUM_EQUATIONS:
            raise tokens[0].problem("cell.too_many_equations", limit=MAXIMUM_EQUATIONS)
        _Reader(text, tokens, builder, tuple(states)).equation()
        last = tokens[-1]
    if last is None:
        raise Problem("cell.empty", "cell")
    for state in states:
        if state not in builder.defined:
            raise last.problem("cell.state_missing", name=state)
    return text


def _check_states(states: Sequence[str]) -> None:
    if not 1 <= len(states) <= MAXIMUM_STATES or len(set(states)) != len(states):
        raise Problem("cell.states", "cell", limit=MAXIMUM_STATES)
    for state in states:
        if not _is_name(state) or _is_reserved(state):
            raise Problem("cell.state_name", "cell", name=state[:40])


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not keyword.iskeyword(name) and name[1:] != "_"


def _is_reserved(name: str) -> bool:
    return name == INPUT or name in FUNCTIONS or name.startswith(PARAMETER_PREFIXES)


@dataclass(frozen=True)
class _Operand:
    """A part of an expression that was read: a node, or the name of a matrix that waits for its vector."""

    node: int
    first: Token
    last: Token
    matrix: str = ""


class _Reader:
    """Reads the tokens of one equation into nodes."""

    def __init__(
        self, text: str, tokens: Sequence[Token], builder: GraphBuilder, states: tuple[str, ...]
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._builder = builder
        self._states = states
        self._at = 0
        self._depth = 0

    def equation(self) -> None:
        """Read ``name = expression``."""
        target = self._target()
        value = self._expression()
        if not self._now.kind == "end":
            raise self._surplus()
        source = self._text[target.start : value.last.stop]
        self._builder.define(target.text, self._vector(value), source, (target, value.first))

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _written(self, operand: _Operand) -> str:
        return " ".join(self._text[operand.first.start : operand.last.stop].split())

    def _target(self) -> Token:
        signs = [index for index, token in enumerate(self._tokens) if token.text == "="]
        first = self._tokens[0]
        if not signs:
            raise first.problem("cell.not_an_assignment")
        if len(signs) > 1 or signs[0] != 1 or first.kind != "name":
            raise self._tokens[signs[1] if len(signs) > 1 else 0].problem("cell.target")
        self._at = 2
        if _is_reserved(first.text):
            raise first.problem("cell.reserved", name=first.text)
        self._check_name(first)
        if first.text in self._builder.defined:
            raise first.problem("cell.assigned_twice", name=first.text)
        return first

    def _check_name(self, token: Token) -> None:
        if token.text in OUTPUT_LAYER:
            raise token.problem("cell.output_layer", name=token.text)
        if not _is_name(token.text):
            raise token.problem("cell.name", name=token.text[:40])

    def _expression(self) -> _Operand:
        """Read a sum of products; leaves whatever cannot belong to it."""
        left = self._term()
        while self._now.text in _SUMS:
            left = self._join(_SUMS[self._next().text], left, self._term())
        return left

    def _term(self) -> _Operand:
        """Read factors joined by ``*`` and ``@``."""
        left = self._factor()
        while self._now.text in ("*", "@"):
            if self._next().text == "*":
                right = self._factor()
                if right.matrix and self._now.text == "@":
                    raise right.first.problem("cell.brackets_missing", name=right.matrix)
                left = self._join("mul", left, right)
            else:
                left = self._product(left, self._factor())
        return left

    def _join(self, kind: Kind, left: _Operand, right: _Operand) -> _Operand:
        operands = (self._vector(left), self._vector(right))
        texts = (self._written(left), self._written(right))
        return _Operand(self._builder.element_wise(kind, operands, texts, left.first), left.first, right.last)

    def _product(self, left: _Operand, right: _Operand) -> _Operand:
        if not left.matrix:
            raise left.first.problem("cell.product_without_matrix", text=self._written(left)[:40])
        places = (left.first, right.first)
        node = self._builder.product(left.matrix, self._vector(right), self._written(right), places)
        return _Operand(node, left.first, right.last)

    def _factor(self) -> _Operand:
        """Read minus signs and what they stand before."""
        if self._now.text != "-":
            return self._primary()
        self._enter(self._now)
        minus = self._next()
        operand = self._factor()
        self._depth -= 1
        written = f"-{self._written(operand)}"
        node = self._builder.negative(self._vector(operand), written, minus)
        return _Operand(node, minus, operand.last)

    def _primary(self) -> _Operand:
        """Read a number, a name, a function with its argument, or a bracket."""
        token = self._next()
        if token.kind == "number":
            return _Operand(self._builder.number(float(token.text), token.text, token), token, token)
        if token.text == "(":
            inside, closing = self._bracket(token)
            return _Operand(inside.node, token, closing, inside.matrix)
        if token.kind != "name":
            raise token.problem("cell.value_missing", after=self._tokens[self._at - 2].text)
        if self._now.text == "(":
            return self._call(token)
        return self._name(token)

    def _bracket(self, opening: Token, function: Token | None = None) -> tuple[_Operand, Token]:
        """Read up to the closing bracket; returns what is inside, and that bracket."""
        self._enter(opening)
        if function and self._now.text == ")":
            raise function.problem("cell.one_argument", name=function.text)
        inside = self._expression()
        if function and self._now.text == ",":
            raise function.problem("cell.one_argument", name=function.text)
        if self._now.text != ")":
            raise self._surplus()
        self._depth -= 1
        return inside, self._next()

    def _call(self, function: Token) -> _Operand:
        if function.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise function.problem("cell.unknown_function", name=function.text[:40], known=known)
        inside, closing = self._bracket(self._next(), function)
        written = f"{function.text}({self._written(inside)})"
        node = self._builder.function(function.text, self._vector(inside), written, function)
        return _Operand(node, function, closing)

    def _name(self, token: Token) -> _Operand:
        name = token.text
        if name in self._builder.defined:
            return _Operand(self._builder.defined[name], token, token)
        if name in self._states:
            return _Operand(self._builder.leaf("previous", name, token), token, token)
        if name == INPUT:
            return _Operand(self._builder.leaf("input", name, token), token, token)
        if name in FUNCTIONS:
            raise token.problem("cell.function_without_argument", name=name)
        self._check_name(token)
        if name.startswith("W_"):
            return _Operand(-1, token, token, matrix=name)
        if name.startswith(PARAMETER_PREFIXES):
            return _Operand(self._builder.leaf("parameter", name, token), token, token)
        raise token.problem("cell.unknown_name", name=name)

    def _vector(self, operand: _Operand) -> int:
        """Return an operand's node; a matrix alone is none."""
        if operand.matrix:
            raise operand.first.problem("cell.matrix_without_product", name=operand.matrix)
        return operand.node

    def _enter(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAXIMUM_DEPTH:
            raise token.problem("cell.too_deep", limit=MAXIMUM_DEPTH)

    def _surplus(self) -> Problem:
        """Say what is wrong with a token that stands where a sign or the end should be."""
        if self._now.text == ",":
            return self._now.problem("cell.not_allowed", text=",")
        before = self._tokens[self._at - 1].text[:40]
        return self._now.problem("cell.sign_missing", before=before, after=self._now.text[:40])
