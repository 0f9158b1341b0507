"""The middle rows: each layer's box with its states; in focus with everything computed on the way to them."""

from __future__ import annotations

from rnnlab.core.net import FloatArray
from rnnlab.scene.drawing import Box, CellGrid, Line, Mark, Rect
from rnnlab.scene.motion import clamp, ease, part
from rnnlab.scene.notation import MINUS, name
from rnnlab.scene.sequence.bands import HEADER
from rnnlab.scene.sequence.expressions import at_time, without_time
from rnnlab.scene.sequence.layout import Column
from rnnlab.scene.sequence.moment import Moment
from rnnlab.scene.sequence.plan import Pane
from rnnlab.scene.sequence.sizes import NUMBER_ROW, NUMBER_WIDTH
from rnnlab.scene.target import Target


def draw_cell(moment: Moment, column: Column, layer: int) -> None:
    """Draw one layer of one step."""
    box = moment.layout.box(column, layer)
    presence = moment.presence(column)
    unit = moment.scale
    radius = min(9.0 * unit, box.width * 0.3)
    opened = part(column.openness, 0.3, 1.0)
    moment.add(Rect(box, "card", "border_strong", 1.0, radius, presence))
    if opened > 0:
        moment.add(Rect(box, "", "hidden", 2.0, radius, opened))
        for place, pane in enumerate(moment.reading.plans[layer - 1].panes):
            if place not in moment.reading.plans[layer - 1].state_panes:
                _pane(moment, column, layer, place, part(column.openness, 0.55, 1.0))
            _header(moment, column, layer, place, pane)
        if len(moment.reading.plans[layer - 1].input_matrices) == 1:
            _shape(moment, box, layer, part(column.openness, 0.6, 1.0))
    for state in range(len(moment.reading.plans[layer - 1].state_panes)):
        _state(moment, column, layer, state)


def _shape(moment: Moment, box: Box, layer: int, share: float) -> None:
    """Write the shape of a hidden vector at the box's corner, as slides do: (16,1).

    Above the last layer, where only its output leaves from the middle; below it arrows come from any column.
    """
    shape, unit = moment.layout.measures.shape, moment.scale
    y = box.y - 8.5 * unit if layer == shape.layers and shape.states == 1 else box.bottom + 8.5 * unit
    text = f"({shape.hidden},1)"
    moment.text(box.right - 4.0 * unit, y, text, 10.5, "muted", align="right", opacity=share)


def pane_target(moment: Moment, layer: int, place: int, t: int) -> Target:
    """Return what a pane stands for."""
    pane = moment.reading.pane(layer, place)
    key = moment.reading.key(pane.quantity, layer)
    if pane.kind == "quantity":
        return Target("quantity", key, layer, t)
    if pane.kind == "bias":
        name = moment.content.trace.shape.cell.nodes[pane.node].name
        return Target("parameter", moment.reading.key(name, layer), layer)
    return Target("term", key, layer, t, node=pane.node)


def pane_done(moment: Moment, layer: int, place: int, t: int) -> float:
    """Return how far a pane is filled, 0 … 1 (not eased); a bias is always there: it was learnt."""
    if moment.reading.pane(layer, place).kind == "bias":
        return 1.0
    return moment.progress(t, moment.reading.pane_phases[layer - 1][place])


def revealed(done: float) -> float:
    """Return the share of a pane's rows shown when its phase is so far: they come in its second half."""
    return ease(part(done, 0.45, 1.0))


def _pane(moment: Moment, column: Column, layer: int, place: int, share: float) -> None:
    if share <= 0:
        return
    box = moment.layout.pane(column, layer, place)
    values = moment.reading.pane_values(layer, place, column.t)
    scale = moment.reading.pane_scale(layer, place)
    done = pane_done(moment, layer, place, column.t)
    target = pane_target(moment, layer, place, column.t)
    _numbers(moment, box, values, target, scale=scale, reveal=revealed(done), opacity=share)


def _state(moment: Moment, column: Column, layer: int, state: int) -> None:
    place = moment.reading.plans[layer - 1].state_panes[state]
    box = moment.layout.state(column, layer, state, place)
    values = moment.reading.pane_values(layer, place, column.t)
    target = pane_target(moment, layer, place, column.t)
    scale = moment.reading.quantity_scale(target.key)
    reveal = revealed(pane_done(moment, layer, place, column.t))
    opacity = moment.presence(column)
    _numbers(moment, box, values, target, scale=scale, reveal=reveal, opacity=opacity)
    held = moment.reading.held.get(target.key, ())
    if held and reveal >= 1.0:
        _pins(moment, box, layer, held, target)
    follower = moment.content.follower
    if (
        reveal > 0.0
        and follower is not None
        and (follower.layer, moment.reading.key(follower.state, layer))
        == (
            layer,
            target.key,
        )
    ):
        _follower(moment, column, box, target.at(follower.unit))


def _numbers(
    moment: Moment,
    box: Box,
    values: FloatArray,
    target: Target,
    *,
    scale: float,
    reveal: float,
    opacity: float,
) -> None:
    """Draw a vector as cells, with numbers where they can be read."""
    unit = moment.scale
    cells = moment.layout.measures.grid(len(values), target.layer)
    row, width = cells.row_height, box.width / cells.columns
    gap = min(2.0 * unit, row * 0.16, width * 0.2) if row >= 4.0 * unit else 0.0
    readable = row >= NUMBER_ROW * unit and width >= NUMBER_WIDTH * unit
    size = min(row * 0.72, 12.5 * unit, (width - gap) * 0.37) if readable else 0.0
    if reveal < 1.0:
        moment.add(Rect(box, "subtle", "", 1.0, min(4.0 * unit, width * 0.2), opacity, target=target))
    if reveal > 0.0:
        grid = CellGrid(
            box, values, cells.rows, cells.columns, "signed", scale, gap, size, reveal, opacity, target
        )
        moment.add(grid)


