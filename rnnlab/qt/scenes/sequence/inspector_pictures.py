"""Matrices as the inspector pictures them: what is framed, how entries are named, what is said below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rnnlab.core.cells.formula import Reference, Row, Symbol, row
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.explanation import Explanation, MatrixProduct
from rnnlab.qt.scenes.sequence.inspector_lines import Words, signed, slope
from rnnlab.qt.scenes.sequence.inspector_products import Picture
from rnnlab.scene.content import Content


def symbol_axes(content: Content, reference: Reference) -> tuple[bool, ...]:
    """Return for each axis of a parameter whether it runs over the symbols of the vocabulary."""
    entry = content.trace.shape.entries[reference.key]
    if entry.layer == 0:
        return (True, False)[: len(entry.shape)]
    parameter = next(item for item in content.trace.shape.cell.parameters if item.name == entry.name)
    dimensions = (parameter.rows, parameter.columns)[: len(entry.shape)]
    return tuple(dimension == "X" and entry.layer == 1 for dimension in dimensions)


def entry_texts(content: Content, reference: Reference, index: tuple[int, ...]) -> tuple[str, ...]:
    """Return how the indices of a parameter's entry are written: symbols, or numbers from 1."""
    pairs = zip(symbol_axes(content, reference), index, strict=False)
    named = content.answer if content.trace.shape.entries[reference.key].layer == 0 else content.entry
    return tuple(named(place) if is_symbol else str(place + 1) for is_symbol, place in pairs)


def parameter_symbol(content: Content, reference: Reference) -> Symbol:
    """Return how a parameter or an entry of it is written, with its colour."""
    shape = content.trace.shape
    writer = FormulaWriter(shape, reference.layer or shape.layers)
    name = shape.entries[reference.key].name
    entry = entry_texts(content, reference, reference.index)
    if reference.layer == 0:
        return writer.output_parameter(name, *entry, index=reference.index)
    return writer.parameter(name, writer.parameter_role(name), *entry, index=reference.index)


def _namer(
    content: Content, reference: Reference, vector: bool, before: Symbol | None = None
) -> Callable[[int, int], Row]:
    """Return how cells are named; a vector parameter lies on its side."""

    def name(at_row: int, at_column: int) -> Row:
        index = (at_column,) if vector else (at_row, at_column)
        symbol = parameter_symbol(content, replace(reference, index=index))
        return row(symbol) if before is None else row(before, symbol)

    return name


def product_picture(product: MatrixProduct, content: Content, words: Words, *, unit: int = -1) -> Picture:
    """Return the picture of a matrix product: the picked column, or the unit's row and the vector."""
    reference = product.matrix_reference
    role = product.matrix.role if isinstance(product.matrix, Symbol) else "hidden"
    remark = ""
    if product.pick is not None:
        remark = words.picks.format(content.entry(product.pick))
    elif product.entries is not None and unit >= 0:
        value = float((product.weights[unit] * product.entries).sum())
        at = entry_texts(content, reference, (unit,))[0]
        remark = words.row.format(at, signed(value))
    return Picture(
        product=product,
        header=row(product.matrix),
        role=role if role != "ink" else "hidden",
        row=unit,
        column=product.pick if product.pick is not None else -1,
        editable=True,
        cell_label=_namer(content, reference, vector=False),
        remark=remark,
    )


def parameter_pictures(explanation: Explanation, content: Content, words: Words) -> list[Picture]:
    """Return the pictures of a parameter: its values, which can be changed, and its slopes."""
    reference = replace(explanation.reference, index=())
    symbol = parameter_symbol(content, reference)
    vector = len(explanation.shape) == 1
    assert explanation.values is not None
    assert explanation.gradients is not None
    role = symbol.role if symbol.role != "ink" else "hidden"
    values = MatrixProduct(symbol, Row(()), reference, None, explanation.values, None, None)
    slopes = MatrixProduct(symbol, Row(()), reference, None, explanation.gradients, None, None)
    named = _namer(content, reference, vector)
    slope_sign = Symbol("∂L/∂", "loss", upright=True)
    return [
        Picture(values, row(symbol), role, -1, -1, True, named, alone=True, remark=words.drag),
        Picture(
            product=slopes,
            header=row(slope_sign, symbol),
            role=role,
            row=-1,
            column=-1,
            editable=False,
            cell_label=_namer(content, reference, vector, slope_sign),
            alone=True,
            remark=words.slopes,
            number=slope,
            numbers=False,
        ),
    ]
