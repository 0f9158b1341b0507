"""Formulas as a small tree of tokens, which knows what every term stands for.

Three designs were weighed: LaTeX text handed to a typesetter (no term could be pointed at), a flat list of
tokens (no fractions, and no whole term such as ``W_xh x`` to point at), and this tree. It is drawn by
:mod:`rnnlab.qt.formula_view`, written as LaTeX by :func:`latex` and as plain text by :func:`plain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["ink", "input", "hidden", "output", "loss"]
Accent = Literal["", "tilde", "hat", "bar"]
ReferenceKind = Literal["input", "quantity", "term", "parameter", "logits", "probability", "loss", "arrow"]
TRANSPOSED = "⊤"
"""Written above a matrix or vector that is transposed."""


@dataclass(frozen=True)
class Reference:
    """What a term stands for.

    Attributes
    ----------
    kind
        ``term`` is a part of an equation without a name of its own, ``arrow`` the way of one value into
        another.
    key
        Key in the trace or the parameters; of a term the quantity it belongs to; empty where the kind says
        it all.
    layer
        1-based; 0 for the output layer.
    t
        Time step from 0; -1 is the state before the first; None for all steps (parameters, the mean loss) and
        in formulas for any t.
    index
        Unit, or row and column, from 0; empty for the whole.
    node
        Index into ``Cell.nodes`` for a term, else -1.
    """

    kind: ReferenceKind
    key: str = ""
    layer: int = 1
    t: int | None = None
    index: tuple[int, ...] = ()
    node: int = -1


@dataclass(frozen=True)
class Symbol:
    """A letter or word with its decorations.

    Attributes
    ----------
    text
        What is written, such as ``W``, ``σ`` or ``0.5``.
    role
        Colour by role.
    upright
        Functions and numbers are upright, letters slanted.
    accent
        A mark above the letter.
    subscript, superscript
        Written small: letters slanted, all else upright.
    entry
        Indices in brackets, as they are written: ``("3", "자")`` gives [3, 자].
    reference
        What it stands for, if it can be pointed at.
    """

    text: str
    role: Role = "ink"
    upright: bool = False
    accent: Accent = ""
    subscript: str = ""
    superscript: str = ""
    entry: tuple[str, ...] = ()
    reference: Reference | None = None


@dataclass(frozen=True)
class Operator:
    """A sign between terms: ``=``, ``+``, ``−``, ``⊙``, ``·``, ``×``."""

    text: str


@dataclass(frozen=True)
class Fenced:
    """Something in parentheses, perhaps with something small above its right end."""

    content: Row
    superscript: str = ""


@dataclass(frozen=True)
class Fraction:
    """One thing over another."""

    numerator: Row
    denominator: Row


@dataclass(frozen=True)
class Row:
    """Things side by side; a row with a ``reference`` can be pointed at as a whole."""

    items: tuple[Item, ...]
    reference: Reference | None = None

    def symbols(self) -> Iterator[Symbol]:
        """Every symbol, from left to right."""
        for item in self.items:
            yield from _symbols(item)


Item = Symbol | Operator | Fenced | Fraction | Row


def row(*items: Item, reference: Reference | None = None) -> Row:
    """Return things side by side; a single row stays itself."""
    if len(items) == 1 and isinstance(items[0], Row) and reference is None:
        return items[0]
    return Row(items, reference)


def number(value: float) -> Symbol:
    """Return a number as it stands in an equation: 1, 0.5."""
    return Symbol(f"{value:g}".replace("-", "−"), upright=True)


def _symbols(item: Item) -> Iterator[Symbol]:
    if isinstance(item, Symbol):
        yield item
    elif isinstance(item, Fenced):
        yield from item.content.symbols()
    elif isinstance(item, Fraction):
        yield from item.numerator.symbols()
        yield from item.denominator.symbols()
    elif isinstance(item, Row):
        yield from item.symbols()


def references(item: Item) -> Iterator[Reference]:
    """Return everything in a formula that can be pointed at."""
    if isinstance(item, Symbol | Row) and item.reference is not None:
        yield item.reference
    if isinstance(item, Fenced):
        yield from references(item.content)
    elif isinstance(item, Fraction):
        yield from references(item.numerator)
        yield from references(item.denominator)
    elif isinstance(item, Row):
        for part in item.items:
            yield from references(part)


def operators(item: Item) -> Iterator[str]:
    """Return every sign in a formula."""
    if isinstance(item, Operator):
        yield item.text
    elif isinstance(item, Fenced):
        yield from operators(item.content)
    elif isinstance(item, Row):
        for part in item.items:
            yield from operators(part)


_SUBSCRIPTS = dict(zip("0123456789+−", "₀₁₂₃₄₅₆₇₈₉₊₋", strict=True))
_COMBINING = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}


def plain(item: Item) -> str:
    """Return a formula as plain text, for screen readers, tool tips and logs: ``h₆ = tanh(W_xh x₆ + …)``."""
    if isinstance(item, Operator):
        return item.text
    if isinstance(item, Fenced):
        return f"({plain(item.content)})" + (f"^{item.superscript}" if item.superscript else "")
    if isinstance(item, Fraction):
        return f"({plain(item.numerator)}) / ({plain(item.denominator)})"
    if isinstance(item, Symbol):
        return _plain_symbol(item)
    text = ""
    before: Item | None = None
    for part in item.items:
        text += (" " if _needs_space(before, part) else "") + plain(part)
        before = part
    return text


def _plain_symbol(symbol: Symbol) -> str:
    text = symbol.text + _COMBINING.get(symbol.accent, "")
    if symbol.superscript:
        text += f"^{symbol.superscript}"
    if symbol.subscript:
        small = "".join(_SUBSCRIPTS.get(character, "") for character in symbol.subscript)
        text += small if len(small) == len(symbol.subscript) else f"_{symbol.subscript}"
    return text + (f"[{', '.join(symbol.entry)}]" if symbol.entry else "")


def is_function(item: Item | None) -> bool:
    """Whether a symbol is a function's name, which stands directly before its parenthesis."""
    return (
        isinstance(item, Symbol) and item.upright and item.reference is None and not item.text[:1].isdigit()
    )


