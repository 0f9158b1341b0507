"""Diary: what the net said of one picture along its training, from gibberish to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.caption.pictures import paint_edge, paint_picture, picture_image
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.scene.captions.wording import Wording, wording
from rnnlab.session.captions.caption_content import DiaryEntry
from rnnlab.session.captions.session import CaptionSession

__all__ = ["DiaryLine", "DiaryList", "DiaryPage"]

SIZE = 15.0
PICTURE = 132.0


@dataclass(frozen=True)
class DiaryLine:
    """What was said from one training step to another, both included."""

    first: int
    last: int
    wording: Wording


def diary_lines(entries: Sequence[DiaryEntry], wanted: tuple[str, ...] | None) -> list[DiaryLine]:
    """Return entries in order, those in a row that say the same as one."""
    lines: list[DiaryLine] = []
    for entry in entries:
        words = tuple(entry.text.split())
        if lines and lines[-1].wording.words == words:
            lines[-1] = DiaryLine(lines[-1].first, entry.step, lines[-1].wording)
        else:
            lines.append(DiaryLine(entry.step, entry.step, wording(words, wanted)))
    return lines


def _marked(word: str, is_right: bool | None) -> str:
    return f"{word}✗" if is_right is False else word


class DiaryList(Speaks, QWidget):
    """The entries.

    Attributes
    ----------
    step_chosen : Signal(object)
        A person wants to see the net as it was at a training step.
    current_moved : Signal(object)
        The keyboard went to an entry (its place as a QRectF).
    """

    step_chosen = Signal(object)
    current_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[DiaryLine] = []
        self._boxes: list[QRectF] = []
        self._shown: int | None = None
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        repaint_with_theme(self)
        theme.theme_changed.connect(self._lay_out)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Diary of the training"))
        self.setToolTip(self.tr("Click an entry to see the net as it was"))

    def set_lines(self, lines: list[DiaryLine], shown: int | None) -> None:
        """Show entries, the one at the training step shown marked (None: the newest)."""
        is_same = lines == self._lines
        self._lines, self._shown = lines, shown
        if not is_same:
            self._lay_out()
        self.update()

    def lines(self) -> list[DiaryLine]:
        """Return the entries shown."""
        return self._lines

    def _current(self) -> int:
        if self._shown is None:
            return len(self._lines) - 1
        earlier = [place for place, line in enumerate(self._lines) if line.first <= self._shown]
        return earlier[-1] if earlier else 0

    # Layout

    def _left(self) -> float:
        return theme.px(118)

    def _flow(self, wording: Wording) -> list[tuple[float, int]]:
        metrics = QFontMetricsF(theme.font(SIZE))
        room, space = self.width() - self._left() - theme.px(40), 1.4 * metrics.horizontalAdvance(" ")
        x, line, places = 0.0, 0, []
        for word, is_right in zip(wording.words, wording.is_right, strict=True):
            width = metrics.horizontalAdvance(_marked(word, is_right))
            if x > 0 and x + width > room:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += width + space
        return places

    def _line_height(self) -> float:
        return QFontMetricsF(theme.font(SIZE)).height() * 1.1

    def _lay_out(self) -> None:
        y = 0.0
        self._boxes = []
        for line in self._lines:
            rows = max((row for _, row in self._flow(line.wording)), default=0) + 1
            height = rows * self._line_height() + theme.px(12)
            self._boxes.append(QRectF(0, y, self.width(), height))
            y += height
        self.setMinimumHeight(round(y))
        self.setMaximumHeight(max(round(y), 1))
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Lay out anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._lay_out()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries in view."""
        current = self._current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, box in enumerate(self._boxes):
                if box.intersects(QRectF(event.rect())):
                    self._paint_line(painter, place, box, is_now=place == current)

    def _paint_line(self, painter: QPainter, place: int, box: QRectF, *, is_now: bool) -> None:
        line = self._lines[place]
        inner = box.adjusted(1, 1, -1, -1)
        if is_now or place == self._hovered:
            painter.setBrush(theme.color("subtle"))
            edge = "focus" if self.hasFocus() and is_now else "input" if is_now else "border"
            painter.setPen(QPen(theme.color(edge), 2 if is_now else 1))
            painter.drawRoundedRect(inner, 6, 6)
        y = box.y() + theme.px(6) + QFontMetricsF(theme.font(SIZE)).ascent()
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        steps = f"{line.first:,}" if line.first == line.last else f"{line.first:,}–{line.last:,}"
        painter.drawText(QPointF(box.x() + theme.px(10), y), steps)
        painter.setFont(theme.font(SIZE))
        for (x, row), word, is_right in zip(
            self._flow(line.wording), line.wording.words, line.wording.is_right, strict=True
        ):
            self._paint_word(
                painter, QPointF(self._left() + x, y + row * self._line_height()), word, is_right
            )
        sign = {True: "✓", False: "", None: ""}[line.wording.all_right]
        painter.setFont(theme.font(SIZE, bold=True))
        painter.setPen(theme.color("right_text"))
        painter.drawText(QPointF(self.width() - theme.px(28), y), sign)

    def _paint_word(self, painter: QPainter, place: QPointF, word: str, is_right: bool | None) -> None:
        painter.setPen(theme.color("loss_text" if is_right is False else "ink"))
        painter.drawText(place, _marked(word, is_right))

    # Mouse and keys

    def _at(self, y: float) -> int:
        return next((place for place, box in enumerate(self._boxes) if box.top() <= y < box.bottom()), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the entry under the pointer."""
        hovered = self._at(event.position().y())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Forget what is under the pointer."""
        del event
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the net as it was."""
        place = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from entry to entry by Up and Down."""
        move = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if move is None or not self._lines:
            super().keyPressEvent(event)
            return
        place = min(max(self._current() + move, 0), len(self._lines) - 1)
        self._choose(place)
        self.current_moved.emit(self._boxes[place])

    def _choose(self, place: int) -> None:
        is_newest = place == len(self._lines) - 1
        self.step_chosen.emit(None if is_newest else self._lines[place].first)


class _Portrait(QWidget):
    """The diary's picture."""

    def __init__(self, session: CaptionSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(PICTURE), theme.px(PICTURE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        picture = self._session.view.diary_picture
        if picture is not None:
            with QPainter(self) as painter:
                box = QRectF(self.rect()).adjusted(0, 0, -1, -1)
                paint_picture(painter, box, picture_image(picture))
                paint_edge(painter, box)


class DiaryPage(Speaks, QWidget):
    """The picture and the entries.

    Attributes
    ----------
    step_chosen : Signal(object)
        A training step shall be shown.
    elsewhere
        Says, in place of the inspector, that what it would explain is another picture than the diary's.
    """

    step_chosen = Signal(object)

    def __init__(self, session: CaptionSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.portrait = _Portrait(session)
        self.wanted = Label("", "value", wrap=True)
        self.hint = Label("", "hint", wrap=True)
        self.keep = Button("")
        self.elsewhere = Label("", "hint", wrap=True)
        self.elsewhere.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = DiaryList()
        self.area = QScrollArea()
        self.area.setWidget(self.list)
        self.list.setProperty("panelBody", "true")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrange()
        self.list.step_chosen.connect(self.step_chosen)
        self.list.current_moved.connect(self._on_current_moved)
        self.keep.clicked.connect(self._on_keep_clicked)
        session.view.diary_changed.connect(self.show_diary)
        session.view.shown_step_changed.connect(self.show_diary)
        session.view.picture_changed.connect(self.show_diary)
        self.retranslate()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.px(6))
        words.addWidget(self.wanted)
        words.addWidget(self.hint)
        words.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.px(14))
        top.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(top)
        column.addWidget(self.area, 1)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(600))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.hint.setText(
            self.tr(
                "What the net said of this picture, by training step; ✗ marks words that do not belong. "
                "Click an entry to see the whole net as it was."
            )
        )
        self.keep.setText(self.tr("Keep a diary of the picture that is shown now"))
        self.elsewhere.setText(
            self.tr(
                "Watch shows another picture than the diary’s. To see here how its words came about, keep a "
                "diary of the picture that is shown now."
            )
        )
        self.show_diary()

    def showEvent(self, event: object) -> None:
        """Show what has come meanwhile."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.show_diary()

    def is_of_picture_shown(self) -> bool:
        """Return whether the diary is about the picture that all other views show."""
        view = self._session.view
        if view.picture is None or view.diary_picture is None:
            return True
        return np.array_equal(view.picture, view.diary_picture)

    def show_diary(self) -> None:
        """Show the entries there are."""
        if not self.isVisible():
            return
        view = self._session.view
        wanted = view.diary_wanted
        text = "" if wanted is None else self.tr("Right: {0}").format(" ".join(wanted))
        self.wanted.setText(text)
        self.keep.setEnabled(not self.is_of_picture_shown())
        bar = self.area.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - 2
        self.list.set_lines(diary_lines(list(view.diary.values()), wanted), view.shown_step)
        self.portrait.update()
        if is_at_end and view.shown_step is None:
            self.list.adjustSize()
            bar.setValue(bar.maximum())

    def _on_keep_clicked(self) -> None:
        view = self._session.view
        if view.picture is not None:
            view.keep_diary_of(view.picture, view.wanted)

    def _on_current_moved(self, box: QRectF) -> None:
        self.area.ensureVisible(0, round(box.center().y()), 0, round(box.height()))
