"""What to draw with: shapes and colours that the net has learnt and, apart, those it has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from rnnlab.core.captions.canvas import Drawing, Shape
from rnnlab.core.captions.drawing import CANVAS, FURTHER_COLORS, FURTHER_KINDS, PLAIN_PAPER, RGB
from rnnlab.core.captions.grammar import COLORS, KINDS
from rnnlab.qt.scenes.caption.words import value_name
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import FlowLayout, Label, Speaks
from rnnlab.qt.widgets.base import repaint_with_theme

__all__ = ["DrawTools", "SampleButton"]


class SampleButton(QAbstractButton):
    """A small square that shows what it gives: a shape or a colour.

    Parameters
    ----------
    value
        Name of the shape or colour.
    """

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self._is_color = value in RGB
        self.setCheckable(self._is_color)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return a size that a finger meets."""
        edge = theme.px(28 if self._is_color else 36)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the sample."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            is_lit = self.isChecked() or self.hasFocus()
            role = "focus" if self.hasFocus() else "ink" if self.isChecked() else "border_strong"
            edge = theme.color(role if self.isEnabled() else "border")
            if self._is_color:
                painter.setBrush(QColor(*RGB[self.value]))
                painter.setPen(QPen(edge, 3 if is_lit else 1))
                painter.drawRoundedRect(box, 5, 5)
                return
            painter.setBrush(theme.color("hover" if self.underMouse() else "subtle"))
            painter.setPen(QPen(edge, 2 if is_lit else 1))
            painter.drawRoundedRect(box, 6, 6)
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box.adjusted(4, 4, -4, -4), _sample(self.value, theme.dark))


@cache
def _sample(kind: str, dark: bool) -> QImage:
    """Return a shape as a mask in grey, drawn as the net's pictures are."""
    whole = CANVAS / 2
    shape = Shape(kind, "black", whole, whole + (2.5 if kind == "triangle" else 0.0), whole * 0.78)
    picture = Drawing((shape,)).picture  # (48, 48, 3)
    cover = np.clip((PLAIN_PAPER - 20 - picture.astype(np.float32).mean(axis=2)) / 160, 0, 1)  # (48, 48)
    pixels = np.zeros((CANVAS, CANVAS, 4), np.uint8)
    pixels[..., :3] = 225 if dark else 60
    pixels[..., 3] = np.round(255 * cover)
    return QImage(pixels.data, CANVAS, CANVAS, 4 * CANVAS, QImage.Format.Format_RGBA8888).copy()


class DrawTools(Speaks, QWidget):
    """Shapes to add and colours to paint with.

    Attributes
    ----------
    kind_chosen : Signal(str)
        A shape shall be added.
    color_chosen : Signal(str)
        A colour was chosen.
    """

    kind_chosen = Signal(str)
    color_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = {kind: SampleButton(kind) for kind in (*KINDS, *FURTHER_KINDS)}
        self.colors = {color: SampleButton(color) for color in (*COLORS, *FURTHER_COLORS)}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for button in self.colors.values():
            self._group.addButton(button)
        self._names = {name: Label("", "section") for name in ("kinds", "colors")}
        self._unknown = {name: Label("", "hint") for name in ("kinds", "colors")}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._rows = tuple(
            (self._names[name], _row(buttons, known), self._unknown[name], _row(buttons, unknown))
            for name, known, unknown, buttons in (
                ("kinds", KINDS, FURTHER_KINDS, self.kinds),
                ("colors", COLORS, FURTHER_COLORS, self.colors),
            )
        )
        self.set_wide(wide=False)
        for button in (*self.kinds.values(), *self.colors.values()):
            button.clicked.connect(self._on_button_clicked)
        self.set_color(COLORS[0])
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._names["kinds"].setText(self.tr("Add a shape"))
        self._names["colors"].setText(self.tr("Colour"))
        for label in self._unknown.values():
            label.setText(self.tr("never seen by the net:"))
        for value, button in (*self.kinds.items(), *self.colors.items()):
            button.setToolTip(value_name(value))
            button.setAccessibleName(value_name(value))

    def set_wide(self, *, wide: bool) -> None:
        """Put what the net has never seen beside what it knows, not below it."""
        for place, widgets in enumerate(self._rows):
            for number, widget in enumerate(widgets):
                row, column = (number % 2, number // 2) if wide else (number, 0)
                self._grid.addWidget(widget, len(widgets) * place + row, column)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)

    def color(self) -> str:
        """Return the colour in use."""
        return next(name for name, button in self.colors.items() if button.isChecked())

    def set_color(self, color: str) -> None:
        """Use a colour without telling it."""
        if color in self.colors:
            self.colors[color].setChecked(True)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if not isinstance(button, SampleButton):
            return
        if button.value in self.colors:
            self.color_chosen.emit(button.value)
        else:
            self.kind_chosen.emit(button.value)


def _row(buttons: dict[str, SampleButton], names: Sequence[str]) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder, gap=theme.px(3))
    for name in names:
        row.addWidget(buttons[name])
    return holder
