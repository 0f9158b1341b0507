"""A page of the diary, and how it is painted: its heading with loss and measures, and its lines.

Words that the text has, too, stand out in ink; what is no word is faint, so that one sees from afar how
gibberish turns into language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QRegion

from rnnlab.qt.mono import MonoText
from rnnlab.qt.theme import theme
from rnnlab.scene.text.known_words import Span
from rnnlab.scene.text.lines import Line, break_lines, line_at, places

__all__ = ["GOAL", "LIVE", "PENDING", "Fact", "Page", "PagePainter", "changed_lines"]

LIVE = -1
GOAL = -2
PENDING = -3
"""Keys of pages that are no page of the diary: what is written just now, the text itself, and one to come."""


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
        Training step, `LIVE`, `GOAL` or `PENDING`.
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
    remark
        What is said in place of a text that is not there yet.
    role
        Colour of the label.
    """

    key: int
    label: str
    title: str
    loss: str
    text: str
    facts: tuple[Fact, ...] = ()
    spans: tuple[Span, ...] | None = None
    fresh: int | None = None
    remark: str = ""
    role: str = "muted"
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


class PagePainter:
    """Paints parts of pages in the letters of the theme as it is.

    Attributes
    ----------
    mono
        The letters of the text.
    """

    def __init__(self) -> None:
        self.mono = MonoText()

    def heading_height(self, facts: int) -> float:
        """Return the height of a heading with so many measures, in logical pixels."""
        return theme.px(64 + 18 * facts)

    def lines_box(self, box: QRectF, lines: range) -> QRect:
        """Return where some lines of a text in a box are, in whole pixels."""
        height = self.mono.line
        part = QRectF(box.left(), box.top() + lines.start * height, box.width(), len(lines) * height)
        return part.toAlignedRect()

    def paint_card(self, painter: QPainter, box: QRectF, *, is_chosen: bool, has_focus: bool) -> None:
        """Paint what a page lies on."""
        painter.setBrush(theme.color("input_soft" if is_chosen else "subtle"))
        edge = theme.color("focus" if has_focus else "input")
        painter.setPen(QPen(edge, 2) if is_chosen else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 9, 9)

    def paint_text(
        self, painter: QPainter, page: Page, box: QRectF, columns: int, count: int, region: QRegion
    ) -> None:
        """Paint the first lines of a page.

        Parameters
        ----------
        box
            Where the text stands; lines are as wide as `columns` cells.
        columns, count
            Cells of a line, and how many lines there is room for.
        region
            What is to be painted; lines elsewhere are left as they are.
        """
        painter.setFont(self.mono.font)
        every = page.lines(columns)
        lines, top = every[:count], box.top()
        is_cut = bool(lines) and len(every) > count
        if is_cut:
            lines[-1] = _shortened(page.text, lines[-1], columns - 2)
        for number, line in enumerate(lines):
            if region.intersects(self.lines_box(box, range(number, number + 1))):
                self._paint_line(painter, page, line, box.left(), top)
            top += self.mono.line
        if is_cut:
            painter.setPen(theme.color("muted"))
            cells = places(page.text, lines[-1])[-1]
            self.mono.paint(painter, box.left(), top - self.mono.line, " …", cells)
        if not page.text and page.remark:
            painter.setFont(theme.font(13))
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), page.remark)

    def _paint_line(self, painter: QPainter, page: Page, line: Line, left: float, y: float) -> None:
        runs, text = _runs(page, line), page.text[line.start : line.stop]
        if self.mono.is_even(text):
            for role, part in _by_role(runs, text, line.start):
                painter.setPen(theme.color(role))
                self.mono.paint(painter, left, y, part)
            return
        where = places(page.text, line)
        for start, stop, role in runs:
            painter.setPen(theme.color(role))
            self.mono.paint(painter, left, y, page.text[start:stop], where[start - line.start])

    def paint_heading(self, painter: QPainter, page: Page, box: QRectF, *, lines_up: bool = False) -> None:
        """Paint what a page is called, its loss and its measures, one below the other.

        Parameters
        ----------
        lines_up
            Whether a loss that is missing leaves its room, so that headings side by side are alike.
        """
        y = box.top()
        role = {LIVE: "hidden_text", GOAL: "right_text"}.get(page.key, page.role)
        for text, size, bold, ink in (
            (page.label, 12, role != "muted", role),
            (page.title, 14, True, "ink"),
            (page.loss, 13, True, "loss_text"),
        ):
            if not text and not lines_up:
                continue
            font = theme.font(size, bold=bold)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QPointF(box.left(), y + metrics.ascent()), shown)
            y += metrics.height()
        y += theme.px(3)
        for fact in page.facts:
            self._paint_fact(painter, fact, QRectF(box.left(), y, box.width(), theme.px(18)))
            y += theme.px(18)

    def _paint_fact(self, painter: QPainter, fact: Fact, box: QRectF) -> None:
        font = theme.font(11)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        value = metrics.horizontalAdvance(fact.value)
        baseline = box.top() + metrics.ascent()
        room = box.width() - value - theme.px(6)
        name = metrics.elidedText(fact.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.left(), baseline), name)
        painter.drawText(QPointF(box.right() - value, baseline), fact.value)
        thick = theme.px(3)
        track = QRectF(box.left(), box.top() + metrics.height(), box.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if fact.share:
            track.setWidth(max(box.width() * fact.share, thick))
            painter.setBrush(theme.color("right"))
            painter.drawRoundedRect(track, thick / 2, thick / 2)


def changed_lines(old: Page, new: Page, columns: int) -> range:
    """Return which lines of a page look different after more was written, on a page as wide as it was."""
    before, after = old.lines(columns), new.lines(columns)
    pairs = zip(before, after, strict=False)
    first = next((number for number, (one, two) in enumerate(pairs) if one != two), len(after))
    ends = [0 if page.fresh is None else page.fresh for page in (old, new)]
    first = min(first, line_at(after, min(ends)))
    last = line_at(after, max(ends)) + 1
    if before[last:] != after[last:]:
        last = max(len(before), len(after))
    return range(max(first - 1, 0), last)  # the line before may end in the word that goes on


def _shortened(text: str, line: Line, columns: int) -> Line:
    """Return a line without the blanks at its end and what goes beyond so many cells."""
    where, stop = places(text, line), line.stop
    while stop > line.start and (where[stop - line.start] > columns or text[stop - 1] == " "):
        stop -= 1
    return Line(line.start, stop, line.is_last)


def _runs(page: Page, line: Line) -> list[tuple[int, int, str]]:
    """Return the parts of a line in one colour each: start, stop and role."""
    spans, whole = page.spans, [(line.start, line.stop, "ink")]
    found = whole if spans is None else _colored(page.text, spans, line)
    if page.fresh is None or page.fresh >= line.stop:
        return found
    fresh = [(start, min(stop, page.fresh), role) for start, stop, role in found if start < page.fresh]
    return [*fresh, (max(line.start, page.fresh), line.stop, "border_strong")]


def _by_role(runs: Sequence[tuple[int, int, str]], text: str, first: int) -> list[tuple[str, str]]:
    """Return a line once for every colour, with blanks for what is in another one: few pieces paint fast."""
    parts: dict[str, str] = {}
    for start, stop, role in runs:
        part = parts.get(role, "")
        parts[role] = part + " " * (start - first - len(part)) + text[start - first : stop - first]
    return [(role, part) for role, part in parts.items() if not part.isspace()]


def _colored(text: str, spans: Sequence[Span], line: Line) -> list[tuple[int, int, str]]:
    """Return words in ink or faint, and what stands between them; blanks take the colour before them."""
    found: list[tuple[int, int, str]] = []
    place = line.start

    def add(stop: int, role: str) -> None:
        if found and (found[-1][2] == role or text[place:stop].isspace()):
            found[-1] = (found[-1][0], stop, found[-1][2])
        elif stop > place:
            found.append((place, stop, role))

    for span in spans[bisect_right(spans, line.start, key=attrgetter("stop")) :]:
        if span.start >= line.stop:
            break
        if span.start > place:
            add(span.start, "muted")
            place = span.start
        add(min(span.stop, line.stop), "ink" if span.is_known else "faint")
        place = min(span.stop, line.stop)
    add(line.stop, "muted")
    return found
