"""The line at the foot: a hint at the left; device, backend and training speed at the right."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from rnnlab.qt.scenes.base import StatusLine
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, Speaks, SteadyLabel

__all__ = ["StatusBar"]


class StatusBar(Speaks, QStatusBar):
    """Says what goes on in the scene in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._line = StatusLine()
        self._hint = ""
        holder = QWidget()
        row = QHBoxLayout(holder)
        self._row = row
        self.hint = Label("", "")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.device = Label("", "")
        self.backend = Label("", "")
        self.speed = SteadyLabel()
        self._picture = QLabel()
        row.addWidget(self.hint, 1)
        for widget in (self._picture, self.device, self.backend, self.speed):
            row.addWidget(widget)
        self.addPermanentWidget(holder, 1)
        theme.theme_changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def show_line(self, line: StatusLine) -> None:
        """Show what a scene says."""
        if line != self._line:
            self._line = line
            self.retranslate()

    def show_hint(self, text: str) -> None:
        """Show a hint; an empty one brings the usual one back."""
        if text != self._hint:
            self._hint = text
            self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language in force."""
        line = self._line
        usual = self.tr("Space plays the sequence, the arrows step through it, F1 shows all keys.")
        self.hint.setText(self._hint or usual)
        self._picture.setVisible(bool(line.device or line.backend))
        self.device.setText(line.device)
        self.device.setVisible(bool(line.device))
        self.backend.setText(line.backend)
        self.backend.setVisible(bool(line.backend))
        for label in (self.device, self.backend):
            label.setToolTip(line.reason)
        self.speed.setVisible(line.steps_per_second is not None)
        if line.steps_per_second is not None:
            number = QLocale(QLocale.Language.English).toString(round(line.steps_per_second))
            self.speed.setText(self.tr("{0} steps/s").format(number))

    def _dress(self) -> None:
        margin = theme.px(18)
        self._row.setContentsMargins(margin, 0, margin, theme.px(4))
        self._row.setSpacing(theme.px(14))
        self._picture.setPixmap(theme.pixmap("chip", "muted", 15, self.devicePixelRatioF()))
