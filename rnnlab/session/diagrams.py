"""Diagrams laid out beside the window: a cell that was typed a moment ago may take longer than a frame."""

from __future__ import annotations

from collections.abc import Callable

from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem
from rnnlab.scene.cells.fitting import layout_in
from rnnlab.scene.drawing import Box
from rnnlab.session.errand import Errand

MOST_NODES = 90
"""Larger cells are not drawn: nobody could read the diagram, and finding it would take seconds."""
MOST_KEPT = 24
"""Below the number of layouts that are kept, so that what is ready here is at hand there."""

_Wish = tuple[Cell, tuple[Box, ...]]


class DiagramDesk:
    """Lays out one cell at a time, always the latest.

    Parameters
    ----------
    done
        Called from `poll` when the diagram asked for last is at hand.
    """

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._ready: dict[_Wish, None] = {}
        self._errand: Errand[None] | None = None
        self._next: _Wish | None = None
        self._closed = False

    def can_draw(self, cell: Cell) -> bool:
        """Return whether a cell is small enough to be drawn."""
        return len(cell.nodes) <= MOST_NODES

    def is_ready(self, cell: Cell, areas: tuple[Box, ...]) -> bool:
        """Return whether a cell's diagram is at hand; if not, begin with it where it can be drawn.

        Parameters
        ----------
        cell
            The cell.
        areas
            The rooms it shall be drawn in.
        """
        wish = (cell, areas)
        if wish in self._ready:
            self._next = None
            return True
        if self.can_draw(cell):
            self._next = wish
            self._begin()
        return False

    def _begin(self) -> None:
        wish = self._next
        if self._errand is not None or wish is None or self._closed:
            return
        self._next = None

        def work() -> None:
            for area in wish[1]:
                layout_in(wish[0], area)

        def finish(_: None, problem: Problem | None) -> None:
            del problem
            self._errand = None
            self._ready[wish] = None
            if len(self._ready) > MOST_KEPT:
                del self._ready[next(iter(self._ready))]
            if self._next is None and not self._closed:
                self._done()
            self._begin()

        self._errand = Errand(work, finish)

    @property
    def is_busy(self) -> bool:
        """Whether a diagram is being laid out."""
        return self._errand is not None

    def poll(self) -> None:
        """Tell what is at hand now; called by a timer."""
        if self._errand is not None:
            self._errand.poll()

    def close(self) -> None:
        """Wait for the one in hand, and begin no other."""
        self._next, self._closed = None, True
        if self._errand is not None:
            self._errand.wait()
