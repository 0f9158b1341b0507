"""The chart below the nets: sizes on a log axis over the same time steps, or the loss over training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rnnlab.core.gradient_flow import Float64Array
from rnnlab.scene.drawing import Box, CellGrid, Line, Primitive, Rect, Text
from rnnlab.scene.gradients.content import LANE_ROLES, GradientContent, Lane, View
from rnnlab.scene.gradients.layout import GradientLayout
from rnnlab.scene.gradients.numbers import decades, power, ticks
from rnnlab.scene.notation import name

_LOWEST, _HIGHEST = -30.0, 30.0


@dataclass(frozen=True, eq=False)
class Series:
    """One line over the time steps.

    Attributes
    ----------
    label
        Written at its left end; empty for none.
    values
        Sizes (T,); what is not above 0 and finite is left out.
    """

    label: str
    role: str
    values: Float64Array
    width: float = 2.0
    dashed: bool = False
    opacity: float = 1.0


def series_of(content: GradientContent, view: View) -> tuple[Series, ...]:
    """Return the lines of a view with a log axis."""
    found: list[Series] = []
    for lane, role in zip(content.lanes, LANE_ROLES, strict=False):
        for number, key in enumerate(lane.states):
            label = f"{lane.title} {key}" if len(lane.states) > 1 else lane.title
            if view == "norms":
                found += _norm_series(lane, key, label, role, number > 0)
            else:
                found += _singular_series(lane, key, label, role, number > 0)
    return tuple(found)


def _norm_series(lane: Lane, key: str, label: str, role: str, second: bool) -> list[Series]:
    norms, width = lane.flow.norms[key], 3.0 if second else 2.0
    found = [Series(label, role, lane.passed_on(key), width)]
    if lane.clip_factor < 1:
        found.append(Series("", role, norms, 1.2, opacity=0.5))
    bound = lane.flow.bound(key)
    if bound is not None:
        found.append(Series("", role, bound, 1.4, dashed=True, opacity=0.75))
    return found


def _singular_series(lane: Lane, key: str, label: str, role: str, second: bool) -> list[Series]:
    values = lane.flow.singular_values[key]  # (T, H)
    found = [Series(label, role, values[:, 0], 3.0 if second else 2.0)]
    if values.shape[1] > 2:
        found.append(Series("", role, values[:, values.shape[1] // 2], 1.2, opacity=0.55))
    rate = lane.flow.bound_rate
    if rate is not None:
        ages = np.arange(lane.flow.steps)[::-1]  # (T,)
        found.append(Series("", role, np.asarray(rate**ages, np.float64), 1.4, dashed=True, opacity=0.75))
    return found


def log_range(series: tuple[Series, ...]) -> tuple[float, float]:
    """Return the exponents at the axis' lower and upper end: of what was measured, not of the bounds."""
    logs = [_logs(one.values) for one in series if not one.dashed]
    finite = np.concatenate([log[np.isfinite(log)] for log in logs] or [np.zeros(0)])
    if not len(finite):
        return -1.0, 1.0
    low = max(float(np.floor(finite.min() - 0.15)), _LOWEST)
    high = min(float(np.ceil(finite.max() + 0.15)), _HIGHEST)
    return min(low, high - 2), max(high, low + 2)


def _logs(values: Float64Array) -> Float64Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where((values > 0) & np.isfinite(values), np.log10(values), np.nan))  # (T,)


def log_ground(content: GradientContent, plan: GradientLayout, view: View) -> Iterator[Primitive]:
    """Draw the log axis of a view and the time axis."""
    low, high = log_range(series_of(content, view))
    box, scale = plan.chart, plan.scale
    for exponent in decades(low, high, int(box.height / (20 * scale))):
        y = _height(plan, float(exponent), (low, high))
        yield Line(((box.x, y), (box.right, y)), "border", 1.0)
        yield Text(box.x - 8 * scale, y, power(exponent), 11 * scale, "muted", "right")
    yield from time_axis(plan)


def log_lines(content: GradientContent, plan: GradientLayout, view: View) -> Iterator[Line]:
    """Draw the lines of a view on its log axis; gaps where there is nothing to show."""
    series = series_of(content, view)
    limits = log_range(series)
    for one in series:
        logs = _logs(one.values)
        inside = np.isfinite(logs) & (logs >= limits[0]) & (logs <= limits[1])  # (T,)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(int)))
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            points = tuple((plan.x(t), _height(plan, float(logs[t]), limits)) for t in range(first, end))
            if len(points) > 1:
                width = one.width * plan.scale
                yield Line(points, one.role, width, dashed=one.dashed, opacity=one.opacity)


def log_labels(content: GradientContent, plan: GradientLayout, view: View) -> Iterator[Primitive]:
    """Write each line's name where it ends at the left, none on top of another."""
    series = series_of(content, view)
    yield from _labels([one for one in series if one.label], plan, log_range(series))


def _height(plan: GradientLayout, exponent: float, limits: tuple[float, float]) -> float:
    low, high = limits
    return plan.chart.bottom - (exponent - low) / (high - low) * plan.chart.height


