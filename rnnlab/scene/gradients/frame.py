"""A frame of the Gradients scene: a pure function of what was measured and how far back the loss has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnnlab.scene.drawing import Box, Line, Primitive, Rect, Text, visible
from rnnlab.scene.gradients.chart import log_ground, log_labels, log_lines, saturation_chart, training_chart
from rnnlab.scene.gradients.content import GradientContent, View
from rnnlab.scene.gradients.layout import GradientLayout, layout
from rnnlab.scene.gradients.unrolled import rows


@dataclass(frozen=True)
class Words:
    """Everything written on the stage that depends on the language.

    Attributes
    ----------
    by_step
        "×{0} a step".
    titles
        Heading of the chart by view; without a training curve, `untrained` stands in its place.
    dashed
        What the dashed lines are; written if there are any.
    clipped
        What the thin lines are while gradients are clipped.
    median
        What the thick and thin lines are where singular values are shown.
    """

    by_step: str
    titles: dict[View, str]
    dashed: str
    clipped: str
    median: str
    untrained: str


@dataclass(frozen=True, eq=False)
class Frame:
    """What is to be drawn, in three layers, back to front.

    Attributes
    ----------
    still
        Titles and axes: the same wherever the cursor is.
    lines
        The chart's lines, whole. Left of ``reveal`` the gradient has not come yet: there they are faint.
    moving
        Everything that depends on the cursor.
    """

    still: tuple[Primitive, ...]
    lines: tuple[Line, ...]
    reveal: float
    moving: tuple[Primitive, ...]

    @property
    def all(self) -> tuple[Primitive, ...]:
        """All layers."""
        return (*self.still, *self.lines, *self.moving)


FAINT = 0.22
"""Opacity of the lines where the gradient has not come yet."""


def frame(
    content: GradientContent,
    plan: GradientLayout,
    view: View,
    cursor: float,
    words: Words,
    before: Frame | None = None,
) -> Frame:
    """Return what is to be drawn.

    Parameters
    ----------
    content
        What was measured.
    plan
        Where things stand, see `layout`.
    view
        What the chart shows.
    cursor
        How many steps the loss has come back so far, 0 … T - 1, perhaps between two.
    words
        In the language in force.
    before
        A frame of the same content, plan, view and words: its still layers are taken over.
    """
    if before is None:
        logarithmic = view in ("norms", "singular")
        lines = tuple(log_lines(content, plan, view)) if logarithmic else ()
        before = Frame(visible(_still(content, plan, view, words)), lines, 0.0, ())
    reveal = plan.x(plan.steps - 1 - cursor)
    return Frame(before.still, before.lines, reveal, visible(_moving(content, plan, view, cursor, words)))


def _still(content: GradientContent, plan: GradientLayout, view: View, words: Words) -> Iterator[Primitive]:
    yield from _title(content, plan, view, words)
    if view == "saturation":
        yield from saturation_chart(content, plan)
    elif view == "training":
        yield from training_chart(content, plan)
    else:
        yield from log_ground(content, plan, view)


def _moving(
    content: GradientContent, plan: GradientLayout, view: View, cursor: float, words: Words
) -> Iterator[Primitive]:
    yield from rows(content, plan, cursor, words.by_step)
    if view in ("norms", "singular"):
        yield from log_labels(content, plan, view)
    yield from _cursor_line(plan, view, cursor)
    yield from _cursor_label(content, plan, view, cursor)


def _cursor_line(plan: GradientLayout, view: View, cursor: float) -> Iterator[Primitive]:
    x = plan.x(plan.steps - 1 - cursor)
    spans = [(0.0, plan.rows[-1].bottom)]
    if view != "training":
        spans.append((plan.chart.y, plan.chart.bottom))
    for top, bottom in spans:
        yield Line(((x, top), (x, bottom)), "ink", 1.2 * plan.scale, opacity=0.7)


def _cursor_label(
    content: GradientContent, plan: GradientLayout, view: View, cursor: float
) -> Iterator[Primitive]:
    """Write at the end of the line which step it marks: on the time axis, or below the nets without one."""
    scale = plan.scale
    t = round(plan.steps - 1 - cursor)
    if view != "training":
        heard = f"x_{{1}} = {content.symbol}"
        yield Text(0, plan.chart.bottom + 13 * scale, heard, 12 * scale, "input_text", "left", formula=True)
    text = f"t = {t + 1}"
    width = (8.0 * len(text) + 14) * scale
    x = min(max(plan.x(t), width / 2), plan.width - width / 2)
    y = plan.rows[-1].bottom + 6 * scale if view == "training" else plan.chart.bottom + 12 * scale
    box = Box.around(x, y, width, 19 * scale)
    yield Rect(box, fill="ink", radius=9 * scale)
    yield Text(box.center_x, box.center_y, text, 12 * scale, "card", bold=True)


def _title(content: GradientContent, plan: GradientLayout, view: View, words: Words) -> Iterator[Primitive]:
    scale, y = plan.scale, plan.chart.y - 20 * plan.scale
    yield Text(0, y, words.titles[view], 13 * scale, "ink", "left", True, formula=True)
    bounded = any(lane.flow.bound_rate is not None for lane in content.lanes)
    notes = [words.median] if view == "singular" else []
    if view in ("norms", "singular") and bounded:
        notes.append(words.dashed)
    if view == "norms" and any(lane.clip_factor < 1 for lane in content.lanes):
        notes.append(words.clipped)
    if notes:
        yield Text(
            plan.width, y, " · ".join(notes), 12 * scale, "muted", "right", max_width=plan.width * 0.55
        )
    if view == "training" and not any(len(lane.curve_steps) > 1 for lane in content.lanes):
        centre = plan.chart.center
        yield Text(*centre, words.untrained, 14 * scale, "muted", max_width=plan.chart.width)


__all__ = ["FAINT", "Frame", "GradientLayout", "Words", "frame", "layout"]
