"""Where everything stands: one row for each net, a chart below them, one time axis for all.

The nets stand above each other and not beside each other, so that they share the time axis: one line marks
the same step in all of them, and 200 steps have the whole width.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnlab.scene.drawing import Box
from rnnlab.scene.gradients.content import GradientContent

_GUTTER, _RIGHT = 106.0, 42.0
_ROW_LOWEST, _ROW_HIGHEST = 50.0, 118.0
_AXIS, _GAP, _TITLE = 24.0, 12.0, 30.0


@dataclass(frozen=True)
class GradientLayout:
    """Boxes in logical pixels.

    Attributes
    ----------
    rows
        One a net, from the gutter's left edge to the right end.
    chart
        The plot itself, without title and axis.
    left, right
        Where the first and the last time step stand.
    steps
        T.
    scale
        How much larger than usual letters and lines are.
    """

    width: float
    height: float
    rows: tuple[Box, ...]
    chart: Box
    left: float
    right: float
    steps: int
    scale: float

    def x(self, t: float) -> float:
        """Return where a time step (0-based) stands."""
        return self.left + (self.right - self.left) * (t / (self.steps - 1) if self.steps > 1 else 1.0)

    def step_at(self, x: float) -> int:
        """Return the time step nearest to a place."""
        share = (x - self.left) / max(self.right - self.left, 1.0)
        return min(max(round(share * (self.steps - 1)), 0), self.steps - 1)

    @property
    def spacing(self) -> float:
        """Pixels from step to step."""
        return (self.right - self.left) / max(self.steps - 1, 1)


def layout(content: GradientContent, width: float, height: float, scale: float) -> GradientLayout:
    """Divide the stage."""
    count = len(content.lanes)
    row = min(max(height * 0.44 / count, _ROW_LOWEST * scale), _ROW_HIGHEST * scale)
    left, right = _GUTTER * scale, width - _RIGHT * scale
    rows = tuple(Box(0.0, number * row, width, row - 4 * scale) for number in range(count))
    top = count * row + (_GAP + _TITLE) * scale
    chart = Box(left, top, right - left, max(height - top - _AXIS * scale, 40.0))
    return GradientLayout(width, height, rows, chart, left, right, content.steps, scale)
