"""How many numbers a net learns, as a formula: ``4·(H·X + H·H + H) + V·H + V``.

Read from the parameters themselves: those of one shape are counted, and what all counts of a layer have in
common stands before the brackets. The layers above the first read H values and are written together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import gcd

from rnnlab.core.cells.graph import Cell
from rnnlab.core.net import NetShape

_LETTERS = {letter: letter for letter in "XHV"}
_ORDER = ("HX", "XH", "XX", "HH", "H", "X")


def count_formula(cell: Cell, layers: int = 1) -> str:
    """Return the number of parameters of a net, with X inputs, H hidden units and V outputs.

    Examples
    --------
    >>> from rnnlab.core.cells.language import parse_cell
    >>> count_formula(parse_cell("plain", ["h"], "h = tanh(W_xh @ x + W_hh @ h + b_h)"))
    'H·X + H·H + H + V·H + V'
    """
    return _formula(cell, layers, _LETTERS)


def count_in_numbers(shape: NetShape) -> str:
    """Return the same formula with the sizes of a net, as in ``4·(8·14 + 8·8 + 8) + 14·8 + 14``."""
    sizes = {"X": shape.input_size, "H": shape.hidden_size, "V": shape.output_size}
    return _formula(shape.cell, shape.layers, {letter: str(size) for letter, size in sizes.items()})


def _formula(cell: Cell, layers: int, written: Mapping[str, str]) -> str:
    first = Counter(f"{parameter.rows}{parameter.columns or ''}" for parameter in cell.parameters)
    above: Counter[str] = Counter()
    for letters, count in first.items():
        above[letters.replace("X", "H")] += count * (layers - 1)
    parts = [_sum(first, written), _sum(above, written), _sum(Counter(["VH", "V"]), written, ("VH", "V"))]
    return " + ".join(part for part in parts if part)


def _sum(counts: Mapping[str, int], written: Mapping[str, str], order: tuple[str, ...] = _ORDER) -> str:
    found = [(letters, counts[letters]) for letters in order if counts.get(letters)]
    common = gcd(*(count for _, count in found))
    inside = " + ".join(_product(count // max(common, 1), letters, written) for letters, count in found)
    if common <= 1:
        return inside
    return f"{common}·({inside})" if len(found) > 1 else f"{common}·{inside}"


def _product(count: int, letters: str, written: Mapping[str, str]) -> str:
    return "·".join([*([str(count)] if count > 1 else []), *(written[letter] for letter in letters)])
