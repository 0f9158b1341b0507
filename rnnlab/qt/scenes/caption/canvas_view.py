"""The paper to draw on: shapes are placed, moved, resized and recoloured, or lines are drawn by hand.

It shows the very pixels that the net sees. Every change is told at once, also while something is dragged.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.captions.canvas import MOST_ITEMS, Drawing, Shape, Stroke
from rnnlab.core.captions.drawing import CANVAS
from rnnlab.qt.scenes.caption.pictures import paint_edge, paint_picture, picture_image
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks, repaint_with_theme

__all__ = ["CanvasView"]

HANDLE = 7.0
FINE, COARSE = 0.5, 3.0
"""How far an arrow key moves a shape, in pixels of the picture; without and with Shift."""
PEN = 2.4


class CanvasView(Speaks, QWidget):
    """A drawing that can be changed.

    Attributes
    ----------
    changed : Signal(object, bool)
        Another `Drawing`; True while one change still goes on (a drag).
    selected : Signal(object)
        The chosen item's place, or None.
    """

    changed = Signal(object, bool)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing()
        self._image = picture_image(self._drawing.picture)
        self._veil: QImage | None = None
        self._chosen: int | None = None
        self._pen: str | None = None
        self._drag = ""
        self._offset = QPointF()
        self._is_going_on = False
        self.setProperty("ownKeys", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        repaint_with_theme(self)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(420), theme.px(420))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Drawing"))
        self.setToolTip(
            self.tr(
                "Drag a shape to move it, its corner to resize it. Keys: N next shape, arrows move it, "
                "+ and − resize, Delete takes it away"
            )
        )

    # What is shown

    def drawing(self) -> Drawing:
        """Return the drawing."""
        return self._drawing

    def set_drawing(self, drawing: Drawing) -> None:
        """Show another drawing without telling it."""
        self._drawing = drawing
        self._image = picture_image(drawing.picture)
        if self._chosen is not None and not self._is_shape(self._chosen):
            self.choose(None)
        self.update()

    def set_veil(self, veil: QImage | None) -> None:
        """Lay a veil over the drawing; None takes it away."""
        self._veil = veil
        self.update()

    def chosen(self) -> int | None:
        """Return the place of the chosen shape."""
        return self._chosen

    def chosen_shape(self) -> Shape | None:
        """Return the chosen shape."""
        if self._chosen is None or not self._is_shape(self._chosen):
            return None
        item = self._drawing.items[self._chosen]
        return item if isinstance(item, Shape) else None

    def choose(self, place: int | None) -> None:
        """Choose a shape, or none."""
        if place != self._chosen:
            self._chosen = place
            self.selected.emit(place)
            self.update()

    def set_pen(self, color: str | None) -> None:
        """Draw by hand in a colour; None moves shapes again."""
        self._pen = color
        if color is not None:
            self.choose(None)
        self.setCursor(Qt.CursorShape.CrossCursor if color else Qt.CursorShape.ArrowCursor)

    def _is_shape(self, place: int) -> bool:
        return place < len(self._drawing.items) and isinstance(self._drawing.items[place], Shape)

    # Changing

    def put(self, drawing: Drawing, *, goes_on: bool = False) -> None:
        """Show another drawing and tell it."""
        self.set_drawing(drawing)
        self.changed.emit(drawing, goes_on)

    def add(self, kind: str, color: str) -> None:
        """Put a new shape where there is the most room, and choose it."""
        if len(self._drawing.items) >= MOST_ITEMS:
            return
        x, y = self._free_place()
        self.put(self._drawing.added(Shape(kind, color, x, y, 6.0 if self._drawing.items else 8.0)))
        self.choose(len(self._drawing.items) - 1)

    def _free_place(self) -> tuple[float, float]:
        shapes = self._drawing.shapes
        if not shapes:
            return CANVAS / 2, CANVAS / 2
        places = [(x, y) for y in range(10, CANVAS - 8, 7) for x in range(10, CANVAS - 8, 7)]

        def room(place: tuple[int, int]) -> float:
            return min(math.dist(place, (shape.x, shape.y)) - shape.radius for shape in shapes)

        x, y = max(places, key=room)
        return float(x), float(y)

    def change_chosen(self, shape: Shape, *, goes_on: bool = False) -> None:
        """Put a changed shape in place of the chosen one."""
        if self._chosen is not None:
            self.put(self._drawing.changed(self._chosen, shape), goes_on=goes_on)

    def remove_chosen(self) -> None:
        """Take the chosen shape away, or the last item if none is chosen."""
        place = self._chosen if self._chosen is not None else len(self._drawing.items) - 1
        if place >= 0:
            self.choose(None)
            self.put(self._drawing.without(place))

    # Places

    def paper(self) -> QRectF:
        """Return where the paper lies: the largest square."""
        side = min(self.width(), self.height()) - 8.0
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def to_pixels(self, point: QPointF) -> tuple[float, float]:
        """Return a point of the widget in pixels of the picture."""
        paper = self.paper()
        scale = CANVAS / max(paper.width(), 1.0)
        return (point.x() - paper.x()) * scale, (point.y() - paper.y()) * scale

    def to_widget(self, x: float, y: float) -> QPointF:
        """Return a point of the picture in the widget."""
        paper = self.paper()
        scale = paper.width() / CANVAS
        return QPointF(paper.x() + x * scale, paper.y() + y * scale)

    def _frame(self, shape: Shape) -> QRectF:
        scale = self.paper().width() / CANVAS
        half = (shape.radius * 1.2 + 0.6) * scale
        middle = self.to_widget(shape.x, shape.y)
        return QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)

    def handle(self) -> QRectF | None:
        """Return the place at which the chosen shape is taken to resize it."""
        shape = self.chosen_shape()
        if shape is None:
            return None
        size = theme.px(HANDLE) * 2
        corner = self._frame(shape).bottomRight()
        return QRectF(corner.x() - size / 2, corner.y() - size / 2, size, size)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the pixels, the veil, and what is chosen."""
        paper = self.paper()
        with QPainter(self) as painter:
            paint_picture(painter, paper, self._image)
            if self._veil is not None:
                paint_picture(painter, paper, self._veil, smooth=True)
            edge = "focus" if self.hasFocus() else "border_strong"
            paint_edge(painter, paper, edge, 2.0 if self.hasFocus() else 1.0)
            shape, handle = self.chosen_shape(), self.handle()
            if shape is not None and handle is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
                painter.drawRect(self._frame(shape))
                painter.setBrush(theme.color("card"))
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawEllipse(handle)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move, to resize or to draw."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        x, y = self.to_pixels(point)
        self._is_going_on = False
        handle = self.handle()
        if self._pen is not None:
            if len(self._drawing.items) < MOST_ITEMS:
                self._drag = "pen"
                self._put_dragged(self._drawing.added(Stroke(self._pen, ((x, y),), PEN)))
        elif handle is not None and handle.adjusted(-4, -4, 4, 4).contains(point):
            self._drag = "size"
        else:
            place = self._drawing.item_at(x, y)
            self.choose(place)
            shape = self.chosen_shape()
            if shape is not None:
                self._drag, self._offset = "move", QPointF(shape.x - x, shape.y - y)

    def _put_dragged(self, drawing: Drawing) -> None:
        """Tell a change; all of a drag but the first belong together."""
        self.put(drawing, goes_on=self._is_going_on)
        self._is_going_on = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move, resize or draw on."""
        x, y = self.to_pixels(event.position())
        shape, place = self.chosen_shape(), self._chosen
        if self._drag == "pen":
            last = len(self._drawing.items) - 1
            stroke = self._drawing.items[last]
            if isinstance(stroke, Stroke) and math.dist(stroke.points[-1], (x, y)) > 0.4:
                self._put_dragged(self._drawing.changed(last, stroke.longer(x, y)))
        elif self._drag == "move" and shape is not None and place is not None:
            moved = shape.moved(x + self._offset.x(), y + self._offset.y())
            self._put_dragged(self._drawing.changed(place, moved))
        elif self._drag == "size" and shape is not None and place is not None:
            radius = (max(x - shape.x, y - shape.y) - 0.6) / 1.2
            self._put_dragged(self._drawing.changed(place, shape.sized(radius)))
        elif self._pen is None:
            handle = self.handle()
            over_handle = handle is not None and handle.contains(event.position())
            over = self._drawing.item_at(x, y) is not None
            self.setCursor(
                Qt.CursorShape.SizeFDiagCursor
                if over_handle
                else Qt.CursorShape.OpenHandCursor
                if over
                else Qt.CursorShape.ArrowCursor
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Finish."""
        self._drag = ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Resize the chosen shape."""
        shape = self.chosen_shape()
        if shape is None:
            event.ignore()
            return
        self.change_chosen(shape.sized(shape.radius + (0.4 if event.angleDelta().y() > 0 else -0.4)))
        event.accept()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, resize and remove shapes."""
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        far = COARSE if shifted else FINE
        moves = {
            Qt.Key.Key_Left: (-far, 0.0),
            Qt.Key.Key_Right: (far, 0.0),
            Qt.Key.Key_Up: (0.0, -far),
            Qt.Key.Key_Down: (0.0, far),
        }
        shape = self.chosen_shape()
        if key in (Qt.Key.Key_N, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._choose_next(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        elif key == Qt.Key.Key_Escape:
            self.choose(None)
        elif shape is not None and key in moves:
            self.change_chosen(shape.moved(shape.x + moves[key][0], shape.y + moves[key][1]))
        elif shape is not None and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.change_chosen(shape.sized(shape.radius + FINE))
        elif shape is not None and key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.change_chosen(shape.sized(shape.radius - FINE))
        else:
            super().keyPressEvent(event)

    def _choose_next(self, move: int) -> None:
        places = [place for place in range(len(self._drawing.items)) if self._is_shape(place)]
        if not places:
            return
        if self._chosen not in places:
            self.choose(places[0])
            return
        self.choose(places[(places.index(self._chosen) + move) % len(places)])
