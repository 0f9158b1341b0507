"""Which cells stand side by side: a chip for each, a click takes it away; a menu adds another."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from rnnlab.core.cells import catalogue
from rnnlab.qt.cell_words import cell_title
from rnnlab.qt.i18n import language
from rnnlab.qt.widgets import Button, FlowLayout, Speaks
from rnnlab.session.gradient_settings import LANES_LIMIT, offered_cells

__all__ = ["CellChips"]


class CellChips(Speaks, QWidget):
    """One to four cells of the catalogue.

    Attributes
    ----------
    changed : Signal(object)
        A person chose other cells (tuple of names).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[str, ...] = ()
        self._flow = FlowLayout(self)
        self.chips: dict[str, QPushButton] = {}
        self.add = Button("", "ghost", "plus")
        self._flow.addWidget(self.add)
        self.add.clicked.connect(self._on_add_clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.add.setText(self.tr("Cell"))
        self.add.setToolTip(self.tr("Put another cell of the catalogue beside these"))
        self.show_cells(self._cells)

    def show_cells(self, cells: tuple[str, ...]) -> None:
        """Show which cells are compared."""
        self._cells = cells
        for name in [name for name in self.chips if name not in cells]:
            chip = self.chips.pop(name)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, name in enumerate(cells):
            if name not in self.chips:
                self.chips[name] = self._chip(name)
                self._flow.insert_widget(place, self.chips[name])
                self.chips[name].show()
            chip = self.chips[name]
            chip.setText(f"{cell_title(name)}  ×".replace("&", "&&"))
            chip.setToolTip(self.tr("Take this cell away"))
            chip.setEnabled(len(cells) > 1)
        self.add.setEnabled(len(cells) < LANES_LIMIT)
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("kind", "chip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.clicked.connect(partial(self._on_chip_clicked, name))
        return chip

    def offered(self) -> tuple[str, ...]:
        """Return the cells that may be added."""
        return tuple(name for name in offered_cells() if name not in self._cells)

    def _on_chip_clicked(self, name: str, _: bool = False) -> None:
        self.changed.emit(tuple(cell for cell in self._cells if cell != name))

    def _on_add_clicked(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name in self.offered():
            cell = catalogue.load(name)
            action = menu.addAction(cell.title.text(language.current))
            action.setToolTip(cell.look_at.text(language.current))
            action.triggered.connect(partial(self._on_cell_triggered, name))
        menu.exec(self.add.mapToGlobal(QPoint(0, self.add.height())))
        menu.deleteLater()

    def _on_cell_triggered(self, name: str, _: bool = False) -> None:
        self.changed.emit((*self._cells, name))
