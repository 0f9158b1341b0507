"""A number that can be typed or dragged, with its name as a formula and what is wrong with it below."""

from __future__ import annotations

from math import isfinite, isnan

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rnnlab.core.cells.formula import Row, plain
from rnnlab.qt.formula_view import FormulaView
from rnnlab.qt.scenes.sequence.inspector_lines import plain_number
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Notice, Slider, Speaks, set_property

LARGEST = 100.0
"""Nothing a net could do anything sensible with is larger."""
_STEPS = 400


class NumberEditor(Speaks, QWidget):
    """Edits one number.

    Parameters
    ----------
    reach
        How far the slider goes to either side at least.

    Attributes
    ----------
    edited : Signal(float)
        A sensible number was typed, or the slider moved.
    """

    edited = Signal(float)

    def __init__(self, parent: QWidget | None = None, *, reach: float = 2.0) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._least_reach = self._reach = reach
        self._setting = False
        self.name = FormulaView(size=15)
        self.name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field = QLineEdit()
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setMaxLength(24)
        self.field.installEventFilter(self)
        self.done = IconButton("cross", size=12)
        self.done.hide()
        self.slider = Slider(role="hidden")
        self.slider.setRange(-_STEPS, _STEPS)
        self.slider.setPageStep(_STEPS // 10)
        self.notice = Notice()
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.field)
        top.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.slider)
        column.addWidget(self.notice)
        self.field.textEdited.connect(self._on_field_edited)
        self.field.editingFinished.connect(self._on_field_finished)
        self.slider.valueChanged.connect(self._on_slider_changed)
        theme.theme_changed.connect(self._measure)
        self._measure()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words."""
        self.done.set_hint(self.tr("Done with this number"))
        self.field.setToolTip(self.tr("Type a number and press Enter; the up and down keys change it."))
        self._check()

    def _measure(self) -> None:
        self.field.setFixedWidth(theme.px(96))

    def set_name(self, formula: Row) -> None:
        """Show what the number is."""
        if formula != self.name.formula():
            self.name.set_formula(formula)
            for part in (self.field, self.slider):
                part.setAccessibleName(plain(formula))

    def set_value(self, value: float) -> None:
        """Show a number, unless another one is being typed or dragged."""
        self._value = value
        if not self.slider.isSliderDown():
            self._reach = max(self._least_reach, 2 * abs(value) if isfinite(value) else 0.0)
            self._move_slider()
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(plain_number(value))
            self._check()

    def value(self) -> float:
        """Return the number."""
        return self._value

    def begin(self, text: str) -> None:
        """Take the keyboard, with a first character typed elsewhere."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setText(text)
        self.field.setModified(True)

    def _move_slider(self) -> None:
        self._setting = True
        share = self._value / self._reach if isfinite(self._value) else 0.0
        self.slider.setValue(round(min(max(share, -1.0), 1.0) * _STEPS))
        self._setting = False

    def _parsed(self) -> tuple[float | None, str]:
        """Return the number typed, or why it is none."""
        text = self.field.text().strip().replace(",", ".").replace("−", "-")
        try:
            value = float(text)
        except ValueError:
            return None, self.tr("This is not a number.")
        if isnan(value):
            return None, self.tr("This is not a number.")
        if not isfinite(value):
            return None, self.tr("The net can only calculate with finite numbers.")
        if abs(value) > LARGEST:
            words = self.tr("Please stay between −{0} and {0}: beyond that every unit saturates.")
            return None, words.format(round(LARGEST))
        return value, ""

    def _check(self) -> None:
        modified = self.field.isModified()
        text = self.field.text().strip()
        half_typed = text in ("", "-", "−", "+", ".", "-.", "−.")
        _, wrong = self._parsed() if modified and not half_typed else (0.0, "")
        set_property(self.field, "wrong", "true" if wrong else "false")
        if wrong:
            self.notice.show_text(wrong)
        elif not self.notice.isHidden():
            self.notice.clear()

    def _on_field_edited(self) -> None:
        self._check()

    def _on_field_finished(self) -> None:
        if not self.field.isModified():
            return
        value, _ = self._parsed()
        if value is None:
            self._check()
            return
        self.field.setModified(False)
        self._take(value)
        self.set_value(value)

    def _on_slider_changed(self, position: int) -> None:
        if self._setting:
            return
        self.field.setModified(False)
        self._take(round(position / _STEPS * self._reach, 3))
        self.field.setText(plain_number(self._value))
        self._check()

    def _take(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys change the number, and Escape take back what was typed."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Up: 0.1,
                Qt.Key.Key_Down: -0.1,
                Qt.Key.Key_PageUp: 1.0,
                Qt.Key.Key_PageDown: -1.0,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                fine = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
                self.field.setModified(False)
                value = min(max(self._value + step * fine, -LARGEST), LARGEST)
                self._take(round(value, 4))
                self.set_value(self._value)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.isModified():
                self.field.setModified(False)
                self.set_value(self._value)
                return True
        return super().eventFilter(watched, event)
