"""Which view is in front: its page on the stage, its bar below it and its panel beside it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import SegmentedControl, Speaks

__all__ = ["VIEWS", "TextViews"]

VIEWS = ("diary", "generate", "inside")


class ViewChoice(Speaks, SegmentedControl):
    """The three views."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.set_options(
            list(zip(VIEWS, (self.tr("Diary"), self.tr("Generate"), self.tr("Inside")), strict=True)),
            [
                self.tr("What it wrote at each training step"),
                self.tr("Let it write on after a beginning of yours"),
                self.tr("What single units follow, and what it expects at every letter"),
            ],
        )


class TextViews(QObject):
    """Three views, and a letter that is opened from the last of them.

    Attributes
    ----------
    changed : Signal(str)
        Another one is in front.
    key : str
        The one in front.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = VIEWS[0]
        self.choice = ViewChoice()
        self.pages, self.bars, self.panels = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self._parts: dict[str, tuple[QWidget, QWidget, QWidget]] = {}
        self.choice.changed.connect(self.show)
        theme.theme_changed.connect(self._fit_bar)

    def add(self, key: str, page: QWidget, bar: QWidget, panel: QWidget) -> None:
        """Take a view's parts; several may share a bar or a panel."""
        self._parts[key] = page, bar, panel
        for stack, widget in ((self.pages, page), (self.bars, bar), (self.panels, panel)):
            if stack.indexOf(widget) < 0:
                stack.addWidget(widget)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Let the bars take the room of the one in front only."""
        if self._parts:
            self.bars.setFixedHeight(self._parts[self.key][1].sizeHint().height())

    @property
    def view(self) -> str:
        """The view that is chosen; with a letter in front the one it was opened from."""
        return self.choice.key()

    def show(self, key: str) -> None:
        """Bring a view to the front."""
        if key in VIEWS:
            self.choice.set_key(key)
        if key == self.key:
            return
        self.key = key
        page, bar, panel = self._parts[key]
        self.pages.setCurrentWidget(page)
        self.bars.setCurrentWidget(bar)
        self._fit_bar()
        self.panels.setCurrentWidget(panel)
        self.changed.emit(key)

    def leave_letter(self) -> None:
        """Go back to the view that a letter was opened from."""
        if self.key == "letter":
            self.show(self.view)
