"""The text box for equations: line numbers at the left, shapes at the right, mistakes underlined, completion.

It knows nothing of cells: whoever owns it hands over shapes and problems, and asks for words to complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QTextEdit, QWidget

from rnnlab.core.cells.language import MAXIMUM_CHARACTERS
from rnnlab.core.cells.writing_help import word_before
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.cells.code_view import monospaced
from rnnlab.qt.scenes.cells.equation_colours import EquationColours
from rnnlab.qt.theme import theme

__all__ = ["EquationEditor"]

PAUSE_MILLISECONDS = 120
"""After so long without a key the text is read."""
_SHAPES_SHARE = 0.42
Words = Callable[[str, int], Sequence[str]]
Painting = Callable[[QPainter, QTextBlock, QRectF, float], None]
"""Paints something for a line: where it stands, and where its baseline is."""


class _Gutter(QWidget):
    """A strip beside the text that paints something for every line in sight."""

    def __init__(self, editor: EquationEditor, paint: Painting) -> None:
        super().__init__(editor)
        self._editor, self._paint = editor, paint

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.color("field"))
            painter.setFont(self._editor.font())
            metrics = QFontMetrics(self._editor.font())
            for block, rect in self._editor.lines_in_sight():
                layout = block.layout()
                ascent = layout.lineAt(0).ascent() if layout.lineCount() else metrics.ascent()
                baseline = rect.top() + (layout.lineAt(0).y() if layout.lineCount() else 0) + ascent
                self._paint(painter, block, QRectF(0, rect.top(), self.width(), rect.height()), baseline)


class EquationEditor(QPlainTextEdit):
    """A text box for a few lines of equations.

    Parameters
    ----------
    words
        Gives words that fit before a place of the text.

    Attributes
    ----------
    settled : Signal(str)
        The text is another one and nothing was typed for a moment.
    refused : Signal(object)
        Something could not be pasted: the `Problem`.
    """

    settled = Signal(str)
    refused = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shapes: dict[int, str] = {}
        self._problem_line = 0
        self._told = ""
        self._setting = False
        self.colours = EquationColours(self.document())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._numbers = _Gutter(self, self._paint_number)
        self._sizes = _Gutter(self, self._paint_shape)
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = self.completer.popup()
        assert popup is not None  # it is made when it is asked for
        self.popup = popup
        self.completer.activated.connect(self._on_completer_activated)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._on_text_changed)
        self.blockCountChanged.connect(self._measure)
        self.updateRequest.connect(self._on_update_request)
        self._dress()
        theme.theme_changed.connect(self._dress)

    # The text

    def show_text(self, text: str) -> None:
        """Show another text; its past cannot be undone into."""
        self._pause.stop()
        self._told = text
        if text != self.toPlainText():
            self._setting = True
            self.setPlainText(text)
            self._setting = False
        self.show_problem(None)
        self.set_shapes({})

    def flush(self) -> None:
        """Tell the text now if it was not told yet."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.settled.emit(text)

    def stop(self) -> None:
        """Stop the timer."""
        self._pause.stop()

    def _on_text_changed(self) -> None:
        if not self._setting:
            self._pause.start()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, unless it is so much that no cell can be that long: the box stays as it was."""
        room = MAXIMUM_CHARACTERS - (self.document().characterCount() - len(self.textCursor().selectedText()))
        if len(source.text()) > max(room, 0):
            self.refused.emit(Problem("cell.too_long", "cell", limit=MAXIMUM_CHARACTERS))
            return
        super().insertFromMimeData(source)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave files to the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    # Shapes and problems

    def set_shapes(self, shapes: Mapping[int, str]) -> None:
        """Show shapes beside lines (from 1)."""
        if dict(shapes) != self._shapes:
            self._shapes = dict(shapes)
            self._measure()
            self._sizes.update()

    def shapes(self) -> dict[int, str]:
        """Return what stands beside the lines."""
        return dict(self._shapes)

    def show_problem(self, problem: Problem | None) -> None:
        """Underline the place of a mistake."""
        line = problem.args.get("line", 0) if problem is not None else 0
        column = problem.args.get("column", 1) if problem is not None else 1
        self._problem_line = line
        marked: list[QTextEdit.ExtraSelection] = []
        block = self.document().findBlockByNumber(line - 1) if line else QTextBlock()
        if block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._around(block, column - 1)
            style = QTextCharFormat()
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            style.setUnderlineColor(theme.color("loss"))
            style.setBackground(theme.color("loss_soft"))
            mark.format = style
            marked.append(mark)
        self.setExtraSelections(marked)
        self._numbers.update()

    def _around(self, block: QTextBlock, column: int) -> QTextCursor:
        """Return a cursor that holds the word at a column, or the letter there."""
        text = block.text()
        column = min(max(column, 0), max(len(text) - 1, 0))
        end = column + 1
        if text[column : column + 1].isidentifier():
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + column)
        cursor.setPosition(block.position() + min(end, len(text)), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor at a place, from 1, and take the keyboard."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + min(max(column - 1, 0), block.length() - 1))
            self.setTextCursor(cursor)
        self.setFocus()

    # Gutters

    def lines_in_sight(self) -> list[tuple[QTextBlock, QRectF]]:
        """Return the blocks in sight and where they stand."""
        found = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= self.viewport().height():
            rect = self.blockBoundingRect(block)
            found.append((block, QRectF(0, top, rect.width(), rect.height())))
            top += rect.height()
            block = block.next()
        return found

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _measure(self) -> None:
        metrics = self._metrics()
        left = metrics.horizontalAdvance("9" * max(2, len(str(self.blockCount())))) + theme.px(16)
        widest = max((metrics.horizontalAdvance(text) for text in self._shapes.values()), default=0)
        right = min(widest + theme.px(18) if widest else 0, round(self.width() * _SHAPES_SHARE))
        inside = self.contentsRect()
        self.setViewportMargins(left, 0, right, 0)
        self._numbers.setGeometry(inside.left(), inside.top(), left, inside.height())
        bar = self.verticalScrollBar().width() if self.verticalScrollBar().isVisible() else 0
        self._sizes.setGeometry(inside.right() - right - bar + 1, inside.top(), right, inside.height())

    def _paint_number(self, painter: QPainter, block: QTextBlock, rect: QRectF, baseline: float) -> None:
        number = block.blockNumber() + 1
        wrong = number == self._problem_line
        painter.setPen(theme.color("loss_text" if wrong else "faint"))
        width = self._metrics().horizontalAdvance(str(number))
        painter.drawText(QPointF(rect.right() - theme.px(9) - width, baseline), str(number))
        if wrong:
            painter.fillRect(QRectF(0, rect.top(), theme.px(3), rect.height()), theme.color("loss"))

    def _paint_shape(self, painter: QPainter, block: QTextBlock, rect: QRectF, baseline: float) -> None:
        text = self._shapes.get(block.blockNumber() + 1, "")
        if text:
            painter.setPen(theme.color("muted"))
            room = round(rect.width()) - theme.px(14)
            told = self._metrics().elidedText(text, Qt.TextElideMode.ElideLeft, room)
            width = self._metrics().horizontalAdvance(told)
            painter.drawText(QPointF(rect.right() - theme.px(8) - width, baseline), told)

    def _on_update_request(self, rect: QRect, scrolled: int) -> None:
        for gutter in (self._numbers, self._sizes):
            if scrolled:
                gutter.scroll(0, scrolled)
            else:
                gutter.update(0, rect.y(), gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutters beside the text."""
        super().resizeEvent(event)
        self._measure()

    def _dress(self) -> None:
        self.setFont(monospaced(14))
        self._measure()
        self.popup.setFont(monospaced(13))

    def sizeHint(self) -> QSize:
        """Return room for eight lines."""
        return QSize(theme.px(300), self.height_of(8))

    def height_of(self, lines: int) -> int:
        """Return the height in which a number of lines is in sight."""
        return self._metrics().lineSpacing() * lines + theme.px(18)

    def minimumSizeHint(self) -> QSize:
        """Return room for three lines."""
        return QSize(theme.px(120), self.height_of(3))

    # Completion

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list of words have its keys; after a letter, offer words."""
        popup = self.popup
        taken = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if popup.isVisible() and event.key() in taken:
            event.ignore()  # the completer, which watches this box, acts on it
            return
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Space:
            self.offer(always=True)
            return
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text().strip() and not control:
            self.offer()
        elif popup.isVisible():
            popup.hide()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hide the words while a syllable is composed."""
        super().inputMethodEvent(event)
        self.popup.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was typed at once when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def offer(self, *, always: bool = False) -> None:
        """Offer words that begin like the one before the cursor."""
        text, place = self.toPlainText(), self.textCursor().position()
        beginning = word_before(text, place)
        found = list(self._words(text, place)) if always or len(beginning) >= 1 else []
        popup = self.popup
        if not found:
            popup.hide()
            return
        self._model.setStringList(found)
        self.completer.setCompletionPrefix(beginning)
        popup.setCurrentIndex(self._model.index(0, 0))
        rect = self.cursorRect().translated(self.viewport().pos())
        rect.translate(-self._metrics().horizontalAdvance(beginning), 0)
        rect.setWidth(max(theme.px(120), popup.sizeHintForColumn(0) + theme.px(44)))
        self.completer.complete(rect)

    def offered(self) -> tuple[str, ...]:
        """Return the words on offer."""
        return tuple(self._model.stringList()) if self.popup.isVisible() else ()

    def _on_completer_activated(self, word: str) -> None:
        cursor = self.textCursor()
        beginning = word_before(self.toPlainText(), cursor.position())
        cursor.setPosition(cursor.position() - len(beginning), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(word)
        self.setTextCursor(cursor)
