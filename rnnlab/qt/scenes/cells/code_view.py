"""Code and equations as text: letters of one width, coloured by what the words mean."""

from __future__ import annotations

import keyword
import re

from PySide6.QtGui import QColor, QFont, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from rnnlab.qt.theme import theme

__all__ = ["CodeView", "PythonColours", "monospaced", "styled"]

_PYTHON = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<number>\b\d+(?:\.\d+)?(?:e-?\d+)?\b)
      | (?P<name>[A-Za-z_]\w*)""",
    re.VERBOSE,
)
_QUOTES = '"""'


def monospaced(size: float = 13) -> QFont:
    """Return letters of one width in a size given at 100 %; Hangul comes from the application's font."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font = QFont([*fixed.families(), "DejaVu Sans Mono", "Menlo", "Consolas", *theme.font().families()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPixelSize(max(1, theme.px(size)))
    return font


def styled(color: QColor, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    """Return a look for some letters."""
    style = QTextCharFormat()
    style.setForeground(color)
    if bold:
        style.setFontWeight(QFont.Weight.Bold)
    style.setFontItalic(italic)
    return style


class PythonColours(QSyntaxHighlighter):
    """Colours Python: words of the language, texts, numbers, comments; nothing is run or looked up."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._styles: dict[str, QTextCharFormat] = {}
        self._dress()
        theme.theme_changed.connect(self._dress)

    def _dress(self) -> None:
        self._styles = {
            "comment": styled(theme.color("faint"), italic=True),
            "text": styled(theme.color("right_text")),
            "number": styled(theme.color("warning_text")),
            "keyword": styled(theme.color("output_text"), bold=True),
            "parameter": styled(theme.color("hidden_text")),
            "input": styled(theme.color("input_text")),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line; texts over several lines are followed."""
        place = 0
        if self.previousBlockState() == 1:
            place = self._end_of_text(text, 0)
        while place < len(text):
            if text.startswith(_QUOTES, place):
                place = self._end_of_text(text, place, len(_QUOTES))
                continue
            found = _PYTHON.search(text, place)
            opening = text.find(_QUOTES, place)
            if found is None or (0 <= opening <= found.start()):
                if opening < 0:
                    return
                place = opening
                continue
            kind = self._kind(str(found.lastgroup), found.group())
            if kind:
                self.setFormat(found.start(), len(found.group()), self._styles[kind])
            place = found.end()

    def _end_of_text(self, text: str, start: int, opening: int = 0) -> int:
        """Colour a text that began at ``start`` or in a line above; returns where it ends."""
        end = text.find(_QUOTES, start + opening)
        stop = len(text) if end < 0 else end + len(_QUOTES)
        self.setCurrentBlockState(1 if end < 0 else 0)
        self.setFormat(start, stop - start, self._styles["text"])
        return stop

    @staticmethod
    def _kind(kind: str, word: str) -> str:
        if kind != "name":
            return kind
        if keyword.iskeyword(word):
            return "keyword"
        if word.startswith(("W_", "b_", "p_")):
            return "parameter"
        return "input" if word == "x" else ""


class CodeView(QPlainTextEdit):
    """A program to read and copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self._colours = PythonColours(self.document())
        self._dress()
        theme.theme_changed.connect(self._dress)

    def set_code(self, code: str) -> None:
        """Show a program; the same one stays where it was scrolled to."""
        if code != self.toPlainText():
            self.setPlainText(code)

    def _dress(self) -> None:
        self.setFont(monospaced(12.5))
