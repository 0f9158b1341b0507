"""The row below the steps of a sum: the carry between them, which the net has to remember without being told.

It is computed from the bits, not from the net. A carry stands between the step that it comes out of and the
step that it goes into, as the hidden state above does.
"""

from __future__ import annotations

from rnnlab.scene.drawing import Box, Line, Rect
from rnnlab.scene.motion import part
from rnnlab.scene.sequence.layout import Column, Layout
from rnnlab.scene.sequence.matrices import zero_x
from rnnlab.scene.sequence.moment import Moment

CHIP = 17.0


def carry_box(layout: Layout, column: Column) -> Box:
    """Return the box of the carry out of a column's step: on the border to the next one."""
    measures = layout.measures
    unit = measures.scale
    edge = min(CHIP * unit, measures.bands.memory.height, measures.pitch * 0.7)
    border = column.x + column.width
    if column.t == measures.shape.steps - 1:
        border -= edge / 2 + 1.0
    return Box.around(border, measures.bands.memory.center, edge, edge)


def first_box(layout: Layout) -> Box:
    """Return the box of the 0 that goes into the first step."""
    first = carry_box(layout, layout.column(0))
    return Box.around(zero_x(layout), first.center_y, first.width, first.height)


def draw_carry(moment: Moment, column: Column) -> None:
    """Draw the carry out of a step, and how it comes about in the step in focus."""
    carries, layout, unit = moment.content.carries, moment.layout, moment.scale
    if not carries:
        return
    presence = moment.presence(column)
    before = carry_box(layout, layout.column(column.t - 1)) if column.t else first_box(layout)
    box = carry_box(layout, column)
    if not column.t:
        _chip(moment, before, 0, 1.0)
        time = layout.measures.bands.time
        moment.text(
            before.x - 1.0, time.center, moment.labels.carry, 10.5, "hidden_text", align="left", bold=True
        )
    y = box.center_y
    start, end = before.right + 2.0 * unit, box.x - 2.0 * unit
    opened = part(column.openness, 0.55, 1.0)
    if end - start > 5.0 * unit:
        points = ((start, y), (end, y))
        faint = presence * (0.55 - 0.4 * opened)
        moment.add(Line(points, "hidden", 1.2 * unit, 4.5 * unit, True, opacity=faint))
    _sum(moment, column, (start, end), opened)
    _chip(moment, box, carries[column.t], presence)


def _chip(moment: Moment, box: Box, carry: int, opacity: float) -> None:
    fill, role = ("hidden", "on_accent") if carry else ("hidden_soft", "hidden_text")
    moment.add(Rect(box, fill, "hidden", 1.0, box.height * 0.3, opacity))
    size = box.height * 0.66 / moment.scale
    moment.text(box.center_x, box.center_y, str(carry), size, role, bold=bool(carry), opacity=opacity)


def _sum(moment: Moment, column: Column, ends: tuple[float, float], share: float) -> None:
    """Write the sum of the step in focus: both bits and the carry, in binary."""
    content, t = moment.content, column.t
    if share <= 0.0:
        return
    came = content.carries[t - 1] if t else 0
    code = content.trace.shape.encoded(content.trace.inputs[t])  # (2,)
    bits = [round(float(bit)) for bit in code]
    text = moment.labels.sum.format(*bits, came, f"{sum(bits) + came:02b}")
    room = ends[1] - ends[0] - 6.0 * moment.scale
    if room < 40.0 * moment.scale:
        return
    moment.text(
        (ends[0] + ends[1]) / 2,
        moment.layout.measures.bands.memory.center,
        text,
        11.5,
        "hidden_text",
        max_width=room,
        opacity=share,
    )
