"""The bar at the top: name, the scenes as tabs; at the right device, language, presentation, theme.

Where the bar is narrow, words give way to icons and short words first, then the tabs move closer together,
and at last those that still do not fit go into a menu at their end.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from rnnlab.qt.action_set import ActionSet
from rnnlab.qt.compute import BACKENDS, ComputeChoice, devices, processor_words
from rnnlab.qt.i18n import language
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, Label, Speaks, TabRow

__all__ = ["TopBar"]

_LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
_SHORT_NAMES = {"ko": "한", "en": "EN"}
# Widths at 100 %: below the first there are icons for words.
_ROOMY = 1180


class _MenuButton(Button):
    """Words, a small arrow at their right, and a menu."""

    def __init__(self, icon_name: str = "chevron-down") -> None:
        super().__init__("", "ghost", icon_name)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.choices = QMenu(self)
        self.choices.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))


class TopBar(Speaks, QFrame):
    """The bar.

    Attributes
    ----------
    scene_chosen : Signal(str)
        A person chose the scene with this id.
    """

    scene_chosen = Signal(str)

    def __init__(self, actions: ActionSet, compute: ComputeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "top")
        self._actions, self._compute = actions, compute
        self.product = Label("RNN Lab", "product")
        self.tabs = TabRow()
        self.more = _MenuButton()
        self.device = _MenuButton()
        self.language = _MenuButton()
        self.presentation = Button("", "ghost", "presentation")
        self.theme_button = IconButton("moon")
        self._tab_words: list[tuple[str, str, str]] = []
        row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (self.product, self.tabs, self.more)
        right: tuple[QWidget, ...] = (self.device, self.language, self.presentation, self.theme_button)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        self._row = row
        self.more.hide()
        self.tabs.changed.connect(self.scene_chosen)
        for id_ in ("language.ko", "language.en"):
            self.language.choices.addAction(actions[id_])
        actions.attach(self.presentation, "view.presentation")
        self.theme_button.clicked.connect(actions["theme.toggle"].trigger)
        compute.reflected.connect(self._show_compute)
        theme.theme_changed.connect(self._measure)
        self._fill_devices()
        self._measure()
        self.retranslate()

    # Scenes

    def set_scenes(self, scenes: Sequence[tuple[str, str, str]]) -> None:
        """Show tabs: triples of id, words and tool tip."""
        self._tab_words = list(scenes)
        self.tabs.set_options([(id_, text) for id_, text, _ in scenes], [hint for _, _, hint in scenes])
        self._fit()

    def set_scene(self, id_: str) -> None:
        """Show which scene is in front."""
        self.tabs.set_key(id_)
        self._fit()

    # Device and backend

    def _fill_devices(self) -> None:
        menu = self.device.choices
        self._choices: dict[tuple[str, str], QAction] = {}
        self._sections = {}
        self.note = menu.addAction("")
        self.note.setEnabled(False)
        self.note.setVisible(False)
        for kind, keys in (("device", devices()), ("backend", BACKENDS)):
            self._sections[kind] = menu.addSection("")
            group = QActionGroup(menu)
            for key in keys:
                choice = menu.addAction("")
                choice.setCheckable(True)
                choice.setData((kind, key))
                choice.triggered.connect(self._on_choice_triggered)
                group.addAction(choice)
                self._choices[kind, key] = choice

    def set_processor_only(self, *, on: bool) -> None:
        """Say, where the scene in front keeps to the CPU, that the choice is for the other scenes."""
        self.note.setVisible(on)
        self._show_compute()

    def _on_choice_triggered(self) -> None:
        choice = self.sender()
        assert isinstance(choice, QAction)
        kind, key = choice.data()
        self._compute.choose(**{kind: key})

    def _show_compute(self) -> None:
        for (kind, key), choice in self._choices.items():
            choice.setChecked(key == getattr(self._compute, kind))
        usual = self.tr("Where and with what the net is computed")
        self.note.setText(processor_words())
        self.device.setToolTip(processor_words() if self.note.isVisible() else usual)
        self._fit()

    def _write_menus(self, *, tight: bool) -> None:
        """Write on the two menu buttons, in fewer letters where the bar is narrow."""
        automatic = self.tr("Auto") if tight else self.tr("Device: auto")
        gpu = {"cuda": "GPU", "mps": "GPU"} if tight else {"cuda": "GPU (CUDA)", "mps": "GPU (Metal)"}
        device = {"auto": automatic, "cpu": "CPU", **gpu}[self._compute.device]
        spoken = (_SHORT_NAMES if tight else _LANGUAGE_NAMES)[language.current]
        for button, text in ((self.device, device), (self.language, spoken)):
            if button.text() != text:
                button.setText(text)

    # Words and measures

    def retranslate(self) -> None:
        """Put all words in the language in force."""
        self._sections["device"].setText(self.tr("Device"))
        self._sections["backend"].setText(self.tr("Backend"))
        words = {
            ("device", "auto"): self.tr("Automatic"),
            ("device", "cpu"): self.tr("CPU (processor)"),
            ("device", "cuda"): self.tr("GPU (CUDA)"),
            ("device", "mps"): self.tr("GPU (Metal)"),
            ("backend", "auto"): self.tr("Automatic (measured)"),
            ("backend", "compiled"): self.tr("Compiled kernel"),
            ("backend", "torch"): "PyTorch",
            ("backend", "interpreter"): self.tr("Interpreter (slow, exact)"),
        }
        for key, choice in self._choices.items():
            choice.setText(words[key])
        self.language.setToolTip("Language · 언어")
        self.more.setText(self.tr("More"))
        self._show_compute()

    def _measure(self) -> None:
        self._row.setContentsMargins(theme.px(22), theme.px(7), theme.px(16), theme.px(8))
        self._row.setSpacing(theme.px(4))
        self.theme_button.set_icon("sun" if theme.dark else "moon", "muted")
        self.theme_button.set_hint(self._actions.hint("theme.toggle"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit words and tabs into the width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the letters' sizes are known."""
        super().showEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let the bar be as narrow as the window; what does not fit moves into menus."""
        return QSize(theme.px(420), super().minimumSizeHint().height())

    def _fit(self) -> None:
        roomy = self.width() >= theme.px(_ROOMY)
        words = self._actions.text("view.presentation") if roomy else ""
        if self.presentation.text() != words:
            self.presentation.setText(words)
            self.presentation.set_icon("" if words else "presentation")
        for tight, narrow in ((False, False), (True, False), (True, True)):
            self._write_menus(tight=tight)
            self._squeeze(narrow=narrow)
            room = self.width() - self._taken()
            needed = sum(self._tab_width(key) for key in self.tabs.keys())  # noqa: SIM118 - not a dict
            if needed <= room:
                break
        hidden = self._surplus(needed, room)
        for key in self.tabs.keys():  # noqa: SIM118 - not a dict
            self.tabs.button(key).setVisible(key not in hidden)
        self._fill_more(hidden)

    def _squeeze(self, *, narrow: bool) -> None:
        """Set the tabs close to each other and to the name, or give them air."""
        self.product.setContentsMargins(0, 0, theme.px(4 if narrow else 20), 0)
        self.tabs.set_narrow(narrow)

    def _tab_width(self, key: str) -> int:
        return self.tabs.button(key).sizeHint().width() + self.tabs.gap

    def _surplus(self, needed: int, room: int) -> list[str]:
        """Return the last tabs that do not fit, never the one in front."""
        hidden: list[str] = []
        if needed > room:
            room -= self.more.sizeHint().width() + theme.px(4)
            for key in reversed(self.tabs.keys()):
                if needed > room and key != self.tabs.key():
                    hidden.insert(0, key)
                    needed -= self._tab_width(key)
        return hidden

    def _taken(self) -> int:
        margins = self._row.contentsMargins()
        fixed = (self.product, self.device, self.language, self.presentation, self.theme_button)
        widths = sum(widget.sizeHint().width() for widget in fixed)
        return widths + margins.left() + margins.right() + (len(fixed) + 2) * self._row.spacing()

    def _fill_more(self, hidden: list[str]) -> None:
        self.more.setVisible(bool(hidden))
        shown = [action.data() for action in self.more.choices.actions()]
        texts = {id_: text for id_, text, _ in self._tab_words}
        if shown == hidden and all(
            action.text() == texts.get(action.data(), "") for action in self.more.choices.actions()
        ):
            return
        self.more.choices.clear()
        for id_ in hidden:
            action = self.more.choices.addAction(texts.get(id_, ""))
            action.setData(id_)
            action.triggered.connect(self._on_more_triggered)

    def _on_more_triggered(self) -> None:
        choice = self.sender()
        assert isinstance(choice, QAction)
        id_ = choice.data()
        self.set_scene(id_)
        self.scene_chosen.emit(id_)