def _labels(series: list[Series], plan: GradientLayout, limits: tuple[float, float]) -> Iterator[Primitive]:
    scale, gap = plan.scale, 16 * plan.scale
    wanted: list[tuple[float, float, Series]] = []
    for one in series:
        logs = _logs(one.values)
        finite = np.flatnonzero(np.isfinite(logs) & (logs >= limits[0]))
        if len(finite):
            t = int(finite[0])
            wanted.append((_height(plan, min(float(logs[t]), limits[1]), limits), plan.x(t), one))
    wanted.sort(key=lambda found: found[0])
    below = plan.chart.y
    for place, (height, x, one) in enumerate(wanted):
        room = plan.chart.bottom - gap * (len(wanted) - place - 0.5)
        at = min(max(height - 10 * scale, below), room)
        below = at + gap
        size = 12 * scale
        left = min(x + 6 * scale, plan.right - 80 * scale)
        width = size * 0.62 * len(one.label) + 6 * scale
        yield Rect(Box(left - 3 * scale, at - 8 * scale, width, gap), fill="card", radius=3.0, opacity=0.8)
        yield Text(left, at, one.label, size, f"{one.role}_text", "left", True, opacity=1.0)


def time_axis(plan: GradientLayout) -> Iterator[Primitive]:
    """Write the time steps below the chart."""
    scale, box = plan.scale, plan.chart
    yield Line(((box.x, box.bottom), (box.right, box.bottom)), "border_strong", 1.0)
    for t in ticks(plan.steps, int(box.width / (46 * scale))):
        x = plan.x(t - 1)
        yield Line(((x, box.bottom), (x, box.bottom + 4 * scale)), "border_strong", 1.0)
        yield Text(x, box.bottom + 13 * scale, str(t), 11 * scale, "muted")


def saturation_chart(content: GradientContent, plan: GradientLayout) -> Iterator[Primitive]:
    """Draw for every tanh and σ of every net a strip: the darker, the more of its units are saturated."""
    box, scale = plan.chart, plan.scale
    strips = [
        (lane, role, label, shares)
        for lane, role in zip(content.lanes, LANE_ROLES, strict=False)
        for label, shares in lane.flow.saturation.items()
    ]
    gaps = (len(content.lanes) - 1) * 4 * scale
    height = min((box.height - gaps - 2 * scale) / max(len(strips), 1), 30 * scale)
    half = plan.spacing / 2
    y, before = box.y, None
    for lane, role, label, shares in strips:
        if before is not None and lane is not before:
            y += 4 * scale
        grid = Box(box.x - half, y + 0.5, box.width + 2 * half, max(height - 1, 1.0))
        yield CellGrid(grid, shares[None, :], 1, len(shares), ramp="probability", scale=1.0)
        words = f"{lane.title} {name(label).markup}"
        size = min(11 * scale, height)
        yield Text(
            box.x - 8 * scale,
            y + height / 2,
            words,
            size,
            f"{role}_text",
            "right",
            formula=True,
            max_width=box.x - 8,
        )
        y, before = y + height, lane
    yield from time_axis(plan)


def training_chart(content: GradientContent, plan: GradientLayout) -> Iterator[Primitive]:
    """Draw the loss of every net over the training steps."""
    box, scale = plan.chart, plan.scale
    last = max((float(lane.curve_steps[-1]) for lane in content.lanes if len(lane.curve_steps)), default=0.0)
    losses = [lane.curve_losses[np.isfinite(lane.curve_losses)] for lane in content.lanes]
    highest = max((float(loss.max()) for loss in losses if len(loss)), default=0.0)
    yield Line(((box.x, box.bottom), (box.right, box.bottom)), "border_strong", 1.0)
    if last <= 0 or highest <= 0:
        return
    for share in (0.0, 0.5, 1.0):
        at = box.bottom - share * box.height
        yield Line(((box.x, at), (box.right, at)), "border", 1.0)
        yield Text(box.x - 8 * scale, at, f"{share * highest:.2f}", 11 * scale, "muted", "right")
        x = box.x + share * box.width
        yield Text(x, box.bottom + 13 * scale, f"{share * last:.0f}", 11 * scale, "muted")
    ends: list[tuple[float, Lane, str]] = []
    for lane, role in zip(content.lanes, LANE_ROLES, strict=False):
        stride = max(len(lane.curve_steps) // 600, 1)
        points = tuple(
            (box.x + step / last * box.width, box.bottom - loss / highest * box.height)
            for step, loss in zip(lane.curve_steps[::stride], lane.curve_losses[::stride], strict=True)
            if np.isfinite(loss)
        )
        if len(points) > 1:
            yield Line(points, role, 2.0 * scale)
            ends.append((points[-1][1], lane, role))
    above = box.bottom + 8 * scale
    for y, lane, role in sorted(ends, key=lambda end: -end[0]):
        above = min(y - 9 * scale, above - 16 * scale)
        yield Text(box.right - 4 * scale, above, lane.title, 12 * scale, f"{role}_text", "right", True)
