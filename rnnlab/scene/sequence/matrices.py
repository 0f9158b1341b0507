"""Where the matrices' pictures lie in the column in focus.

A matrix looks the same at every step because it is the same. Its picture is its fingerprint: with room it
stands on the way through it, so that a person sees the one-hot vector pick a column of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX
from rnnlab.scene.drawing import Align, Box
from rnnlab.scene.sequence.bands import HEADER
from rnnlab.scene.sequence.inputs import one_hot_box
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.reading import Reading

SMALLEST = 9.0
# From this width on a cell has room for its number.
READABLE_WIDTH = 34.0
READABLE_HEIGHT = 13.0


@dataclass(frozen=True, slots=True)
class MatrixPlace:
    """Where a matrix' picture lies.

    Attributes
    ----------
    key, layer
        The parameter.
    box
        Its picture.
    label_x, label_y, label_align
        Where its name is written.
    """

    key: str
    layer: int
    box: Box
    label_x: float
    label_y: float
    labelled: bool
    label_align: Align = "center"


def input_places(reading: Reading, layout: Layout, column: Column, layer: int) -> tuple[MatrixPlace, ...]:
    """Return the pictures between a layer's input and its box, side by side."""
    names = reading.plans[layer - 1].input_matrices
    unit = layout.measures.scale
    band = layout.measures.bands.layers[layer - 1].way
    several = len(names) > 1
    stub = 17.0 * unit
    label = 7.0 * unit if several else 0.0
    inside = band.height - 2 * stub - label
    if not names or inside < SMALLEST * unit:
        return ()
    aligned = not several and layer == 1 and layout.measures.one_hot_count == layout.measures.shape.symbols
    width = layout.measures.core if several else max(layout.measures.box, layout.measures.output)
    width = one_hot_box(layout, column).width if aligned else min(width, layout.measures.core)
    gap = 8.0 * unit if several else 0.0
    each = (width - (len(names) - 1) * gap) / len(names)
    if each < SMALLEST * unit:
        return ()
    rows = reading.parameter(reading.key(names[0], layer)).shape[0]
    height = min(inside, max(rows * 20.0, 44.0) * unit, 86.0 * unit)
    y = band.y + stub + label + (inside - height) / 2
    left = column.center - width / 2
    return tuple(
        MatrixPlace(
            reading.key(name, layer),
            layer,
            box := Box(left + place * (each + gap), y, each, height),
            box.x + 1.0 if several else box.x - 6.0 * unit,
            box.y - 12.0 * unit if several else box.center_y,
            labelled=not several or each >= 54.0 * unit,
            label_align="left" if several else "right",
        )
        for place, name in enumerate(names)
    )


def state_places(reading: Reading, layout: Layout, column: Column, layer: int) -> tuple[MatrixPlace, ...]:
    """Return the pictures between the box before and this one: half above, half below the arrow."""
    names = reading.plans[layer - 1].state_matrices
    unit = layout.measures.scale
    box = layout.box(column, layer)
    left = gap_left(layout, column, layer)
    width = box.x - left
    edge = min(width - 16.0 * unit, 46.0 * unit)
    if not names or edge < SMALLEST * unit:
        return ()
    rows, columns = reading.parameter(reading.key(names[0], layer)).shape
    readable = columns * READABLE_WIDTH * unit <= width - 16.0 * unit
    above = (len(names) + 1) // 2
    # a single picture may stand out above a low box
    over = min(layout.measures.bands.output_way.height * 0.6, 44.0 * unit) if len(names) == 1 else 0.0
    each = (box.height / 2 - 8.0 * unit + over) / above
    labelled = each >= (34.0 if layout.measures.shape.layers == 1 else 46.0) * unit
    label = 18.0 * unit if labelled else 3.0 * unit
    height = min(each - label, rows * 20.0 * unit if readable else edge)
    if height < SMALLEST * unit * 0.7:
        return ()
    edge = min(columns * 40.0 * unit, width - 16.0 * unit) if readable else min(edge, height * 1.3)
    middle = left + width / 2 - 1.0 * unit
    y = arrow_y(layout, layer)
    found: list[MatrixPlace] = []
    for place, name in enumerate(names):
        if place < above:
            top = y - 9.0 * unit - (above - place) * (height + label) + label
        else:
            top = y + 9.0 * unit + (place - above) * (height + label) + label
        spot = Box(middle - edge / 2, top, edge, height)
        found.append(
            MatrixPlace(reading.key(name, layer), layer, spot, middle, top - 10.0 * unit, labelled=labelled)
        )
    return tuple(found)


def output_places(reading: Reading, layout: Layout, column: Column) -> tuple[MatrixPlace, ...]:
    """Return the pictures beside the arrow to the candidates: the output matrix, with room the bias too."""
    unit = layout.measures.scale
    band = layout.measures.bands.output_way
    rows, columns = reading.parameter(OUTPUT_MATRIX).shape
    room = layout.measures.core / 2 - 20.0 * unit
    left = column.center + 12.0 * unit
    if (columns + 1) * READABLE_WIDTH * unit <= room - 12.0 * unit:
        height = min(band.height - 26.0 * unit, rows * 20.0 * unit)
        if height >= rows * READABLE_HEIGHT * unit:
            top = band.center - height / 2 + 7.0 * unit
            cell = min(40.0 * unit, (room - 12.0 * unit) / (columns + 1))
            matrix = Box(left, top, columns * cell, height)
            bias = Box(matrix.right + 12.0 * unit, top, cell, height)
            return tuple(
                MatrixPlace(key, 0, box, box.center_x, top - 10.0 * unit, labelled=True)
                for key, box in ((OUTPUT_MATRIX, matrix), (OUTPUT_BIAS, bias))
            )
    height = min(band.height - 14.0 * unit, rows * 17.0 * unit, 62.0 * unit)
    width = min(max(height * columns / rows, 26.0 * unit), columns * 38.0 * unit, room - 44.0 * unit)
    if min(height, width) < SMALLEST * unit:
        return ()
    box = Box(left, band.center - height / 2, width, height)
    label = (box.right + 6.0 * unit, box.center_y)
    return (MatrixPlace(OUTPUT_MATRIX, 0, box, *label, labelled=True, label_align="left"),)


def gap_left(layout: Layout, column: Column, layer: int) -> float:
    """Return where the gap before a column's box begins: behind the box before, or the zero state."""
    if column.t:
        return layout.box(layout.column(column.t - 1), layer).right
    return zero_x(layout) + 9.0 * layout.measures.scale


def zero_x(layout: Layout) -> float:
    """Return where the zero state before the first step stands."""
    return layout.offset + min(layout.measures.lead * 0.5, 14.0 * layout.measures.scale)


def arrow_y(layout: Layout, layer: int) -> float:
    """Return the height of the arrow from step to step: the middle of the cells."""
    band = layout.measures.bands.layers[layer - 1].box
    return band.y + (band.height + HEADER * layout.measures.scale) / 2


def picked_column(reading: Reading, place: MatrixPlace, symbol: int) -> Box:
    """Return the box of the column that a one-hot input picks out of a picture."""
    columns = reading.parameter(place.key).shape[1]
    width = place.box.width / columns
    return Box(place.box.x + symbol * width, place.box.y, width, place.box.height)
