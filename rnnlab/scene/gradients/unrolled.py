"""One net unrolled through time, with the gradient that comes back through each of its states.

The thickness of the band at step t is ‖∂L_T/∂state_t‖ as measured (after clipping), in proportion to that
state's own gradient at the last step (before clipping); beyond what there is room for it turns to the colour
of the loss.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnnlab.core.gradient_flow import Float64Array
from rnnlab.scene.drawing import Box, Line, Primitive, Rect, Text
from rnnlab.scene.gradients.content import LANE_ROLES, GradientContent, Lane
from rnnlab.scene.gradients.layout import GradientLayout

_THICK = 24.0
_NODE_SPACING = 20.0


def thickness(lane: Lane, key: str, room: float, usual: float) -> tuple[Float64Array, Float64Array]:
    """Return the band's thickness at every step, (T,), and whether it is more than there is room for, (T,).

    Parameters
    ----------
    lane, key
        The net and its state.
    room
        Greatest thickness.
    usual
        Thickness of the gradient at the last step, before clipping.
    """
    reference = float(lane.flow.norms[key][-1])
    with np.errstate(invalid="ignore", over="ignore"):
        wanted = (
            usual * lane.passed_on(key) / reference if reference > 0 else np.zeros(lane.flow.steps)
        )  # (T,)
    # an even number of pixels lies evenly about the track's line
    wanted = np.where(wanted >= 1.5, 2 * np.round(wanted / 2), wanted)  # (T,)
    over = ~(wanted <= room)  # (T,): also where it is not a number
    return np.where(over, 2 * (room // 2), wanted), np.asarray(over, np.float64)


def rows(content: GradientContent, plan: GradientLayout, cursor: float, by_step: str) -> Iterator[Primitive]:
    """Draw all nets.

    Parameters
    ----------
    cursor
        How many steps the loss has travelled back, 0 … T - 1.
    by_step
        Words for the mean factor a step, with a place for the number.
    """
    for number, (lane, box) in enumerate(zip(content.lanes, plan.rows, strict=True)):
        role = LANE_ROLES[number]
        if number:
            yield Line(((0.0, box.y - 2 * plan.scale), (plan.width, box.y - 2 * plan.scale)), "border", 1.0)
        yield from _heading(lane, box, role, plan, by_step)
        tracks = lane.states[::-1]
        height = box.height / len(tracks)
        for place, key in enumerate(tracks):
            track = Box(plan.left, box.y + place * height, plan.right - plan.left, height)
            yield from _track(lane, key, track, role, plan, cursor)


def _heading(lane: Lane, box: Box, role: str, plan: GradientLayout, by_step: str) -> Iterator[Primitive]:
    scale, room = plan.scale, plan.left - 28 * plan.scale
    yield Text(
        0, box.center_y - 9 * scale, lane.title, 14 * scale, f"{role}_text", "left", True, max_width=room
    )
    rates = [lane.flow.rate(key) for key in lane.states]
    known = [rate for rate in rates if rate is not None]
    if known:
        # the widest way is what counts: the state that keeps most
        words = by_step.format(f"{max(known):.2f}")
        yield Text(0, box.center_y + 9 * scale, words, 12 * scale, "muted", "left", max_width=room)


def _track(
    lane: Lane, key: str, box: Box, role: str, plan: GradientLayout, cursor: float
) -> Iterator[Primitive]:
    scale, y = plan.scale, box.center_y
    room = box.height * 0.86
    last = plan.steps - 1
    reached = last - cursor  # the step the gradient has come to, perhaps between two
    yield Line(((plan.left, y), (plan.right, y)), "border_strong", 1.0)
    yield Text(plan.left - 18 * scale, y, key, 13 * scale, "muted", formula=True)
    wide, over = thickness(lane, key, room, min(_THICK * scale, room * 0.6))
    for t in range(last - 1, -1, -1):
        end = max(float(t), reached)
        if end >= t + 1:
            break
        if wide[t] >= 0.3:
            start_x, end_x = plan.x(t + 1), plan.x(end)
            band = Box(end_x, y - wide[t] / 2, start_x - end_x, wide[t])
            yield Rect(band, fill="loss" if over[t] else role, opacity=0.9)
    yield from _nodes(box, role, plan, reached)
    yield from _source(box, plan)


def _nodes(box: Box, role: str, plan: GradientLayout, reached: float) -> Iterator[Primitive]:
    y, now = box.center_y, round(reached)
    if plan.spacing >= _NODE_SPACING * plan.scale:
        size = min(plan.spacing * 0.5, box.height * 0.45, 15 * plan.scale)
        for t in range(plan.steps):
            arrived = t >= reached
            yield Rect(
                Box.around(plan.x(t), y, size, size),
                fill="card",
                stroke=role if arrived else "border_strong",
                line_width=2.0 if t == now else 1.2,
                radius=size / 2,
            )
    size = 8 * plan.scale
    yield Rect(Box.around(plan.x(reached), y, size, size), fill="ink", radius=size / 2)


def _source(box: Box, plan: GradientLayout) -> Iterator[Primitive]:
    """Draw where the gradient comes from: the loss of the last step."""
    scale, y = plan.scale, box.center_y
    yield Text(plan.width - 12 * scale, y, "L_{T}", 12 * scale, "loss", formula=True)
    start, end = plan.width - 19 * scale, plan.right + 10 * scale
    yield Line(((start, y), (end, y)), "loss", 1.5 * scale, arrow=5 * scale)
