"""The diary, page below page: what the net wrote at its training steps, and above all the text itself.

The chosen page is shown in full, of the others the beginning. Only the lines in view are painted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rnnlab.qt.mono import MonoText
from rnnlab.qt.scenes.text.page_paint import GOAL, PENDING, Page, PagePainter, changed_lines
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.text.diary import Row, Sizes, rows, total_height

__all__ = ["DiaryView"]

_CHOSEN_SHARE = 0.5
"""How much of the view the chosen page may take: its neighbours are there to be compared with."""


class DiaryView(Speaks, QAbstractScrollArea):
    """Pages to scroll through and choose from.

    Attributes
    ----------
    chosen : Signal(int)
        A person chose the page with this key.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[Page, ...] = ()
        self._chosen: int | None = None
        self._rows: tuple[Row, ...] = ()
        self._paint = PagePainter()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, 80))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._measure)
        self._measure()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Diary: what the net wrote at each training step"))

    # What is shown

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Show these pages; whoever looks at the newest goes on doing so."""
        follows = self._is_at_end
        self._pages = tuple(pages)
        self._place()
        self._follow(follows)

    def set_live(self, page: Page) -> None:
        """Show more of what is being written; only its lines that have changed are painted again."""
        number = next((n for n, old in enumerate(self._pages) if old.key == page.key), None)
        if number is None:
            return
        before, follows, old = self._rows[number], self._is_at_end, self._pages[number]
        self._pages = (*self._pages[:number], page, *self._pages[number + 1 :])
        self._place(repaint=False)
        if self._rows[number] != before:
            self.viewport().update()
            self._follow(follows)
            return
        top = before.top - self.verticalScrollBar().value()
        region = QRegion()
        if (old.label, old.title, old.loss) != (page.label, page.title, page.loss):
            region = QRegion(0, round(top), self._gutter, round(before.height) + 1)
        lines = changed_lines(old, page, self._columns)
        self.viewport().update(region + self._paint.lines_box(self._text_box(page, before, top), lines))

    @property
    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def _follow(self, follows: bool) -> None:
        if follows and self._pages and self._chosen == self._pages[-1].key:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def set_chosen(self, key: int | None, *, reveal: bool = True) -> None:
        """Mark a page and show all of it."""
        if key == self._chosen:
            return
        self._chosen = key
        self._place()
        if reveal:
            self.reveal(key)

    def reveal(self, key: int | None) -> None:
        """Scroll so that a page is in view."""
        number = self._number(key)
        if number < 0:
            return
        row, bar = self._rows[number], self.verticalScrollBar()
        if row.bottom > bar.value() + self.viewport().height():
            bar.setValue(round(row.bottom - self.viewport().height()))
        if row.top < bar.value():
            bar.setValue(round(row.top))

    def pages(self) -> tuple[Page, ...]:
        """Return what is shown."""
        return self._pages

    def chosen_key(self) -> int | None:
        """Return the key of the page that is marked."""
        return self._chosen

    def _number(self, key: int | None) -> int:
        return next((n for n, page in enumerate(self._pages) if page.key == key), -1)

    # Geometry

    def _measure(self) -> None:
        self._paint = PagePainter()
        for page in self._pages:
            page.forget_lines()
        self._place()

    @property
    def _mono(self) -> MonoText:
        return self._paint.mono

    @property
    def _gutter(self) -> int:
        wide = self.viewport().width() > theme.px(560)
        return theme.px(172 if wide else 128)

    @property
    def _columns(self) -> int:
        room = self.viewport().width() - self._gutter - theme.px(40)
        return max(int(room / self._mono.cell), 8)

    def _sizes(self) -> Sizes:
        facts = max((len(page.facts) for page in self._pages), default=0)
        least = theme.px(82 + 18 * facts)
        many = max(int(_CHOSEN_SHARE * self.viewport().height() / max(self._mono.line, 1)), 5)
        return Sizes(self._mono.line, theme.px(10), least, theme.px(8), 4, many)

    def _place(self, *, repaint: bool = True) -> None:
        columns = self._columns
        counts = [len(page.lines(columns)) for page in self._pages]
        self._rows = rows(counts, self._number(self._chosen), self._sizes())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(round(total_height(self._rows)) - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._mono.line))
        if repaint:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place()
        self.reveal(self._chosen)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view."""
        offset = self.verticalScrollBar().value()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for page, row in zip(self._pages, self._rows, strict=True):
                top = row.top - offset
                if top < event.rect().bottom() + 1 and top + row.height > event.rect().top():
                    self._paint_page(painter, page, row, top, event.region())

    def _text_box(self, page: Page, row: Row, top: float) -> QRectF:
        """Return where the text of a page is whose row begins at a height in the view."""
        lines = min(row.lines, len(page.lines(self._columns)))
        y = min(top + (row.height - lines * self._mono.line) / 2, top + theme.px(14))
        left = self._gutter + theme.px(14)
        return QRectF(left, y, self.viewport().width() - 1 - left - theme.px(14), row.height)

    def _paint_page(self, painter: QPainter, page: Page, row: Row, top: float, region: QRegion) -> None:
        box = QRectF(1, top + 1, self.viewport().width() - 2, row.height - 2)
        is_chosen = page.key == self._chosen
        self._paint.paint_card(painter, box, is_chosen=is_chosen, has_focus=self.hasFocus())
        width = self._gutter - theme.px(20)
        heading = QRectF(box.left() + theme.px(14), box.top() + theme.px(8), width, row.height)
        if region.intersects(heading.toAlignedRect()):
            self._paint.paint_heading(painter, page, heading)
        room = self._text_box(page, row, top)
        self._paint.paint_text(painter, page, room, self._columns, row.lines, region)

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page that is clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        y = event.position().y() + self.verticalScrollBar().value()
        for page, row in zip(self._pages, self._rows, strict=True):
            if row.top <= y <= row.bottom and page.key not in (GOAL, PENDING):
                self.chosen.emit(page.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page above or below."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        move = moves.get(Qt.Key(event.key()))
        keys = [page.key for page in self._pages if page.key not in (GOAL, PENDING)]
        if move is None or not keys:
            super().keyPressEvent(event)
            return
        at = keys.index(self._chosen) if self._chosen in keys else len(keys) - 1
        self.chosen.emit(keys[min(max(at + move, 0), len(keys) - 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()
