"""The lowest row: symbols as chips, the one in focus as the vector it is for the net.

A one-hot vector has one lit cell. Where a symbol stands for bits, every 1 is lit, and the chips show the bits
one above the other, as numbers are written down to be added.
"""

from __future__ import annotations

from rnnlab.scene.drawing import Box, Rect
from rnnlab.scene.motion import ease, mix, part
from rnnlab.scene.sequence.expressions import NOW, at_time
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.moment import WANDERING, Moment
from rnnlab.scene.sequence.sizes import letter_size
from rnnlab.scene.target import Target


def one_hot_window(layout: Layout, symbol: int) -> tuple[int, int]:
    """Return the first one-hot entry shown and how many are: all, or those around the 1."""
    shape, count = layout.measures.shape, layout.measures.one_hot_count
    first = min(max(symbol - count // 2, 0), shape.symbols - count)
    return first, count


def one_hot_box(layout: Layout, column: Column) -> Box:
    """Return the box of the one-hot cells of the column in focus."""
    measures = layout.measures
    band = measures.bands.input
    width = measures.one_hot_cell * measures.one_hot_count
    height = min(band.height * 0.42, 26.0 * measures.scale)
    return Box(column.center - width / 2, band.y + 1.0, width, height)


def hot_cell(layout: Layout, column: Column, entry: int) -> Box:
    """Return the box of an entry of the input vector that is not 0."""
    first, _ = one_hot_window(layout, entry)
    box = one_hot_box(layout, column)
    cell = layout.measures.one_hot_cell
    return Box(box.x + (entry - first) * cell, box.y, cell, box.height)


def chip_box(layout: Layout, column: Column) -> Box:
    """Return the box of a small column's chip."""
    measures = layout.measures
    band = measures.bands.input
    wider = min(max(measures.chip, measures.shape.label_width * 11.0 * measures.scale), measures.pitch * 0.9)
    height = measures.chip
    if measures.shape.stacked:
        height = min(measures.chip * 0.75 * measures.shape.stacked, band.height - 18.0 * measures.scale)
        wider = min(wider, height / measures.shape.stacked * 1.3)
    return Box.around(column.center, band.y + height / 2 + 2.0, wider, height)


def draw_input(moment: Moment, column: Column) -> None:
    """Draw one step's input and the step's number."""
    _time_label(moment, column)
    if column.openness < 0.999:
        _chip(moment, column, 1.0 - part(column.openness, 0.1, 0.55))
    if column.openness > 0.001:
        _one_hot(moment, column, part(column.openness, 0.5, 1.0))


def _time_label(moment: Moment, column: Column) -> None:
    measures = moment.layout.measures
    opened = column.openness > 0.5
    every = max(round(30.0 * moment.scale / measures.pitch), 1)
    if not opened and column.t % every:
        return
    short = measures.pitch < 34.0 * moment.scale and not opened
    places = moment.content.places
    text = str(column.t + 1) if short else f"t = {column.t + 1}" if opened else f"t={column.t + 1}"
    if places:
        text = f"t = {column.t + 1} · {places[column.t]}" if opened else places[column.t]
    below_chip = chip_box(moment.layout, column).bottom + 10.0 * moment.scale
    moment.text(
        column.center,
        mix(below_chip, measures.bands.time.center, column.openness),
        text,
        12.5 if opened else 11.0,
        "ink" if opened else "muted",
        bold=opened,
        max_width=column.width,
        opacity=moment.presence(column),
    )


def _chip(moment: Moment, column: Column, share: float) -> None:
    box = chip_box(moment.layout, column)
    symbol = int(moment.content.trace.inputs[column.t])
    opacity = share * moment.presence(column)
    known = moment.symbol_known(column.t)
    written = column.t >= moment.content.given
    target = Target("input", t=column.t) if known else None
    if moment.layout.measures.shape.stacked:
        _bits(moment, column, box, opacity)
        return
    moment.add(
        Rect(
            box,
            "output_soft" if written else "input_soft",
            "output" if written else "input",
            1.3,
            min(7.0 * moment.scale, box.height * 0.28),
            opacity,
            dashed=written,
            target=target,
        )
    )
    moment.text(
        box.center_x,
        box.center_y,
        moment.content.label(symbol) if known else "?",
        letter_size(box.height / moment.scale),
        "output_text" if written else "input_text",
        bold=True,
        max_width=box.width - 3.0,
        opacity=opacity,
    )


def _bits(moment: Moment, column: Column, box: Box, opacity: float) -> None:
    """Draw a symbol as its bits, one above the other."""
    bits = moment.content.trace.layer_input(1, column.t)  # (X,)
    height = box.height / len(bits)
    gap = min(1.5 * moment.scale, height * 0.08)
    for place, bit in enumerate(bits):
        spot = Box(box.x, box.y + place * height + gap / 2, box.width, height - gap)
        fill, role = ("input", "on_accent") if bit else ("input_soft", "input_text")
        target = Target("input", t=column.t, index=(place,))
        moment.add(
            Rect(spot, fill, "input", 1.0, min(4.0 * moment.scale, height * 0.25), opacity, target=target)
        )
        size = min(height * 0.72 / moment.scale, 14.0)
        moment.text(
            spot.center_x, spot.center_y, f"{round(float(bit))}", size, role, bold=bool(bit), opacity=opacity
        )


def _one_hot(moment: Moment, column: Column, share: float) -> None:
    """Draw the vector: grey zeros and what is not zero, with the names of the entries below."""
    layout, content = moment.layout, moment.content
    symbol = int(content.trace.inputs[column.t])
    lit_places = content.hot(column.t)
    vector = content.trace.layer_input(1, column.t)  # (X,)
    first, count = one_hot_window(layout, lit_places[0] if lit_places else 0)
    box = one_hot_box(layout, column)
    lit = ease(part(moment.done(column.t, "input"), WANDERING, 1.0))
    target = Target("input", t=column.t)
    cell = layout.measures.one_hot_cell
    gap = min(1.5 * moment.scale, cell * 0.1)
    radius = min(4.0 * moment.scale, cell * 0.2)
    for place in range(count):
        spot = Box(box.x + place * cell + gap / 2, box.y, cell - gap, box.height)
        index = first + place
        hot = index in lit_places
        fading = _edge(place, count, first, layout.measures.shape.symbols)
        moment.add(Rect(spot, "input_soft", "", 1.0, radius, share * fading, target=target.at(index)))
        if hot:
            moment.add(Rect(spot, "input", "", 1.0, radius, share * lit, target=target.at(index)))
        text = f"{float(vector[index]):g}" if hot else ""
        _one_hot_letters(moment, spot, index, text, lit=lit, share=share * fading)
    _caption(moment, column, symbol, share)


def _edge(place: int, count: int, first: int, symbols: int) -> float:
    """Fade out cells next to an end behind which there are more."""
    left = place if first > 0 else count
    right = count - 1 - place if first + count < symbols else count
    return min(0.3 + 0.35 * min(left, right), 1.0)


def _one_hot_letters(moment: Moment, spot: Box, index: int, text: str, *, lit: float, share: float) -> None:
    """Write an entry's value, 0 or ``text``, and below it the entry's name."""
    hot = bool(text)
    digit = min(13.0, spot.width * 0.62 / moment.scale, spot.height * 0.62 / moment.scale)
    if digit >= 5.5:
        moment.text(spot.center_x, spot.center_y, "0", digit, "faint", opacity=share * (1.0 - lit * hot))
        if hot:
            moment.text(
                spot.center_x, spot.center_y, text, digit + 1.0, "on_accent", bold=True, opacity=share * lit
            )
    size = min(12.0, max((spot.width - 1.0) * 0.82 / moment.scale, 7.0))
    moment.text(
        spot.center_x,
        spot.bottom + 9.0 * moment.scale,
        moment.content.entry(index),
        size + (1.0 if hot and moment.reading.stage_shape.label_width < 1.5 else 0.0),
        "input_text" if hot and lit > 0.5 else "muted",
        bold=hot and lit > 0.5,
        max_width=spot.width + (4.0 if hot else 0.0),
        opacity=share,
        target=Target("input", t=moment.position.t, index=(index,)),
    )


def _caption(moment: Moment, column: Column, symbol: int, share: float) -> None:
    band = moment.layout.measures.bands.input
    box = one_hot_box(moment.layout, column)
    y = box.bottom + 26.0 * moment.scale
    if y + 6.0 * moment.scale > band.bottom:
        return
    written = column.t >= moment.content.given
    words = moment.labels.written if written else moment.labels.one_hot
    said = words.format(moment.content.label(symbol))
    if not moment.content.trace.shape.is_one_hot:
        vector = moment.content.trace.layer_input(1, column.t)  # (X,)
        said = f"({', '.join(f'{float(value):g}' for value in vector)})"
    text = at_time(f"x_{{{NOW}}} = ", column.t) + said
    moment.text(
        column.center,
        y,
        text,
        12.5,
        "output_text" if written else "input_text",
        bold=True,
        formula=True,
        max_width=column.width,
        opacity=share * mix(0.4, 1.0, moment.done(column.t, "input")),
        target=Target("input", t=column.t),
    )
    _shape(moment, box, y, share)


def _shape(moment: Moment, box: Box, y: float, share: float) -> None:
    """Write the shape of the input at the right, as slides do: (14,1)."""
    if box.width > 150.0 * moment.scale:
        shape = f"({moment.layout.measures.shape.symbols},1)"
        moment.text(box.right, y, shape, 11.0, "muted", align="right", opacity=share)
