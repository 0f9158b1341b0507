"""How one number came about, as lines of a small table made from an explanation, without any widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from rnnlab.core.cells.formula import Fenced, Fraction, Operator, Reference, Row, Symbol, row
from rnnlab.core.explanation import Dot, Explanation, Term

MINUS = "−"
MOST_NUMBERS = 3
"""Up to this many products are written out; more are shown as a strip of cells."""


@dataclass(frozen=True)
class Words:
    """The words that tables and pictures need, in the language in force.

    Attributes
    ----------
    total, product, held
        In the table of a number.
    picks, row, drag, slopes
        Below matrices: with the symbol in place of ``{0}``; with the row's name and the product in place of
        ``{0}`` and ``{1}``; that cells can be dragged; how slopes are read.
    """

    total: str = "sum"
    product: str = "product"
    held: str = "held at"
    picks: str = "{0}"
    row: str = "{0} {1}"
    drag: str = ""
    slopes: str = ""


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the table.

    Attributes
    ----------
    label
        What the number is.
    value
        The number as text.
    kind
        A ``term`` is added or multiplied, a ``total`` stands below a rule, a ``result`` is what was wanted.
    detail
        The numbers that went in, as text.
    reference
        What the line can be pointed at by.
    dot
        The products behind the number, to be drawn.
    depth
        How deep inside parentheses it stands.
    role
        Colour of the value.
    """

    label: Row
    value: str
    kind: Literal["term", "total", "result"] = "term"
    detail: str = ""
    reference: Reference | None = None
    dot: Dot | None = None
    depth: int = 0
    role: str = "ink"


def signed(value: float, decimals: int = 3) -> str:
    """Return a number with its sign: +0.797, −2.041, 0.000; fewer decimals from a hundred on."""
    if not isfinite(value):
        return "?" if value != value else "∞" if value > 0 else "−∞"  # noqa: PLR0124 - only NaN differs
    if abs(value) >= 99.95:
        decimals = 1 if abs(value) < 9999.5 else 0
    text = f"{abs(value):.{decimals}f}"
    if not float(text):
        return text
    return ("+" if value > 0 else MINUS) + text


def plain_number(value: float, decimals: int = 3) -> str:
    """Return a number with a minus sign only where it is needed."""
    return signed(value, decimals).removeprefix("+")


def slope(value: float) -> str:
    """Return a gradient: three digits however small it is, 0.0123 or 4.56e−7."""
    if value == 0:
        return "0"
    if not isfinite(value):
        return signed(value)
    text = f"{abs(value):.3g}" if abs(value) < 1e-4 else f"{abs(value):.{4 if abs(value) < 1 else 3}f}"
    return ("+" if value > 0 else MINUS) + text.replace("e-0", "e−").replace("e-", "e−")


def percent(value: float) -> str:
    """Return a probability as a percentage that never claims more than it is."""
    if value >= 1:
        return "100%"
    return f"{min(value * 100, 99.9):.1f}%" if value >= 0.0005 else "0.0%" if value < 5e-6 else "<0.1%"


def lines_of(explanation: Explanation, name: Symbol | None, words: Words) -> tuple[Line, ...]:
    """Return the table of an explanation; ``name`` is the entry explained, ``h₆[3]``."""
    if explanation.term is None:
        return ()
    writer = _Writer(words)
    writer.result(explanation.term, name)
    if explanation.held is not None and name is not None:
        label = row(name, Symbol(words.held, upright=True))
        writer.lines.append(Line(label, signed(explanation.held), "result", role="warning"))
    return tuple(writer.lines)


