"""The stage of the Gradients scene: paints a frame's primitives; a click or a drag moves the time cursor."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.stage_painter import StagePainter, paint_empty
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.drawing import Primitive
from rnnlab.scene.gradients.content import GradientContent, View
from rnnlab.scene.gradients.frame import FAINT, Frame, GradientLayout, Words, frame, layout
from rnnlab.scene.gradients.numbers import written

__all__ = ["GradientView"]

# From this size on letters grow with the stage, to at most so many times their usual size.
_ROOMY = (900.0, 560.0)
_LARGEST = 1.5


class GradientView(Speaks, QWidget):
    """Unrolled nets and a chart on one time axis.

    Attributes
    ----------
    step_requested : Signal(int)
        A time step (0-based) was clicked or dragged to.
    """

    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: GradientContent | None = None
        self._view: View = "norms"
        self._cursor = 0.0
        self._painter = StagePainter()
        self._frame: Frame | None = None
        self._is_old = True
        self._still: QPixmap | None = None
        self._lines: QPixmap | None = None
        self._plan: GradientLayout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(560))

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("How the gradient flows back through time"))
        self._words = Words(
            by_step=self.tr("×{0} a step"),
            titles={
                "norms": self.tr("Gradient |∂L_{T} / ∂state_{t}|"),
                "singular": self.tr("Singular values of ∂state_{T} / ∂state_{t}"),
                "saturation": self.tr("Saturated units (derivative < 0.1)"),
                "training": self.tr("Loss while training"),
            },
            dashed=self.tr("dashed: bound λᵀ⁻ᵗ (Pascanu 2013)"),
            clipped=self.tr("thin: before clipping"),
            median=self.tr("thick: largest, thin: median"),
            untrained=self.tr("Press Train: the loss of every cell appears here."),
        )
        self._changed()

    # What is shown

    def set_content(self, content: GradientContent | None) -> None:
        """Show what was measured."""
        self._content = content
        self._changed()

    def content(self) -> GradientContent | None:
        """Return what is shown."""
        return self._content

    def set_view(self, view: View) -> None:
        """Choose what the chart shows."""
        self._view = view
        self._changed()

    def set_cursor(self, cursor: float) -> None:
        """Show how many steps the loss has come back."""
        if cursor != self._cursor:
            self._cursor = cursor
            self._is_old = True
            self.update()

    def plan(self) -> GradientLayout | None:
        """Return where things stand; None while there is nothing."""
        if self._content is None or self.width() < 8 or self.height() < 8:
            return None
        if self._plan is None:
            width, height, scale = float(self.width()), float(self.height()), theme.scale
            roomier = min(width / (_ROOMY[0] * scale), height / (_ROOMY[1] * scale))
            self._plan = layout(self._content, width, height, scale * min(max(roomier, 0.85), _LARGEST))
        return self._plan

    def drawn(self) -> tuple[Primitive, ...]:
        """Return what is on the stage now, back to front."""
        made = self._made()
        return made.all if made is not None else ()

    def _made(self) -> Frame | None:
        plan = self.plan()
        if plan is None or self._content is None:
            return None
        if self._frame is None or self._is_old:
            cursor = min(self._cursor, self._content.steps - 1)
            self._frame = frame(self._content, plan, self._view, cursor, self._words, self._frame)
            self._is_old = False
            self._describe()
        return self._frame

    def _describe(self) -> None:
        content = self._content
        if content is None:
            return
        t = round(max(content.steps - 1 - self._cursor, 0))
        sizes = ", ".join(
            f"{lane.title} {key} {written(float(lane.passed_on(key)[t]))}"
            for lane in content.lanes
            for key in lane.states
        )
        self.setAccessibleDescription(self.tr("Gradient at step {0}: {1}").format(t + 1, sizes))

    def _changed(self) -> None:
        self._frame = self._plan = self._still = self._lines = None
        self.update()

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self._changed()

    # Painting and pointing

    def resizeEvent(self, event: object) -> None:
        """Lay out again."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the frame, or what is awaited."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color("card"))
            if self._content is None:
                paint_empty(
                    painter,
                    self.rect(),
                    self.tr("Measuring the gradients"),
                    self.tr("The loss of the last step is being sent back through the net."),
                )
                return
            made = self._made()
            if made is not None:
                self._paint_frame(painter, made)

    def _paint_frame(self, painter: QPainter, made: Frame) -> None:
        """Copy the layers that stay as they are, and draw the one that moves."""
        ratio = self.devicePixelRatioF()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            self._still = self._layer(made.still, ratio)
            self._lines = self._layer(made.lines, ratio) if made.lines else None
        painter.drawPixmap(0, 0, self._still)
        if self._lines is not None:
            width, height = float(self.width()), float(self.height())
            for area, opacity in (
                (QRectF(made.reveal, 0, width - made.reveal, height), 1.0),
                (QRectF(0, 0, made.reveal, height), FAINT),
            ):
                painter.setClipRect(area)
                painter.setOpacity(opacity)
                painter.drawPixmap(0, 0, self._lines)
            painter.setClipping(False)
            painter.setOpacity(1.0)
        self._painter.paint(painter, made.moving, ratio)

    def _layer(self, primitives: Iterable[Primitive], ratio: float) -> QPixmap:
        pixmap = QPixmap(ceil(self.width() * ratio), ceil(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self._painter.paint(painter, primitives, ratio)
        return pixmap

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time step under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event)
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the cursor."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event)

    def _point(self, event: QMouseEvent) -> None:
        plan = self.plan()
        if plan is not None:
            self.step_requested.emit(plan.step_at(event.position().x()))
