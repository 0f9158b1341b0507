"""The phases of the step under way as a row: the current one lit, done ones behind it, each can be clicked.

Without room for all names, those far from the current one shrink to dots.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.qt.stage_text import TextDrawer
from rnnlab.qt.stage_words import phase_name, phase_words
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.drawing import Text
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.expressions import at_time
from rnnlab.scene.sequence.phases import Phase

__all__ = ["PhaseRow"]

_SIZE = 13.0


class PhaseRow(Speaks, QWidget):
    """The phases of one time step.

    Attributes
    ----------
    phase_clicked : Signal(int)
        A phase was clicked, 0-based.
    """

    phase_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: tuple[Phase, ...] = ()
        self._position = Position(0, 0, 0.0)
        self._texts = TextDrawer()
        self._places: list[QRectF] = []
        self._open: list[bool] = []
        self._hovered = -1
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.setAccessibleName(self.tr("Phases of this step"))
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the room for all names."""
        return QSize(sum(self._widths(self._phases)), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the room for dots and one name."""
        return QSize(theme.px(60), theme.px(30))

    def set_phases(self, phases: tuple[Phase, ...]) -> None:
        """Show other phases."""
        if phases != self._phases:
            self._phases = phases
            self.updateGeometry()
            self._arrange()

    def set_position(self, position: Position) -> None:
        """Show another moment."""
        moved = (position.t, position.phase) != (self._position.t, self._position.phase)
        self._position = position
        if moved:
            self._arrange()
        else:
            self.update()

    def place_of(self, phase: int) -> QRectF:
        """Return where a phase is drawn."""
        return self._places[phase]

    def is_open(self, phase: int) -> bool:
        """Return whether a phase shows its name (else it is a dot)."""
        return self._open[phase]

    def _on_theme_changed(self) -> None:
        self._texts.clear()
        self.updateGeometry()
        self._arrange()

    def _label(self, phase: Phase) -> str:
        return phase_words(phase) or at_time(phase.label, self._position.t)

    def _widths(self, phases: tuple[Phase, ...]) -> list[int]:
        size = _SIZE * theme.scale
        return [
            round(self._texts.width(self._label(phase), size, bold=True, formula=True)) + theme.px(18)
            for phase in phases
        ]

    def _arrange(self) -> None:
        """Give every phase its place: names while there is room, nearest to the current one first."""
        count = len(self._phases)
        widths = self._widths(self._phases)
        current = min(self._position.phase, count - 1)
        others = self.width() - (widths[current] if widths else 0)
        dot = max(min(float(theme.px(14)), others / max(count - 1, 1)), 1.0)
        room = self.width() - dot * count
        self._open = [False] * count
        for place in sorted(range(count), key=lambda place: (abs(place - current), place)):
            room -= widths[place] - dot
            if room < -0.01 and place != current:
                break
            self._open[place] = True
        x = 0.0
        self._places = []
        for place in range(count):
            width = widths[place] if self._open[place] else dot
            self._places.append(QRectF(x, 0, width, self.height()))
            x += width
        self.setAccessibleDescription(
            phase_name(self._phases[current], self._position.t) if self._phases else ""
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the names."""
        super().resizeEvent(event)
        self._arrange()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the row."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, phase in enumerate(self._phases):
                if self._open[place]:
                    self._paint_name(painter, place, phase)
                else:
                    self._paint_dot(painter, place)

    def _done(self, place: int) -> float:
        """Return how far a phase is, 0 … 1."""
        now = self._position
        return 1.0 if place < now.phase else now.fraction if place == now.phase else 0.0

    def _paint_name(self, painter: QPainter, place: int, phase: Phase) -> None:
        box = self._places[place]
        pill = QRectF(box.x() + 1, box.center().y() - theme.px(13), box.width() - 2, theme.px(26))
        current = place == self._position.phase
        known = phase.role in ("input", "hidden", "output", "loss")
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(theme.color(f"{phase.role}_soft" if known else "subtle"))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        elif place == self._hovered:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        role = "ink" if self._done(place) > 0 else "muted"
        if current and known:
            role = f"{phase.role}_text"
        size = _SIZE * theme.scale
        middle = box.center()
        text = Text(middle.x(), middle.y(), self._label(phase), size, role, bold=current, formula=True)
        self._texts.draw(painter, text, self.devicePixelRatioF())
        if current:
            line = QRectF(pill.x() + theme.px(9), pill.bottom() - theme.px(4), 0, theme.px(2))
            line.setWidth((pill.width() - theme.px(18)) * self._done(place))
            painter.fillRect(line, theme.color(phase.role if known else "ink"))

    def _paint_dot(self, painter: QPainter, place: int) -> None:
        box = self._places[place]
        radius = min(theme.px(6 if place == self._hovered else 5), int(box.width())) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted" if self._done(place) > 0 else "border_strong"))
        painter.drawEllipse(box.center(), radius, radius)

    # Pointing

    def phase_at(self, x: float) -> int:
        """Return the phase at a place, -1 for none."""
        for place, box in enumerate(self._places):
            if box.left() <= x < box.right():
                return place
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what would be clicked."""
        hovered = self.phase_at(event.position().x())
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what would be clicked."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a phase."""
        phase = self.phase_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and phase >= 0:
            self.phase_clicked.emit(phase)

    def event(self, event: QEvent) -> bool:
        """Name a phase that is only a dot."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            phase = self.phase_at(event.pos().x())
            if phase >= 0:
                QToolTip.showText(event.globalPos(), phase_name(self._phases[phase], self._position.t), self)
            return True
        return super().event(event)
