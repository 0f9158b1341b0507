"""The stage as a widget: paints a frame's primitives and says what is pointed at.

It never computes the net. What it shows follows from the content, the position, the highlight and how far it
was pushed aside; it keeps no animation of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from rnnlab.qt.stage_painter import StagePainter, paint_empty, paint_ring
from rnnlab.qt.stage_push import Push
from rnnlab.qt.stage_touch import UnitDrag, unit_menu, unit_value
from rnnlab.qt.stage_words import describe, labels, spoken, tool_tip
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import CellGrid, Frame
from rnnlab.scene.facts import is_state_unit
from rnnlab.scene.hit import target_at
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.frame import frame, layout_for, measures_for
from rnnlab.scene.sequence.layout import Layout, farthest_pan
from rnnlab.scene.sequence.measures import Measures
from rnnlab.scene.sequence.moment import focus_of, looks_alike
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.sequence.walk import entry_beside, target_beside
from rnnlab.scene.target import Target

__all__ = ["StageView"]

# From this size on letters grow with the stage, to at most so many times their usual size.
_ROOMY = (800.0, 500.0)
_LARGEST = 1.5
_NOTHING: frozenset[Target] = frozenset()


class StageView(Speaks, QWidget):
    """The unrolled graph.

    Attributes
    ----------
    target_hovered : Signal(object)
        A :class:`~rnnlab.scene.target.Target` is pointed at, or None.
    target_clicked : Signal(object)
        A target was clicked, or None for empty ground.
    step_requested : Signal(int)
        A column that is not in focus was clicked.
    unit_clamp_requested : Signal(object, object)
        A unit shall be held at a value (float), or let go (None).
    """

    target_hovered = Signal(object)
    target_clicked = Signal(object)
    step_requested = Signal(int)
    unit_clamp_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: Content | None = None
        self._position = Position(0, 0, 0.0)
        self._highlight = _NOTHING
        self._hovered: Target | None = None
        self._walked: Target | None = None
        self._ringed = False
        self._push = Push()
        self._labels = labels()
        self._painter = StagePainter()
        self._drawn: Frame | None = None
        self._press: QPointF | None = None
        self._press_target: Target | None = None
        self._press_pan = 0.0
        self._panning = False
        self._drag: UnitDrag | None = None
        self.setMouseTracking(True)
        # it fills its ground itself, so that nothing behind it is painted anew for every frame
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(560))

    def retranslate(self) -> None:
        """Set every sentence again."""
        self._labels = labels()
        self.setAccessibleName(self.tr("Unrolled graph"))
        self._describe()
        self._changed()

    # What is shown

    def set_content(self, content: Content | None) -> None:
        """Show another content; the position stays as far as it exists."""
        self._content = content
        self._push.hold(self._bounds())
        self._describe()
        self._changed()

    def content(self) -> Content | None:
        """Return what is shown."""
        return self._content

    def set_position(self, position: Position) -> None:
        """Show another moment."""
        if position == self._position:
            return
        before = self._moment()
        if position.t != self._position.t:
            self._push.leave()
        self._position = position
        now = self._moment()
        if self._content is None:
            return
        if (before.t, before.phase, before.fraction >= 1.0) != (now.t, now.phase, now.fraction >= 1.0):
            self._describe()
        if not looks_alike(before, now, read(self._content).phases):
            self._push.follow(abs(self._focus(self._content) - now.t), self._bounds())
            self._changed()

    def position(self) -> Position:
        """Return the moment shown."""
        return self._moment()

    def set_highlight(self, highlight: frozenset[Target]) -> None:
        """Light what is pointed at elsewhere."""
        if highlight != self._highlight:
            self._highlight = highlight
            self._changed()

    def highlight(self) -> frozenset[Target]:
        """Return all that is lit: from elsewhere, under the pointer, under the keys."""
        own = {target for target in (self._hovered, self._walked) if target is not None}
        return self._highlight | own if own else self._highlight

    def drawn(self) -> Frame:
        """Return what is on the stage now, back to front."""
        if self._content is None or self.width() < 8 or self.height() < 8:
            return Frame()
        if self._drawn is None:
            self._drawn = frame(self._content, self._moment(), self._layout(), self.highlight(), self._labels)
        return self._drawn

    def _moment(self) -> Position:
        """Return the position, held inside the content."""
        if self._content is None:
            return self._position
        last, phases = self._content.steps - 1, read(self._content).phases
        position = self._position
        if position.t <= last and position.phase < len(phases):
            return position
        if position.t > last:
            return Position(last, len(phases) - 1, 1.0)
        return Position(position.t, len(phases) - 1, 1.0)

    def _layout(self) -> Layout:
        assert self._content is not None
        return layout_for(self._content, self._measures(self._content), self._moment(), self._push.distance)

    def _measures(self, content: Content) -> Measures:
        """Measure the stage; on a large one letters and lines grow along, so that it fills a projector."""
        width, height, scale = float(self.width()), float(self.height()), theme.scale
        roomier = min(width / (_ROOMY[0] * scale), height / (_ROOMY[1] * scale))
        return measures_for(content, width, height, scale * min(max(roomier, 1.0), _LARGEST))

    def _changed(self) -> None:
        self._drawn = None
        self.update()

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self._changed()

    def _describe(self) -> None:
        if self._content is None:
            self.setAccessibleDescription(self._empty_words()[1])
        else:
            phases = read(self._content).phases
            self.setAccessibleDescription(describe(self._content, self._moment(), phases))

    def _empty_words(self) -> tuple[str, str]:
        return (
            self.tr("Nothing to show yet"),
            self.tr("Type some symbols at the left and press Train: the net appears here, step by step."),
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame."""
        drawn = self.drawn()
        with QPainter(self) as painter:
            self._painter.paint_on_ground(painter, drawn, self.size(), self.devicePixelRatioF())
            if self._content is None:
                paint_empty(painter, self.rect(), *self._empty_words())
            if self._ringed:
                paint_ring(painter, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._push.hold(self._bounds())
        self._changed()

    # Pushing aside

    def _bounds(self) -> tuple[float, float]:
        """Return how far the columns can be pushed to the left and to the right."""
        if self._content is None:
            return 0.0, 0.0
        return farthest_pan(self._measures(self._content), self._focus(self._content))

    def _focus(self, content: Content) -> float:
        return focus_of(self._moment(), read(content).phases)

    def _push_to(self, distance: float) -> bool:
        if not self._push.to(distance, self._bounds()):
            return False
        self._changed()
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Push the columns aside with the wheel or two fingers."""
        pixels, turns = event.pixelDelta(), event.angleDelta()
        moved = pixels if not pixels.isNull() else turns / 2
        distance = moved.x() if abs(moved.x()) >= abs(moved.y()) else moved.y()
        if distance and self._push_to(self._push.distance + distance):
            event.accept()
        else:
            event.ignore()

    # Pointing

    def target_under(self, x: float, y: float) -> Target | None:
        """Return what lies at a point."""
        return target_at(self.drawn(), x, y)

    def _hover(self, target: Target | None) -> None:
        if target == self._hovered:
            return
        self._hovered = target
        if target is not None:
            self._walked = None
        self._changed()
        self.target_hovered.emit(target)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag of a unit, or pushing aside."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._press = event.position()
        self._press_pan = self._push.distance
        self._press_target = self.target_under(event.position().x(), event.position().y())
        if self._content is not None and is_state_unit(self._content, self._press_target):
            assert self._press_target is not None
            value = unit_value(self._content, self._press_target)
            self._drag = UnitDrag(self._press_target, value, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, drag a unit, or push aside."""
        point = event.position()
        if self._drag is not None:
            value = self._drag.value_at(point)
            if value is not None:
                self.setCursor(Qt.CursorShape.SizeVerCursor)
                self.unit_clamp_requested.emit(self._drag.target, value)
        elif self._press is not None and (self._panning or abs(point.x() - self._press.x()) > 6):
            self._panning = self._push_to(self._press_pan + point.x() - self._press.x()) or self._panning
            if self._panning:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._press is None:
            target = self.target_under(point.x(), point.y())
            self._hover(target)
            shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
            if self.cursor().shape() != shape:
                self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        dragged = self._panning or (self._drag is not None and self._drag.active)
        self._press, self._panning, self._drag = None, False, None
        self.unsetCursor()
        if not dragged:
            self._click(self._press_target)

    def _click(self, target: Target | None) -> None:
        elsewhere = target is not None and target.t not in (None, self._moment().t)
        if elsewhere and target is not None and target.kind != "arrow":
            self.step_requested.emit(target.t)
        else:
            self.target_clicked.emit(target)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was pointed at."""
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        """Show tool tips."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = event.pos()
            target = self.target_under(point.x(), point.y())
            words = tool_tip(self._content, target) if self._content and target else ""
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
                event.ignore()
            return True
        return super().event(event)

    # Touching

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to hold the unit under the pointer, or the one chosen by keys."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        target = self._walked if by_key else self.target_under(event.x(), event.y())
        menu = self.menu_for(target)
        if menu is None:
            event.ignore()
            return
        where = self.mapToGlobal(self._spot(target)) if by_key else event.globalPos()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def menu_for(self, target: Target | None) -> QMenu | None:
        """Return the menu of a target, None if it has none."""
        if self._content is None or target is None or not is_state_unit(self._content, target):
            return None
        return unit_menu(self, self._content, target, self.unit_clamp_requested.emit)

    def _spot(self, target: Target | None) -> QPoint:
        """Return a point on a target."""
        for primitive in reversed(self.drawn()):
            if not isinstance(primitive, CellGrid) or target is None:
                continue
            if primitive.target == target.whole:
                box = primitive.cell(target.index) if target.index else primitive.box
                return QPoint(int(box.center_x), int(box.center_y))
        return self.rect().center()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from value to value: Page Up and Down between vectors, Up and Down within one."""
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            forward = key == Qt.Key.Key_PageUp
            self._walk(target_beside(self.drawn(), self._moment().t, self._walked, forward=forward))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(
                entry_beside(self.drawn(), self._moment().t, self._walked, forward=key == Qt.Key.Key_Down)
            )
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._walked is not None:
            self.target_clicked.emit(self._walked)
        elif key == Qt.Key.Key_Escape and self._walked is not None:
            self._walk(None)
        else:
            event.ignore()

    def _walk(self, target: Target | None) -> None:
        self._walked = target
        self._hovered = None
        self._changed()
        self.target_hovered.emit(target)
        if target is not None and self._content is not None:
            self.setAccessibleDescription(spoken(self._content, target))
        else:
            self._describe()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here, to whoever came with it."""
        super().focusInEvent(event)
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._ringed = False
        self.update()
