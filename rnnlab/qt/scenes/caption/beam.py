"""The captions that a beam found, with their probabilities, and how many are looked for."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, Speaks, WholeNumberField
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.scene.captions.wording import Alternative, alternatives
from rnnlab.session.captions.view import CaptionView

__all__ = ["WIDEST", "BeamArea", "BeamControl", "BeamList"]

WIDEST = 8
"""More captions than a person compares."""
SIZE = 13.0
BAR, PERCENT, EDGE = 44.0, 52.0, 8.0


class BeamControl(Speaks, QWidget):
    """How many captions are looked for at once."""

    def __init__(self, view: CaptionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._name = Label("", "section")
        self.field = WholeNumberField()
        self.field.setRange(1, WIDEST)
        self._name.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._name)
        row.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.valueChanged.connect(view.set_beam)
        view.beam_changed.connect(self.show_beam)
        theme.theme_changed.connect(self._measure)
        self._measure()
        self.show_beam()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._name.setText(self.tr("Beam width"))
        hint = self.tr(
            "1 takes the likeliest word each time. More keep so many beginnings and compare whole captions."
        )
        for widget in (self._name, self.field):
            widget.setToolTip(hint)
        self.field.setAccessibleName(self._name.text())

    def show_beam(self) -> None:
        """Show the width in force."""
        self.field.blockSignals(True)
        self.field.setValue(self._view.beam)
        self.field.blockSignals(False)

    def _measure(self) -> None:
        self.field.setFixedWidth(theme.px(64))


class BeamList(Speaks, QWidget):
    """One line a caption: a bar for its probability, and its words; those unlike the likeliest's stand out.

    Attributes
    ----------
    chosen : Signal(int)
        A caption was chosen, by its place.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Alternative, ...] = ()
        self._current, self._hovered = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        return QSize(theme.px(300), math.ceil(len(self._rows) * self.row_height()))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Captions found"))
        self.setToolTip(
            self.tr("The captions found, the likeliest first. Click one to see it said word by word.")
        )
        self._describe()

    def set_rows(self, rows: tuple[Alternative, ...], current: int) -> None:
        """Show captions, one of them marked."""
        is_longer = len(rows) != len(self._rows)
        self._rows, self._current = rows, current
        self._describe()
        if is_longer:
            self.updateGeometry()
        self.update()

    def rows(self) -> tuple[Alternative, ...]:
        """Return the captions shown."""
        return self._rows

    def current(self) -> int:
        """Return the place of the marked one."""
        return self._current

    def _describe(self) -> None:
        lines = (f"{row.probability:.0%} {' '.join(row.words)}" for row in self._rows)
        self.setAccessibleDescription("; ".join(lines))

    def row_height(self) -> float:
        """Return how high a line is."""
        return QFontMetricsF(theme.font(SIZE)).height() + theme.px(4)

    def row(self, place: int) -> QRectF:
        """Return where a line stands."""
        height = self.row_height()
        return QRectF(0, place * height, self.width(), height)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the lines."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(len(self._rows)):
                self._paint_row(painter, place, self.row(place))

    def _paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        row, is_now = self._rows[place], place == self._current
        if is_now or place == self._hovered:
            painter.setBrush(theme.color("subtle"))
            edge = "focus" if is_now and self.hasFocus() else "output" if is_now else "border"
            painter.setPen(QPen(theme.color(edge), 1.4))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        height = theme.px(7)
        bar = QRectF(box.x() + theme.px(EDGE), box.center().y() - height / 2, theme.px(BAR), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.setBrush(theme.color("output"))
        bar.setWidth(max(bar.width() * row.probability, theme.px(2)))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        left = theme.px(EDGE + BAR)
        painter.setFont(theme.font(SIZE))
        painter.setPen(theme.color("ink"))
        percent = QRectF(left, box.y(), theme.px(PERCENT - 8), box.height())
        aligned = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(percent, aligned, f"{row.probability:.1%}")
        self._paint_words(painter, row, QPointF(left + theme.px(PERCENT), box.y()))

    def _paint_words(self, painter: QPainter, row: Alternative, corner: QPointF) -> None:
        metrics = QFontMetricsF(theme.font(SIZE, bold=True))
        room, space = self.width() - theme.px(EDGE) - corner.x(), metrics.horizontalAdvance(" ")

        def needed(words: tuple[str, ...]) -> float:
            return metrics.horizontalAdvance(" ".join(words))

        pairs = row.pairs if needed(row.words) <= room else row.short_pairs
        x, height = corner.x(), self.row_height()
        for word, is_other in pairs:
            font = theme.font(SIZE, bold=is_other)
            width = QFontMetricsF(font).horizontalAdvance(word)
            painter.setFont(font)
            painter.setPen(theme.color("output_text" if is_other else "muted"))
            box = QRectF(x, corner.y(), width + 2, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), word)
            x += width + space

    # Mouse and keys

    def _at(self, y: float) -> int:
        place = int(y // self.row_height())
        return place if 0 <= place < len(self._rows) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the line under the pointer."""
        self._hover(self._at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a caption."""
        place = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from caption to caption by Up and Down."""
        move = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if move is None or not self._rows:
            super().keyPressEvent(event)
            return
        self.chosen.emit(min(max(self._current + move, 0), len(self._rows) - 1))


class BeamArea(QScrollArea):
    """The captions found, scrolled; it takes no room where only one is looked for."""

    def __init__(self, view: CaptionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._most = WIDEST
        self.list = BeamList()
        self.list.setProperty("panelBody", "true")
        self.setWidget(self.list)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self._on_list_chosen)
        view.beam_changed.connect(self._take_room)
        theme.theme_changed.connect(self._take_room)
        self._take_room()

    def set_most_rows(self, most: int) -> None:
        """Say how many lines there is room for; the others are scrolled to."""
        if most != self._most:
            self._most = most
            self._take_room()

    def show_captions(self) -> None:
        """Show what the net found for the picture shown."""
        content = self._view.content
        if content is None or self._view.beam == 1:
            self.list.set_rows((), 0)
            return
        labels = content.stage.labels
        found = []
        for spoken in content.captions:
            said = spoken.indices[:-1] if spoken.has_ended else spoken.indices
            found.append((tuple(labels[index] for index in said), math.exp(spoken.score)))
        self.list.set_rows(alternatives(found), content.chosen)

    def _take_room(self) -> None:
        """Take room by the width of the beam, so that nothing moves while captions come and go."""
        beam = self._view.beam
        self.setVisible(beam > 1)
        self.setFixedHeight(math.ceil(min(beam, self._most) * self.list.row_height()) + 2)

    def _on_list_chosen(self, place: int) -> None:
        self._view.choose(place)
        middle = self.list.row(place).center()
        self.ensureVisible(0, round(middle.y()), 0, round(self.list.row_height()))
