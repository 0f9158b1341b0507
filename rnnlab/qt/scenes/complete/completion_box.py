"""A box as people know it: what the net would write stands in grey behind the cursor.

Tab or → (at the end of the text) takes the grey letters, ↑ and ↓ go from one continuation to the next, Return
takes the one that is chosen, Escape hides the grey ones until something else is typed. A syllable that is
still being composed stays the input method's; the grey letters stand behind it, and taking them finishes it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks, TextField

__all__ = ["CompletionBox"]

LETTERS = 25
"""Size of its letters at 100 %, as in the style sheet."""


class CompletionBox(Speaks, TextField):
    """A line of text with the rest in grey.

    Attributes
    ----------
    edited : Signal(str, str)
        The text, and the syllable being composed behind it.
    taken : Signal
        The grey letters shall be typed.
    moved : Signal(int)
        Another continuation is wanted: so many further down.
    """

    edited = Signal(str, str)
    taken = Signal()
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest, self._ends = "", False
        self._dismissed = False
        self._preedit = ""
        self.setProperty("large", "true")
        self.textChanged.connect(self._on_text_changed_at_all)
        self.cursorPositionChanged.connect(self.update)
        self.selectionChanged.connect(self.update)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Type here; the net completes it"))
        self.setPlaceholderText("")
        self._show_rest_aloud()

    # The grey letters

    def set_rest(self, rest: str, *, ends: bool) -> None:
        """Show grey letters behind the text, and whether the net would stop after them."""
        if (rest, ends) != (self._rest, self._ends):
            self._rest, self._ends = rest, ends
            self._show_rest_aloud()
            self.update()

    def rest(self) -> str:
        """Return the grey letters that are to be seen."""
        return self._rest if self._is_seen() else ""

    def _show_rest_aloud(self) -> None:
        words = self.tr("Suggested: {0}").format(self._rest) if self._rest else ""
        self.setAccessibleDescription(words)

    def _is_seen(self) -> bool:
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        return at_end and not self._dismissed

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep Tab while there is something to take; else it goes to the next field as everywhere."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self._take()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take, choose or dismiss what is suggested; everything else is typing."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key == Qt.Key.Key_Right and self._take():
            return
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_syllable()
            self._take()
            return
        if plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._dismissed = False
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
            self.update()
            return
        if key == Qt.Key.Key_Escape and self.rest():
            self._dismissed = True
            self.update()
            return
        super().keyPressEvent(event)

    def _take(self) -> bool:
        """Take the grey letters; False if there are none to be seen."""
        if not self.rest():
            return False
        self._finish_syllable()
        self.taken.emit()
        return True

    def _finish_syllable(self) -> None:
        if self._preedit:
            QGuiApplication.inputMethod().commit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Tell what is being composed, too."""
        before = (self.text(), self._preedit)
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        if (self.text(), self._preedit) != before:
            self._dismissed = False
            self.edited.emit(self.text(), self._preedit)
        self.update()

    def _on_text_changed_at_all(self, text: str) -> None:
        self._dismissed = False
        if not self._preedit:
            self.edited.emit(text, "")

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then what is suggested behind it."""
        super().paintEvent(event)
        if not self._is_seen() or not (self._rest or self._ends):
            return
        place = self.cursorRect()
        metrics = QFontMetricsF(self.font())
        left = float(place.center().x() + 1)
        room = self.width() - left - self.textMargins().right() - theme.px(14)
        if room < theme.px(20):
            return
        with QPainter(self) as painter:
            painter.setFont(self.font())
            painter.setPen(theme.color("faint"))
            words = metrics.elidedText(self._rest, Qt.TextElideMode.ElideRight, room)
            # where QLineEdit writes: the line in the middle of the box
            whole = self.fontMetrics()
            baseline = (self.height() - whole.height() + 1) // 2 + whole.ascent()
            painter.drawText(QPointF(left, baseline), words)
            if self._ends and words == self._rest:
                self._paint_end(painter, QPointF(left + metrics.horizontalAdvance(words), baseline))

    def _paint_end(self, painter: QPainter, place: QPointF) -> None:
        """Paint that the net stops here."""
        painter.setFont(theme.font(LETTERS * 0.62))
        painter.setPen(theme.color("output_text", 0.55))
        if place.x() + theme.px(33) < self.width() - self.textMargins().right():
            painter.drawText(place + QPointF(theme.px(7), 0), "⏎")
