"""The ways values take: arrows with matrices on them, lanes of further states, the net's output fed back."""

from __future__ import annotations

from rnnlab.core.net import OUTPUT_MATRIX
from rnnlab.scene.drawing import Box, CellGrid, Line, Point, Rect
from rnnlab.scene.motion import mix, part
from rnnlab.scene.notation import name
from rnnlab.scene.sequence.bands import Band
from rnnlab.scene.sequence.inputs import chip_box, hot_cell, one_hot_box
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.matrices import (
    MatrixPlace,
    arrow_y,
    input_places,
    output_places,
    picked_column,
    state_places,
    zero_x,
)
from rnnlab.scene.sequence.moment import Moment
from rnnlab.scene.sequence.outputs import written_from
from rnnlab.scene.target import Target

LABEL_WAY = 26.0
"""Height of a way, at 100 %, from which a matrix' name has room on it at its full size."""


def draw_ways(moment: Moment, column: Column) -> None:
    """Draw every arrow that ends in a column, or leaves it upwards."""
    for layer in range(1, moment.layout.measures.shape.layers + 1):
        _recurrent(moment, column, layer)
        _lanes(moment, column, layer)
        _upwards(moment, column, layer)
    _output(moment, column)
    if column.t >= max(moment.content.given, 1):
        _feedback(moment, column)


def strength(column: Column) -> float:
    """Return how strongly arrows are drawn: those of the step in focus stand out."""
    return mix(0.5, 0.85, column.openness)


def _arrow(moment: Moment, points: tuple[Point, ...], role: str, opacity: float, target: Target) -> None:
    unit = moment.scale
    moment.add(Line(points, role, 1.6 * unit, 6.5 * unit, opacity=opacity, target=target))


def _matrix_target(moment: Moment, names: tuple[str, ...], layer: int, t: int, state: str = "") -> Target:
    key = names[0] if names else state
    return Target("arrow", moment.reading.key(key, layer), layer, t)


def _beginning(moment: Moment) -> str:
    """Return what stands where the states come from: zero, or that more came before."""
    return "…" if moment.content.trace.initial else "0"


def _recurrent(moment: Moment, column: Column, layer: int) -> None:
    layout, unit = moment.layout, moment.scale
    names = moment.reading.plans[layer - 1].state_matrices
    box = layout.box(column, layer)
    y = arrow_y(layout, layer)
    presence = moment.presence(column)
    output = moment.content.trace.shape.cell.output
    target = _matrix_target(moment, names, layer, column.t, output)
    if column.t:
        start = layout.box(layout.column(column.t - 1), layer).right
    else:
        x = zero_x(layout)
        moment.add(
            Rect(Box.around(x, y, 16.0 * unit, 20.0 * unit), "subtle", "border", 1.0, 5.0 * unit, presence)
        )
        moment.text(x, y, _beginning(moment), 11.0, "muted", opacity=presence)
        start = x + 8.0 * unit
    _arrow(
        moment,
        ((start + 3.0 * unit, y), (box.x - 3.0 * unit, y)),
        "hidden",
        presence * strength(column),
        target,
    )
    places = state_places(moment.reading, layout, column, layer)
    _pictures(moment, column, places, "hidden")
    if names and not places:
        room = box.x - start - 4.0 * unit
        _name(moment, (start + box.x) / 2, y - 10.0 * unit, names, target, room=room, opacity=presence)


def _name(
    moment: Moment,
    x: float,
    y: float,
    names: tuple[str, ...],
    target: Target,
    *,
    room: float,
    opacity: float,
) -> None:
    """Write the matrices' names over an arrow if they can be read there."""
    unit = moment.scale
    if room < 26.0 * unit:
        return
    text = name(names[0], target.layer if moment.reading.stage_shape.layers > 1 else 0).markup
    text += "…" if len(names) > 1 else ""
    size = 12.0 if room > 40.0 * unit else 10.0
    moment.text(
        x,
        y,
        text,
        size,
        "hidden_text",
        bold=True,
        formula=True,
        max_width=room,
        opacity=opacity,
        target=target,
    )


def _pictures(moment: Moment, column: Column, places: tuple[MatrixPlace, ...], role: str) -> None:
    """Draw the matrices' pictures beside an arrow of the column in focus."""
    share = part(column.openness, 0.6, 1.0)
    if share <= 0:
        return
    for place in places:
        picture(moment, place, role, share)