def _needs_space(before: Item | None, item: Item) -> bool:
    if before is None or (isinstance(before, Symbol) and before.text == "δ" and not before.subscript):
        return False
    return not (is_function(before) and isinstance(item, Fenced))


_LATEX = {
    "σ": r"\sigma",
    "tanh": r"\tanh",
    "exp": r"\exp",
    "ln": r"\ln",
    "Σ": r"\sum",
    "⊙": r"\odot",
    "·": r"\cdot",
    "×": r"\times",
    "−": "-",
}
_LATEX_ACCENTS = {"tilde": r"\tilde", "hat": r"\hat", "bar": r"\bar"}
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon "
    "phi chi psi omega"
)
GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψω", strict=True))
_LATEX |= {letter: f"\\{name}" for name, letter in GREEK.items()}


def latex(item: Item) -> str:
    """Return a formula as LaTeX (math mode, amsmath)."""
    if isinstance(item, Operator):
        return _LATEX.get(item.text, item.text)
    if isinstance(item, Fenced):
        above = f"^{{{_latex_above(item.superscript)}}}" if item.superscript else ""
        return rf"\left({latex(item.content)}\right){above}"
    if isinstance(item, Fraction):
        return rf"\frac{{{latex(item.numerator)}}}{{{latex(item.denominator)}}}"
    if isinstance(item, Symbol):
        return _latex_symbol(item)
    return " ".join(latex(part) for part in item.items)


def _latex_symbol(symbol: Symbol) -> str:
    text = _LATEX.get(symbol.text)
    if text is None:
        # a word of several letters is no product of one-letter names
        word = r"\operatorname" if symbol.upright else r"\mathit"
        is_word = len(symbol.text) > 1 and symbol.text[0].isalpha()
        text = f"{word}{{{symbol.text}}}" if is_word else symbol.text.replace("−", "-")
    if symbol.accent:
        text = f"{_LATEX_ACCENTS[symbol.accent]}{{{text}}}"
    if symbol.superscript:
        text += f"^{{{_latex_above(symbol.superscript)}}}"
    if symbol.subscript:
        text += f"_{{{''.join(_latex_letter(letter) for letter in symbol.subscript).strip()}}}"
    if symbol.entry:
        entries = ", ".join(_latex_entry(entry) for entry in symbol.entry)
        text += rf"\left[{entries}\right]"
    return text


def _latex_above(text: str) -> str:
    return text.replace(TRANSPOSED, r"\top")


def _latex_letter(letter: str) -> str:
    mapped = _LATEX.get(letter, letter)
    return f"{mapped} " if mapped.startswith("\\") else mapped


def _latex_entry(entry: str) -> str:
    return entry if entry.isdigit() or entry == ":" else rf"\text{{{entry}}}"
