"""Whole continuations, the most probable first; the chosen one stands in grey in the box."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from rnnlab.qt import letters
from rnnlab.qt.scenes.complete.rows import MIDDLE, PaintedRows
from rnnlab.qt.theme import theme
from rnnlab.scene.notation import percent

__all__ = ["ContinuationList", "Row"]

MOST = 5


@dataclass(frozen=True)
class Row:
    """One continuation.

    Attributes
    ----------
    typed, rest
        What stands in the box, and how it goes on.
    probability
        Of the rest and the end after it.
    ended
        Whether the net wrote the end.
    greedy
        Whether it is what the net writes letter by letter.
    in_book
        Whether typed and rest together are a phrase of the book.
    """

    typed: str
    rest: str
    probability: float
    ended: bool
    greedy: bool
    in_book: bool


class ContinuationList(PaintedRows):
    """The continuations; a click takes one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(MOST, parent)
        self._rows: tuple[Row, ...] = ()
        self._chosen = -1
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Whole continuations"))
        self._describe()

    def show_rows(self, rows: tuple[Row, ...], chosen: int) -> None:
        """Show continuations and which of them stands in grey."""
        self._rows, self._chosen = rows, chosen
        self._describe()
        self.keep_in_sight(chosen)

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows

    def chosen(self) -> int:
        """Return the row that stands in grey, -1 for none."""
        return self._chosen

    def _describe(self) -> None:
        words = ", ".join(f"{row.typed}{row.rest} {percent(row.probability)}" for row in self._rows)
        self.setAccessibleDescription(words)

    def row_count(self) -> int:
        """Return how many continuations there are."""
        return len(self._rows)

    def row_hint(self, row: int) -> str:
        """Tell where a continuation comes from."""
        shown = self._rows[row]
        told = [
            self.tr("Probability of the rest: {0}. A click takes it.").format(percent(shown.probability)),
            self.tr("It is what the net writes letter by letter.") if shown.greedy else "",
            self.tr("✓ A phrase of the book.") if shown.in_book else "",
            "" if shown.ended else self.tr("The net found no end."),
        ]
        return " ".join(words for words in told if words)

    def paint_row(self, painter: QPainter, row: int, box: QRectF) -> None:
        """Paint the text, its continuation and the probability."""
        shown = self._rows[row]
        if row == self._chosen:
            painter.setPen(QPen(theme.color("output"), 1.2))
            painter.setBrush(theme.color("output_soft"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        bold = row == self._chosen
        number = letters.metrics(13, bold=True).horizontalAdvance("99.9%") + theme.px(6)
        sign = theme.px(16)
        x, right = box.left() + theme.px(8), box.right() - number - sign - theme.px(6)
        pieces = ((shown.typed, "ink"), (shown.rest, "output_text"), ("⏎" if shown.ended else "…", "muted"))
        metrics = letters.metrics(14, bold=bold)
        painter.setFont(letters.font(14, bold=bold))
        # the end of what was typed is worth more than its beginning
        spare = right - x - sum(metrics.horizontalAdvance(text) for text, _ in pieces) - theme.px(6)
        for place, (text, role) in enumerate(pieces):
            width = metrics.horizontalAdvance(text)
            if spare < 0 and place < 2:
                mode = Qt.TextElideMode.ElideLeft if place == 0 else Qt.TextElideMode.ElideRight
                room = max(width + spare, theme.px(24)) if place == 0 else max(right - x - theme.px(24), 0)
                text = metrics.elidedText(text, mode, room)  # noqa: PLW2901 - what fits of it
                spare += width - metrics.horizontalAdvance(text)
                width = metrics.horizontalAdvance(text)
            painter.setPen(theme.color(role))
            x += theme.px(4) if place == 2 else 0
            area = QRectF(x, box.top(), width + 2, box.height())
            painter.drawText(area, int(MIDDLE | Qt.AlignmentFlag.AlignLeft), text)
            x += width
        if shown.in_book:
            painter.setPen(theme.color("right_text"))
            place_of_sign = QRectF(box.right() - number - sign - theme.px(4), box.top(), sign, box.height())
            painter.drawText(place_of_sign, int(MIDDLE | Qt.AlignmentFlag.AlignRight), "✓")
        painter.setFont(letters.font(13, bold=bold))
        painter.setPen(theme.color("ink" if bold else "muted"))
        area = QRectF(box.right() - number - theme.px(6), box.top(), number, box.height())
        painter.drawText(area, int(MIDDLE | Qt.AlignmentFlag.AlignRight), percent(shown.probability))
