"""A caption as a row of words: below each its probability, ✓ or ✗; a click goes to a word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme
from rnnlab.scene.captions.wording import Wording

__all__ = ["CaptionStrip"]

LARGEST, SMALLEST = 19.0, 11.0
MOST_ROWS = 2
_NO_WORDING = Wording((), (), -1)


@dataclass(frozen=True)
class _Chip:
    box: QRectF
    word: int


class CaptionStrip(Speaks, QWidget):
    """What the net says, as large as there is room for.

    Attributes
    ----------
    word_clicked : Signal(int)
        A word was clicked, 0-based.
    word_hovered : Signal(object)
        The word under the pointer, None for none.
    """

    word_clicked = Signal(int)
    word_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._probabilities: tuple[float, ...] = ()
        self._wording = _NO_WORDING
        self._current, self._spoken = -1, 0
        self._hovered: int | None = None
        self._laid: tuple[tuple[object, ...], list[_Chip], float] | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return room for two rows of small words or one of large ones."""
        return QSize(theme.px(400), theme.px(74))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setToolTip(self.tr("Click a word to go to where it is said"))
        self._describe()

    def set_caption(
        self, labels: tuple[str, ...], probabilities: tuple[float, ...], wording: Wording
    ) -> None:
        """Show a caption.

        Parameters
        ----------
        labels
            Its words, with ``<END>``.
        probabilities
            What the net gave to each.
        wording
            Which are right; without ``<END>``.
        """
        self._labels, self._probabilities, self._wording = labels, probabilities, wording
        self._laid = None
        self._describe()
        self.update()

    def set_moment(self, current: int, spoken: int) -> None:
        """Show which word is under way (-1 for none) and how many have been said."""
        if (current, spoken) != (self._current, self._spoken):
            self._current, self._spoken = current, spoken
            self.update()

    def spoken(self) -> int:
        """Return how many words have been said."""
        return self._spoken

    def text(self) -> str:
        """Return the words that have been said."""
        return " ".join(self._labels[: self._spoken])

    def sign(self, word: int) -> str:
        """Return ✓, ✗ or nothing for a word."""
        known = self._wording.is_right
        if word < len(known):
            return {True: "✓", False: "✗", None: ""}[known[word]]
        if word == len(known) and self._wording.missing >= 0:  # <END>, after as many words as are wanted
            return "✓" if self._wording.missing == known.count(False) else "✗"
        return ""

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("The net says: {0}").format(" ".join(self._labels)))

    # Layout

    def chips(self) -> list[QRectF]:
        """Return where the words stand."""
        return [chip.box for chip in self._places()[0]]

    def _places(self) -> tuple[list[_Chip], float]:
        key = (self.size().toTuple(), theme.scale, self._labels, self._current)
        if self._laid is None or self._laid[0] != key:
            chips, size = self._lay_out()
            self._laid = (key, chips, size)
        return self._laid[1], self._laid[2]

    def _lay_out(self) -> tuple[list[_Chip], float]:
        size = LARGEST
        while True:
            rows = self._rows(size)
            if size <= SMALLEST or (
                len(rows) <= MOST_ROWS and self._height(size, len(rows)) <= self.height()
            ):
                break
            size -= 1.0
        # a caption that does not end is longer: the rows around the word under way are shown
        holders = [number for number, row in enumerate(rows) if any(word == self._current for word, _ in row)]
        first = max(min((holders or [0])[0] - MOST_ROWS + 1, len(rows) - MOST_ROWS), 0)
        rows = rows[first : first + MOST_ROWS]
        height = QFontMetricsF(theme.font(size, bold=True)).height() + theme.px(4)
        pitch = self._height(size, 1)
        top = max((self.height() - pitch * len(rows)) / 2, 0.0)
        chips = []
        for number, row in enumerate(rows):
            x = 0.0
            for word, width in row:
                chips.append(_Chip(QRectF(x, top + number * pitch, width, height), word))
                x += width + theme.px(5)
        return chips, size

    def _height(self, size: float, rows: int) -> float:
        letters = QFontMetricsF(theme.font(size, bold=True)).height() + theme.px(4)
        return rows * (letters + theme.px(15))

    def _rows(self, size: float) -> list[list[tuple[int, float]]]:
        metrics = QFontMetricsF(theme.font(size, bold=True))
        least, gap = theme.px(34), theme.px(5)
        rows: list[list[tuple[int, float]]] = [[]]
        x = 0.0
        for word, label in enumerate(self._labels):
            width = max(metrics.horizontalAdvance(label) + theme.px(size * 0.7), least)
            if rows[-1] and x + width > self.width():
                rows.append([])
                x = 0.0
            rows[-1].append((word, width))
            x += width + gap
        return rows

    # Painting and pointing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the words."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chips, size = self._places()
            for chip in chips:
                self._paint_chip(painter, chip, size)

    def _paint_chip(self, painter: QPainter, chip: _Chip, size: float) -> None:
        word, box = chip.word, chip.box.adjusted(1, 1, -1, -1)
        is_now, is_said = word == self._current, word < self._spoken
        painter.setOpacity(1.0 if is_now or is_said else 0.38)
        painter.setBrush(theme.color("output_soft") if is_now or is_said else Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(theme.color("output" if is_now or is_said else "border_strong"), 2.4 if is_now else 1.2)
        )
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(theme.font(size, bold=True))
        painter.setPen(theme.color("output_text" if is_now or is_said else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._labels[word])
        sign = self.sign(word) if is_said else ""
        role = {"✓": "right_text", "✗": "loss_text", "": "muted"}[sign]
        painter.setFont(theme.font(10.5, bold=sign == "✗"))
        painter.setPen(theme.color(role))
        below = QRectF(chip.box.left() - 4, chip.box.bottom(), chip.box.width() + 8, theme.px(14))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), f"{sign}{self._probabilities[word]:.0%}")
        painter.setOpacity(1.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a word."""
        for chip in self._places()[0]:
            if chip.box.contains(event.position()):
                self.word_clicked.emit(chip.word)
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which word is under the pointer."""
        chips = self._places()[0]
        self._hover(next((chip.word for chip in chips if chip.box.contains(event.position())), None))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what is under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, word: int | None) -> None:
        if word != self._hovered:
            self._hovered = word
            pointing = Qt.CursorShape.ArrowCursor if word is None else Qt.CursorShape.PointingHandCursor
            self.setCursor(pointing)
            self.word_hovered.emit(word)
