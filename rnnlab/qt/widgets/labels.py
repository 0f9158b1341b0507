"""Letters: a label with a role, a thin line, and the small caps of a key."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from rnnlab.qt.widgets.base import set_property

__all__ = ["Label", "Line", "SteadyLabel", "key_cap"]


class Label(QLabel):
    """Text with a role: ``title``, ``section``, ``muted``, ``hint``, ``value``, ``heading``, ``input`` …."""

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_role(self, role: str) -> None:
        """Change the role and with it the look."""
        set_property(self, "role", role)


class SteadyLabel(Label):
    """A label for a number that changes all the time: as long as it has as many digits, it keeps its size.

    So most numbers change without the window being laid out anew, and nothing beside them trembles.
    """

    _room = QSize()
    _length = -1

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", role, parent)
        self._take_room()

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self._take_room()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again with other letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._length = -1
            self._take_room()

    def _take_room(self) -> None:
        length = len(self.text())
        if length != self._length:
            # a label never asks for less than its minimum
            self.setMinimumSize(0, 0)
            self._length, self._room = length, QSize()
        if self.sizeHint() != self._room:
            self._room = self.sizeHint()
            self.setFixedSize(self._room)


class Line(QFrame):
    """A horizontal hairline between two groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def key_cap(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a label that looks like a key of the keyboard."""
    label = QLabel(text, parent)
    label.setProperty("keycap", "true")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
