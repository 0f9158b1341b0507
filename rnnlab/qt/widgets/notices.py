"""What went wrong or is worth knowing: a line at its place, and toasts for what concerns the whole window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets.base import set_property
from rnnlab.qt.widgets.buttons import Button, IconButton
from rnnlab.qt.widgets.labels import Label

__all__ = ["Notice", "Toast", "Toasts"]

_INK = {"error": "loss_text", "warning": "warning_text", "info": "input_text", "success": "right_text"}


class Notice(QFrame):
    """A line below the field it speaks of: an icon, a sentence, perhaps a way out; hidden while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "error"
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message = Label("", "", wrap=True)
        self.action = Button("", "link")
        self.action.hide()
        self._on_action: Callable[[], None] | None = None
        self.action.clicked.connect(self._on_action_clicked)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.message)
        words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.theme_changed.connect(self._dress)
        self.hide()

    def show_text(
        self, text: str, kind: str = "error", action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a sentence.

        Parameters
        ----------
        text
            What is wrong and how to mend it.
        kind
            ``error``, ``warning``, ``info`` or ``success``.
        action
            Words of a link and what it does.
        """
        self._kind = kind
        set_property(self, "notice", kind)
        for child in (self.message, self._picture):
            child.style().unpolish(child)
            child.style().polish(child)
        self.message.setText(text)
        self.action.setVisible(action is not None)
        if action is not None:
            self.action.setText(action[0])
            self._on_action = action[1]
        self._dress()
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Take the line away."""
        self.message.setText("")
        self._on_action = None
        self.hide()

    def text(self) -> str:
        """Return the sentence shown."""
        return self.message.text()

    def _on_action_clicked(self) -> None:
        if self._on_action is not None:
            self._on_action()

    def _dress(self) -> None:
        picture = theme.pixmap(self._kind, _INK[self._kind], 16, self.devicePixelRatioF())
        self._picture.setPixmap(picture)


class Toast(QFrame):
    """A sentence that comes, stays long enough to be read, and goes.

    Attributes
    ----------
    gone : Signal
        It is no longer to be seen.
    """

    gone = Signal()

    def __init__(
        self, text: str, kind: str, parent: QWidget, action: tuple[str, Callable[[], None]] | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("toast", "true")
        self.message = Label(text, "")
        picture = QLabel()
        picture.setPixmap(theme.pixmap(kind, "tooltip_text", 18, self.devicePixelRatioF()))
        self.close_button = IconButton("cross", "tooltip_text", size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(picture)
        row.addWidget(self.message)
        self._action = action[1] if action else None
        if action:
            button = Button(action[0], "link")
            button.clicked.connect(self._on_action_clicked)
            row.addWidget(button)
        self.close_button.set_hint(self.tr("Close"))
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # Reading takes about 60 ms a letter; nobody is hurried below four seconds.
        self._timer.setInterval(max(4000, 2000 + 60 * len(text)))
        self._timer.timeout.connect(self.leave)
        self._timer.start()
        self._leaving = False

    def _on_action_clicked(self) -> None:
        if self._action is not None:
            self._action()
        self.leave()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer rests on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._timer.start()
        super().leaveEvent(event)

    def leave(self) -> None:
        """Go away, fading where motion is on."""
        if self._leaving:
            return
        self._leaving = True
        self._timer.stop()
        if not (theme.motion and self.isVisible()):
            self._finish()
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        fade = QPropertyAnimation(effect, b"opacity", self)
        fade.setDuration(160)
        fade.setStartValue(1.0)
        fade.setEndValue(0.0)
        fade.finished.connect(self._finish)
        fade.start()

    def _finish(self) -> None:
        self.hide()
        self.gone.emit()
        self.deleteLater()


class Toasts(QObject):
    """The toasts of one window, below its top bar, newest first, three at most."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toasts: list[Toast] = []
        window.installEventFilter(self)

    def show(
        self, text: str, kind: str = "info", action: tuple[str, Callable[[], None]] | None = None
    ) -> Toast:
        """Show a sentence; the same sentence is not shown twice at once."""
        for toast in list(self._toasts):
            if toast.message.text() == text:
                toast.leave()
        toast = Toast(text, kind, self._window, action)
        self._toasts.append(toast)
        toast.gone.connect(self._on_toast_gone)
        while len(self.showing()) > 3:
            self.showing()[0].leave()
        toast.show()
        toast.raise_()
        self._arrange()
        return toast

    def showing(self) -> list[Toast]:
        """Return the toasts that are not on their way out, oldest first."""
        return [toast for toast in self._toasts if not toast._leaving]  # noqa: SLF001 - its own family

    def clear(self) -> None:
        """Take all away."""
        for toast in list(self._toasts):
            toast.hide()
            toast.deleteLater()
        self._toasts.clear()

    def _on_toast_gone(self) -> None:
        gone = self.sender()
        self._toasts = [toast for toast in self._toasts if toast is not gone]
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toasts in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        top = theme.px(92)
        for toast in reversed(self._toasts):
            room = self._window.width() - 48
            toast.message.setWordWrap(toast.message.sizeHint().width() > room - 120)
            toast.setMaximumWidth(room)
            toast.adjustSize()
            toast.move(QPoint((self._window.width() - toast.width()) // 2, top))
            top += toast.height() + 8
