"""Let bare keys do their usual work where the keyboard is: arrows in a slider, space on a button.

Qt asks the widget with the keyboard before it gives a key to a shortcut (``ShortcutOverride``). Text boxes
answer by themselves; sliders, lists and buttons do not, and a shortcut on an arrow key would take it from
them. This guard watches only the widget that has the keyboard, so that it costs nothing while the stage
paints.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)
from shiboken6 import Shiboken

__all__ = ["KeyGuard"]

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_TRAVEL = _ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


def keeps(widget: QWidget, key: int, text: str, *, plain: bool) -> bool:
    """Return whether a widget uses a key itself.

    Parameters
    ----------
    widget
        The one with the keyboard.
    key, text
        The key, and what it would write.
    plain
        Whether neither Control, Alt nor Meta is held.
    """
    if not plain:
        return False
    if widget.property("ownKeys"):
        return True
    if isinstance(widget, QAbstractSlider):
        return key in _TRAVEL
    if isinstance(widget, QAbstractButton):
        arrows = _ARROWS if widget.group() is not None or widget.autoExclusive() else set()
        return key == Qt.Key.Key_Space or key in arrows
    if isinstance(widget, QComboBox | QAbstractItemView | QAbstractSpinBox):
        return key in _TRAVEL or key == Qt.Key.Key_Space or bool(text.strip())
    return False


class KeyGuard(QObject):
    """Watches the widget with the keyboard, in one application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002 - Qt's signature
        if self._watched is not None and Shiboken.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key for the widget that uses it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            held = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier
                | Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.MetaModifier
            )
            plain = held == Qt.KeyboardModifier.NoModifier
            if keeps(watched, event.key(), event.text(), plain=plain):
                event.accept()
                return True
        return False
