"""The training axis below the stage: the diary's pages as dots, and the handle at the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.text.star import paint_star
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, RoundButton, Select, Speaks, SteadyLabel
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["PageAxis", "TrainingBar"]

SECONDS_A_PAGE = 1.4
_AT_A_PAGE = 0.02
"""How far from a page's dot, in pages, the handle still stands at it."""


class PageAxis(Speaks, QWidget):
    """Dots at equal distances, each a page; as pages come at doubling steps the axis is a logarithmic one.

    Attributes
    ----------
    chosen : Signal(int)
        The number of the page a person wants.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._at = 0
        self._is_live = False
        self._shown: frozenset[int] = frozenset()
        self._best: float | None = None
        self._is_at_best = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Training axis"))
        self.setToolTip(self.tr("Drag along training: the net of that step writes and is looked into"))

    def sizeHint(self) -> QSize:
        """Return the room for dots and their numbers."""
        return QSize(theme.px(240), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(theme.px(80), theme.px(44))

    def set_pages(self, names: Sequence[str], at: int, *, is_live: bool) -> None:
        """Show so many pages, the handle at one of them; ``is_live`` if the last one is the newest moment."""
        state = (tuple(names), at, is_live)
        if state != (self._names, self._at, self._is_live):
            self._names, self._at, self._is_live = state
            self.update()

    def set_shown(self, numbers: frozenset[int]) -> None:
        """Mark the pages that stand side by side."""
        if numbers != self._shown:
            self._shown = numbers
            self.update()

    def set_best(self, place: float | None, *, is_used: bool) -> None:
        """Mark where the best weights lie; the handle stands there if they are used."""
        if (place, is_used) != (self._best, self._is_at_best):
            self._best, self._is_at_best = place, is_used
            self.update()

    def handle(self) -> float:
        """Return where the handle is drawn, in pages."""
        return self._best if self._is_at_best and self._best is not None else float(self._at)

    def names(self) -> tuple[str, ...]:
        """Return what is written below the dots."""
        return self._names

    def at(self) -> int:
        """Return where the handle stands."""
        return self._at

    def x_of(self, number: float) -> float:
        """Return where a page's dot is, or a place between two pages."""
        edge = theme.px(26)
        span = max(len(self._names) - 1, 1)
        return edge + (self.width() - 2 * edge) * number / span

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the line, the dots, the numbers that fit and the handle."""
        if not self._names:
            return
        y = theme.px(14)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("track"), theme.px(4)))
            painter.drawLine(QPointF(self.x_of(0), y), QPointF(self.x_of(len(self._names) - 1), y))
            painter.setPen(QPen(theme.color("loss"), theme.px(4)))
            painter.drawLine(QPointF(self.x_of(0), y), QPointF(self.x_of(self.handle()), y))
            painter.setPen(Qt.PenStyle.NoPen)
            for number in range(len(self._names)):
                past = number <= self.handle()
                size = theme.px(7 if number in self._shown else 4)
                painter.setBrush(theme.color("loss" if past else "faint"))
                painter.drawEllipse(QPointF(self.x_of(number), y), size, size)
            if self._best is not None:
                paint_star(painter, QPointF(self.x_of(self._best), theme.px(14)), theme.px(8))
            self._paint_handle(painter, y)
            self._paint_names(painter)

    def _paint_handle(self, painter: QPainter, y: float) -> None:
        at = QPointF(self.x_of(self.handle()), y)
        if self.hasFocus():
            painter.setBrush(theme.color("focus", 0.28))
            painter.drawEllipse(at, theme.px(13), theme.px(13))
        painter.setBrush(theme.color("ink"))
        painter.setPen(QPen(theme.color("card"), 2))
        painter.drawEllipse(at, theme.px(9), theme.px(9))
        if self._is_at_best and self._best is not None:
            paint_star(painter, at, theme.px(6))

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(theme.font(11))
        metrics = QFontMetricsF(painter.font())
        bold = theme.font(11, bold=True)
        here = round(self.handle())
        if abs(here - self.handle()) > _AT_A_PAGE:
            here = -1
        order = [*([here] if here >= 0 else []), len(self._names) - 1, *range(len(self._names))]
        taken: list[QRectF] = []
        for number in dict.fromkeys(order):
            name = self._names[number]
            width = metrics.horizontalAdvance(name) + theme.px(8)
            left = min(max(self.x_of(number) - width / 2, 0), self.width() - width)
            box = QRectF(left, theme.px(26), width, metrics.height())
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setFont(bold if number == here else theme.font(11))
            painter.setPen(theme.color("ink" if number == here else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _number_at(self, x: float) -> int:
        return min(range(len(self._names)), key=lambda number: abs(self.x_of(number) - x))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self._names:
            self.choose(self._number_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._names:
            self.choose(self._number_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the handle by arrows; Home and End are the first page and the newest."""
        last = len(self._names) - 1
        moves = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or not self._names:
            super().keyPressEvent(event)
            return
        self.choose(min(max(wanted, 0), last))

    def choose(self, number: int) -> None:
        """Take the handle to a page, as a person does."""
        if number != self._at or self._is_at_best:
            self._at, self._is_at_best = number, False
            self.update()
            self.chosen.emit(number)


