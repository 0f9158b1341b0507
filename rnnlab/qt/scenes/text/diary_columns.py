"""The diary side by side: the first page at the left, the chosen one at the right, between them the way.

As many pages as can be read stand beside each other, and beside them, if there is room, the text itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from rnnlab.qt.scenes.text.page_paint import GOAL, LIVE, PENDING, Page, PagePainter, changed_lines
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.text.diary import column_count, side_by_side

__all__ = ["DiaryColumns"]

_COMFORTABLE_CELLS, _LEAST_CELLS = 24, 14
_ROOM_FOR_GOAL = 4
"""From so many columns on one of them is the text itself; else it is there while pages are few."""
_WHEEL_STEP = 120
_PADDING = 12


class DiaryColumns(Speaks, QWidget):
    """Pages to look at together, and to choose from.

    Attributes
    ----------
    chosen : Signal(int)
        A person chose the page with this key.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[Page, ...] = ()
        self._shown: tuple[Page, ...] = ()
        self._chosen: int | None = None
        self._paint = PagePainter()
        self._pictures: dict[int, tuple[tuple[object, ...], QPixmap]] = {}
        self._pressed: QPointF | None = None
        self._dragged, self._turned = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(QSize(120, 80))
        theme.theme_changed.connect(self._measure)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Diary, side by side: from the first page to the chosen one"))
        self.setToolTip(self.tr("Click a page, drag sideways, turn the wheel or use the arrow keys"))

    # What is shown

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Take the pages there are."""
        self._pages = tuple(pages)
        self._choose_columns()

    def set_chosen(self, key: int | None) -> None:
        """Lead the columns to another page."""
        if key != self._chosen:
            self._chosen = key
            self._choose_columns()

    def set_live(self, page: Page) -> None:
        """Show more of what is being written; only its lines that have changed are painted again."""
        self._pages = tuple(page if old.key == page.key else old for old in self._pages)
        for number, old in enumerate(self._shown):
            if old.key != page.key:
                continue
            self._shown = (*self._shown[:number], page, *self._shown[number + 1 :])
            box = self._text_box(number)
            lines = changed_lines(old, page, self._columns(box))
            region = QRegion(self._paint.lines_box(box, lines))
            if (old.label, old.title, old.loss) != (page.label, page.title, page.loss):
                region += QRegion(self._box(number).toAlignedRect())
            self.update(region)

    def pages(self) -> tuple[Page, ...]:
        """Return all pages there are."""
        return self._pages

    def shown(self) -> tuple[Page, ...]:
        """Return the pages that stand side by side, from left to right."""
        return self._shown

    def chosen_key(self) -> int | None:
        """Return the key of the page that is marked."""
        return self._chosen

    def _moments(self) -> list[Page]:
        return [page for page in self._pages if page.key != GOAL]

    def _keys(self) -> list[int]:
        return [page.key for page in self._moments() if page.key != PENDING]

    def _at(self) -> int:
        keys = self._keys()
        return keys.index(self._chosen) if self._chosen in keys else max(len(keys) - 1, 0)

    def _choose_columns(self) -> None:
        moments, goal = self._moments(), [page for page in self._pages if page.key == GOAL]
        cells = [number * self._paint.mono.cell for number in (_COMFORTABLE_CELLS, _LEAST_CELLS)]
        edge = 2 * theme.px(_PADDING) + self._gap
        count = column_count(self.width() + self._gap, cells[0] + edge, cells[1] + edge)
        if count < _ROOM_FOR_GOAL and len(moments) >= count:
            goal = []
        numbers = side_by_side(len(moments), self._at(), count - len(goal))
        self._shown = (*(moments[number] for number in numbers), *goal)
        keys = {page.key for page in self._shown}
        self._pictures = {key: known for key, known in self._pictures.items() if key in keys}
        self.update()

    # Geometry

    def _measure(self) -> None:
        self._paint = PagePainter()
        self._pictures.clear()
        for page in self._pages:
            page.forget_lines()
        self._choose_columns()

    @property
    def _gap(self) -> float:
        return theme.px(8)

    def _box(self, number: int) -> QRectF:
        """Return where a column is."""
        count = max(len(self._shown), 1)
        width = int((self.width() - (count - 1) * self._gap) / count)  # all alike: their pictures can move
        left = round(number * (self.width() - width) / max(count - 1, 1))
        return QRectF(left, 0, width, self.height())

    def _text_box(self, number: int) -> QRectF:
        """Return where the text of a column is."""
        facts = max((len(page.facts) for page in self._shown), default=0)
        inner = self._inner(number)
        inner.setTop(inner.top() + self._paint.heading_height(facts))
        return inner

    def _inner(self, number: int) -> QRectF:
        padding = theme.px(_PADDING)
        return self._box(number).adjusted(padding + 1, theme.px(8) + 1, -padding - 1, -theme.px(6) - 1)

    def _columns(self, box: QRectF) -> int:
        """Return how many cells a line of a text has."""
        return max(int(box.width() / self._paint.mono.cell), 8)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Show as many pages as fit now."""
        self._choose_columns()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns that have changed."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, page in enumerate(self._shown):
                box = self._box(number)
                if not event.region().intersects(box.toAlignedRect()):
                    continue
                if page.key == LIVE:
                    self._paint_column(painter, number, page, event.region())
                else:
                    painter.drawPixmap(box.topLeft(), self._picture(number, page))

    def _picture(self, number: int, page: Page) -> QPixmap:
        """Return a column whose page stays as it is, painted once."""
        box, ratio = self._box(number), self.devicePixelRatio()
        facts = max(len(other.facts) for other in self._shown)
        is_chosen = page.key == self._chosen  # only its edge shows the focus
        state = (page, box.size(), facts, is_chosen, is_chosen and self.hasFocus(), ratio)
        known = self._pictures.get(page.key)
        if known is None or known[0] != state:
            pixmap = QPixmap((box.size() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(theme.color("card"))
            with QPainter(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(-box.topLeft())
                self._paint_column(painter, number, page, QRegion(box.toAlignedRect()))
            known = self._pictures[page.key] = (state, pixmap)
        return known[1]

    def _paint_column(self, painter: QPainter, number: int, page: Page, region: QRegion) -> None:
        box = self._box(number).adjusted(1, 1, -1, -1)
        is_chosen = page.key == self._chosen
        self._paint.paint_card(painter, box, is_chosen=is_chosen, has_focus=self.hasFocus())
        text, heading = self._text_box(number), self._inner(number)
        heading.setBottom(text.top())
        if region.intersects(heading.toAlignedRect()):
            self._paint.paint_heading(painter, page, heading, lines_up=True)
        count = max(int(text.height() / self._paint.mono.line), 0)
        self._paint.paint_text(painter, page, text, self._columns(text), count, region)

    # Mouse and keyboard

    def _go(self, number: int) -> None:
        """Lead to another page, if there is one."""
        keys = self._keys()
        if keys and (key := keys[min(max(number, 0), len(keys) - 1)]) != self._chosen:
            self.chosen.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along training as far as the pointer goes sideways."""
        if self._pressed is None:
            return
        way = int((event.position().x() - self._pressed.x()) / theme.px(48))
        if way != self._dragged:
            self._go(self._at() + way - self._dragged)
            self._dragged = way

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the page that was clicked."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged or event.button() != Qt.MouseButton.LeftButton:
            return
        for number, page in enumerate(self._shown):
            if self._box(number).contains(pressed) and page.key not in (GOAL, PENDING, self._chosen):
                self.chosen.emit(page.key)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go from page to page."""
        turn = event.angleDelta()
        self._turned += turn.x() or turn.y()
        pages = int(self._turned / _WHEEL_STEP)
        if pages:
            self._turned -= pages * _WHEEL_STEP
            self._go(self._at() - pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page before or after; Home and End are the first and the newest."""
        wanted = {
            Qt.Key.Key_Left: self._at() - 1,
            Qt.Key.Key_Right: self._at() + 1,
            Qt.Key.Key_Up: self._at() - 1,
            Qt.Key.Key_Down: self._at() + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._keys()) - 1,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self._go(wanted)
