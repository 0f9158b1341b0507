"""A sum as it is written down: two numbers in binary, one below the other, and below them what the net gave.

The bits of the sum appear from the right as the playback reaches their steps; a wrong one is framed.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.scene.content import Content

__all__ = ["SumView", "WrittenSum", "written_sum"]

WIDEST_BIT, NARROWEST_DIGIT = 20.0, 7.5


@dataclass(frozen=True)
class WrittenSum:
    """Two numbers and what the net gave for them.

    Attributes
    ----------
    first, second
        Their bits, the lowest first.
    given, wanted
        The bits the net gave, and the right ones.
    """

    first: tuple[int, ...]
    second: tuple[int, ...]
    given: tuple[int, ...]
    wanted: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        """Whether every bit is."""
        return self.given == self.wanted

    @property
    def wrong(self) -> tuple[int, ...]:
        """Places of the bits that are not, from 0."""
        pairs = enumerate(zip(self.given, self.wanted, strict=True))
        return tuple(place for place, (given, wanted) in pairs if given != wanted)


def number(bits: tuple[int, ...]) -> int:
    """Return what bits mean, the lowest first."""
    return sum(bit << place for place, bit in enumerate(bits))


def written_sum(content: Content) -> WrittenSum:
    """Return the sum that a content is about."""
    symbols = [int(symbol) for symbol in content.trace.inputs]
    return WrittenSum(
        first=tuple(symbol >> 1 for symbol in symbols),
        second=tuple(symbol & 1 for symbol in symbols),
        given=tuple(content.predicted(t) for t in range(content.steps)),
        wanted=tuple(int(target) for target in content.trace.targets),
    )


def _result(shown: WrittenSum) -> str:
    mark = "✓" if shown.is_right else f"✗ {number(shown.wanted):,}"
    return f"= {number(shown.given):,} {mark}"


class SumView(Speaks, QWidget):
    """Paints a sum.

    Attributes
    ----------
    step_clicked : Signal(int)
        The time step whose bits were clicked.
    """

    step_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum: WrittenSum | None = None
        self._done = 0
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(190))
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.setToolTip(
            self.tr("The sum as it is written down, the lowest bit at the right. Click a bit: its step.")
        )
        self._describe()

    def sizeHint(self) -> QSize:
        """Return room for three lines."""
        return QSize(theme.px(330), theme.px(58))

    def set_sum(self, shown: WrittenSum | None) -> None:
        """Show another sum."""
        self._sum = shown
        self._describe()
        self.update()

    def set_progress(self, done: int, now: int) -> None:
        """Show that so many bits of the sum are known, and which step is in focus."""
        if (done, now) != (self._done, self._now):
            self._done, self._now = done, now
            self._describe()
            self.update()

    def text(self) -> str:
        """Return the lower line: the number the net gave and ✓ or ✗; dots while it is added."""
        shown = self._sum
        if shown is None:
            return ""
        if self._done < len(shown.given):
            return "= …"
        return _result(shown)

    def _describe(self) -> None:
        shown = self._sum
        if shown is None:
            self.setAccessibleName("")
            return
        words = f"{number(shown.first)} + {number(shown.second)} {self.text()}"
        if shown.wrong and self._done >= len(shown.given):
            places = ", ".join(f"2^{place}" for place in shown.wrong)
            words += ". " + self.tr("Wrong bits: {0}").format(places)
        self.setAccessibleName(words)

    # Places

    def _words_width(self) -> float:
        shown = self._sum
        if shown is None:
            return 0.0
        metrics = QFontMetricsF(theme.font(13, bold=True))
        texts = (f"a = {number(shown.first):,}", f"+ b = {number(shown.second):,}", _result(shown))
        return min(max(map(metrics.horizontalAdvance, texts)) + theme.px(8), self.width() * 0.55)

    def _words_left(self) -> float:
        """Return where the words begin, so that they end just before the bits."""
        count = len(self._sum.given) if self._sum else 1
        return max(self._left_of(count - 1) - theme.px(12) - self._words_width(), 0.0)

    def _bit_width(self) -> float:
        count = len(self._sum.given) if self._sum else 1
        room = self.width() - self._words_width() - theme.px(18)
        groups = (count - 1) // 4 * 0.35
        return min(room / (count + groups), WIDEST_BIT * theme.scale)

    def _left_of(self, t: int) -> float:
        """Return the left edge of a step's bits: the lowest stand at the right, in groups of four."""
        width = self._bit_width()
        return self.width() - theme.px(4) - (t + 1) * width - t // 4 * width * 0.35

    def _row(self, row: int) -> tuple[float, float]:
        height = (self.height() - 4) / 3
        return 2 + row * height, height

    def step_at(self, x: float) -> int | None:
        """Return the step whose bits stand at a place."""
        steps = range(len(self._sum.given)) if self._sum else range(0)
        width = self._bit_width()
        return next((t for t in steps if self._left_of(t) <= x < self._left_of(t) + width), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the three lines."""
        shown = self._sum
        if shown is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_focus(painter)
            lines = (
                (f"a = {number(shown.first):,}", shown.first, "input_text"),
                (f"+ b = {number(shown.second):,}", shown.second, "input_text"),
            )
            for row, (words, bits, role) in enumerate(lines):
                self._paint_words(painter, row, words, role)
                for t, bit in enumerate(bits):
                    self._paint_bit(painter, row, t, str(bit), role if bit else "muted", bold=bool(bit))
            self._paint_rule(painter)
            self._paint_result(painter, shown)

    def _paint_focus(self, painter: QPainter) -> None:
        if self._sum is None or self._now >= len(self._sum.given):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hidden_soft"))
        width = self._bit_width()
        painter.drawRoundedRect(QRectF(self._left_of(self._now), 0, width, self.height()), 3, 3)

    def _paint_rule(self, painter: QPainter) -> None:
        y = self._row(2)[0]
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.drawLine(round(self._words_left()), round(y), self.width() - theme.px(4), round(y))

    def _paint_result(self, painter: QPainter, shown: WrittenSum) -> None:
        complete = self._done >= len(shown.given)
        role = "output_text" if not complete else "right_text" if shown.is_right else "loss_text"
        self._paint_words(painter, 2, self.text(), role)
        y, height = self._row(2)
        width = self._bit_width()
        for t in range(min(self._done, len(shown.given))):
            wrong = shown.given[t] != shown.wanted[t]
            if wrong:
                painter.setBrush(theme.color("loss_soft"))
                painter.setPen(QPen(theme.color("loss"), 1.4))
                painter.drawRoundedRect(QRectF(self._left_of(t) + 0.7, y + 2, width - 1.4, height - 3), 3, 3)
            role = "loss_text" if wrong else "output_text"
            self._paint_bit(painter, 2, t, str(shown.given[t]), role, bold=True)

    def _paint_words(self, painter: QPainter, row: int, words: str, role: str) -> None:
        y, height = self._row(row)
        width = self._words_width()
        needed = QFontMetricsF(theme.font(13, bold=True)).horizontalAdvance(words)
        painter.setFont(theme.font(13 * min(1.0, max(width / max(needed, 1.0), 0.6)), bold=True))
        painter.setPen(theme.color(role))
        box = QRectF(self._words_left(), y, width, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bit(self, painter: QPainter, row: int, t: int, text: str, role: str, *, bold: bool) -> None:
        y, height = self._row(row)
        width = self._bit_width()
        size = min(14.0, width * 0.92 / theme.scale)
        if width < NARROWEST_DIGIT * theme.scale:
            # too narrow for a digit: a high mark is a 1, a dot is a 0
            tall = 0.6 if text == "1" else 0.14
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(role))
            mark = QRectF(self._left_of(t) + width * 0.2, y, width * 0.6, height * tall)
            mark.moveBottom(y + height * 0.8)
            painter.drawRect(mark)
            return
        painter.setFont(theme.font(size, bold=bold))
        painter.setPen(theme.color(role))
        painter.drawText(QRectF(self._left_of(t), y, width, height), Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step whose bits were clicked."""
        t = self.step_at(event.position().x())
        if t is not None:
            self.step_clicked.emit(t)
