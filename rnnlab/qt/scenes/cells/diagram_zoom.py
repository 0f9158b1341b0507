"""How large the diagram is drawn and how far it was pushed along."""

from __future__ import annotations

from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import Placement, fitted
from rnnlab.scene.drawing import Box, Point

_STEP = 1.2
_LARGEST_ZOOM = 5.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.5, 1.5
"""Bounds of the scale at which a diagram is fitted into its view, at 100 %."""


class Zoom:
    """A zoom (1 fits) and a push in logical pixels."""

    def __init__(self) -> None:
        self.factor = 1.0
        self._x = self._y = 0.0
        self._area = Box(0.0, 0.0, 1.0, 1.0)

    def reset(self) -> None:
        """Show the whole diagram."""
        self.factor, self._x, self._y = 1.0, 0.0, 0.0

    def placement(self, layout: DiagramLayout, area: Box, scale: float) -> Placement:
        """Return where the diagram lies; the push is held so that it does not leave the view.

        Parameters
        ----------
        layout
            The diagram.
        area
            What the view has for it, in logical pixels.
        scale
            How much larger than at 100 % everything is drawn.
        """
        self._area = area
        fit = fitted(layout, area, _SMALLEST_SCALE * scale, _LARGEST_SCALE * scale).scale * self.factor
        spare_x = max(layout.width * fit - area.width, 0.0) / 2
        spare_y = max(layout.height * fit - area.height, 0.0) / 2
        self._x = min(max(self._x, -spare_x), spare_x)
        self._y = min(max(self._y, -spare_y), spare_y)
        x = area.center_x - layout.width * fit / 2 + self._x
        y = area.center_y - layout.height * fit / 2 + self._y
        return Placement(fit, x, y)

    def push(self, dx: float, dy: float) -> None:
        """Push the diagram along."""
        self._x += dx
        self._y += dy

    def by(self, turns: float, point: Point) -> None:
        """Zoom in (or out); what lies under a point stays there as far as it can."""
        factor = min(max(self.factor * _STEP**turns, 1.0), _LARGEST_ZOOM)
        ratio = factor / self.factor
        self.factor = factor
        # the diagram's middle, seen from the view's middle
        away_x, away_y = point[0] - self._area.center_x, point[1] - self._area.center_y
        self._x = away_x - (away_x - self._x) * ratio
        self._y = away_y - (away_y - self._y) * ratio

    def show(self, box: Box, placement: Placement) -> None:
        """Push the diagram so that a box of it is inside the view."""
        placed = placement.box(box)
        self._x += max(self._area.x - placed.x, 0.0) - max(placed.right - self._area.right, 0.0)
        self._y += max(self._area.y - placed.y, 0.0) - max(placed.bottom - self._area.bottom, 0.0)
