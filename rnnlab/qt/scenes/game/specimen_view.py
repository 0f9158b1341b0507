"""Parts of the board by themselves: a question as an example, and what everybody has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.stage_painter import StagePainter
from rnnlab.qt.theme import theme
from rnnlab.scene.drawing import Box, Frame
from rnnlab.scene.game.content import Result, Tile
from rnnlab.scene.game.frame import row_of_results, row_of_tiles

__all__ = ["SpecimenView", "TotalsView"]

LARGEST = 84
TOTALS = 104


class _PaintedRow(QWidget):
    """A strip that paints primitives."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._painter = StagePainter()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)

    def drawn(self) -> Frame:
        """Return what is to be seen."""
        return Frame()

    def room(self) -> Box:
        """Return all the room there is."""
        return Box(0.0, 0.0, float(self.width()), float(self.height()))

    def sizeHint(self) -> QSize:
        """Return room for large letters."""
        return QSize(theme.px(400), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return room for small ones."""
        return QSize(theme.px(160), theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint."""
        with QPainter(self) as painter:
            self._painter.paint(painter, self.drawn(), self.devicePixelRatioF())

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self.updateGeometry()
        self.update()


class SpecimenView(_PaintedRow):
    """The beginning of a row and some blanks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LARGEST + 12, parent)
        self._tiles: tuple[Tile, ...] = ()

    def set_row(self, labels: Sequence[str], blanks: int) -> None:
        """Show these symbols, and so many blanks."""
        empty = (Tile("", "next"), *(Tile("", "empty") for _ in range(blanks - 1)))
        self._tiles = (*(Tile(label, "given") for label in labels), *empty[:blanks])
        self.setAccessibleName(" ".join([*labels, *["( )"] * blanks]))
        self.update()

    def tiles(self) -> tuple[Tile, ...]:
        """Return what is shown."""
        return self._tiles

    def drawn(self) -> Frame:
        """Return the tiles, in the middle."""
        return row_of_tiles(self._tiles, self.room(), float(theme.px(LARGEST)), theme.scale)


class TotalsView(_PaintedRow):
    """What everybody has in the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TOTALS, parent)
        self._results: tuple[Result, ...] = ()

    def set_results(self, results: tuple[Result, ...]) -> None:
        """Show these."""
        self._results = results
        self.setAccessibleName(", ".join(f"{result.name} {result.points}" for result in results))
        self.update()

    def results(self) -> tuple[Result, ...]:
        """Return what is shown."""
        return self._results

    def drawn(self) -> Frame:
        """Return the results, side by side."""
        return row_of_results(self._results, self.room(), theme.scale)
