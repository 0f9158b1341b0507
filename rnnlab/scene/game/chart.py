"""The chart of a game: everybody's points round by round, and where who came to the front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnnlab.scene.drawing import Box, Frame, Line, Mark, Point, Primitive, Rect, Text
from rnnlab.scene.game.content import Chart
from rnnlab.scene.game.layout import width_of

__all__ = ["ChartPlan", "chart_frame", "chart_plan"]

HIGHEST = 100.0
ROUND_NUMBERS = 22.0
MARK = 15.0
"""Height of a row of ✓ and ✗ below the chart, at 100 %."""


@dataclass(frozen=True)
class ChartPlan:
    """Where the chart stands.

    Attributes
    ----------
    box
        Between the axes.
    rounds
        Along the lower edge.
    scale
        Of letters and lines.
    """

    box: Box
    rounds: int
    scale: float

    def x(self, number: int) -> float:
        """Return where a round stands, from 1."""
        return self.box.x + self.box.width * (number - 0.5) / self.rounds

    def y(self, points: float) -> float:
        """Return the height of points."""
        return self.box.bottom - self.box.height * min(points, HIGHEST) / HIGHEST

    def round_at(self, x: float, y: float) -> int:
        """Return the round at a point, from 1; 0 for none."""
        inside = self.box.x <= x < self.box.right and y >= self.box.y - 4
        return int((x - self.box.x) / self.box.width * self.rounds) + 1 if inside else 0


def chart_plan(chart: Chart, width: float, height: float, scale: float) -> ChartPlan:
    """Lay the chart out in a room."""
    left, above, right = 30 * scale, 24 * scale, 6 * scale
    below = (ROUND_NUMBERS + MARK * len(chart.names)) * scale
    box = Box(left, above, max(width - left - right, 8.0), max(height - above - below, 8.0))
    return ChartPlan(box, max(chart.rounds, 1), scale)


def chart_frame(chart: Chart, plan: ChartPlan) -> Frame:
    """Draw the chart."""
    return Frame.of(
        (), (*_axes(chart, plan), *_curves(chart, plan), *_overtaken(chart, plan), *_marks(chart, plan))
    )


def _axes(chart: Chart, plan: ChartPlan) -> Iterator[Primitive]:
    box, scale = plan.box, plan.scale
    if chart.pointed:
        edge = box.width / plan.rounds
        column = Box(plan.x(chart.pointed) - edge / 2, box.y, edge, box.height)
        yield Rect(column, "hover", opacity=0.8)
    for points in (0, 50, 100):
        y = plan.y(points)
        yield Line(((box.x, y), (box.right, y)), "border_strong" if not points else "border", 1.0)
        yield Text(box.x - 6 * scale, y, str(points), 12 * scale, "muted", "right")
    room = box.width / plan.rounds
    stride = next((n for n in (1, 2, 5) if room * n > 17 * scale), 10)
    for number in range(1, plan.rounds + 1):
        if number == 1 or (number % stride == 0 and number > stride - (stride == 1)):
            yield Text(plan.x(number), box.bottom + 11 * scale, str(number), 12 * scale, "muted")


def _curves(chart: Chart, plan: ChartPlan) -> Iterator[Primitive]:
    """Draw every round's points faintly, and the curves over them."""
    scale = plan.scale
    players = list(zip(chart.roles, chart.points, chart.curves, strict=True))
    for role, points, _ in players:
        for number, value in enumerate(points, start=1):
            yield Rect(
                Box.around(plan.x(number), plan.y(value), 5 * scale, 5 * scale),
                role,
                radius=2.5 * scale,
                opacity=0.4,
            )
    for number, (role, _, curve) in enumerate(players):
        line: tuple[Point, ...] = tuple((plan.x(n), plan.y(value)) for n, value in enumerate(curve, start=1))
        if len(line) > 1:
            last = number == len(players) - 1
            yield Line(line, role, 2.6 * scale, dashed=last and len(players) > 1)
        if line:
            yield Rect(Box.around(*line[-1], 10 * scale, 10 * scale), role, "card", 1.5, 5 * scale)


def _overtaken(chart: Chart, plan: ChartPlan) -> Iterator[Primitive]:
    """Mark where somebody came to the front, the last one with its name."""
    box, scale = plan.box, plan.scale
    for place, (number, player) in enumerate(chart.overtaken):
        x, role = plan.x(number), chart.roles[player]
        yield Line(((x, box.y), (x, box.bottom)), role, 1.3 * scale, dashed=True, opacity=0.8)
        if place == len(chart.overtaken) - 1:
            words = f"{chart.names[player]} ▲ {number}"
            half = width_of(words) * 13 * scale / 2
            centre = min(max(x, box.x + half), max(box.right - half, box.x + half))
            yield Text(
                centre,
                box.y - 12 * scale,
                words,
                13 * scale,
                f"{role}_text",
                "center",
                True,
                max_width=box.width,
            )


def _marks(chart: Chart, plan: ChartPlan) -> Iterator[Primitive]:
    """Draw a row of ✓ and ✗ for every player."""
    scale = plan.scale
    room = plan.box.width / plan.rounds
    for row, (role, right) in enumerate(zip(chart.roles, chart.right, strict=True)):
        y = plan.box.bottom + (ROUND_NUMBERS + MARK * (row + 0.5)) * scale
        yield Rect(Box.around(plan.box.x - 14 * scale, y, 10 * scale, 10 * scale), role, radius=5 * scale)
        for number, one in enumerate(right, start=1):
            size = min(9 * scale, 0.7 * room)
            yield Mark(plan.x(number), y, size, "right" if one else "wrong", "right" if one else "loss")