def picture(moment: Moment, place: MatrixPlace, role: str, share: float) -> None:
    """Draw a matrix: its cells, with numbers where they can be read, and its name."""
    unit = moment.scale
    matrix = moment.reading.parameter(place.key)
    rows, columns = matrix.shape if matrix.ndim == 2 else (len(matrix), 1)
    target = Target("parameter", place.key, place.layer)
    width, height = place.box.width / columns, place.box.height / rows
    readable = width >= 30.0 * unit and height >= 12.0 * unit
    gap = 1.5 * unit if readable else 1.0 if min(width, height) >= 6.0 * unit else 0.0
    size = min(height * 0.62, width * 0.3, 11.5 * unit) if readable else 0.0
    scale = moment.reading.parameter_scale(place.key)
    moment.add(CellGrid(place.box, matrix, rows, columns, "signed", scale, gap, size, 1.0, share, target))
    moment.add(Rect(place.box.grown(1.0), "", "border_strong", 1.0, 2.0 * unit, share))
    for index in moment.reading.touched_parameters.get(place.key, ()):
        spot = Box(
            place.box.x + (index[1] if len(index) > 1 else 0) * width,
            place.box.y + index[0] * height,
            width,
            height,
        )
        moment.add(Rect(spot.grown(0.5), "", "warning", 1.6, 1.5, share))
    if place.labelled:
        several = moment.reading.stage_shape.layers > 1 and place.layer > 0
        moment.text(
            place.label_x,
            place.label_y,
            name(place.key.partition(".")[0], place.layer if several else 0).markup,
            12.0,
            f"{role}_text",
            align=place.label_align,
            bold=True,
            formula=True,
            max_width=max(place.box.width * 0.7, 34.0 * unit),
            opacity=share,
            target=target,
        )


def _lanes(moment: Moment, column: Column, layer: int) -> None:
    """Draw further states' ways from step to step: above the boxes, like a motorway over the town."""
    layout, unit = moment.layout, moment.scale
    cell_plan = moment.reading.plans[layer - 1]
    states = moment.content.trace.shape.cell.states
    band = layout.measures.bands.layers[layer - 1].lanes
    presence = moment.presence(column)
    for state in range(1, len(states)):
        pane = cell_plan.state_panes[state]
        y = band.y + band.height * (state - 0.5) / (len(states) - 1)
        end = layout.state(column, layer, state, pane).center_x
        box = layout.box(column, layer)
        key = moment.reading.key(states[state], layer)
        if column.t:
            before = layout.column(column.t - 1)
            start = layout.state(before, layer, state, pane).center_x
        else:
            start = zero_x(layout)
            moment.text(
                start - 2.0 * unit, y, _beginning(moment), 10.0, "muted", align="right", opacity=presence
            )
        target = Target("arrow", key, layer, column.t)
        shown = presence * strength(column)
        moment.add(
            Line(((start, y), (end, y)), "hidden", 2.4 * unit, 7.0 * unit, opacity=shown, target=target)
        )
        moment.add(Line(((end, y), (end, box.y)), "hidden", 2.4 * unit, opacity=shown, target=target))


def _upwards(moment: Moment, column: Column, layer: int) -> None:
    layout, unit = moment.layout, moment.scale
    names = moment.reading.plans[layer - 1].input_matrices
    presence = moment.presence(column)
    box = layout.box(column, layer)
    role = "input" if layer == 1 else "hidden"
    target = _matrix_target(moment, names, layer, column.t, "x")
    small = chip_box(layout, column)
    if layer == 1:
        start = mix(small.y, one_hot_box(layout, column).y, column.openness)
    else:
        start = layout.box(column, layer - 1).y
        start -= layout.measures.bands.layers[layer - 2].lanes.height
    start_x = column.center
    places = input_places(moment.reading, layout, column, layer) if column.openness > 0.3 else ()
    share = part(column.openness, 0.6, 1.0)
    if places and share > 0:
        _through_pictures(moment, column, layer, places, role=role, share=share)
        presence *= 1.0 - share
    _arrow(
        moment,
        ((start_x, start - 3.0 * unit), (column.center, box.bottom + 3.0 * unit)),
        role,
        presence * strength(column),
        target,
    )
    if not places and names and column.openness > 0.3:
        text = name(names[0], layer if layout.measures.shape.layers > 1 else 0).markup
        text += "…" if len(names) > 1 else ""
        way = Band(box.bottom, start - box.bottom)
        _name_beside(moment, column, way, text, f"{role}_text", opacity=share, target=target)


def _name_beside(
    moment: Moment, column: Column, way: Band, text: str, role: str, *, opacity: float, target: Target
) -> None:
    """Write a matrix' name beside the arrow that goes up a way."""
    unit = moment.scale
    # a low way is hardly higher than the letters: nothing around it must cover their indices
    is_low = way.height < LABEL_WAY * unit
    size, rise = 10.5 if is_low else 12.0, 3.0 * unit if is_low and "^" not in text else 0.0
    moment.text(
        *(column.center + 9.0 * unit, way.center - rise, text, size, role),
        align="left",
        bold=True,
        formula=True,
        opacity=opacity,
        target=target,
    )


