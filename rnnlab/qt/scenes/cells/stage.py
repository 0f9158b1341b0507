"""The centre of the scene: the diagram, and for a person's own cell the editor below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from rnnlab.qt.scenes.cells.diagram_panel import DiagramPanel
from rnnlab.qt.scenes.cells.editor_panel import EditorPanel

__all__ = ["CellStage"]

_MOST = 0.5
"""Share of the height that the editor takes by itself; a person may drag it larger."""


class CellStage(QSplitter):
    """Diagram and editor."""

    def __init__(self, diagram: DiagramPanel, editor: EditorPanel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._editor = editor
        self._by_hand = False
        self.addWidget(diagram)
        self.addWidget(editor)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 2)
        self.splitterMoved.connect(self._on_splitter_moved)

    def show_editor(self, shown: bool) -> None:
        """Show the editor, at first just as high as its lines need, or the diagram alone."""
        if self._editor.isHidden() == shown:
            self._editor.setVisible(shown)
        if shown and not self._by_hand:
            needed = min(self._editor.wanted_height(), round(self.height() * _MOST))
            self.setSizes([self.height() - needed, needed])

    def _on_splitter_moved(self) -> None:
        self._by_hand = True
