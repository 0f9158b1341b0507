"""What the inspector shows for each kind of thing: from an explanation to pictures, strips and lines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from rnnlab.core.cells.formula import Operator, Row, Symbol, row
from rnnlab.core.explanation import Explanation, MatrixProduct, Strip, Use
from rnnlab.core.net import FloatArray
from rnnlab.qt.scenes.sequence.inspector_lines import Line, Words, lines_of, signed, slope
from rnnlab.qt.scenes.sequence.inspector_pictures import (
    parameter_pictures,
    parameter_symbol,
    product_picture,
)
from rnnlab.qt.scenes.sequence.inspector_products import Picture
from rnnlab.scene.content import Content

MOST_NUMBERED = 16
"""Up to this many units carry their number."""


@dataclass(frozen=True, eq=False)
class View:
    """Everything the panel's pieces show.

    Attributes
    ----------
    name, entry
        The thing, and the entry in question as a symbol of its own.
    formula
        Its equation.
    pictures
        Matrix products.
    strips, unit, captions
        Vectors, the chosen unit, and a word for every unit.
    lines
        The table of the entry's number.
    """

    name: Row
    entry: Row
    formula: Row | None = None
    pictures: list[Picture] = field(default_factory=list)
    strips: tuple[Strip, ...] = ()
    unit: int = -1
    captions: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def entry_symbol(explanation: Explanation, content: Content, over_symbols: bool) -> Symbol | None:
    """Return the symbol of the entry in question, ``h₆[3]``; None where there is no name."""
    name = explanation.name
    if isinstance(name, Row):
        name = name.items[0] if len(name.items) == 1 else name
    if not isinstance(name, Symbol):
        return None
    index = explanation.reference.index
    if not index:
        return name
    entry = tuple(
        content.answer(place) if over_symbols and axis == 0 else str(place + 1)
        for axis, place in enumerate(index)
    )
    return replace(name, entry=entry, reference=explanation.reference)


def node_view(explanation: Explanation, content: Content, words: Words) -> View:
    """Return the view of a quantity, a part of an equation, or the logits."""
    over_symbols = explanation.reference.kind == "logits"
    size = explanation.shape[0] if explanation.shape else 0
    unit = explanation.reference.index[0] if explanation.reference.index else -1
    entry = entry_symbol(explanation, content, over_symbols)
    return View(
        name=_as_row(explanation),
        entry=row(entry) if entry is not None else _as_row(explanation),
        formula=explanation.formula,
        pictures=[
            product_picture(product, content, words, unit=_row_of(product, unit, size, explanation))
            for product in explanation.products
        ],
        strips=explanation.strips if size > 1 else (),
        unit=unit,
        captions=captions(size, content, over_symbols),
        lines=lines_of(explanation, entry, words),
    )


def _row_of(product: MatrixProduct, unit: int, size: int, explanation: Explanation) -> int:
    """Return which row of a matrix the unit reads: its own, unless another matrix lies between."""
    outer = all(
        product is other or product.weights.shape[0] == other.weights.shape[0]
        for other in explanation.products
    )
    return unit if outer and product.weights.shape[0] == size else -1


def captions(size: int, content: Content, over_symbols: bool) -> tuple[str, ...]:
    """Return a word for every unit: the symbols of the vocabulary, or numbers if there are few."""
    if over_symbols:
        return content.names.answers[:size]
    return tuple(str(unit + 1) for unit in range(size)) if 1 < size <= MOST_NUMBERED else ()


def probability_view(explanation: Explanation, content: Content, words: Words) -> View:
    """Return the view of the softmax output; its bars are drawn by themselves."""
    entry = entry_symbol(explanation, content, over_symbols=True)
    return View(
        name=_as_row(explanation),
        entry=row(entry) if entry is not None else _as_row(explanation),
        formula=explanation.formula,
        lines=lines_of(explanation, entry, words),
    )


def loss_view(explanation: Explanation, content: Content, words: Words) -> View:
    """Return the view of a step's loss, or of the mean: the losses of all steps as a strip."""
    trace = content.trace
    entry = explanation.name if isinstance(explanation.name, Symbol) else None
    each = Symbol("L", "loss", subscript="t")
    losses: FloatArray = np.nan_to_num(trace.losses, nan=0.0)  # (T,)
    steps = tuple(content.label(int(symbol)) for symbol in trace.inputs)
    return View(
        name=_as_row(explanation),
        entry=_as_row(explanation),
        formula=explanation.formula,
        strips=(Strip("", row(each), losses),) if len(trace) > 1 else (),
        unit=-1 if explanation.reference.t is None else explanation.reference.t,
        captions=steps,
        lines=lines_of(explanation, entry, words),
    )