def _through_pictures(
    moment: Moment, column: Column, layer: int, places: tuple[MatrixPlace, ...], *, role: str, share: float
) -> None:
    """Draw the way in through the matrices' pictures: up to each, and from each on into the box."""
    layout, unit = moment.layout, moment.scale
    box = layout.box(column, layer)
    hot = moment.content.hot(column.t)
    _pictures(moment, column, places, role)
    for place in places:
        target = Target("arrow", place.key, layer, column.t)
        if layer == 1:
            row = one_hot_box(layout, column)
            start, through = (row.center_x, row.y - 2.0), place.box.center_x
            if len(hot) == 1:
                start = (hot_cell(layout, column, hot[0]).center_x, start[1])
                through = picked_column(moment.reading, place, hot[0]).center_x
            known = moment.done(column.t, "input") >= 1.0
            for entry in hot:
                picked = picked_column(moment.reading, place, entry)
                ring = Box(picked.x, picked.y, max(picked.width, 3.0), picked.height).grown(1.5 * unit)
                moment.add(Rect(ring, "", role, 2.0, 2.5 * unit, share * known, target=None))
        else:
            below = layout.box(column, layer - 1)
            lanes = layout.measures.bands.layers[layer - 2].lanes.height
            start, through = (column.center, below.y - lanes - 2.0), place.box.center_x
        bottom = (through, place.box.bottom + 3.0 * unit)
        bend = (start[1] + bottom[1]) / 2
        strength = share * (0.85 if len(places) == 1 else 0.5)
        up = Line(
            (start, (start[0], bend), (bottom[0], bend), bottom),
            *(role, 1.5 * unit, 5.0 * unit, False, True, strength, target),
        )
        moment.add(up)
        leaves = through if len(places) == 1 else place.box.right - min(16.0 * unit, place.box.width * 0.3)
        out = (leaves, place.box.y - 3.0 * unit)
        aim = (_landing(box, leaves), box.bottom + 3.0 * unit)
        middle = (out[1] + aim[1]) / 2
        moment.add(
            Line(
                (out, (out[0], middle), (aim[0], middle), aim),
                *(role, 1.5 * unit, 5.0 * unit, False, True, strength, target),
            )
        )


def _landing(box: Box, x: float) -> float:
    """Return where an arrow from below meets a box: straight above if the box is that wide."""
    margin = min(14.0, box.width / 2)
    return min(max(x, box.x + margin), box.right - margin)


def _output(moment: Moment, column: Column) -> None:
    layout, unit = moment.layout, moment.scale
    measures = layout.measures
    top = measures.shape.layers
    box = layout.box(column, top)
    way = measures.bands.output_way
    lanes = measures.bands.layers[top - 1].lanes.height
    presence = moment.presence(column)
    target = Target("arrow", OUTPUT_MATRIX, 0, column.t)
    start = mix(box.y, way.bottom + lanes - 1.0 * unit, column.openness)
    end = way.y + 2.0 * unit
    _arrow(
        moment,
        ((column.center, min(start, box.y) - 3.0 * unit), (column.center, end)),
        "output",
        presence * strength(column),
        target,
    )
    share = part(column.openness, 0.6, 1.0)
    if share <= 0:
        return
    places = output_places(moment.reading, layout, column)
    for place in places:
        picture(moment, place, "output", share)
    if not places:
        text = name(OUTPUT_MATRIX).markup
        _name_beside(moment, column, way, text, "output_text", opacity=share, target=target)


def feedback_points(layout: Layout, column: Column) -> tuple[Point, ...]:
    """Return the way from the output of the step before to this step's input, as Bézier curves."""
    before = layout.column(column.t - 1)
    start_box = written_from(layout, before)
    unit = layout.measures.scale
    chip, row = chip_box(layout, column), one_hot_box(layout, column)
    end_box = chip.towards(row, column.openness)
    start = (start_box.right + 1.0, start_box.center_y)
    end = (end_box.x - 2.0 * unit, end_box.center_y)
    lane = max(min(column.x, end[0] - 3.0 * unit), start[0] + 2.0 * unit)
    lane = min(lane, end[0] - 1.0)
    bend = min(16.0 * unit, (end[1] - start[1]) / 3)
    down, up = (lane, start[1] + bend), (lane, end[1] - bend)
    return (
        start,
        (lane, start[1]),
        (lane, start[1]),
        down,
        down,
        up,
        up,
        (lane, end[1]),
        (lane, end[1]),
        end,
    )


def _feedback(moment: Moment, column: Column) -> None:
    unit = moment.scale
    known = moment.symbol_known(column.t)
    opacity = moment.presence(column) * (0.9 if known else 0.5)
    target = Target("arrow", "", 0, column.t)
    points = feedback_points(moment.layout, column)
    moment.add(Line(points, "output", 1.6 * unit, 6.0 * unit, True, True, opacity, target))
