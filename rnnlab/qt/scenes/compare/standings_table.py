"""The set-ups as a table, best first; what differs between them is marked, what is common is said above."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.compare.styles import letter, sample
from rnnlab.qt.scenes.compare.words import seconds, setting, span_of
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.session.compare import Standing

__all__ = ["StandingsTable"]

SETUP, SOLVED, STEPS, TIME, PARAMETERS, LOSS = range(6)
ROOMY = 860
"""Width at 100 % from which all columns are shown."""
WIDE = {SOLVED: 150, STEPS: 132, TIME: 112, PARAMETERS: 80, LOSS: 92}
NARROW = {SOLVED: 116, STEPS: 120, TIME: 104, PARAMETERS: 70}
_DATA = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _ChipsDelegate(QStyledItemDelegate):
    """Paints the settings that differ as chips."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint line sample, letter and chips."""
        super().paint(painter, option, index)
        chips: list[str] = index.data(_DATA) or []
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, bold=True))
        metrics = QFontMetricsF(painter.font())
        room = QRectF(option.rect)
        x, height = room.left() + theme.px(78), metrics.height() + theme.px(4)
        painter.setClipRect(room.adjusted(0, 0, -4, 0))
        for chip in chips:
            box = QRectF(
                x, room.center().y() - height / 2, metrics.horizontalAdvance(chip) + theme.px(14), height
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("warning_soft"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(theme.color("warning_text"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), chip)
            x += box.width() + theme.px(5)
        painter.restore()


class _ShareDelegate(QStyledItemDelegate):
    """Paints how many seeds were solved as a bar with numbers."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the bar behind the numbers."""
        super().paint(painter, option, index)
        solved, seeds = index.data(_DATA) or (0, 0)
        if not seeds:
            return
        room = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        words = theme.px(58)
        track = QRectF(room.left() + words, room.center().y() - theme.px(3), 0, theme.px(6))
        track.setRight(room.right() - theme.px(10))
        if track.width() > theme.px(12):
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(track, 3, 3)
            if solved:
                track.setWidth(max(track.width() * solved / seeds, track.height()))
                painter.setBrush(theme.color("right"))
                painter.drawRoundedRect(track, 3, 3)
        painter.restore()


class StandingsTable(Speaks, QTableWidget):
    """The race's table.

    Attributes
    ----------
    chosen : Signal(int)
        A person selected the set-up of this index.
    opened : Signal(int)
        A person wants to see this one's net (double click, Return).
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self._order: list[int] = []
        self._icons: dict[int, QIcon] = {}
        self._rows: dict[int, object] = {}
        self._showing = False
        self._delegates = (_ChipsDelegate(self), _ShareDelegate(self))
        self.setItemDelegateForColumn(SETUP, self._delegates[0])
        self.setItemDelegateForColumn(SOLVED, self._delegates[1])
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.px(50))
        self.currentCellChanged.connect(self._on_current_cell_changed)
        self.cellDoubleClicked.connect(self._on_cell_double_clicked)
        theme.theme_changed.connect(self._on_theme_changed)
        self._measure()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setHorizontalHeaderLabels(
            [
                self.tr("Set-up"),
                self.tr("Solved"),
                self.tr("Steps to solved"),
                self.tr("Time to solved"),
                self.tr("Weights") + "  ",
                self.tr("Last loss") + "  ",
            ]
        )
        hints = (
            self.tr("The settings in which the set-ups differ"),
            self.tr("Seeds from which every answer became right"),
            self.tr("Median over the solved seeds, and their middle half"),
            self.tr("Median on one processor core"),
            self.tr("How many numbers the net learns"),
            self.tr("Median after the last training step"),
        )
        for column, hint in enumerate(hints):
            item = self.horizontalHeaderItem(column)
            assert item is not None
            item.setToolTip(hint)
            right = column > SOLVED
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Set-ups, best first"))

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.setIconSize(QSize(theme.px(44), theme.px(16)))
        header = self.horizontalHeader()
        header.setSectionResizeMode(SETUP, QHeaderView.ResizeMode.Stretch)
        roomy = self.width() >= theme.px(ROOMY)
        self.setColumnHidden(LOSS, not roomy)
        widths = WIDE if roomy else NARROW
        for column, width in widths.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.px(width))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last column out where there is no room for it."""
        super().resizeEvent(event)
        if self.isColumnHidden(LOSS) == (self.width() >= theme.px(ROOMY)):
            self._measure()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        rows = max(self.rowCount(), 1) * theme.px(28) + self.horizontalHeader().sizeHint().height() + 6
        return QSize(theme.px(500), rows)

    def minimumSizeHint(self) -> QSize:
        """Return a few rows: the rest scrolls."""
        return QSize(theme.px(200), theme.px(90))

    def set_standings(self, ranking: Sequence[Standing], differing: Sequence[str], selected: int) -> None:
        """Show the set-ups in this order."""
        self._showing = True
        self._order = [standing.index for standing in ranking]
        if self.rowCount() != len(ranking):
            self._rows.clear()
            self.setRowCount(len(ranking))
            self.updateGeometry()
        for row, standing in enumerate(ranking):
            self._show_row(row, standing, differing)
        if selected in self._order:
            self.setCurrentCell(self._order.index(selected), SETUP)
        self._showing = False

    def _show_row(self, row: int, standing: Standing, differing: Sequence[str]) -> None:
        summary = standing.summary
        known = (standing.index, standing.experiment, summary, tuple(differing), language.current)
        if self._rows.get(row) == known:
            return
        self._rows[row] = known
        marks = [setting(standing.experiment, name) for name in differing]
        texts = ["", "–", "–", "–", f"{standing.parameters:,}", "–"]
        texts[SETUP] = letter(standing.index)
        if summary is not None:
            texts[SOLVED] = f"{summary.solved} / {summary.seeds}"
            if summary.steps is not None:
                texts[STEPS] = f"{summary.steps[1]:,.0f}  ({span_of(summary.steps)})"
            if summary.seconds is not None:
                texts[TIME] = seconds(summary.seconds)
            if summary.loss is not None:
                texts[LOSS] = f"{summary.loss:.3g}"
        for column in (PARAMETERS, LOSS):  # either may be the last: room before the edge
            texts[column] += "  "
        for column, text in enumerate(texts):
            item = self._cell(row, column)
            if item.text() != text:
                item.setText(text)
        first = self._cell(row, SETUP)
        first.setIcon(self._icon(standing.index))
        first.setData(_DATA, marks)
        first.setToolTip(" · ".join(marks))
        first.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join([texts[SETUP], *marks]))
        pair = None if summary is None else (summary.solved, summary.seeds)
        self._cell(row, SOLVED).setData(_DATA, pair)

    def _icon(self, index: int) -> QIcon:
        """Return the sample of a set-up's line, drawn once a theme."""
        if index not in self._icons:
            self._icons[index] = QIcon(sample(index, self.devicePixelRatioF()))
        return self._icons[index]

    def _on_theme_changed(self) -> None:
        self._icons.clear()
        for row, index in enumerate(self._order):
            self._cell(row, SETUP).setIcon(self._icon(index))
        self._measure()

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        """Return a cell, made if it is not there yet."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            side = Qt.AlignmentFlag.AlignRight if column > SOLVED else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        return item

    def order(self) -> tuple[int, ...]:
        """Return the set-ups' indices from top to bottom."""
        return tuple(self._order)

    def marks(self, row: int) -> list[str]:
        """Return the settings marked in a row."""
        return list(self._cell(row, SETUP).data(_DATA))

    def _on_current_cell_changed(self, row: int) -> None:
        if not self._showing and 0 <= row < len(self._order):
            self.chosen.emit(self._order[row])

    def _on_cell_double_clicked(self, row: int) -> None:
        self.opened.emit(self._order[row])