def start_view(explanation: Explanation, content: Content) -> View:
    """Return the view of a state before the first step."""
    return View(
        name=_as_row(explanation),
        entry=_as_row(explanation),
        strips=explanation.strips,
        captions=captions(explanation.shape[0], content, over_symbols=False),
    )


def input_view(explanation: Explanation, content: Content, words: Words) -> View:
    """Return the view of a one-hot input and of the matrices whose column it picks."""
    return View(
        name=_as_row(explanation),
        entry=_as_row(explanation),
        pictures=[product_picture(product, content, words) for product in explanation.products],
    )


def parameter_view(explanation: Explanation, content: Content, words: Words, t: int) -> View:
    """Return the view of a matrix or vector: itself, its gradient, and how every step pulls at one entry."""
    reference = replace(explanation.reference, index=())
    symbol = parameter_symbol(content, reference)
    index = explanation.reference.index
    values, slopes = parameter_pictures(explanation, content, words)
    pictures = [values, slopes] if content.has_loss() else [values]
    name = row(symbol)
    formula = explanation.uses[0].equation if explanation.uses else None
    if len(index) < len(explanation.shape) or not content.has_loss():
        return View(name, name, formula, pictures)
    entry = parameter_symbol(content, explanation.reference)
    return View(
        name=name,
        entry=row(entry),
        formula=formula,
        pictures=pictures,
        strips=_pull_strips(explanation, entry),
        unit=min(t, len(content.trace) - 1),
        captions=_step_captions(content),
        lines=_pull_lines(explanation, entry, min(t, len(content.trace) - 1)),
    )


def _step_captions(content: Content) -> tuple[str, ...]:
    steps = len(content.trace)
    return tuple(str(t + 1) for t in range(steps))


def _is_plain(use: Use) -> bool:
    """Whether a vector parameter is only added: what comes back is its slope."""
    return use.source is None and bool(np.all(use.entries == 1))


def _source(use: Use, entry: Symbol) -> Row:
    """Return how the number is written that a column is multiplied with: h_{t−1}[5]."""
    if use.source is None:
        return row(Symbol("…", upright=True))
    only = use.source.items[0] if len(use.source.items) == 1 else None
    return row(replace(only, entry=entry.entry[1:])) if isinstance(only, Symbol) else use.source


def _delta(entry: Symbol, step: str) -> Symbol:
    """Return the sign for what comes back to an entry's row at a step."""
    return Symbol("δ", "loss", subscript=step, entry=entry.entry[:1])


def _pull_strips(explanation: Explanation, entry: Symbol) -> tuple[Strip, ...]:
    delta = _delta(entry, "t")
    if len(explanation.uses) > 1:
        total: FloatArray = np.sum([use.contributions for use in explanation.uses], axis=0)  # (T,)
        return (Strip("", _slope_of(entry), total),)
    use = explanation.uses[0]
    if _is_plain(use):
        return (Strip("", row(delta), use.contributions),)
    source = _source(use, entry)
    return (
        Strip("", row(delta), use.deltas),
        Strip("×", source, use.entries),
        Strip("=", row(delta, *source.items), use.contributions),
    )


def _pull_lines(explanation: Explanation, entry: Symbol, t: int) -> tuple[Line, ...]:
    delta, uses = _delta(entry, str(t + 1)), explanation.uses
    lines: list[Line] = []
    for use in uses:
        source = _source(use, entry)
        share = row(delta) if _is_plain(use) else row(delta, *source.items)
        if len(uses) == 1 and not _is_plain(use):
            lines.append(Line(row(delta), slope(float(use.deltas[t]))))
            lines.append(Line(row(Operator("×"), *source.items), signed(float(use.entries[t]))))
        kind: Literal["term", "total"] = "total" if lines and len(uses) == 1 else "term"
        lines.append(Line(share, slope(float(use.contributions[t])), kind))
    total = sum(float(use.contributions.sum()) for use in uses)
    label = row(Symbol("Σ", upright=True, subscript="t"), Operator("="), *_slope_of(entry).items)
    lines.append(Line(label, slope(total), "result", role="loss"))
    return tuple(lines)


def _slope_of(entry: Symbol) -> Row:
    return row(Symbol("∂L/∂", "loss", upright=True), entry)


def _as_row(explanation: Explanation) -> Row:
    name = explanation.name
    return name if isinstance(name, Row) else row(name)
