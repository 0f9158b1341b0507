"""A formula as a widget: terms light up under the pointer, and can be clicked or reached with the keys."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.cells.formula import Reference, Row, plain
from rnnlab.qt.formula_box import Box, Mark
from rnnlab.qt.formula_layout import lay_out, letters
from rnnlab.qt.letters import families
from rnnlab.qt.theme import theme

__all__ = ["FormulaView", "paint_box"]

# How much smaller a formula in a frame is set to stand in one line, as a factor.
_SMALLEST = 0.76
_UNBROKEN = 1e6


def _ink(role: str) -> str:
    return role if role in ("ink", "muted", "faint") else f"{role}_text"


@lru_cache(maxsize=2048)
def _static(
    text: str, italic: bool, size: float, fallback: tuple[str, ...]
) -> tuple[QFont, QStaticText, float]:
    """Return a run of letters laid out once, and how far its baseline lies below its top."""
    font = letters(italic, size, fallback)
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(font=font)
    return font, laid, QFontMetricsF(font).ascent()


def paint_box(painter: QPainter, box: Box, at: QPointF, *, role: str = "") -> None:
    """Paint a formula with its baseline's left end at a point, in one role's colour if given."""
    fallback = families()
    for glyphs in box.glyphs:
        font, text, ascent = _static(glyphs.text, glyphs.italic, glyphs.size, fallback)
        painter.setFont(font)
        painter.setPen(theme.color(_ink(role or glyphs.role)))
        painter.drawStaticText(QPointF(at.x() + glyphs.at.x(), at.y() + glyphs.at.y() - ascent), text)
    for mark in box.marks:
        _paint_mark(painter, mark, at, role)


def _paint_mark(painter: QPainter, mark: Mark, at: QPointF, role: str) -> None:
    rect = mark.rect.translated(at)
    color = theme.color(_ink(role or mark.role))
    if mark.shape in ("rule", "bar"):
        painter.fillRect(rect, color)
        return
    path = QPainterPath()
    left, right, top, bottom = rect.left(), rect.right(), rect.top(), rect.bottom()
    height, third = rect.height(), rect.width() / 3
    if mark.shape == "hat":
        path.moveTo(left, bottom)
        path.lineTo((left + right) / 2, top)
        path.lineTo(right, bottom)
    elif mark.shape == "tilde":
        over = height * 0.6
        path.moveTo(left, bottom)
        path.cubicTo(left + third, top - over, right - third, bottom + over, right, top)
    else:
        tip, belly = (right, left) if mark.shape == "left" else (left, right)
        near, far = tip + (belly - tip) * 0.2, tip + (belly - tip) * 0.9
        path.moveTo(near, top)
        path.cubicTo(far, top + height * 0.25, far, bottom - height * 0.25, near, bottom)
    accent = mark.shape in ("hat", "tilde")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, max(1.1, height * 0.3) if accent else 1.3))
    painter.drawPath(path)


class FormulaView(QWidget):
    """Shows one formula, broken into lines to fit.

    Parameters
    ----------
    size
        Height of its letters at 100 %.
    framed
        Whether it stands on a quiet surface of its own.
    centred
        Whether it stands in the middle.

    Attributes
    ----------
    pointed : Signal(object)
        The `Reference` of the term under the pointer or the keys, None for none.
    clicked : Signal(object)
        The `Reference` of a term that was clicked.
    """

    pointed = Signal(object)
    clicked = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, size: float = 18, framed: bool = False, centred: bool = False
    ) -> None:
        super().__init__(parent)
        self._formula = Row(())
        self._size, self._framed, self._centred = size, framed, centred
        self._spot = -1
        self._highlight: frozenset[Reference] = frozenset()
        self._box = Box()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.theme_changed.connect(self._on_theme_changed)

    def set_formula(self, formula: Row) -> None:
        """Show a formula."""
        if formula == self._formula:
            return
        self._formula = formula
        self._set(self.width())
        if QAccessible.isActive():
            self.setAccessibleName(plain(formula))

    def formula(self) -> Row:
        """Return the formula shown."""
        return self._formula

    def set_highlight(self, references: frozenset[Reference]) -> None:
        """Light the terms that stand for one of these."""
        if references != self._highlight:
            self._highlight = references
            self.update()

    def lit(self) -> tuple[Reference, ...]:
        """Return what is lit now, in reading order."""
        return tuple(spot.reference for index, spot in enumerate(self._box.spots) if self._is_lit(index))

    def spot_centre(self, reference: Reference) -> QPointF | None:
        """Return where a term stands in the widget, None if it does not."""
        offset = self._offset()
        for spot in self._box.spots:
            if spot.reference == reference:
                return spot.rect.translated(offset).center()
        return None

    def _is_lit(self, index: int) -> bool:
        return index == self._spot or self._box.spots[index].reference in self._highlight

    # size

    def _margin(self) -> tuple[float, float]:
        return (theme.px(12), theme.px(10)) if self._framed else (0.0, theme.px(1))

    def _lay_out(self, width: int) -> Box:
        room, size = max(20.0, width - 2 * self._margin()[0]), float(theme.px(self._size))
        box = lay_out(self._formula, size, _UNBROKEN, families())
        if box.width <= room:
            return box
        if self._framed and box.width * _SMALLEST <= room:
            # a little smaller reads better than a second line
            fitting = math.floor(size * room / box.width * 2) / 2
            smaller = lay_out(self._formula, fitting, room, families())
            if smaller.height <= box.height:
                return smaller
        return lay_out(self._formula, size, room, families())

    def _set(self, width: int) -> None:
        before = self._box.height
        self._box = self._lay_out(width)
        self._spot = self._spot if self._spot < len(self._box.spots) else -1
        if self._box.height != before:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Need more lines where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return round(self._lay_out(width).height + 2 * self._margin()[1] + 2)

    def sizeHint(self) -> QSize:
        """Return the size at the width it has."""
        width = self.width() if self.width() > 60 else theme.px(220)
        return QSize(theme.px(120), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return room for a term."""
        return QSize(theme.px(60), theme.px(self._size))

    def _offset(self) -> QPointF:
        x, _ = self._margin()
        if self._centred:
            x = max(x, (self.width() - self._box.width) / 2)
        return QPointF(x, (self.height() - self._box.height) / 2 + self._box.ascent)

    def _on_theme_changed(self) -> None:
        self._set(self.width())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._set(self.width())

    # pointer and keys

    def _spot_at(self, position: QPointF) -> int:
        offset = self._offset()
        found = [
            (spot.rect.width() * spot.rect.height(), index)
            for index, spot in enumerate(self._box.spots)
            if spot.rect.translated(offset).contains(position)
        ]
        return min(found)[1] if found else -1

    def _point(self, spot: int) -> None:
        if spot == self._spot:
            return
        self._spot = spot
        self.pointed.emit(self._box.spots[spot].reference if spot >= 0 else None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which term is pointed at."""
        self._point(self._spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        self._point(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which term is clicked."""
        spot = self._spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot >= 0:
            self.clicked.emit(self._box.spots[spot].reference)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from term to term, and choose one."""
        count = len(self._box.spots)
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and count:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            start = self._spot if self._spot >= 0 else (-1 if step > 0 else count)
            self._point(min(count - 1, max(0, start + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spot >= 0:
            self.clicked.emit(self._box.spots[self._spot].reference)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        self._point(-1)
        super().focusOutEvent(event)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw surface, lit terms and formula."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._framed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("subtle"))
                painter.drawRoundedRect(QRectF(self.rect()), theme.px(8), theme.px(8))
            offset = self._offset()
            for index, spot in enumerate(self._box.spots):
                if self._is_lit(index):
                    role = "track" if spot.role == "ink" else spot.role
                    painter.setPen(QPen(theme.color("faint" if spot.role == "ink" else spot.role), 1.2))
                    painter.setBrush(theme.color(role, 0.16 if role != "track" else 1.0))
                    painter.drawRoundedRect(spot.rect.translated(offset), 4, 4)
            paint_box(painter, self._box, offset)
            if self.hasFocus() and self._spot < 0:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(7), theme.px(7))
