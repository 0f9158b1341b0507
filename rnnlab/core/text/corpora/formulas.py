"""Formulas made up at random and written by SymPy."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import sympy

# SymPy's expressions carry no types that a checker can see.
Expression = Any

_NAMES = ("x", "y", "z", "a", "b", "c", "n", "m", "k", "t", "alpha", "beta", "lambda", "mu", "phi", "epsilon")
_FUNCTIONS: tuple[Callable[[Expression], Expression], ...] = (
    sympy.sin,
    sympy.cos,
    sympy.exp,
    sympy.log,
    sympy.sqrt,
)


class Formulas:
    """Makes formulas from a source of random numbers; everything is returned as LaTeX.

    Parameters
    ----------
    source
        Where choices come from.
    """

    def __init__(self, source: random.Random) -> None:
        self._random = source
        self._symbols = [sympy.Symbol(name) for name in _NAMES]

    def symbol(self) -> str:
        """Return a letter."""
        return _written(self._symbol())

    def expression(self) -> str:
        """Return an expression."""
        return _written(self._expression(2))

    def equation(self) -> str:
        """Return a short equation."""
        return f"{_written(self._expression(1))} = {_written(self._expression(1))}"

    def inequality(self) -> str:
        """Return a short inequality."""
        sign = self._random.choice(("<", ">", r"\leq", r"\geq", r"\neq"))
        return f"{_written(self._symbol())} {sign} {_written(self._expression(1))}"

    def map(self) -> str:
        """Return a map between two things with capital letters."""
        left, right = self._random.sample("XYZGHKMNRSUV", 2)
        return (
            rf"{self._random.choice(('f', 'g', 'h', chr(92) + 'phi', chr(92) + 'psi'))} : {left} \to {right}"
        )

    def large_equation(self) -> str:
        """Return an equation with an integral, a sum, a limit, a derivative or a matrix."""
        makers = (self._integral, self._sum, self._limit, self._derivative, self._matrix)
        large = self._random.choice(makers)()
        return f"{_written(large)} = {_written(self._expression(2))}"

    def _symbol(self) -> Expression:
        return self._random.choice(self._symbols)

    def _expression(self, depth: int) -> Expression:
        if depth == 0:
            return self._random.choice(
                (self._symbol(), self._symbol(), sympy.Integer(self._random.randint(1, 9)))
            )
        left, right = self._expression(depth - 1), self._expression(depth - 1)
        makers = (
            lambda: left + right,
            lambda: left - right,
            lambda: left * right,
            lambda: left / right,
            lambda: left ** self._random.randint(2, 3),
            lambda: self._random.choice(_FUNCTIONS)(left),
        )
        return self._random.choice(makers)()

    def _integral(self) -> Expression:
        variable = self._symbol()
        bounds = (variable, 0, self._random.choice((1, sympy.oo, sympy.pi, self._symbol())))
        return sympy.Integral(self._expression(1) * variable, bounds)

    def _sum(self) -> Expression:
        variable = self._random.choice([symbol for symbol in self._symbols if str(symbol) in "kmn"])
        end = self._random.choice((sympy.oo, sympy.Symbol("N")))
        return sympy.Sum(self._expression(1) / variable**2, (variable, 1, end))

    def _limit(self) -> Expression:
        variable = self._symbol()
        return sympy.Limit(self._expression(1) / variable, variable, self._random.choice((0, sympy.oo)), "+")

    def _derivative(self) -> Expression:
        variable = self._symbol()
        function = sympy.Function(self._random.choice("fgu"))(variable)
        return sympy.Derivative(function * variable, variable, evaluate=False)

    def _matrix(self) -> Expression:
        size = self._random.randint(2, 3)
        return sympy.Matrix(size, 2, lambda _row, _column: self._expression(0))


def _written(expression: Expression) -> str:
    return str(sympy.latex(expression))
