"""What moves: values on their way from where they are to where the phase under way puts them.

Every flight is a picture of real numbers (a column of a matrix, a state, a pane) between two boxes; its place
follows from the share of the phase that has passed and from nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnnlab.core.net import FloatArray
from rnnlab.scene.drawing import Box, CellGrid, Point, Rect
from rnnlab.scene.motion import ease, part, pulse
from rnnlab.scene.sequence.inputs import hot_cell, one_hot_box
from rnnlab.scene.sequence.layout import Column
from rnnlab.scene.sequence.matrices import (
    MatrixPlace,
    arrow_y,
    input_places,
    output_places,
    picked_column,
    state_places,
    zero_x,
)
from rnnlab.scene.sequence.moment import WANDERING, Moment
from rnnlab.scene.sequence.outputs import candidate_box, candidates, logit_box
from rnnlab.scene.sequence.plan import Source
from rnnlab.scene.sequence.ways import feedback_points


def draw_flights(moment: Moment) -> None:
    """Draw what is under way in the phase under way."""
    if not 0.0 < moment.moved < 1.0:
        return
    column = moment.layout.column(moment.position.t)
    phase = moment.phase
    if phase.kind == "input":
        _arrival(moment, column)
    elif phase.kind == "logits":
        _to_candidates(moment, column)
    elif phase.layer:
        for source in moment.reading.pane(phase.layer, phase.pane).sources:
            _flow(moment, column, source)


def along(points: Sequence[Point], share: float) -> Point:
    """Return the point at a share of a Bézier path (a start, then two controls and an end, repeated)."""
    pieces = (len(points) - 1) // 3
    piece = min(int(share * pieces), pieces - 1)
    s = share * pieces - piece
    p0, p1, p2, p3 = points[3 * piece : 3 * piece + 4]
    a, b, c, d = (1 - s) ** 3, 3 * s * (1 - s) ** 2, 3 * s * s * (1 - s), s**3
    return (
        a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
        a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
    )


def _arrival(moment: Moment, column: Column) -> None:
    """Let a symbol that the net wrote fly to the input, and the one-hot vector light up."""
    content, unit = moment.content, moment.scale
    if column.t >= max(content.given, 1):
        share = ease(part(moment.moved, 0.05, WANDERING))
        x, y = along(feedback_points(moment.layout, column), share)
        fading = 1.0 - part(moment.moved, WANDERING, WANDERING + 0.12)
        box = Box.around(x, y, 26.0 * unit, 26.0 * unit)
        moment.add(Rect(box, "output", "", 1.0, 8.0 * unit, fading))
        symbol = content.answer(int(content.trace.inputs[column.t]))
        moment.text(x, y, symbol, 14.0, "on_accent", bold=True, max_width=box.width - 2.0, opacity=fading)
    ring = part(moment.moved, WANDERING, 1.0)
    if ring > 0:
        for entry in content.hot(column.t):
            spot = hot_cell(moment.layout, column, entry).grown(9.0 * unit * ease(ring))
            moment.add(Rect(spot, "", "input", 2.0, 7.0 * unit, (1.0 - ring) * column.openness))


def _flow(moment: Moment, column: Column, source: Source) -> None:
    phase = moment.phase
    goal = moment.layout.pane(column, phase.layer, phase.pane)
    if source.kind == "pane":
        start = moment.layout.pane(column, phase.layer, source.pane)
        values = moment.reading.pane_values(phase.layer, source.pane, column.t)
        scale = moment.reading.pane_scale(phase.layer, source.pane)
        through = _place(moment, column, source, "state")
    elif source.kind == "previous":
        start = _state_before(moment, column, source.name)
        values = moment.reading.state_values(source.name, phase.layer, column.t - 1)
        scale = moment.reading.quantity_scale(moment.reading.key(source.name, phase.layer))
        through = _place(moment, column, source, "state")
    elif phase.layer == 1:
        _picked(moment, column, source, goal)
        return
    else:
        below = moment.reading.plans[phase.layer - 2].state_panes[0]
        start = moment.layout.pane(column, phase.layer - 1, below)
        values = moment.reading.pane_values(phase.layer - 1, below, column.t)
        scale = moment.reading.pane_scale(phase.layer - 1, below)
        through = _place(moment, column, source, "input")
    if through is None:
        _fly(moment, values, scale, start, goal, begin=0.0, end=0.75)
    else:
        _fly(moment, values, scale, start, through.box, begin=0.0, end=0.5)
        _flash(moment, through)
        _result(moment, column, through.box, goal)


def _place(moment: Moment, column: Column, source: Source, side: str) -> MatrixPlace | None:
    layer = moment.phase.layer
    make = input_places if side == "input" else state_places
    key = moment.reading.key(source.matrix, layer) if source.matrix else ""
    for place in make(moment.reading, moment.layout, column, layer):
        if place.key == key:
            return place
    return None


def _state_before(moment: Moment, column: Column, state: str) -> Box:
    """Return where a state of the step before stands."""
    layer, layout = moment.phase.layer, moment.layout
    if column.t == 0:
        return Box.around(zero_x(layout), arrow_y(layout, layer), 10.0, 16.0)
    number = moment.content.trace.shape.cell.states.index(state)
    pane = moment.reading.plans[layer - 1].state_panes[number]
    return layout.state(layout.column(column.t - 1), layer, number, pane)


def _picked(moment: Moment, column: Column, source: Source, goal: Box) -> None:
    """Let the 1 rise to the matrix and the column that it picks fly into the pane."""
    if not moment.content.trace.shape.is_one_hot:
        _multiplied(moment, column, source, goal)
        return
    symbol = int(moment.content.trace.inputs[column.t])
    cell = hot_cell(moment.layout, column, symbol)
    place = _place(moment, column, source, "input")
    if not source.matrix:
        _fly(moment, np.ones(1, np.float32), 1.0, cell, goal, begin=0.0, end=0.75)
        return
    if not source.direct:
        middle = cell if place is None else place.box
        _result(moment, column, middle, goal)
        return
    matrix = moment.reading.parameter(moment.reading.key(source.matrix, 1))  # (rows, columns)
    scale = moment.reading.pane_scale(1, moment.phase.pane)
    if place is None:
        _fly(moment, matrix[:, symbol], scale, cell, goal, begin=0.0, end=0.85)
        return
    start = picked_column(moment.reading, place, symbol)
    rise = ease(part(moment.moved, 0.0, 0.4))
    spark = Box.around(
        cell.center_x + (start.center_x - cell.center_x) * rise,
        cell.y + (start.bottom - cell.y) * rise,
        *(9.0 * moment.scale, 9.0 * moment.scale),
    )
    moment.add(Rect(spark, "input", "", 1.0, 4.5 * moment.scale, 1.0 - part(moment.moved, 0.4, 0.5)))
    _flash(moment, MatrixPlace(place.key, 1, start, 0.0, 0.0, labelled=False))
    _fly(moment, matrix[:, symbol], scale, start, goal, begin=0.3, end=0.92)


def _multiplied(moment: Moment, column: Column, source: Source, goal: Box) -> None:
    """Let the input vector fly to the matrix, and their product on into the pane."""
    start = one_hot_box(moment.layout, column)
    vector = moment.content.trace.layer_input(1, column.t)  # (X,)
    place = _place(moment, column, source, "input")
    if place is None:
        _fly(moment, vector, 1.0, start, goal, begin=0.0, end=0.75)
        return
    _fly(moment, vector, 1.0, start, place.box, begin=0.0, end=0.5)
    _flash(moment, place)
    _result(moment, column, place.box, goal)


def _fly(
    moment: Moment, values: FloatArray, scale: float, start: Box, goal: Box, *, begin: float, end: float
) -> None:
    """Draw values on the way from one box to another: they leave visibly and melt into the goal."""
    share = ease(part(moment.moved, begin, end))
    if share <= 0.0 or share >= 1.0:
        return
    box = start.towards(goal, share)
    arch = pulse(share) * min(abs(goal.x - start.x) * 0.05, 10.0 * moment.scale)
    narrow = box.width * 0.14 * pulse(share)
    cells = moment.layout.measures.grid(len(values), max(moment.phase.layer, 1))
    gap = 1.0 if box.height / cells.rows >= 5.0 else 0.0
    opacity = min(part(share, 0.0, 0.12), 1.0 - part(share, 0.86, 1.0))
    placed = Box(box.x + narrow, box.y - arch, box.width - 2 * narrow, box.height)
    moment.add(Rect(placed.grown(1.5), "card", "border_strong", 1.0, 3.0, opacity))
    moment.add(
        CellGrid(placed, values, cells.rows, cells.columns, "signed", scale, gap, 0.0, 1.0, opacity * 0.96)
    )


def _flash(moment: Moment, place: MatrixPlace) -> None:
    """Ring a matrix while values pass through it."""
    role = "output" if place.layer == 0 else "input" if moment.phase.role == "input" else "hidden"
    share = pulse(part(moment.moved, 0.1, 0.8))
    moment.add(Rect(place.box.grown(2.5 * moment.scale), "", role, 2.2, 4.0 * moment.scale, share))


def _result(moment: Moment, column: Column, start: Box, goal: Box) -> None:
    """Let what a matrix gave fly on into the pane."""
    phase = moment.phase
    values = moment.reading.pane_values(phase.layer, phase.pane, column.t)
    scale = moment.reading.pane_scale(phase.layer, phase.pane)
    _fly(moment, values, scale, start, goal, begin=0.42, end=0.95)


def _to_candidates(moment: Moment, column: Column) -> None:
    """Let the output state fly through W_hy to the candidates."""
    layout, reading = moment.layout, moment.reading
    layer = layout.measures.shape.layers
    pane = reading.plans[layer - 1].state_panes[0]
    start = layout.pane(column, layer, pane)
    values = reading.pane_values(layer, pane, column.t)
    scale = reading.pane_scale(layer, pane)
    rows = candidates(moment.content, column.t, layout.measures.candidate_rows)
    first = logit_box(layout, candidate_box(layout, column, 0))
    last = logit_box(layout, candidate_box(layout, column, len(rows) - 1))
    goal = Box(first.x, first.y, first.width, last.bottom - first.y)
    places = output_places(reading, layout, column)
    if not places:
        _fly(moment, values, scale, start, goal, begin=0.0, end=0.8)
        return
    _fly(moment, values, scale, start, places[0].box, begin=0.0, end=0.5)
    _flash(moment, places[0])
    logits = moment.content.trace.logits[column.t][list(rows)]  # (rows,)
    _fly(moment, logits, reading.logit_scale, places[0].box, goal, begin=0.42, end=0.85)
