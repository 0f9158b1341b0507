"""How large the parts of a diagram are, in units: logical pixels of a diagram that is not scaled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rnnlab.scene.cells.parts import Part, Term

SIGN_SIZE = 15.0
"""Letters of σ, tanh, ⊙."""
NAME_SIZE = 14.0
"""Letters of i, f, c."""
TERM_SIZE = 11.5
"""Letters of the terms in a gate: the smallest ones there are."""
LINE_HEIGHT = 16.0
CIRCLE = 26.0
STRIP = 11.0
"""Width of a column of values."""
CARD = (36.0, 64.0)
INPUT_CARD = (76.0, 38.0)
OUTPUT_CARD = (64.0, 26.0)
PORT_GAP = 12.0
_LONGEST_LINE = 104.0
_MOST_LINES = 4
_MARKUP = re.compile(r"[_^]\{([^}]*)\}")
# What bold letters of the usual fonts need, in ems, a little rounded up.
_LETTERS = (
    dict.fromkeys("\u0302\u0303\u0304", 0.0)
    | dict.fromkeys("ijlI.,'", 0.32)
    | dict.fromkeys("()[]rft ", 0.43)
    | dict.fromkeys("+−=ΣZT", 0.62)
    | dict.fromkeys("HNUDGOQφ", 0.82)
    | dict.fromkeys("WMmw", 0.94)
)


def formula_width(formula: str, size: float) -> float:
    """Return about how wide a formula is (no fonts are known here)."""
    small = "".join(_MARKUP.findall(formula))
    return size * (_ems(_MARKUP.sub("", formula)) + 0.7 * _ems(small))


def _ems(text: str) -> float:
    return sum(_LETTERS.get(letter, 1.0 if ord(letter) > 0x2000 else 0.64) for letter in text)


@dataclass(frozen=True)
class Size:
    """Of a part.

    Attributes
    ----------
    width, height
        Of its box or circle.
    tail
        Room right of it, for values and a name on the wire that leaves.
    above
        Room above its box, for a name.
    lines
        For every line in a gate, the terms in it.
    tab
        Width of the field with a gate's sign.
    """

    width: float
    height: float
    tail: float = 0.0
    above: float = 0.0
    lines: tuple[tuple[int, ...], ...] = ()
    tab: float = 0.0


def size_of(part: Part, ports: int) -> Size:
    """Return the size of a part with so many wires into it."""
    name = formula_width(part.name, NAME_SIZE) + 6.0 if part.name else 0.0
    if part.kind in ("previous", "state"):
        return Size(*CARD)
    if part.kind == "input":
        return Size(*INPUT_CARD)
    if part.kind == "output":
        return Size(*OUTPUT_CARD)
    if part.kind == "join":
        return Size(7.0, max(PORT_GAP * ports, 7.0))
    if part.kind == "operator":
        width = max(CIRCLE, formula_width(part.sign, SIGN_SIZE) + 10.0)
        return Size(width, CIRCLE, STRIP + 4.0 + name, 5.0 if part.name else 0.0)
    return _gate(part, ports, name)


def _gate(part: Part, ports: int, name: float) -> Size:
    tab = max(formula_width(part.sign, SIGN_SIZE) + 10.0, 26.0) if part.sign else 0.0
    lines = _lines(part.terms)
    longest = max((_line_width(part.terms, line) for line in lines), default=0.0)
    inner = longest + 10.0 if lines else 2.0 if tab else 8.0
    height = max(30.0, LINE_HEIGHT * len(lines) + 12.0, PORT_GAP * ports + 6.0)
    return Size(tab + inner + STRIP + 8.0, height, name, 0.0, lines, tab)


def _lines(terms: tuple[Term, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the terms line by line: one in each, or as many as fit where there are many."""
    if len(terms) <= _MOST_LINES:
        return tuple((place,) for place in range(len(terms)))
    lines: list[tuple[int, ...]] = []
    for place in range(len(terms)):
        longer = (*lines[-1], place) if lines else (place,)
        if lines and len(longer) <= 2 and _line_width(terms, longer) <= _LONGEST_LINE:
            lines[-1] = longer
        else:
            lines.append((place,))
    return tuple(lines)


def _line_width(terms: tuple[Term, ...], line: tuple[int, ...]) -> float:
    return sum(term_width(terms[place]) for place in line)


def term_width(term: Term) -> float:
    """Return about how wide a term is, with the spaces around its sign."""
    return formula_width(term.formula, TERM_SIZE) + 6.0
