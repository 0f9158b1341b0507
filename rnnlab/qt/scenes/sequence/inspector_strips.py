"""An equation as whole vectors: a strip of cells for every term, the same unit at the same place in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.cells.formula import Operator, Row, Symbol, plain, row
from rnnlab.core.explanation import Strip
from rnnlab.qt import letters
from rnnlab.qt.cell_picture import NUMBER_HEIGHT, NUMBER_WIDTH, full_colour, paint_cells
from rnnlab.qt.formula_box import Box
from rnnlab.qt.formula_layout import lay_out
from rnnlab.qt.formula_view import paint_box
from rnnlab.qt.scenes.sequence.inspector_lines import signed, slope
from rnnlab.qt.scenes.sequence.inspector_targets import is_lit
from rnnlab.qt.theme import theme
from rnnlab.scene.target import Target

_ROW, _GAP, _CAPTION = 18, 4, 16


class StripsView(QWidget):
    """Shows strips; a unit can be chosen in any of them.

    Attributes
    ----------
    pointed : Signal(int, int)
        Number of the strip and unit under the pointer; −1, −1 for none.
    chosen : Signal(int, int)
        A unit was clicked in a strip, or reached with the keys (in the last strip).
    """

    pointed = Signal(int, int)
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strips: tuple[Strip, ...] = ()
        self._labels: list[Box] = []
        self._captions: tuple[str, ...] = ()
        self._unit = -1
        self._only_last = False
        self._hover = (-1, -1)
        self._highlight: frozenset[Target] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self._on_theme_changed)

    def set_strips(
        self,
        strips: Sequence[Strip],
        unit: int = -1,
        captions: Sequence[str] = (),
        *,
        only_last: bool = False,
    ) -> None:
        """Show strips.

        Parameters
        ----------
        strips
            From top to bottom, all of the same length (or a single number).
        unit
            The chosen unit, −1 for none.
        captions
            A word for every unit, written below where there is room.
        only_last
            Show the result alone.
        """
        before = self.sizeHint()
        self._only_last = only_last and len(strips) > 1
        strips = (replace(strips[-1], sign=""),) if self._only_last else strips
        self._strips, self._unit, self._captions = tuple(strips), unit, tuple(captions)
        self._lay_out()
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def strips(self) -> tuple[Strip, ...]:
        """Return the strips shown."""
        return self._strips

    def only_last(self) -> bool:
        """Return whether the strips before the result are left out."""
        return self._only_last

    def unit(self) -> int:
        """Return the chosen unit."""
        return self._unit

    def set_highlight(self, targets: frozenset[Target]) -> None:
        """Light the strips that stand for one of these."""
        if targets != self._highlight:
            self._highlight = targets
            self.update()

    def count(self) -> int:
        """Return how many units there are."""
        return max((strip.values.size for strip in self._strips), default=0)

    # places

    def _lay_out(self) -> None:
        size = theme.px(13)
        self._labels = [
            lay_out(_signed_label(strip), size, 1e4, letters.families()) for strip in self._strips
        ]

    def _label_width(self) -> float:
        widest = max((label.width for label in self._labels), default=0.0)
        return min(widest + theme.px(8), self.width() * 0.42)

    def _strip_rect(self, index: int) -> QRectF:
        height = theme.px(_ROW)
        left = self._label_width()
        extra = theme.px(3) if index == len(self._strips) - 1 and index else 0
        top = theme.px(2) + index * (height + theme.px(_GAP)) + extra
        return QRectF(left, top, self.width() - left - 1, height)

    def _has_captions(self) -> bool:
        if not self._captions:
            return False
        metrics = letters.metrics(11)
        widest = max(metrics.horizontalAdvance(caption) for caption in self._captions[:200])
        return self._strip_rect(0).width() / max(self.count(), 1) >= widest + 1

    def sizeHint(self) -> QSize:
        """Return the height of all strips, and of captions if there are any."""
        rows = len(self._strips)
        height = rows * theme.px(_ROW) + max(rows - 1, 0) * theme.px(_GAP) + theme.px(6)
        return QSize(theme.px(160), height + (theme.px(_CAPTION) if self.count() > 1 else 0))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at a smaller width."""
        return QSize(theme.px(100), self.sizeHint().height())

    def _on_theme_changed(self) -> None:
        self._lay_out()
        self.updateGeometry()
        self.update()

    # pointer and keys

    def _find(self, position: QPointF) -> tuple[int, int]:
        for index, strip in enumerate(self._strips):
            rect = self._strip_rect(index)
            if rect.top() - 2 <= position.y() <= rect.bottom() + 2:
                if position.x() < rect.left() or strip.values.size < 2:
                    return index, -1
                unit = int((position.x() - rect.left()) / rect.width() * strip.values.size)
                return index, min(unit, strip.values.size - 1)
        return -1, -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is pointed at."""
        self._point(self._find(event.position()))

    def _point(self, found: tuple[int, int]) -> None:
        if found != self._hover:
            self._hover = found
            self.pointed.emit(*found)
            self.setCursor(Qt.CursorShape.PointingHandCursor if found[0] >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that nothing is."""
        self._point((-1, -1))
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a unit."""
        strip, unit = self._find(event.position())
        if event.button() == Qt.MouseButton.LeftButton and strip >= 0:
            self.chosen.emit(strip, unit)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from unit to unit."""
        count = self.count()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -count, Qt.Key.Key_End: count}
        step = steps.get(Qt.Key(event.key()))
        if step is None or count < 2:
            super().keyPressEvent(event)
            return
        self.chosen.emit(len(self._strips) - 1, min(count - 1, max(0, max(self._unit, 0) + step)))

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw labels, strips, the chosen unit and the captions."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, strip in enumerate(self._strips):
                self._paint_strip(painter, index, strip)
            self._paint_unit(painter)
            readout = self.readout()
            if readout is not None:
                self._paint_readout(painter, *readout)
            elif self._has_captions():
                self._paint_captions(painter)

    def _paint_strip(self, painter: QPainter, index: int, strip: Strip) -> None:
        rect, label = self._strip_rect(index), self._labels[index]
        if is_lit(strip.reference, self._highlight) or self._hover[0] == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(0, rect.top() - 2, rect.left() - 2, rect.height() + 4), 5, 5)
        if label.width > rect.left() - theme.px(4):
            label = lay_out(
                _signed_label(strip),
                theme.px(13),
                rect.left() - theme.px(4),
                letters.families(),
                smallest=0.5,
            )
        if label.height > rect.height() * 1.5:
            label = lay_out(_short_label(strip), theme.px(13), 1e4, letters.families())
        middle = rect.center().y() + (label.ascent - label.descent) / 2
        paint_box(painter, label, QPointF(theme.px(2), middle))
        values = np.atleast_1d(strip.values)[None, :]  # (1, n)
        # values of −1 … 1 are shown on one scale, so that a small one looks small; slopes are all small
        is_slope = _is_slope(strip)
        scale = full_colour(values) if is_slope else max(1.0, full_colour(values))
        paint_cells(
            painter,
            rect,
            values,
            scale=scale,
            ratio=self.devicePixelRatioF(),
            numbers=False if is_slope else None,
        )

    def _paint_unit(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for unit, role, width in ((self._hover[1], "muted", 1.3), (self._unit, "ink", 2.0)):
            for index, strip in enumerate(self._strips):
                if 0 <= unit < strip.values.size > 1:
                    rect = self._strip_rect(index)
                    across = rect.width() / strip.values.size
                    cell = QRectF(rect.left() + unit * across, rect.top(), across, rect.height())
                    if across < 4:
                        cell = QRectF(cell.center().x() - 2, cell.top(), 4, cell.height())
                    shown = "focus" if self.hasFocus() and role == "ink" else role
                    painter.setPen(QPen(theme.color(shown), width))
                    painter.drawRoundedRect(cell.adjusted(0, -1, 0, 1), 3, 3)

    def _paint_captions(self, painter: QPainter) -> None:
        last = self._strip_rect(len(self._strips) - 1)
        across = last.width() / len(self._captions)
        for unit, caption in enumerate(self._captions):
            painter.setFont(letters.font(11, bold=unit == self._unit))
            painter.setPen(theme.color("ink" if unit == self._unit else "muted"))
            place = QRectF(last.left() + unit * across, last.bottom() + 2, across, theme.px(_CAPTION - 2))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), caption)

    def readout(self) -> tuple[Row, str] | None:
        """Return name and value of the unit pointed at, or of the chosen one if units carry no captions."""
        index, unit = self._hover
        if unit < 0 and not self._has_captions():
            index, unit = len(self._strips) - 1, self._unit
        if not (0 <= index < len(self._strips) and 0 <= unit < self._strips[index].values.size):
            return None
        strip = self._strips[index]
        if len(strip.formula.items) == 1 and isinstance(strip.formula.items[0], Symbol):
            caption = self._captions[unit] if unit < len(self._captions) else str(unit + 1)
            symbol = strip.formula.items[0]
            known = bool(symbol.entry)
            name = strip.formula if known else row(replace(symbol, entry=(caption,)))
        else:
            name = strip.formula
        value = float(strip.values[unit])
        return name, slope(value) if _is_slope(strip) else signed(value)

    def _paint_readout(self, painter: QPainter, name: Row, value: str) -> None:
        last = self._strip_rect(len(self._strips) - 1)
        box = lay_out(name, theme.px(13), 1e4, letters.families())
        painter.setFont(letters.font(12, bold=True))
        words = f"= {value}"
        wide = box.width + theme.px(5) + QFontMetricsF(painter.font()).horizontalAdvance(words)
        unit = self._hover[1] if self._hover[1] >= 0 else self._unit
        middle = last.left() + (unit + 0.5) * last.width() / self.count()
        left = min(max(0.0, middle - wide / 2), self.width() - wide)
        top, height = last.bottom() + 2, theme.px(_CAPTION)
        paint_box(painter, box, QPointF(left, top + (height + box.ascent - box.descent) / 2))
        painter.setFont(letters.font(12, bold=True))
        painter.setPen(theme.color("ink"))
        place = QRectF(left + box.width + theme.px(5), top, wide, height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    def numbers_fit(self) -> bool:
        """Return whether the cells are large enough for their numbers."""
        wide = self._strip_rect(0).width() / max(self.count(), 1) >= theme.px(NUMBER_WIDTH)
        return wide and theme.px(_ROW) >= theme.px(NUMBER_HEIGHT - 2)

    def text(self) -> str:
        """Return the labels, as a screen reader would say them."""
        return " ".join(plain(_signed_label(strip)) for strip in self._strips)


def _is_slope(strip: Strip) -> bool:
    """Whether a strip shows slopes or losses, whose size says nothing by itself."""
    return next((symbol.role == "loss" for symbol in strip.formula.symbols()), False)


def _signed_label(strip: Strip) -> Row:
    if not strip.sign:
        return strip.formula
    if strip.sign.isalpha():
        return row(Symbol(strip.sign, upright=True), Operator("→"), strip.formula)
    return row(Operator(strip.sign), strip.formula)


def _short_label(strip: Strip) -> Row:
    """Return a label for a formula that is too long for its place."""
    return row(Operator(strip.sign or "…"), Symbol("…", upright=True)) if strip.sign else row(Operator("…"))
