"""Where a person writes what the net shall go on with: Return writes on, Shift+Return begins a line."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from rnnlab.qt.mono import mono_font
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import set_property

__all__ = ["PrimeField"]


class PrimeField(QPlainTextEdit):
    """A few lines of text.

    Attributes
    ----------
    entered : Signal
        Return was pressed, and nothing is half-composed.
    settled : Signal
        The text changed and nothing is being composed.
    """

    entered = Signal()
    settled = Signal()

    def __init__(self, lines: int = 2, parent: QWidget | None = None, *, sends: bool = True) -> None:
        super().__init__(parent)
        self._lines, self._sends = lines, sends
        self._composing = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)
        theme.theme_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFont(mono_font(14))
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return room for its lines, also in scripts that come from the theme's font and are higher."""
        line = max(self.fontMetrics().lineSpacing(), QFontMetrics(theme.font(14)).lineSpacing())
        return QSize(theme.px(200), line * self._lines + theme.px(18))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(theme.px(80), self.sizeHint().height())

    def text(self) -> str:
        """Return what is written, composed (NFC)."""
        return unicodedata.normalize("NFC", self.toPlainText())

    def set_wrong(self, wrong: bool) -> None:
        """Show or take away the red edge."""
        set_property(self, "wrong", "true" if wrong else "false")

    def _on_text_changed(self) -> None:
        if not self._composing:
            self.settled.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a syllable is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing and event.commitString():
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish the syllable before Return is heard; leave the box on Escape."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and self._composing:
            QGuiApplication.inputMethod().commit()
        if is_return and self._sends and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave nothing half-composed behind."""
        super().focusOutEvent(event)
        self._composing = False
