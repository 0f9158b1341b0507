"""One axis of the success map: which setting, and from where to where."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from rnnlab.core.sweep import AXES
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, NumberField, Select, Speaks
from rnnlab.session.comparison import Span

__all__ = ["AxisPicker"]


class _ShortNumberField(NumberField):
    """Writes no more digits than there are."""

    def textFromValue(self, value: float) -> str:
        """Write 0.001 and 1, not 0.0010 and 1.0000."""
        return f"{value:.6g}"


class AxisPicker(Speaks, QWidget):
    """A choice of settings, and the ends of a range where the setting is a number.

    Attributes
    ----------
    changed : Signal(object)
        A person chose this `Span`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "section")
        self.name = Select()
        self._to = Label("–", "muted")
        self.low, self.high = _ShortNumberField(), _ShortNumberField()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self.name, 0, 1)
        ends = QHBoxLayout()
        for part in (self.low, self._to, self.high):
            ends.addWidget(part, 0 if part is self._to else 1)
        grid.addLayout(ends, 1, 0, 1, 2)  # all the width: on a small screen numbers need it
        grid.setColumnMinimumWidth(0, theme.px(40))
        grid.setColumnStretch(1, 1)
        for field in (self.low, self.high):
            field.lineEdit().setTextMargins(4, 0, 0, 0)
        self._title.setBuddy(self.name)
        self.name.chosen.connect(self._on_name_chosen)
        self.low.valueChanged.connect(self._on_end_changed)
        self.high.valueChanged.connect(self._on_end_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.low.setAccessibleName(self.tr("from"))
        self.high.setAccessibleName(self.tr("to"))

    def set_names(self, title: str, names: Sequence[tuple[str, str]]) -> None:
        """Set the words before the choice, and the settings that can be chosen."""
        self._title.setText(title)
        self.name.set_options(names)

    def show_span(self, span: Span) -> None:
        """Show an axis."""
        kind = AXES[span.name]
        self.name.set_key(span.name)
        for field, value in ((self.low, span.low), (self.high, span.high)):
            field.blockSignals(True)
            field.setDecimals(0 if kind.scale == "whole" else 2 if kind.scale == "even" else 4)
            field.setRange(kind.least, kind.most)
            field.setSingleStep(1 if kind.scale == "whole" else 0.01)
            field.setValue(value)
            field.blockSignals(False)
        for widget in (self.low, self.high, self._to):
            widget.setVisible(kind.scale != "choice")

    def _on_name_chosen(self, name: str) -> None:
        self.changed.emit(Span.usual(name))

    def _on_end_changed(self) -> None:
        low, high = self.low.value(), self.high.value()
        self.changed.emit(Span(self.name.key(), min(low, high), max(low, high)))
