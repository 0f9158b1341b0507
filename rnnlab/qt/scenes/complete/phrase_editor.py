"""The phrase book as a text: one phrase a line, edited, pasted, or dropped as a file.

What cannot be read stays as it is; its line is marked, and the net goes on with the book before.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks, set_property

__all__ = ["PhraseEditor", "text_file_of"]

PATIENCE_MILLISECONDS = 450
"""After the last key, before another net is trained."""
FEWEST_LINES, MOST_LINES = 3, 6
"""It is as high as its text, within these."""


class PhraseEditor(Speaks, QPlainTextEdit):
    """An editor that tells its text once a person pauses.

    Attributes
    ----------
    settled : Signal(str)
        The text, a moment after the last change; never in the middle of a syllable.
    file_dropped : Signal(object)
        The `Path` of a text file that was dropped or pasted.
    """

    settled = Signal(str)
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._wrong_line = 0
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MILLISECONDS)
        self._timer.timeout.connect(self.settle)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)
        self.document().blockCountChanged.connect(self.updateGeometry)
        theme.theme_changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Phrase book, one phrase a line"))
        self.setPlaceholderText(self.tr("One phrase a line. Paste, or drop a text file here."))

    def _dress(self) -> None:
        self.setFont(theme.font(14))
        self.updateGeometry()
        self.set_wrong_line(self._wrong_line)

    def sizeHint(self) -> QSize:
        """Return room for some lines."""
        lines = min(max(self.document().blockCount() + 1, FEWEST_LINES), MOST_LINES)
        return QSize(theme.px(200), self.fontMetrics().lineSpacing() * lines + theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at a smaller width."""
        return QSize(theme.px(120), self.sizeHint().height())

    def show_text(self, text: str) -> None:
        """Show another book, unless it is the one shown; what can be undone in the text starts anew."""
        self._told = text
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
        self._timer.stop()

    def settle(self) -> None:
        """Tell the text now, if it is another one than told before."""
        self._timer.stop()
        text = self.toPlainText()
        if not self._composing and text != self._told:
            self._told = text
            self.settled.emit(text)

    def is_waiting(self) -> bool:
        """Return whether a change has not been told yet."""
        return self._timer.isActive()

    def set_wrong_line(self, line: int) -> None:
        """Mark a line (from 1) that cannot be read; 0 for none."""
        self._wrong_line = line
        set_property(self, "wrong", "true" if line else "false")
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber(line - 1)
        if line and block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.format.setBackground(QColor(theme.color("loss_soft")))
            mark.format.setProperty(int(QTextFormat.Property.FullWidthSelection), True)
            marks.append(mark)
        self.setExtraSelections(marks)

    def wrong_line(self) -> int:
        """Return the marked line, 0 for none."""
        return self._wrong_line

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the end of a line (from 1) and take the keyboard."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.setTextCursor(cursor)
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Typing, pasting, dropping

    def _on_text_changed(self) -> None:
        if self.toPlainText() != self._told:
            self._timer.start()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a syllable is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._on_text_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the editor on Escape; Control and Return is the window's."""
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the text at once when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._composing = False
        self.settle()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, and files."""
        return text_file_of(source) is not None or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text; a file is opened instead."""
        path = text_file_of(source)
        if path is not None:
            self.file_dropped.emit(path)
        elif source.hasText():
            self.insertPlainText(source.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome text and files."""
        if self.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Welcome them anywhere."""
        if text_file_of(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and quiet numbers at the right end of the lines where there is room."""
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setFont(theme.font(10))
            painter.setPen(theme.color("faint"))
            block = self.firstVisibleBlock()
            while block.isValid():
                box = self.blockBoundingGeometry(block).translated(self.contentOffset())
                if box.top() > self.viewport().height():
                    return
                words = self.fontMetrics().horizontalAdvance(block.text()) + self.contentOffset().x()
                number = str(block.blockNumber() + 1)
                width = painter.fontMetrics().horizontalAdvance(number) + theme.px(4)
                if words < self.viewport().width() - width - theme.px(8):
                    box.setRight(self.viewport().width() - theme.px(4))
                    painter.drawText(
                        box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number
                    )
                block = block.next()


def text_file_of(source: QMimeData) -> Path | None:
    """Return the first file among what is dragged or pasted that is no document of ours."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() != ".rnnlab"), None)
