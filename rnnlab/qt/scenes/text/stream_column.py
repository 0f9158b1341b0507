"""One text being written: its temperature, the text as it appears, copy and save."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_text
from rnnlab.qt.mono import mono_font
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, LabelledSlider, Speaks
from rnnlab.session.text import Stream

__all__ = ["StreamColumn"]

TEMPERATURES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.5, 1.7, 2.0)
_PIECE = 1000
"""Characters that are put on screen at a time: more would hold the window up."""
_TELL_SECONDS = 0.5


class StreamColumn(Speaks, QWidget):
    """A column of the Generate page."""

    def __init__(self, context: SceneContext, temperature: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.stream: Stream | None = None
        self._shown = 0
        self._told_at = 0.0
        self._told = (0, "")
        self.temperature = LabelledSlider(TEMPERATURES, show=self._written, limits=(0.0, 5.0), role="output")
        self.temperature.set_value(temperature)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setUndoRedoEnabled(False)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts = Label("", "hint")
        self.copy, self.save = IconButton("copy"), IconButton("save")
        foot = QHBoxLayout()
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.temperature)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        theme.theme_changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def _written(self, value: float) -> str:
        return self.tr("likeliest") if value == 0 else f"{value:.6g}"

    def _dress(self) -> None:
        self.text.setFont(mono_font(14))
        self._rewrite()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.temperature.set_name(
            self.tr("Temperature"),
            self.tr("Low: only what is likely. 1: as the net expects. High: bolder, and more mistakes"),
        )
        self.copy.set_hint(self.tr("Copy the text"))
        self.save.set_hint(self.tr("Save the text…"))
        self.text.setAccessibleName(self.tr("Written text"))
        self.text.setPlaceholderText(self.tr("The text appears here."))
        self._show_facts()

    # What is shown

    def set_stream(self, stream: Stream | None) -> None:
        """Show another text."""
        self.stream = stream
        self._rewrite()

    def _rewrite(self) -> None:
        self.text.clear()
        self._shown = 0
        if self.stream is not None:
            self._insert(self.stream.beginning.lstrip("\n"), self._prime_format())
        self._show_facts()
        self.advance()

    @property
    def is_behind(self) -> bool:
        """Whether more has been written than is on screen."""
        return self.stream is not None and self._shown < len(self.stream.text)

    @property
    def has_news(self) -> bool:
        """Whether `advance` would change anything."""
        return self.is_behind or self._owes_facts

    @property
    def _owes_facts(self) -> bool:
        # every change of the words has the page laid out anew
        if self.stream is None or self._told == (self._shown, self.stream.status):
            return False
        return not self.stream.is_running or time.monotonic() - self._told_at > _TELL_SECONDS

    def advance(self) -> None:
        """Put more of what was written on screen."""
        if self.stream is not None and self.is_behind:
            piece = self.stream.text[self._shown : self._shown + _PIECE]
            self._shown += len(piece)
            self._insert(piece, self._format("ink"))
        if self._owes_facts:
            self._show_facts()

    def _insert(self, text: str, look: QTextCharFormat) -> None:
        bar = self.text.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text, look)
        if follows:
            bar.setValue(bar.maximum())

    def _format(self, role: str) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(QColor(theme.color(role)))
        return look

    def _prime_format(self) -> QTextCharFormat:
        look = self._format("input_text")
        look.setFontWeight(QFont.Weight.Bold)
        return look

    def _show_facts(self) -> None:
        self._told_at = time.monotonic()
        stream = self.stream
        has_text = stream is not None and bool(stream.text)
        self.copy.setEnabled(has_text)
        self.save.setEnabled(has_text)
        self._told = (self._shown, "" if stream is None else stream.status)
        if stream is None:
            self.facts.setText("")
            return
        words = self.tr("{0} letter(s) · step {1}", "", self._shown)
        words = words.format(f"{self._shown:,}", f"{stream.step:,}")
        if self.facts.width() < self.facts.fontMetrics().horizontalAdvance(words):
            words = self.tr("step {0}").format(f"{stream.step:,}")
        if stream.problem is not None:
            words = self._context.sentence(stream.problem)
        if words != self.facts.text():
            self.facts.setText(words)
        self.facts.setToolTip(
            self.tr("{0} letters a second, the net alone").format(f"{stream.characters_per_second:,.0f}")
        )

    def written(self) -> str:
        """Return the whole text with its beginning."""
        return "" if self.stream is None else (self.stream.beginning + self.stream.text).lstrip("\n")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.written())
        self._context.notify(self.tr("Copied"), "success")

    def _on_save_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the text"), str(Path.home() / "text.txt"), self.tr("Text (*.txt)")
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the text to a file."""
        try:
            write_text(path, self.written())
        except Problem as problem:
            self._context.notify(self._context.sentence(problem), "error")
        else:
            self._context.notify(self.tr("Saved as {0}").format(path.name), "success")
