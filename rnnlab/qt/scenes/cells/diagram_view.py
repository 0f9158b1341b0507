"""The diagram of a cell as a widget: paints its frame, zooms and pans, and says what is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rnnlab.core.cells.graph import Cell
from rnnlab.qt.scenes.cells.diagram_words import spoken, tool_tip
from rnnlab.qt.scenes.cells.diagram_zoom import Zoom
from rnnlab.qt.stage_painter import StagePainter, paint_empty, paint_ring
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.cells.caption import Caption
from rnnlab.scene.cells.fitting import layout_in
from rnnlab.scene.cells.frame import diagram_frame
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import Placement
from rnnlab.scene.cells.pointing import Direction, nodes_of, part_beside
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, Frame
from rnnlab.scene.hit import target_at
from rnnlab.scene.target import Target

__all__ = ["DiagramView"]

_MARGIN = 8.0
_CAPTION = 46.0
"""Height of the lines with numbers below the diagram, at 100 %."""
_DRAG = 5.0
_NOTHING: frozenset[int] = frozenset()
_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class DiagramView(Speaks, QWidget):
    """The diagram of one cell, with the numbers of a trained net flowing through it.

    Attributes
    ----------
    node_hovered : Signal(object)
        Indices of the cell's nodes that are pointed at, a frozenset; empty for nothing.
    node_clicked : Signal(object)
        Indices of the cell's nodes that were clicked, a frozenset; empty for empty ground.
    """

    node_hovered = Signal(object)
    node_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell: Cell | None = None
        self._layout: DiagramLayout | None = None
        self._content: Content | None = None
        self._layer = 1
        self._t, self._progress = 0, 0.0
        self._highlight = _NOTHING
        self._hovered: Target | None = None
        self._walked: int | None = None
        self._unit = 0
        self._ringed = False
        self._zoom = Zoom()
        self._painter = StagePainter()
        self._drawn: Frame | None = None
        self._press: QPointF | None = None
        self._dragging = False
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 140)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(640), theme.px(520))

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.setAccessibleName(self.tr("Diagram of the cell"))
        self._describe()
        self._changed()

    # What is shown

    def set_cell(self, cell: Cell | None) -> None:
        """Show another cell; None for none."""
        self._cell = cell
        self._layout = layout_in(cell, self.areas()[self._content is not None]) if cell is not None else None
        self._walked, self._hovered = None, None
        self._zoom.reset()
        self._describe()
        self._changed()

    def cell(self) -> Cell | None:
        """Return the cell shown."""
        return self._cell

    def diagram(self) -> DiagramLayout | None:
        """Return what is drawn, in units (see :meth:`placement`)."""
        return self._layout

    def set_content(self, content: Content | None) -> None:
        """Show the numbers of a net of this cell; None for the cell alone."""
        appears = (content is None) != (self._content is None)
        self._content = content
        self._describe()
        if appears:
            self._arrange()
        else:
            self._changed()

    def content(self) -> Content | None:
        """Return the content shown."""
        return self._content

    def set_layer(self, layer: int) -> None:
        """Choose whose numbers are shown, from 1."""
        if layer != self._layer:
            self._layer = layer
            self._describe()
            self._changed()

    def set_moment(self, t: int, progress: float) -> None:
        """Show another moment.

        Parameters
        ----------
        t
            Time step, 0-based.
        progress
            Phases passed in it: ``position.phase + position.fraction`` of a playback's position.
        """
        if (t, progress) != (self._t, self._progress):
            self._t, self._progress = t, progress
            self._changed()

    def set_highlight(self, nodes: frozenset[int]) -> None:
        """Light up nodes that are pointed at elsewhere."""
        if nodes != self._highlight:
            self._highlight = nodes
            self._changed()

    def highlight(self) -> frozenset[int]:
        """Return all nodes that are lit: from elsewhere, under the pointer, under the keys."""
        return self._highlight | self._pointed()

    def drawn(self) -> Frame:
        """Return what is to be seen now, back to front."""
        layout = self._layout
        if layout is None or self.width() < 8 or self.height() < 8:
            return Frame()
        if self._drawn is None:
            self._drawn = diagram_frame(
                layout,
                self.placement(layout),
                self._content,
                self._t,
                self._progress,
                self.highlight(),
                layer=self._layer,
                caption=self._caption() if self._content is not None else None,
            )
        return self._drawn

    def placement(self, layout: DiagramLayout) -> Placement:
        """Return where the diagram lies on the widget."""
        return self._zoom.placement(layout, self.areas()[self._content is not None], theme.scale)

    def areas(self) -> tuple[Box, ...]:
        """Return the room for the diagram of a cell alone, and of one with lines of numbers below it."""
        scale, heights = theme.scale, (0.0, _CAPTION)
        places = (Box(0.0, 0.0, self.width(), self.height() - scale * height) for height in heights)
        return tuple(place.grown(-_MARGIN * scale) for place in places)

    def _caption(self) -> Caption:
        """Return what is told below the diagram, and where."""
        area = self.areas()[self._content is not None]
        box = Box(area.x, area.bottom + 2.0, area.width, (_CAPTION - 2.0) * theme.scale)
        node = None
        if self._layout is not None and self._walked is not None:
            node = self._layout.graph.parts[self._walked].node
        elif self._hovered is not None and self._hovered.kind == "term":
            node = self._hovered.node
        return Caption(box, theme.scale, node, self._unit)

    def _arrange(self) -> None:
        """Lay the diagram out for the room there is."""
        if self._cell is not None:
            self._layout = layout_in(self._cell, self.areas()[self._content is not None])
        self._changed()

    def _pointed(self) -> frozenset[int]:
        if self._layout is None:
            return _NOTHING
        if self._walked is not None:
            return self._layout.graph.parts[self._walked].nodes
        return nodes_of(self._layout, self._hovered)

    def _changed(self) -> None:
        self._drawn = None
        self.update()

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self._arrange()

    def _describe(self) -> None:
        if self._layout is None:
            self.setAccessibleDescription(self._empty_words()[1])
            return
        node = self._layout.graph.parts[self._walked].node if self._walked is not None else -1
        if node >= 0:
            words = spoken(self._layout, node, self._content, self._t, self._layer)
        else:
            count = sum(part.kind in ("gate", "operator") for part in self._layout.graph.parts)
            words = self.tr("%n parts; the arrow keys go from one to the next.", "", count)
        self.setAccessibleDescription(words)

    def _empty_words(self) -> tuple[str, str]:
        return (
            self.tr("No diagram yet"),
            self.tr("As soon as the equations can be read, the cell is drawn here."),
        )

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame."""
        drawn = self.drawn()
        with QPainter(self) as painter:
            self._painter.paint_on_ground(painter, drawn, self.size(), self.devicePixelRatioF())
            if self._layout is None:
                paint_empty(painter, self.rect(), *self._empty_words())
            if self._ringed:
                paint_ring(painter, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the diagram anew."""
        super().resizeEvent(event)
        self._arrange()

    # Zooming and panning

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held; else push the diagram along if it is larger than the view."""
        if self._layout is None:
            event.ignore()
            return
        before = self.placement(self._layout)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            point = event.position()
            self._zoom.by(event.angleDelta().y() / 120.0, (point.x(), point.y()))
        else:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self._zoom.push(moved.x(), moved.y())
        if self.placement(self._layout) == before:
            event.ignore()
            return
        self._changed()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole diagram again."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._zoom.reset()
            self._changed()

    # Pointing

    def target_under(self, x: float, y: float) -> Target | None:
        """Return what lies at a point."""
        return target_at(self.drawn(), x, y)

    def _hover(self, target: Target | None) -> None:
        unit = self._unit
        if target is not None and target.kind == "term":
            unit = target.index[-1] if target.index else unit
            target = target.whole
        if (target, unit) == (self._hovered, self._unit):
            return
        self._unit = unit
        self._hovered = target
        if target is not None:
            self._walked = None
        self._changed()
        self.node_hovered.emit(self._pointed())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragging = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, or push the diagram along."""
        point = event.position()
        if self._press is not None:
            moved = point - self._press
            if self._layout is not None and (self._dragging or moved.manhattanLength() > _DRAG):
                self._dragging = True
                self._press = point
                self._zoom.push(moved.x(), moved.y())
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._changed()
            return
        target = self.target_under(point.x(), point.y())
        self._hover(target)
        shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a click or a drag."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        dragged, self._press, self._dragging = self._dragging, None, False
        self.unsetCursor()
        if not dragged and self._layout is not None:
            point = event.position()
            self.node_clicked.emit(nodes_of(self._layout, self.target_under(point.x(), point.y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was pointed at."""
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        """Show tool tips."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self.target_under(event.pos().x(), event.pos().y())
            words = ""
            if self._layout is not None and target is not None:
                words = tool_tip(self._layout, target, self._content, self._t, self._layer)
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
                event.ignore()
            return True
        return super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from part to part; Return clicks, Escape lets go, + and − zoom."""
        key = event.key()
        if self._layout is None:
            event.ignore()
        elif key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(part_beside(self._layout, self._walked, _ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._walked is not None:
            self.node_clicked.emit(self._pointed())
        elif key == Qt.Key.Key_Escape and self._walked is not None:
            self._walk(None)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            middle = self.rect().center()
            turns = -1.0 if key == Qt.Key.Key_Minus else 1.0
            self._zoom.by(turns, (middle.x(), middle.y()))
            self._changed()
        elif key == Qt.Key.Key_0:
            self._zoom.reset()
            self._changed()
        else:
            event.ignore()

    def _walk(self, part: int | None) -> None:
        self._walked, self._hovered = part, None
        if part is not None and self._layout is not None:
            self._zoom.show(self._layout.parts[part].box, self.placement(self._layout))
        self._describe()
        self._changed()
        self.node_hovered.emit(self._pointed())

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
