"""What all our widgets share: they speak the language in force and repaint when the theme changes."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from rnnlab.qt.theme import theme

__all__ = ["CalmWheel", "Speaks", "repaint_with_theme", "set_property"]


class Speaks:
    """Mix-in, before the widget class: calls `retranslate` when the language changes.

    A widget sets its sentences in `retranslate` only, and calls it once at the end of its ``__init__``.
    """

    def retranslate(self) -> None:
        """Set every sentence again, in the language in force."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)  # type: ignore[misc]


class CalmWheel:
    """Mix-in, before the widget class: the wheel scrolls the panel unless the widget has the keyboard."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel unless the widget is in use."""
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


def repaint_with_theme(widget: QWidget) -> None:
    """Repaint a widget that paints itself whenever the theme changes, for as long as it lives."""
    theme.theme_changed.connect(widget.update)


def set_property(widget: QWidget, name: str, value: Any) -> None:  # noqa: ANN401 - whatever Qt takes
    """Set a property that the style sheet looks at, and let the style look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
