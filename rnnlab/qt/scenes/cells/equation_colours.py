"""Equations as text, coloured by role: input blue, states teal, matrices by what they multiply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from rnnlab.core.cells.language import INPUT
from rnnlab.core.cells.writing_help import word_kind
from rnnlab.qt.scenes.cells.code_view import styled
from rnnlab.qt.theme import theme

__all__ = ["EquationColours"]

LONGEST_LINE = 2_000
"""Letters of a line that are coloured; no equation is so long, and a pasted one must not halt the window."""
_WORD = re.compile(
    r"(?P<comment>#.*)|(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<word>[A-Za-z_]\w*)|(?P<sign>[-+*@=()])"
)


class EquationColours(QSyntaxHighlighter):
    """Colours one line at a time; it needs to know nothing but the states."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._states: tuple[str, ...] = ()
        self._styles: dict[str, QTextCharFormat] = {}
        self._dress()
        theme.theme_changed.connect(self._dress)

    def set_states(self, states: Sequence[str]) -> None:
        """Say which words are states."""
        if tuple(states) != self._states:
            self._states = tuple(states)
            self.rehighlight()

    def _dress(self) -> None:
        color = theme.color
        self._styles = {
            "comment": styled(color("faint"), italic=True),
            "number": styled(color("warning_text")),
            "sign": styled(color("muted")),
            "input": styled(color("input_text"), bold=True),
            "state": styled(color("hidden_text"), bold=True),
            "quantity": styled(color("ink")),
            "function": styled(color("output_text")),
            "from_input": styled(color("input_text")),
            "matrix": styled(color("hidden_text")),
            "vector": styled(color("muted")),
        }
        self.rehighlight()

    def kind(self, word: str) -> str:
        """Return the look of a word."""
        kind = word_kind(word, self._states)
        return "from_input" if kind == "matrix" and word.startswith(f"W_{INPUT}") else kind

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        for found in _WORD.finditer(text, 0, LONGEST_LINE):
            kind = str(found.lastgroup)
            style = self._styles[self.kind(found.group()) if kind == "word" else kind]
            self.setFormat(found.start(), len(found.group()), style)
