"""The scrubber: every time step as a dot with its symbol, and a knob at the moment shown.

Between two dots the knob moves through the phases of the step on its right. Steps that are done say whether
the net was right: a filled dot for right, a ring for wrong.
"""

from __future__ import annotations

from math import ceil

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from rnnlab.qt.stage_text import TextDrawer
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Text
from rnnlab.scene.notation import width_in_ems
from rnnlab.session.playback import Playback

__all__ = ["Scrubber"]

_FAR = 5
LEAST_PITCH = 2.0
"""Pixels from a dot to the next one at which they can just be told apart."""
BoolArray = npt.NDArray[np.bool_]


def wrong_steps(content: Content) -> BoolArray:
    """Return at which time steps the likeliest symbol is not the wanted one (T,)."""
    trace = content.trace
    return np.asarray((trace.targets >= 0) & (trace.logits.argmax(axis=1) != trace.targets))


class Scrubber(Speaks, QAbstractSlider):
    """Shows and moves the playback's cursor.

    Its value counts phases; dragging moves smoothly between them.

    Attributes
    ----------
    pressed_step : Signal(int)
        A step was clicked.
    """

    pressed_step = Signal(int)

    def __init__(self, player: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._content: Content | None = None
        self._texts = TextDrawer()
        self._press: QPointF | None = None
        self._dragging = False
        self._hovered = -1
        self._described = -1
        self._wrong: BoolArray = np.zeros(0, np.bool_)  # (T,)
        self._picture: tuple[tuple[object, ...], QPixmap] | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._on_theme_changed)
        player.position_changed.connect(self._on_player_position_changed)
        player.timeline_changed.connect(self._on_player_timeline_changed)
        self._on_player_timeline_changed()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.setAccessibleName(self.tr("Time steps"))
        self.setToolTip(self.tr("Click a step, or drag through the phases"))
        self._describe()

    def sizeHint(self) -> QSize:
        """Return the room for dots and symbols."""
        return QSize(theme.px(320), theme.px(46))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(theme.px(80), theme.px(46))

    def set_content(self, content: Content | None) -> None:
        """Show another sequence."""
        self._content = content
        self._wrong = np.zeros(0, np.bool_) if content is None else wrong_steps(content)  # (T,)
        self._picture = None
        self._describe()
        self.update()

    def _on_theme_changed(self) -> None:
        self._texts.clear()
        self._picture = None
        self.updateGeometry()
        self.update()

    def _on_player_timeline_changed(self) -> None:
        self.setRange(0, round(self._player.end))
        self.setSingleStep(1)
        self.setPageStep(self._player.phases)
        self._on_player_position_changed()

    def _on_player_position_changed(self) -> None:
        self.blockSignals(True)
        self.setValue(round(self._player.cursor))
        self.blockSignals(False)
        if self._player.position.t != self._described:
            self._describe()
        self.update()

    def _describe(self) -> None:
        content, t = self._content, self._player.position.t
        self._described = t
        if content is None or t >= content.steps:
            self.setAccessibleDescription("")
            return
        symbol = content.label(int(content.trace.inputs[t]))
        self.setAccessibleDescription(self.tr("Step {0} of {1}, {2}").format(t + 1, content.steps, symbol))

    # Places

    def _margin(self) -> float:
        return theme.px(14)

    def _track(self) -> float:
        return theme.px(14)

    def _pitch(self) -> float:
        """Return the way from dot to dot; one such way lies before the first dot."""
        room = self.width() - self._margin() - max(self._margin(), self._symbol_room() / 2)
        return room / max(self._player.steps, 1)

    def _symbol_room(self) -> float:
        """Return how much of the width a symbol gets."""
        labels = () if self._content is None else self._content.labels
        widest = max((width_in_ems(label) for label in labels), default=1.0)
        return min(widest, 6.0) * 14.0 * theme.scale + theme.px(5)

    def x_of_step(self, t: float) -> float:
        """Return where a step's dot is; -1 is the start, before anything is done."""
        return self._margin() + (t + 1) * self._pitch()

    def cursor_at(self, x: float) -> float:
        """Return the cursor position for a place."""
        return (
            min(max((x - self._margin()) / self._pitch(), 0.0), float(self._player.steps))
            * self._player.phases
        )

    def step_at(self, x: float) -> int:
        """Return the step whose dot is nearest."""
        return min(max(round((x - self._margin()) / self._pitch()) - 1, 0), max(self._player.steps - 1, 0))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint track, dots, symbols and knob."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_track(painter)
            if self._content is not None and self._player.steps:
                painter.drawPixmap(0, 0, self._steps_picture(self._content))
                self._paint_knob(painter)

    def _paint_track(self, painter: QPainter) -> None:
        y, height = self._track(), theme.px(4)
        left, right = self.x_of_step(-1), self.x_of_step(self._player.steps - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(QRectF(left, y - height / 2, right - left, height), height / 2, height / 2)
        painter.setBrush(theme.color("muted"))
        done = self._knob_x() - left
        painter.drawRoundedRect(QRectF(left, y - height / 2, done, height), height / 2, height / 2)

    def _knob_x(self) -> float:
        return self.x_of_step(self._player.cursor / self._player.phases - 1)

    def _steps_picture(self, content: Content) -> QPixmap:
        """Return dots and symbols; they are painted anew only where a step is done or another is shown."""
        now, done = self._player.position.t, int(self._player.cursor / self._player.phases)
        ratio = self.devicePixelRatioF()
        key = (now, done, self._hovered, self._player.steps, self.size().toTuple(), ratio)
        if self._picture is None or self._picture[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_dots(painter, content, done)
                self._paint_symbols(painter, content, now)
            self._picture = key, pixmap
        return self._picture[1]

    def _paint_symbols(self, painter: QPainter, content: Content, now: int) -> None:
        pitch, room = self._pitch(), self._symbol_room()
        every = max(round(room / pitch + 0.4), 1)
        steps = min(content.steps, self._player.steps)
        for t in sorted({*range(0, steps, every), now, self._hovered}):
            clear = abs(t - now) >= every or every == 1
            if 0 <= t < steps and (t == now or clear):
                self._paint_symbol(painter, content, t, now, max(pitch * every, room))

    def _paint_dots(self, painter: QPainter, content: Content, done: int) -> None:
        # where there are more dots than pixels, one stands for several, and is wrong if one of them is
        several = max(ceil(LEAST_PITCH / self._pitch()), 1)
        radius, y = min(theme.px(9), several * self._pitch() * 0.7) / 2, self._track()
        painter.setPen(Qt.PenStyle.NoPen)
        wrong: list[QPointF] = []
        for t in range(0, min(content.steps, self._player.steps), several):
            centre = QPointF(self.x_of_step(t), y)
            if t < done and self._wrong[t : min(t + several, done)].any():
                wrong.append(centre)
                continue
            right = "output" if content.target(t) is None else "right"
            painter.setBrush(theme.color(right if t < done else "border_strong"))
            painter.drawEllipse(centre, radius, radius)
        painter.setPen(QPen(theme.color("loss"), max(radius * 0.5, 1.5)))
        painter.setBrush(theme.color("card"))
        for centre in wrong:
            painter.drawEllipse(centre, radius, radius)

    def _paint_symbol(self, painter: QPainter, content: Content, t: int, now: int, room: float) -> None:
        known = t < content.given or t <= now
        written = t >= content.given
        role = "faint" if t > now else "output_text" if written else "ink" if t == now else "muted"
        label = content.label(int(content.trace.inputs[t])) if known else "?"
        if content.places:
            label = content.places[t]
        text = Text(
            *(self.x_of_step(t), theme.px(36), label, 14.0 * theme.scale, role),
            bold=t == now,
            max_width=room,
        )
        self._texts.draw(painter, text, self.devicePixelRatioF())

    def _paint_knob(self, painter: QPainter) -> None:
        centre = QPointF(self._knob_x(), self._track())
        radius = theme.px(8)
        painter.setPen(QPen(theme.color("card"), 2))
        painter.setBrush(theme.color("ink"))
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius + 3, radius + 3)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._player.steps:
            self._press = event.position()
            self._dragging = False
            self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag through the phases."""
        x = event.position().x()
        if self._press is None:
            hovered = self.step_at(x)
            if hovered != self._hovered:
                self._hovered = hovered
                self.update()
            return
        if not self._dragging and abs(x - self._press.x()) > 4:
            self._dragging = True
            self._player.pause()
        if self._dragging:
            self._player.seek_cursor(self.cursor_at(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish: a click goes to the nearest step."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        clicked = not self._dragging
        self._press, self._dragging = None, False
        self.setSliderDown(False)
        if clicked:
            self._go(self.step_at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        """Forget what is under the pointer."""
        del event
        self._hovered = -1
        self.update()

    def _go(self, t: int) -> None:
        self._player.pause()
        self._player.seek(t, glide=True)
        self.pressed_step.emit(t)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go step by step."""
        turned = event.angleDelta().y() or -event.angleDelta().x()
        if turned > 0:
            self._player.step_back()
        elif turned < 0:
            self._player.step_forward()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go by steps, Up and Down by phases, Page Up and Down far, Home and End all along."""
        player, t = self._player, self._player.position.t
        moves = {
            Qt.Key.Key_Right: player.step_forward,
            Qt.Key.Key_Left: player.step_back,
            Qt.Key.Key_Up: player.phase_forward,
            Qt.Key.Key_Down: player.phase_back,
            Qt.Key.Key_Home: player.to_start,
            Qt.Key.Key_End: player.to_end,
        }
        if event.key() in moves:
            moves[Qt.Key(event.key())]()
        elif event.key() == Qt.Key.Key_PageDown:
            self._go(t + _FAR)
        elif event.key() == Qt.Key.Key_PageUp:
            self._go(t - _FAR)
        else:
            event.ignore()
