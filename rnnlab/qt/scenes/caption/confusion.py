"""What is taken for what: a table by attribute, and the most frequent wrong words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rnnlab.core.captions.drawing import RGB
from rnnlab.qt.scenes.caption.words import SIGNS, attribute_names, value_name
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import ChoiceChips, Label, Speaks
from rnnlab.qt.widgets.base import repaint_with_theme
from rnnlab.session.captions.gallery import CaptionGallery

if TYPE_CHECKING:
    from rnnlab.core.captions.examination import Confusion

__all__ = ["ConfusionPanel", "ConfusionTable"]

MOST_WORDS = 8


class ConfusionTable(Speaks, QWidget):
    """Rows: what is in the picture. Columns: what was said of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confusion: Confusion | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)
        theme.theme_changed.connect(self.updateGeometry)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("What is taken for what"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the rows."""
        rows = 0 if self._confusion is None else len(self._confusion.names) + 1
        return QSize(theme.px(220), round(rows * self._row_height()))

    def set_confusion(self, confusion: Confusion | None) -> None:
        """Show another table."""
        self._confusion = confusion
        if confusion is not None:
            lines = [
                self.text(row, column)
                for row in range(len(confusion.names))
                for column in range(len(confusion.names) + 1)
                if row != column and confusion.counts[row, column]
            ]
            self.setAccessibleDescription("; ".join(lines))
        self.updateGeometry()
        self.update()

    def text(self, row: int, column: int) -> str:
        """Return what a cell says, as a sentence."""
        confusion = self._confusion
        if confusion is None:
            return ""
        count, there = int(confusion.counts[row, column]), value_name(confusion.names[row])
        if column == len(confusion.names):
            return self.tr("{0}: not said at all {1}×").format(there, count)
        if row == column:
            return self.tr("{0}: said rightly {1}×").format(there, count)
        return self.tr("{0} taken for {1} {2}×").format(there, value_name(confusion.names[column]), count)

    def _row_height(self) -> float:
        return theme.px(30)

    def _name_width(self) -> float:
        return min(theme.px(92), self.width() * 0.36)

    def _cell(self, row: int, column: int) -> QRectF:
        """Return a cell's box; row -1 is the head, column -1 the names."""
        assert self._confusion is not None
        names, height = self._name_width(), self._row_height()
        width = (self.width() - names) / (len(self._confusion.names) + 1)
        y = (row + 1) * height
        if column < 0:
            return QRectF(0, y, names, height)
        return QRectF(names + column * width, y, width, height).adjusted(1, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint head, names and numbers."""
        confusion = self._confusion
        if confusion is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, name in enumerate(confusion.names):
                self._paint_sign(painter, self._cell(-1, place), name)
                self._paint_name(painter, place, name)
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("muted"))
            head = self._cell(-1, len(confusion.names))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), "–")
            for row in range(len(confusion.names)):
                total = max(int(confusion.counts[row].sum()), 1)
                for column in range(len(confusion.names) + 1):
                    self._paint_count(painter, row, column, int(confusion.counts[row, column]) / total)

    def _paint_sign(self, painter: QPainter, box: QRectF, name: str) -> None:
        if name in RGB:
            side = theme.px(14)
            middle = box.center()
            painter.setPen(theme.color("border_strong"))
            painter.setBrush(QColor(*RGB[name]))
            painter.drawRoundedRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), 3, 3)
            return
        painter.setFont(theme.font(15))
        painter.setPen(theme.color("ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), SIGNS.get(name, name))

    def _paint_name(self, painter: QPainter, row: int, name: str) -> None:
        box = self._cell(row, -1)
        sign = QRectF(box.x(), box.y(), theme.px(22), box.height())
        self._paint_sign(painter, sign, name)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("ink"))
        rest = box.adjusted(theme.px(26), 0, 0, 0)
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), value_name(name))

    def _paint_count(self, painter: QPainter, row: int, column: int, share: float) -> None:
        assert self._confusion is not None
        count = int(self._confusion.counts[row, column])
        box, is_right = self._cell(row, column), row == column
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("subtle"))
        painter.drawRoundedRect(box, 4, 4)
        if count:
            painter.setBrush(theme.color("right" if is_right else "loss", 0.14 + 0.42 * share))
            painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font(12.5 if box.width() >= theme.px(28) else 10.5, bold=bool(count)))
        painter.setPen(theme.color("ink" if count else "faint"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(count) if count else "·")

    def event(self, event: QEvent) -> bool:
        """Show what a cell says as a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._confusion:
            size = len(self._confusion.names)
            for row in range(size):
                for column in range(size + 1):
                    if self._cell(row, column).contains(event.pos()):
                        QToolTip.showText(event.globalPos(), self.text(row, column), self)
                        return True
        return super().event(event)


class ConfusionPanel(Speaks, QWidget):
    """The inspector of the test."""

    def __init__(self, gallery: CaptionGallery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._heading = Label("", "title")
        self.attribute = ChoiceChips()
        self.sentence = Label("", "value", wrap=True)
        self.table = ConfusionTable()
        self.hint = Label("", "hint", wrap=True)
        self._mistakes_name = Label("", "section")
        self.mistakes = Label("", "", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self._heading, self.attribute, self.sentence, self.table, self.hint):
            column.addWidget(widget)
        column.addSpacing(theme.px(6))
        column.addWidget(self._mistakes_name)
        column.addWidget(self.mistakes)
        column.addStretch(1)
        self.attribute.changed.connect(self.show_examination)
        gallery.examination_changed.connect(self.show_examination)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("What is taken for what?"))
        self.attribute.set_options(list(attribute_names().items()))
        self.hint.setText(
            self.tr("Rows: what is in the picture. Columns: what the net says. On the diagonal it is right.")
        )
        self._mistakes_name.setText(self.tr("First wrong word"))
        self.show_examination()

    def show_examination(self) -> None:
        """Show the newest figures."""
        examination = self._gallery.examination
        confusion = None if examination is None else examination.confusions.get(self.attribute.key())
        has_table = confusion is not None
        for widget in (self.attribute, self.sentence, self.table, self.hint):
            widget.setVisible(has_table)
        self.table.set_confusion(confusion)
        if confusion is not None:
            share = f"{confusion.right / max(confusion.total, 1):.1%}"
            self.sentence.setText(
                self.tr("{0} of {1} right ({2})").format(confusion.right, confusion.total, share)
            )
        for widget in (self._mistakes_name, self.mistakes):
            widget.setVisible(examination is not None)
        mistaken = () if examination is None else examination.mistaken[:MOST_WORDS]
        lines = [
            self.tr("{2}× {0} → {1}").format(wanted or "–", said or "–", count)
            for wanted, said, count in mistaken
        ]
        self.mistakes.setText("\n".join(lines) if lines else self.tr("None."))
