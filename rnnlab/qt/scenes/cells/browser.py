"""The catalogue at the left: families of cells, a person's own below them, and a box to search in.

Every line shows how many numbers a net with this cell learns, so that sizes can be compared at a glance.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Speaks, TextField
from rnnlab.session.cell_list import Entry
from rnnlab.session.cells import CellsSession

__all__ = ["CellBrowser"]

ENTRY, COUNT, HEADING = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_ROW, _GAP, _HEADING = 30, 11, 34
Index = QModelIndex | QPersistentModelIndex


class _Row(QStyledItemDelegate):
    """Paints a line: the title, and at the right a number or what is the matter."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """Return a line's height; a line between families is lower, a heading higher."""
        if index.data(ENTRY) is None:
            return QSize(40, theme.px(_HEADING if index.data(HEADING) else _GAP))
        return QSize(40, theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        rect = QRectF(option.rect)
        state = option.state
        entry: Entry | None = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            self._paint_border(painter, rect, index.data(HEADING) or "")
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            surface = "input_soft" if chosen else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
            if surface:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(surface))
                painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), theme.px(7), theme.px(7))
            if chosen and state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), theme.px(7), theme.px(7))
            self._paint_entry(painter, rect, entry, index.data(COUNT) or "", chosen=chosen)
        painter.restore()

    def _paint_border(self, painter: QPainter, rect: QRectF, heading: str) -> None:
        if not heading:
            painter.fillRect(QRectF(rect.left(), rect.center().y(), rect.width(), 1), theme.color("border"))
            return
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.color("muted"))
        place = rect.adjusted(theme.px(8), theme.px(8), 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), heading)

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, entry: Entry, count: str, *, chosen: bool
    ) -> None:
        inside = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        mark = "warning" if entry.problem is not None else "edit" if entry.unsaved else ""
        painter.setFont(theme.font(12))
        room = painter.fontMetrics().horizontalAdvance(count) + theme.px(6) if count else 0.0
        if mark:
            role = "warning_text" if mark == "warning" else "input_text"
            picture = theme.pixmap(mark, role, 15, painter.device().devicePixelRatio())
            edge = picture.height() / picture.devicePixelRatio()
            room = edge + theme.px(6)
            painter.drawPixmap(round(inside.right() - edge), round(inside.center().y() - edge / 2), picture)
        elif count:
            painter.setPen(theme.color("faint" if not chosen else "input_text"))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        painter.setFont(theme.font(14, bold=chosen))
        painter.setPen(theme.color("input_text" if chosen else "ink"))
        words = painter.fontMetrics().elidedText(
            entry.title.text(language.current), Qt.TextElideMode.ElideRight, round(inside.width() - room)
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class _List(QListWidget):
    """A list whose keys reach it although bare keys are shortcuts, and whose lines fill its width."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)


class CellBrowser(Speaks, QWidget):
    """The list with its search box and buttons.

    Parameters
    ----------
    session
        Whose cells are shown.
    sentence
        Puts a problem into words.
    count
        Says how many numbers a cell's net learns; empty where that is not known.

    Attributes
    ----------
    new_requested, import_requested, delete_requested : Signal
        A person wants a new cell, one from a file, or this one gone.
    """

    new_requested = Signal()
    import_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        session: CellsSession,
        sentence: Callable[[Problem], str],
        count: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._sentence, self._count = session, sentence, count
        self.search = TextField()
        self.search.setClearButtonEnabled(True)
        self.list = _List()
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("browser", "true")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(theme.px(120))
        self.new = Button("", "secondary", "plus")
        self.open = Button("", "ghost", "open")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.new, 1)
        buttons.addWidget(self.open, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.search.settled.connect(self.refresh)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self.list.currentItemChanged.connect(self._on_list_current_item_changed)
        self.list.delete_pressed.connect(self.delete_requested)
        self.new.clicked.connect(self.new_requested)
        self.open.clicked.connect(self.import_requested)
        session.entries_changed.connect(self.refresh)
        session.selected.connect(self._show_selected)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.search.setPlaceholderText(self.tr("Search cells"))
        self.search.setAccessibleName(self.tr("Search cells"))
        self.list.setAccessibleName(self.tr("List of cells"))
        self.new.setText(self.tr("New"))
        self.new.setToolTip(self.tr("Write a cell of your own (Ctrl+N)"))
        self.open.setText(self.tr("Import"))
        self.open.setToolTip(self.tr("Open a shared cell file, or drop it on the window"))
        self.refresh()

    def refresh(self) -> None:
        """Show the cells there are and that match what is searched for."""
        blocked = self.list.blockSignals(True)
        place = self.list.verticalScrollBar().value()
        self.list.clear()
        for family in self._session.families():
            found = [entry for entry in family if self._matches(entry)]
            if found and self.list.count():
                self._add_border("")
            for entry in found:
                self._add(entry)
        own = [entry for entry in self._session.own() if self._matches(entry)]
        if own:
            self._add_border(self.tr("My cells"))
        for entry in own:
            self._add(entry)
        self.list.verticalScrollBar().setValue(place)
        self.list.blockSignals(blocked)
        self._show_selected()

    def _matches(self, entry: Entry) -> bool:
        wanted = self.search.text().casefold().split()
        title, source = entry.title, entry.source
        said = f"{entry.key} {title.ko} {title.en} {source.ko} {source.en}".casefold()
        return all(word in said for word in wanted)

    def _add_border(self, heading: str) -> None:
        item = QListWidgetItem(self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(HEADING, heading)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(self.list)
        item.setData(ENTRY, entry)
        item.setData(COUNT, self._count(entry.key))
        title = entry.title.text(language.current)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        if entry.problem is not None:
            item.setToolTip(self._sentence(entry.problem))
        elif entry.unsaved:
            item.setToolTip(self.tr("Not saved yet"))
        else:
            item.setToolTip(entry.source.text(language.current))

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the cells in the list, from top to bottom."""
        entries = (self.list.item(row).data(ENTRY) for row in range(self.list.count()))
        return tuple(entry.key for entry in entries if entry is not None)

    def _show_selected(self) -> None:
        blocked = self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            entry: Entry | None = self.list.item(row).data(ENTRY)
            if entry is not None and entry.key == self._session.key:
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row))
        self.list.blockSignals(blocked)

    def _on_list_current_item_changed(self, item: QListWidgetItem | None) -> None:
        entry: Entry | None = item.data(ENTRY) if item is not None else None
        if entry is not None and entry.key != self._session.key:
            self._session.select(entry.key)

    def _on_search_return_pressed(self) -> None:
        """Show the first cell that was found, and give it the keyboard."""
        keys = self.keys()
        if keys:
            self._session.select(keys[0])
            self.list.setFocus()

    def _on_theme_changed(self) -> None:
        self.list.setMinimumHeight(theme.px(120))
        self.list.doItemsLayout()
