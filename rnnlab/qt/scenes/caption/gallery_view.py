"""Test pictures as cards: what the net says of each, wrong words marked, and what would be right.

Only the cards that are to be seen are painted, so that hundreds of them cost nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from rnnlab.qt.scenes.caption.pictures import paint_edge, paint_picture
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme
from rnnlab.scene.captions.wording import Wording

__all__ = ["Exhibit", "GalleryArea", "GalleryView"]

CARD_WIDTH, PICTURE = 262.0, 78.0
SAID_SIZE, WANTED_SIZE = 13.5, 12.0
MARGIN = 22.0
"""What a card is higher than what stands in it."""


@dataclass(frozen=True, eq=False)
class Exhibit:
    """One picture.

    Attributes
    ----------
    row
        Its place in the examination.
    image
        The picture.
    wanted
        The right caption.
    wording
        What the net says; None as long as that is not known.
    """

    row: int
    image: QImage
    wanted: tuple[str, ...]
    wording: Wording | None


def _said(exhibit: Exhibit) -> list[str]:
    """Return what was said as it is written: wrong words marked, no more of an endless caption than fits."""
    wording, most = exhibit.wording, len(exhibit.wanted) + 6
    if wording is None:
        return []
    pairs = zip(wording.words, wording.is_right, strict=True)
    words = [f"{word}✗" if is_right is False else word for word, is_right in pairs][:most]
    if len(wording.words) > most:
        words[-1] = "…"
    elif wording.all_right:
        words.append("✓")
    return words


class GalleryView(Speaks, QWidget):
    """The cards.

    Attributes
    ----------
    chosen : Signal(int)
        A picture was chosen, by its row.
    current_moved : Signal(object)
        The keyboard went to a card (its place as a QRectF).
    """

    chosen = Signal(int)
    current_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exhibits: tuple[Exhibit, ...] = ()
        self._current = 0
        self._hovered = -1
        self._widths: dict[tuple[str, float], float] = {}
        self._heights: dict[float, float] = {}
        self._tops = [0.0]  # of the rows, and the end of the last one
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        repaint_with_theme(self)
        theme.theme_changed.connect(self._measure)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Test pictures"))
        self._describe()

    def set_exhibits(self, exhibits: Sequence[Exhibit]) -> None:
        """Show pictures."""
        self._exhibits = tuple(exhibits)
        self._current = min(self._current, max(len(exhibits) - 1, 0))
        self._measure()
        self._describe()
        self.update()

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return what is shown."""
        return self._exhibits

    def _describe(self) -> None:
        if not self._exhibits:
            self.setAccessibleDescription("")
            return
        exhibit = self._exhibits[self._current]
        said = "" if exhibit.wording is None else " ".join(exhibit.wording.words)
        text = self.tr("The net says: {0}. Right: {1}")
        self.setAccessibleDescription(text.format(said, " ".join(exhibit.wanted)))

    # Layout

    def _columns(self) -> int:
        return max(int(self.width() // theme.px(CARD_WIDTH)), 1)

    def _measure(self) -> None:
        """Give every row the height of its longest captions, and the widget that of all rows."""
        self._widths.clear()
        self._heights.clear()
        columns, needs = self._columns(), [self._need(exhibit) for exhibit in self._exhibits]
        rows = (max(needs[first : first + columns]) for first in range(0, len(needs), columns))
        self._tops = [0.0, *accumulate(rows)]
        self.setMinimumHeight(round(self._tops[-1]))
        self.setMaximumHeight(max(round(self._tops[-1]), 1))

    def _need(self, exhibit: Exhibit) -> float:
        """Return how high a card must be; what is right is not said a second time."""
        room, wording = self._text_room(), exhibit.wording
        height = self._line_height(SAID_SIZE) * (self._lines(_said(exhibit), SAID_SIZE, room) + 0.4)
        if wording is None or not wording.all_right:
            height += self._line_height(WANTED_SIZE) * self._lines(exhibit.wanted, WANTED_SIZE, room)
        return max(height, float(theme.px(PICTURE))) + theme.px(MARGIN)

    def _card_width(self) -> float:
        return self.width() / self._columns()

    def _text_room(self) -> float:
        return max(self._card_width() - theme.px(PICTURE) - theme.px(38), 20.0)

    def _line_height(self, size: float) -> float:
        if size not in self._heights:
            self._heights[size] = QFontMetricsF(theme.font(size)).height() * 1.06
        return self._heights[size]

    def _lines(self, words: Sequence[str], size: float, room: float) -> int:
        return len({y for _, y in self._flow(words, size, room)}) or 1

    def _width(self, word: str, size: float) -> float:
        key = (word, size)
        if key not in self._widths:
            self._widths[key] = QFontMetricsF(theme.font(size, bold=size == SAID_SIZE)).horizontalAdvance(
                word
            )
        return self._widths[key]

    def _flow(self, words: Sequence[str], size: float, room: float) -> list[tuple[float, int]]:
        """Return where words stand in lines: x and the line."""
        x, line, places, space = 0.0, 0, [], size * 0.32 * theme.scale
        for word in words:
            width = self._width(word, size)
            if x > 0 and x + width > room:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += width + space
        return places

    def card(self, number: int) -> QRectF:
        """Return where a card stands."""
        row, column = divmod(number, self._columns())
        width = self._card_width()
        box = QRectF(column * width, self._tops[row], width, self._tops[row + 1] - self._tops[row])
        gap = theme.px(4)
        return box.adjusted(gap, gap, -gap, -gap)

    def _at(self, x: float, y: float) -> int:
        number = self._row_at(y) * self._columns() + int(x // self._card_width())
        return number if 0 <= number < len(self._exhibits) else -1

    def _row_at(self, y: float) -> int:
        return bisect_right(self._tops, y) - 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards in view."""
        first = self._row_at(event.rect().top()) * self._columns()
        last = (self._row_at(event.rect().bottom()) + 1) * self._columns()
        with QPainter(self) as painter:
            for number in range(max(first, 0), min(last, len(self._exhibits))):
                self._paint_card(painter, number)

    def _paint_card(self, painter: QPainter, number: int) -> None:
        exhibit, box = self._exhibits[number], self.card(number)
        right = None if exhibit.wording is None else exhibit.wording.all_right
        role = {True: "right_soft", False: "loss_soft", None: "subtle"}[right]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = number == self._hovered or (self.hasFocus() and number == self._current)
        painter.setPen(QPen(theme.color("focus" if is_lit else "border"), 2 if is_lit else 1))
        painter.setBrush(theme.color(role, 0.6))
        painter.drawRoundedRect(box, 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        side, edge = theme.px(PICTURE), theme.px(7)
        picture = QRectF(box.x() + edge, box.y() + edge, side, side)
        paint_picture(painter, picture, exhibit.image, smooth=True)
        paint_edge(painter, picture, "border")
        x = picture.right() + theme.px(9)
        y = box.y() + theme.px(5)
        y = self._paint_said(painter, exhibit, QPointF(x, y))
        if right is not True:
            self._paint_words(painter, exhibit.wanted, QPointF(x, y), WANTED_SIZE)

    def _paint_said(self, painter: QPainter, exhibit: Exhibit, corner: QPointF) -> float:
        wording = exhibit.wording
        if wording is None:
            return corner.y()
        words = _said(exhibit)
        roles = ["loss_text" if is_right is False else "ink" for is_right in wording.is_right][: len(words)]
        roles += ["right_text"] * (len(words) - len(roles))
        return self._paint_words(painter, words, corner, SAID_SIZE, roles) + theme.px(4)

    def _paint_words(
        self,
        painter: QPainter,
        words: Sequence[str],
        corner: QPointF,
        size: float,
        roles: Sequence[str] = (),
    ) -> float:
        painter.setFont(theme.font(size, bold=size == SAID_SIZE))
        height = self._line_height(size)
        ascent = QFontMetricsF(theme.font(size)).ascent()
        y = corner.y()
        for place, (word, (x, line)) in enumerate(
            zip(words, self._flow(words, size, self._text_room()), strict=True)
        ):
            painter.setPen(theme.color(roles[place] if roles else "muted"))
            y = corner.y() + line * height
            painter.drawText(QPointF(corner.x() + x, y + ascent), word)
        return y + height

    # Mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the card under the pointer."""
        hovered = self._at(event.position().x(), event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Forget what is under the pointer."""
        del event
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a picture."""
        number = self._at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._current = number
            self.chosen.emit(self._exhibits[number].row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from card to card by Up, Down, Page Up and Page Down; Return shows one."""
        columns = self._columns()
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -columns,
            Qt.Key.Key_PageDown: columns,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._exhibits:
            self.chosen.emit(self._exhibits[self._current].row)
        elif key in moves and self._exhibits:
            self._current = min(max(self._current + moves[key], 0), len(self._exhibits) - 1)
            self._describe()
            self.current_moved.emit(self.card(self._current))
            self.update()
        else:
            super().keyPressEvent(event)


class GalleryArea(QScrollArea):
    """The cards, scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = GalleryView()
        self.setWidget(self.view)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setProperty("panelBody", "true")
        self.view.current_moved.connect(self._on_current_moved)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(400))

    def _on_current_moved(self, card: QRectF) -> None:
        middle = card.center()
        self.ensureVisible(round(middle.x()), round(middle.y()), 0, round(card.height()))
