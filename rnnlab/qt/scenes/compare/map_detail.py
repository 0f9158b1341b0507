"""What is known of the cell of the success map that is pointed at."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.compare.words import axis_names, seconds, span_of, value_words
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.session.success_map import SuccessMap

__all__ = ["MapDetail"]


class MapDetail(Speaks, QWidget):
    """Two lines below the map, and a button that opens the net."""

    def __init__(self, success_map: SuccessMap, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map, self._context = success_map, context
        self._cell: tuple[int, int] | None = None
        self.title, self.told = Label("", "title"), Label("", "hint", wrap=True)
        self.open = Button("", "secondary", "play")
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self.title)
        words.addWidget(self.told)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.open)
        success_map.cells_changed.connect(self._refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.open.setText(self.tr("Open in the Sequence scene"))
        self.show_cell(self._cell)

    def _refresh(self) -> None:
        self.show_cell(self._cell)

    def cell(self) -> tuple[int, int] | None:
        """Return the cell that is shown."""
        return self._cell

    def show_cell(self, cell: tuple[int, int] | None) -> None:
        """Tell the numbers of a cell; the last one stays while none is pointed at."""
        success_map = self._map
        if cell is not None and (
            cell[0] >= len(success_map.x.values) or cell[1] >= len(success_map.y.values)
        ):
            cell = None
        self._cell = cell
        self.open.setEnabled(cell is not None and success_map.status != "idle")
        if cell is None or success_map.status == "idle":
            self.title.setText(self.tr("No cell yet"))
            self.told.setText(
                self.tr("Point at a cell of the map to read its numbers; a click opens its net.")
            )
            return
        pairs = zip((success_map.x, success_map.y), cell, strict=True)
        names = axis_names()
        self.title.setText(
            " · ".join(f"{names[axis.name]} {value_words(axis.name, axis.values[i])}" for axis, i in pairs)
        )
        self.told.setText(self._numbers(cell))

    def _numbers(self, cell: tuple[int, int]) -> str:
        known = self._map.cells.get(cell)
        if known is None:
            return self.tr("not yet trained")
        if known.problem is not None:
            return self._context.sentence(known.problem)
        summary = known.summary
        assert summary is not None
        parts = [self.tr("{0} of {1} seeds solve it").format(summary.solved, summary.seeds)]
        if summary.steps is not None and summary.seconds is not None:
            middle, span = f"{summary.steps[1]:,.0f}", span_of(summary.steps)
            parts.append(self.tr("median step {0} (middle half {1})").format(middle, span))
            parts.append(seconds(summary.seconds))
        elif summary.loss is not None:
            parts.append(self.tr("median loss at the end {0}").format(f"{summary.loss:.3g}"))
        if summary.diverged:
            parts.append(self.tr("%n diverged", "", summary.diverged))
        weights = self._map.experiment_at(*cell).shape().parameter_count
        parts.append(self.tr("{0} weights").format(f"{weights:,}"))
        return " · ".join(parts)