class _Writer:
    """Collects lines."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.lines: list[Line] = []

    def result(self, term: Term, name: Symbol | None) -> None:
        """Write a whole term, ending with its value under the name of what it is."""
        if _is_negated(term):
            inner = term.operands[0]
            self._line(inner.operands[0], 0)
            self.lines.append(Line(inner.formula, signed(inner.value)))
            label = term.formula
        elif term.kind == "mean" and term.values is not None:
            first = term.formula.items[0]
            numerator = first.numerator if isinstance(first, Fraction) else term.formula
            self.lines.append(Line(numerator, signed(float(term.values.sum()))))
            label = term.formula
        elif term.kind == "sum":
            self._addends(term, 0)
            label = row(Symbol(self._words.total, upright=True)) if len(term.operands) > 1 else term.formula
        elif term.kind == "product":
            for operand in term.operands:
                self._line(operand, 0)
            label = row(Symbol(self._words.product, upright=True))
        elif term.kind == "function":
            label = self._applied(term, 0, total_line=True)
        elif term.kind == "quotient":
            self._quotient(term)
            label = Row(())
        else:
            self._line(term, 0)
            label = Row(())
        if name is None and not label.items:
            return
        if name is not None:
            label = row(*label.items, Operator("="), name) if label.items else row(name)
        role = next((symbol.role for symbol in label.symbols() if symbol is name), "ink")
        value = amount(term.value) if term.kind == "quotient" else signed(term.value)
        self.lines.append(Line(label, value, "result", role=role))

    def _quotient(self, term: Term) -> None:
        numerator, total = term.operands
        argument = numerator.operands[0]
        self._line(argument, 0)
        self.lines.append(Line(numerator.formula, amount(numerator.value), reference=argument.reference))
        self.lines.append(Line(total.formula, amount(total.value), reference=total.reference))

    def _addends(self, term: Term, depth: int) -> None:
        for operand, sign in zip(term.operands, term.signs, strict=True):
            self._line(operand, depth, sign)

    def _line(self, term: Term, depth: int, sign: int = 1) -> None:
        """Write a term on a line of its own, after the lines of what is inside it."""
        label = self._label(term, depth)
        if sign < 0:
            inner = Fenced(label) if term.kind == "sum" else label
            label = row(Operator(MINUS), inner)
        self.lines.append(
            Line(
                label,
                amount(term.value) if _is_probability(term) else signed(sign * term.value),
                detail=_detail(term),
                reference=term.reference,
                dot=term.dot if term.dot is not None and term.dot.pick is None else None,
                depth=depth,
            )
        )

    def _label(self, term: Term, depth: int) -> Row:
        if term.kind in ("leaf", "dot", "total", "mean") or _is_simple(term):
            return term.formula
        if term.kind == "function":
            return self._applied(term, depth + 1)
        if term.kind == "sum":
            self._addends(term, depth + 1)
            return row(Symbol(self._words.total, upright=True))
        items: list[Row | Operator | Fenced] = []
        for operand in term.operands:
            if items:
                items.append(Operator("×"))
            label = self._inside(operand, depth + 1)
            items.append(Fenced(label) if operand.kind == "sum" and _is_simple(operand) else label)
        return Row(tuple(items))

    def _inside(self, term: Term, depth: int) -> Row:
        """Write what a term consists of, and return what it is called in the line that uses it."""
        if _is_simple(term):
            return term.formula
        if term.kind == "dot":
            self._line(term, depth)
            return term.formula
        if term.kind == "sum":
            self._addends(term, depth)
            total = row(Symbol(self._words.total, upright=True))
            self.lines.append(Line(total, signed(term.value), "total", depth=depth))
            return total
        label = self._label(term, depth)
        self.lines.append(Line(label, signed(term.value), depth=depth))
        return label

    def _applied(self, term: Term, depth: int, *, total_line: bool = False) -> Row:
        """Return ``tanh(sum)`` after the lines of the argument."""
        argument = term.operands[0]
        function = Symbol(term.function, upright=True)
        if argument.kind == "sum" and (total_line or not _is_simple(argument)):
            self._addends(argument, depth)
            total = row(Symbol(self._words.total, upright=True))
            self.lines.append(Line(total, signed(argument.value), "total", depth=depth))
            return row(function, Fenced(total))
        if argument.kind in ("leaf", "dot", "product") and total_line:
            self._line(argument, depth)
            if argument.kind == "product":
                return row(function, Fenced(row(Symbol(self._words.product, upright=True))))
            return term.formula
        return row(function, Fenced(self._inside(argument, depth)))


def amount(value: float) -> str:
    """Return a positive number such as exp(y): 0.004, 12.3, 1.2e9."""
    if value >= 1e6 or 0 < value < 0.0005:
        return f"{value:.2g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e−").replace("e-", "e−")
    return plain_number(value)


def _is_probability(term: Term) -> bool:
    return term.reference is not None and term.reference.kind == "probability"


def _is_negated(term: Term) -> bool:
    """Whether a term is minus a function of one number: −ln p."""
    if term.kind != "sum" or len(term.operands) != 1:
        return False
    inner = term.operands[0]
    return inner.kind == "function" and inner.operands[0].kind == "leaf"


def _is_simple(term: Term) -> bool:
    """Whether a term can stand in one line: no products behind it, and few letters."""
    return not _has_dot(term) and _leaves(term) <= 3


def _has_dot(term: Term) -> bool:
    return term.dot is not None or any(_has_dot(operand) for operand in term.operands)


def _leaves(term: Term) -> int:
    return 1 if not term.operands else sum(_leaves(operand) for operand in term.operands)


def _detail(term: Term) -> str:
    if term.kind == "dot" and term.dot is not None and term.dot.pick is None:
        return _products(term.dot.weights.tolist(), term.dot.entries.tolist())
    return "" if term.kind in ("leaf", "dot", "total", "mean") else _numbers(term)


def _products(weights: Sequence[float], entries: Sequence[float]) -> str:
    if len(weights) > MOST_NUMBERS:
        return ""
    pairs = zip(weights, entries, strict=True)
    return " + ".join(f"{_factor(weight)}·{_factor(entry)}" for weight, entry in pairs)


def _factor(value: float) -> str:
    text = plain_number(value, 2)
    return f"({text})" if text.startswith(MINUS) else text


def _numbers(term: Term) -> str:
    """Return a term with numbers in place of its letters."""
    parts = [
        _numbers(operand) if operand.operands else plain_number(operand.value) for operand in term.operands
    ]
    if term.kind == "product":
        return " × ".join(
            f"({part})" if operand.kind == "sum" or part.startswith(MINUS) else part
            for part, operand in zip(parts, term.operands, strict=True)
        )
    if term.kind == "sum":
        text = ""
        for written, sign in zip(parts, term.signs, strict=True):
            mark, part = MINUS if sign < 0 else "+", written
            if text and part.startswith(MINUS) and " " not in part:
                # + (−2) and − (−2) are read more easily as − 2 and + 2
                mark, part = MINUS if sign > 0 else "+", part.removeprefix(MINUS)
            inner = f"({part})" if part.startswith(MINUS) and (text or sign < 0) else part
            text += f" {mark} {inner}" if text else (MINUS + inner if sign < 0 else inner)
        return text
    if term.kind == "function":
        return f"{term.function}({parts[0]})"
    return plain_number(term.value)
