"""Letters: a label with a role, a thin line, and the small caps of a key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from rnnlab.qt.widgets.base import set_property

__all__ = ["Label", "Line", "key_cap"]


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
