"""Diagrams laid out beside the window: a cell that was typed a moment ago may take longer than a frame."""

from __future__ import annotations

from collections.abc import Callable

from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem
from rnnlab.scene.cells.layout import DiagramLayout, diagram_layout
from rnnlab.session.errand import Errand

MOST_NODES = 110
"""Larger cells are not drawn: nobody could read the diagram, and finding it would take seconds."""
MOST_KEPT = 48
"""Below the number of layouts that are kept, so that what is ready here is at hand there."""


class DiagramDesk:
    """Lays out one cell at a time, always the latest.

    Parameters
    ----------
    done
        Called from `poll` when the diagram asked for last is at hand.
    """

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._ready: dict[Cell, None] = {}
        self._errand: Errand[DiagramLayout] | None = None
        self._next: Cell | None = None

    def can_draw(self, cell: Cell) -> bool:
        """Return whether a cell is small enough to be drawn."""
        return len(cell.nodes) <= MOST_NODES

    def is_ready(self, cell: Cell) -> bool:
        """Return whether a cell's diagram is at hand; if not, begin with it where it can be drawn."""
        if cell in self._ready:
            self._next = None
            return True
        if self.can_draw(cell):
            self._next = cell
            self._begin()
        return False

    def _begin(self) -> None:
        cell = self._next
        if self._errand is not None or cell is None:
            return
        self._next = None

        def finish(layout: DiagramLayout | None, problem: Problem | None) -> None:
            del layout, problem
            self._errand = None
            self._ready[cell] = None
            if len(self._ready) > MOST_KEPT:
                del self._ready[next(iter(self._ready))]
            if self._next is None:
                self._done()
            self._begin()

        self._errand = Errand(lambda: diagram_layout(cell), finish)

    @property
    def is_busy(self) -> bool:
        """Whether a diagram is being laid out."""
        return self._errand is not None

    def poll(self) -> None:
        """Tell what is at hand now; called by a timer."""
        if self._errand is not None:
            self._errand.poll()

    def close(self) -> None:
        """Wait for the one in hand."""
        self._next = None
        if self._errand is not None:
            self._errand.wait()
