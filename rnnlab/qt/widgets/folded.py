"""What lies behind a fold: settings most people leave as they are."""

from PySide6.QtWidgets import QWidget

from rnnlab.qt.widgets.base import Speaks
from rnnlab.qt.widgets.buttons import Button

__all__ = ["Folded"]


class Folded(Speaks, QWidget):
    """Base of panels with a fold; whoever derives from it lays both parts out and names the fold.

    Attributes
    ----------
    fold : Button
        Opens and closes.
    body : QWidget
        What it hides.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = Button("", "ghost", "chevron-right")
        self.body = QWidget()
        self.fold.clicked.connect(self._on_fold_clicked)

    def set_open(self, is_open: bool) -> None:
        """Open or close the fold."""
        self.body.setVisible(is_open)
        self.fold.set_icon("chevron-down" if is_open else "chevron-right")

    def is_open(self) -> bool:
        """Return whether the fold is open."""
        return not self.body.isHidden()

    def _on_fold_clicked(self) -> None:
        self.set_open(not self.is_open())