def _follower(moment: Moment, column: Column, box: Box, target: Target) -> None:
    """Frame the unit that follows the carry; in focus a tag says whether it goes with it or against it."""
    follower, unit = moment.content.follower, moment.scale
    assert follower is not None
    cells = moment.layout.measures.grid(moment.content.trace.shape.hidden_size, target.layer)
    width, height = box.width / cells.columns, cells.row_height
    spot = Box(
        box.x + follower.unit // cells.rows * width,
        box.y + follower.unit % cells.rows * height,
        width,
        height,
    )
    presence = moment.presence(column)
    line = min(1.8 * unit, height * 0.3)
    moment.add(
        Rect(spot.grown(line / 2), "", "ink", line, min(3.0 * unit, height * 0.3), presence, target=target)
    )
    share = part(column.openness, 0.6, 1.0)
    if share > 0:
        outer = moment.layout.box(column, target.layer)
        tag = Box.around(outer.right, spot.center_y, 22.0 * unit, 14.0 * unit)
        moment.add(Rect(tag, "ink", "card", 1.0, 7.0 * unit, share, target=target))
        sign = "+" if follower.correlation > 0 else MINUS
        moment.text(tag.center_x, tag.center_y, f"{sign}c", 10.5, "card", bold=True, opacity=share)


def _pins(moment: Moment, box: Box, layer: int, held: tuple[int, ...], target: Target) -> None:
    cells = moment.layout.measures.grid(moment.content.trace.shape.hidden_size, layer)
    width, height = box.width / cells.columns, cells.row_height
    for unit in held:
        x = box.x + unit // cells.rows * width
        y = box.y + unit % cells.rows * height
        spot = Box(x, y, width, height)
        moment.add(
            Rect(spot, "", "warning", 2.0, min(3.0 * moment.scale, height * 0.3), target=target.at(unit))
        )
        if height >= 9.0 and width >= 20.0:
            size = min(height * 0.7, 9.0 * moment.scale)
            moment.add(Mark(spot.right - 1.0, spot.y + 1.0, size, "pin", "warning", 1.0, target.at(unit)))


def _header(moment: Moment, column: Column, layer: int, place: int, pane: Pane) -> None:
    """Write a pane's name above it and its sign before it, and ring it while it is computed."""
    share = part(column.openness, 0.6, 1.0)
    if share <= 0:
        return
    unit = moment.scale
    band = moment.layout.measures.bands.layers[layer - 1].box
    box = moment.layout.pane(column, layer, place)
    active = moment.is_active(column.t, moment.reading.pane_phases[layer - 1][place])
    target = pane_target(moment, layer, place, column.t)
    room = box.width + moment.layout.measures.pane_gap * 0.9
    formula = _fitting_name(pane, room / unit, layer if moment.reading.stage_shape.layers > 1 else 0)
    moment.text(
        box.center_x,
        band.y + (HEADER / 2 + 4.0) * unit,
        at_time(formula, column.t),
        12.0,
        "hidden_text" if pane.role == "hidden" else "input_text" if pane.role == "input" else pane.role,
        bold=pane.kind == "quantity" or active,
        formula=True,
        max_width=room,
        opacity=share,
        target=target,
    )
    if pane.operator and place:
        before = moment.layout.pane(column, layer, place - 1)
        _operator(moment, (before.right + box.x) / 2, box, pane.operator, share=share, active=active)
    if active and pane.kind != "bias":
        ring = clamp(moment.moved * 4.0) * share
        role = "input" if pane.role == "input" else "hidden"
        moment.add(Rect(box.grown(2.5 * unit), "", role, 1.6, 5.0 * unit, ring))


def _fitting_name(pane: Pane, room: float, layer: int) -> str:
    """Return a pane's formula, shorter where there is little room: without the time, or the matrix alone."""
    if room >= 44.0 or pane.kind == "quantity":
        return pane.formula
    if room >= 34.0 or len(pane.sources) != 1 or not pane.sources[0].direct:
        return without_time(pane.formula)
    return name(pane.sources[0].matrix, layer).markup


def _operator(moment: Moment, x: float, box: Box, sign: str, *, share: float, active: bool) -> None:
    word = len(sign) > 1
    measures = moment.layout.measures
    gap = measures.last_gap if word else measures.pane_gap
    size = min(13.0 if not word else 11.0, gap / moment.scale / (0.8 if not word else 0.62 * len(sign)))
    if size < 5.0:
        return
    role = "hidden_text" if active else "muted"
    if not word:
        moment.text(x, box.center_y, sign, size, role, bold=active, opacity=share)
        return
    reach = gap / 2 - 3.0 * moment.scale
    y = box.center_y
    moment.text(x, y - 8.0 * moment.scale, sign, size, role, bold=True, opacity=share)
    points = ((x - reach, y + 2.0 * moment.scale), (x + reach, y + 2.0 * moment.scale))
    moment.add(
        Line(points, "hidden" if active else "muted", 1.4 * moment.scale, 5.0 * moment.scale, opacity=share)
    )
