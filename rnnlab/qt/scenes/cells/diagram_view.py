"""Keeps the place of the diagram."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rnnlab.core.cells.graph import Cell
from rnnlab.scene.content import Content

__all__ = ["DiagramView"]


class DiagramView(QWidget):
    """An empty place."""

    node_hovered = Signal(object)
    node_clicked = Signal(object)

    def set_cell(self, cell: Cell) -> None:
        """Show a cell."""

    def set_content(self, content: Content | None) -> None:
        """Show a net's numbers."""

    def set_moment(self, t: int, progress: float) -> None:
        """Show a moment."""

    def set_highlight(self, nodes: frozenset[int]) -> None:
        """Light nodes."""
