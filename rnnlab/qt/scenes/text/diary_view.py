"""The diary: what the net wrote at its training steps, page below page, and above all the text itself.

Words that the text has, too, stand out in ink; what is no word is faint, so that one sees from afar how
gibberish turns into language. Only the lines in view are painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from rnnlab.qt.mono import MonoText
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.text.diary import Row, Sizes, rows, total_height
from rnnlab.scene.text.known_words import Span
from rnnlab.scene.text.lines import Line, break_lines, places

__all__ = ["DiaryView", "Page"]

LIVE = -1
GOAL = -2
"""Keys of pages that are no page of the diary: what is written just now, and the text itself."""
_CHOSEN_SHARE = 0.5
"""How much of the view the chosen page may take: its neighbours are there to be compared with."""


@dataclass(frozen=True)
class Fact:
    """A measure of a page: its name, how it is written, and the share it is."""

    name: str
    value: str
    share: float | None


@dataclass(frozen=True, eq=False)
class Page:
    """What is shown of one moment.

    Attributes
    ----------
    key
        Training step, `LIVE` or `GOAL`.
    label
        A word above ("at first", "train more").
    title, loss
        What is written beside the text.
    text
        What the net wrote.
    facts
        Measures of it.
    spans
        What looks like words in it; None if it is not known which are words.
    fresh
        How many characters are new, where a text is being written over an older one.
    """

    key: int
    label: str
    title: str
    loss: str
    text: str
    facts: tuple[Fact, ...] = ()
    spans: tuple[Span, ...] | None = None
    fresh: int | None = None
    _lines: dict[int, list[Line]] = field(default_factory=dict, repr=False)

    def forget_lines(self) -> None:
        """Break the lines anew: letters are of another size now."""
        self._lines.clear()

    def lines(self, columns: int) -> list[Line]:
        """Return its lines at a width; blank ones at its beginning are left out."""
        if columns not in self._lines:
            self._lines.clear()
            lines = break_lines(self.text, columns)
            while len(lines) > 1 and not self.text[lines[0].start : lines[0].stop].strip():
                del lines[0]
            self._lines[columns] = lines
        return self._lines[columns]


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
        self._mono = MonoText()
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
        """Show more of what is being written; only that page is painted again."""
        number = next((n for n, old in enumerate(self._pages) if old.key == page.key), None)
        if number is None:
            return
        before, follows = self._rows[number], self._is_at_end
        self._pages = (*self._pages[:number], page, *self._pages[number + 1 :])
        self._place(repaint=False)
        after = self._rows[number]
        if after == before:
            top = round(before.top) - self.verticalScrollBar().value()
            self.viewport().update(0, top, self.viewport().width(), round(before.height) + 1)
        else:
            self.viewport().update()
            self._follow(follows)

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
        self._mono = MonoText()
        for page in self._pages:
            page.forget_lines()
        self._place()

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
                    self._paint_page(painter, page, row, top)

    def _paint_page(self, painter: QPainter, page: Page, row: Row, top: float) -> None:
        is_chosen = page.key == self._chosen
        box = QRectF(1, top + 1, self.viewport().width() - 2, row.height - 2)
        painter.setBrush(theme.color("input_soft" if is_chosen else "subtle"))
        edge = theme.color("focus" if self.hasFocus() else "input")
        painter.setPen(QPen(edge, 2) if is_chosen else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 9, 9)
        self._paint_gutter(painter, page, box)
        left = self._gutter + theme.px(14)
        painter.setFont(self._mono.font)
        lines = page.lines(self._columns)[: row.lines]
        y = top + (row.height - len(lines) * self._mono.line) / 2
        y = min(y, top + theme.px(14))
        for number, line in enumerate(lines):
            last = row.is_cut and number == row.lines - 1
            self._paint_line(painter, page, line, left, y)
            if last:
                painter.setPen(theme.color("muted"))
                cells = places(page.text, line)[-1]
                self._mono.paint(painter, left, y, " …", min(cells, self._columns))
            y += self._mono.line

    def _paint_line(self, painter: QPainter, page: Page, line: Line, left: float, y: float) -> None:
        where = places(page.text, line)
        for start, stop, role in _runs(page, line):
            painter.setPen(theme.color(role))
            text = page.text[start:stop]
            self._mono.paint(painter, left, y, text, where[start - line.start])

    def _paint_gutter(self, painter: QPainter, page: Page, box: QRectF) -> None:
        left, width = box.left() + theme.px(14), self._gutter - theme.px(20)
        y = box.top() + theme.px(8)
        role = {LIVE: "hidden_text", GOAL: "right_text"}.get(page.key, "muted")
        for text, size, bold, ink in (
            (page.label, 12, page.key < 0, role),
            (page.title, 14, True, "ink"),
            (page.loss, 13, True, "loss_text"),
        ):
            if not text:
                continue
            font = theme.font(size, bold=bold)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(left, y + metrics.ascent()), shown)
            y += metrics.height()
        y += theme.px(3)
        for fact in page.facts:
            self._paint_fact(painter, fact, left, y, width)
            y += theme.px(18)

    def _paint_fact(self, painter: QPainter, fact: Fact, left: float, y: float, width: float) -> None:
        font = theme.font(11)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        value = metrics.horizontalAdvance(fact.value)
        baseline = y + metrics.ascent()
        name = metrics.elidedText(fact.name, Qt.TextElideMode.ElideRight, width - value - theme.px(6))
        painter.drawText(QPointF(left, baseline), name)
        painter.drawText(QPointF(left + width - value, baseline), fact.value)
        thick = theme.px(3)
        track = QRectF(left, y + metrics.height(), width, thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if fact.share:
            track.setWidth(max(width * fact.share, thick))
            painter.setBrush(theme.color("right"))
            painter.drawRoundedRect(track, thick / 2, thick / 2)

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page that is clicked."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        y = event.position().y() + self.verticalScrollBar().value()
        for page, row in zip(self._pages, self._rows, strict=True):
            if row.top <= y <= row.bottom and page.key != GOAL:
                self.chosen.emit(page.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the page above or below."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        move = moves.get(Qt.Key(event.key()))
        keys = [page.key for page in self._pages if page.key != GOAL]
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


def _runs(page: Page, line: Line) -> list[tuple[int, int, str]]:
    """Return the parts of a line in one colour each: start, stop and role."""
    spans, whole = page.spans, [(line.start, line.stop, "ink")]
    found = whole if spans is None else _colored(page.text, spans, line)
    if page.fresh is None or page.fresh >= line.stop:
        return found
    fresh = [(start, min(stop, page.fresh), role) for start, stop, role in found if start < page.fresh]
    return [*fresh, (max(line.start, page.fresh), line.stop, "border_strong")]


def _colored(text: str, spans: Sequence[Span], line: Line) -> list[tuple[int, int, str]]:
    """Return words in ink or faint, and what stands between them; blanks take the colour before them."""
    found: list[tuple[int, int, str]] = []
    place = line.start

    def add(stop: int, role: str) -> None:
        if found and (found[-1][2] == role or text[place:stop].isspace()):
            found[-1] = (found[-1][0], stop, found[-1][2])
        elif stop > place:
            found.append((place, stop, role))

    for span in spans:
        if span.stop <= line.start:
            continue
        if span.start >= line.stop:
            break
        if span.start > place:
            add(span.start, "muted")
            place = span.start
        add(min(span.stop, line.stop), "ink" if span.is_known else "faint")
        place = min(span.stop, line.stop)
    add(line.stop, "muted")
    return found