class TrainingBar(Speaks, QWidget):
    """Buttons, the axis, and in words what the handle's moment is.

    Attributes
    ----------
    playing_changed : Signal
        It plays through the pages, or stopped.
    """

    playing_changed = Signal()

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._seconds = 0.0
        self.playing = False
        self.start, self.back = IconButton("to-start"), IconButton("step-back")
        self.play, self.step = RoundButton("play", size=36), IconButton("step-forward")
        self.end = IconButton("to-end")
        self.axis = PageAxis()
        self.words, self.remark = Label("", "value"), SteadyLabel("hint")
        self.weights = Select()
        self.weights.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToContents)
        self.weights.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for button in (self.start, self.back, self.play, self.step, self.end):
            row.addWidget(button)
        row.addSpacing(theme.px(6))
        row.addWidget(self.axis, 1)
        told = QVBoxLayout()
        told.setSpacing(0)
        for label in (self.words, self.remark):
            told.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(told)
        row.addWidget(self.weights)
        self.weights.hide()
        pairs = (
            (self.start, "play.start"),
            (self.back, "play.back"),
            (self.play, "play.toggle"),
            (self.step, "play.step"),
            (self.end, "play.end"),
        )
        for button, id_ in pairs:
            context.actions.attach(button, id_)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.weights.setAccessibleName(self.tr("Weights"))
        self.weights.setToolTip(
            self.tr(
                "The weights that write and are looked into. The best did best on the part of the text that "
                "is held back; or drag along the axis."
            )
        )
        self._show_playing()

    def show_words(self, words: str, remark: str) -> None:
        """Say which moment it is."""
        self.weights.hide()
        self.words.setText(words)
        self.words.show()
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def offer_weights(self, best: int, newest: int, shown: int | None, *, uses_best: bool) -> None:
        """Let a person choose the weights, in place of the words.

        Parameters
        ----------
        best, newest
            Training steps of these weights.
        shown
            That of the weights chosen on the axis; None if there are none.
        uses_best
            Whether the best are in use, if none were chosen on the axis.
        """
        options = [
            ("best", self.tr("Best: step {0}").format(f"{best:,}")),
            ("newest", self.tr("Newest: step {0}").format(f"{newest:,}")),
        ]
        if shown is not None:
            options.append(("shown", self.tr("Step {0}").format(f"{shown:,}")))
        self.weights.set_options(options)
        self.weights.set_key("shown" if shown is not None else "best" if uses_best else "newest")
        self.words.hide()
        self.remark.hide()
        self.weights.show()

    def shift(self, by: int) -> None:
        """Go some pages on or back."""
        self.go(self.axis.at() + by)

    def go(self, number: int) -> None:
        """Go to a page."""
        last = len(self.axis.names()) - 1
        if last >= 0:
            self.axis.choose(min(max(number, 0), last))

    def toggle(self) -> None:
        """Play through the pages, from the first if the handle stands at the last; or stop."""
        self.set_playing(not self.playing)

    def set_playing(self, playing: bool) -> None:
        """Play, or stop."""
        last = len(self.axis.names()) - 1
        playing = playing and last > 0
        if playing == self.playing:
            return
        self.playing, self._seconds = playing, 0.0
        if playing and self.axis.at() >= last:
            self.go(0)
        self._show_playing()
        self.playing_changed.emit()

    def advance(self, seconds: float) -> None:
        """Let time go by while it plays."""
        if not self.playing:
            return
        self._seconds += seconds
        if self._seconds < SECONDS_A_PAGE:
            return
        self._seconds = 0.0
        if self.axis.at() >= len(self.axis.names()) - 1:
            self.set_playing(False)
        else:
            self.shift(1)

    def _show_playing(self) -> None:
        self.play.set_icon("pause" if self.playing else "play")
        words = self.tr("Pause") if self.playing else self.tr("Play through the diary")
        self._context.actions.set_text("play.toggle", words, self)
