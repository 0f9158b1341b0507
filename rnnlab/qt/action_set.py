"""The table of actions as QActions: their words, their keys, and whose turn it is to answer.

The window's own actions have one handler each. The others belong to the scene in front: `ActionSet.serve`
takes its answers, and what it does not answer is disabled.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from shiboken6 import Shiboken

from rnnlab.qt.theme import theme
from rnnlab.session.actions import ACTIONS, Action, actions_in

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import ActionState

__all__ = ["ActionSet"]

# In scripts without Latin letters the menu key stands in brackets behind the words: “보기(&V)”.
_MENU_KEY = re.compile(r"\s*\(&\w\)")


class ActionSet(QObject):
    """All QActions of a window.

    Attributes
    ----------
    retitled : Signal(str)
        An action has other words now (its id).
    """

    retitled = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._entries: dict[str, Action] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._handlers: dict[str, Callable[..., object]] = {}
        self._words: dict[str, str] = {}
        self._usual: dict[str, str] = {}
        self._told: dict[str, MutableMapping[QWidget, str]] = {}
        self._states: Mapping[str, ActionState] = {}
        for entry in ACTIONS:
            self._make(entry)
        self.retranslate()
        theme.theme_changed.connect(self._dress)

    def _make(self, entry: Action) -> None:
        made = QAction(self)
        made.setObjectName(entry.id)
        made.setCheckable(entry.checkable)
        made.setShortcuts([QKeySequence(key) for key in entry.shortcut.split("; ") if key])
        made.setEnabled(not entry.by_scene)
        if entry.id == "file.quit":
            made.setMenuRole(QAction.MenuRole.QuitRole)
        elif entry.id == "help.about":
            made.setMenuRole(QAction.MenuRole.AboutRole)
        else:
            made.setMenuRole(QAction.MenuRole.NoRole)
        if entry.exclusive:
            group = self._groups.setdefault(entry.exclusive, QActionGroup(self))
            group.addAction(made)
        self._entries[entry.id] = entry
        self._actions[entry.id] = made
        made.triggered.connect(self._on_triggered)

    def __getitem__(self, id_: str) -> QAction:
        return self._actions[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._actions

    def all(self) -> list[QAction]:
        """Return every action, in the order of the table."""
        return list(self._actions.values())

    # Whose turn it is

    def handle(self, id_: str, handler: Callable[..., object]) -> None:
        """Give one of the window's own actions its handler."""
        self._actions[id_]
        self._handlers[id_] = handler

    def serve(self, states: "Mapping[str, ActionState]") -> None:
        """Let a scene answer from now on."""
        self._states = states
        for id_, entry in self._entries.items():
            if entry.by_scene:
                self.refresh(id_)

    def refresh(self, id_: str) -> None:
        """Show what the scene in front says of one action."""
        entry = self._entries[id_]
        if not entry.by_scene:
            return
        action, state = self._actions[id_], self._states.get(id_)
        self._show_words(id_)
        action.setEnabled(state is not None and state.enabled)
        if entry.checkable:
            with QSignalBlocker(action):
                action.setChecked(state is not None and state.checked)
            action.changed.emit()

    def _on_triggered(self, checked: bool) -> None:
        id_ = self.sender().objectName()
        entry, state = self._entries[id_], self._states.get(id_)
        handler = self._handlers.get(id_)
        if entry.by_scene and state is not None:
            state.checked = checked
            handler = state.handler
        if handler is None:
            return
        if entry.checkable:
            handler(checked)
        else:
            handler()

    # Words, keys, buttons

    def text(self, id_: str) -> str:
        """Return an action's words without the mark of its menu key."""
        return _MENU_KEY.sub("", self._words[id_]).replace("&", "")

    def set_text(self, id_: str, text: str, owner: QWidget) -> None:
        """Change the words ("Train", "Pause") for as long as the widget that says so can be seen."""
        self._told.setdefault(id_, WeakKeyDictionary())[owner] = text
        self._show_words(id_)

    def _show_words(self, id_: str) -> None:
        """Show what a widget that can be seen says of an action, else what the table says."""
        told = self._told.get(id_, {})
        seen = (text for owner, text in told.items() if Shiboken.isValid(owner) and _can_be_seen(owner))
        words = next(seen, self._usual[id_])
        if self._words.get(id_) != words:
            self._words[id_] = words
            self._retitle(id_)

    def set_icon(self, id_: str, name: str) -> None:
        """Change the icon in menus."""
        self._actions[id_].setIcon(theme.icon(name, "muted", 16))

    def keys(self, id_: str) -> list[str]:
        """Return the keys as this system writes them."""
        style = QKeySequence.SequenceFormat.NativeText
        return [sequence.toString(style) for sequence in self._actions[id_].shortcuts()]

    def hint(self, id_: str) -> str:
        """Return a tool tip: the words and the first key."""
        keys = self.keys(id_)
        return f"{self.text(id_)}  ({keys[0]})" if keys else self.text(id_)

    def attach(self, button: QAbstractButton, id_: str, *, words: bool = False) -> None:
        """Let a button do an action and look as the action is; `words` writes the action's words on it."""
        action = self._actions[id_]

        def follow() -> None:
            if not Shiboken.isValid(button):
                return
            button.setEnabled(action.isEnabled())
            if action.isCheckable():
                button.setCheckable(True)
                button.setChecked(action.isChecked())
            button.setToolTip(self.hint(id_))
            button.setAccessibleName(self.text(id_))
            if words:
                button.setText(self.text(id_))

        follow()
        action.changed.connect(follow)
        button.clicked.connect(action.trigger)

    def _retitle(self, id_: str) -> None:
        action = self._actions[id_]
        action.setText(self._words[id_])
        action.setToolTip(self.hint(id_))
        self.retitled.emit(id_)

    def retranslate(self) -> None:
        """Put all words in the language in force."""
        self._usual = self._table()
        for id_ in self._actions:
            self._show_words(id_)
        self._dress()

    def _dress(self) -> None:
        for id_, entry in self._entries.items():
            if entry.icon and not entry.checkable:
                self.set_icon(id_, entry.icon)

    def fill(self, menu: QMenu, group: str, submenus: Mapping[str, QMenu] | None = None) -> None:
        """Put a group's actions into a menu; `submenus` stand in the place of the actions with their ids."""
        for entry in actions_in(group):
            if entry.starts_section:
                menu.addSeparator()
            if submenus and entry.id in submenus:
                menu.addMenu(submenus[entry.id])
            elif entry.in_menu:
                menu.addAction(self._actions[entry.id])

    def _table(self) -> dict[str, str]:
        return {**self._file_and_edit(), **self._run(), **self._view_and_help()}

    def _file_and_edit(self) -> dict[str, str]:
        return {
            "file.new": self.tr("&New"),
            "file.open": self.tr("&Open…"),
            "file.recent": self.tr("Open &recent"),
            "file.save": self.tr("&Save"),
            "file.save_as": self.tr("Save &as…"),
            "file.export": self.tr("&Export…"),
            "file.quit": self.tr("&Quit"),
            "edit.undo": self.tr("&Undo"),
            "edit.redo": self.tr("&Redo"),
        }

    def _run(self) -> dict[str, str]:
        return {
            "training.toggle": self.tr("&Train"),
            "training.step": self.tr("One training &step"),
            "training.reset": self.tr("&Reset the weights"),
            "training.live": self.tr("Follow the &newest weights"),
            "play.toggle": self.tr("&Play"),
            "play.phase": self.tr("Next p&hase"),
            "play.phase_back": self.tr("Previous ph&ase"),
            "play.step": self.tr("Next t&ime step"),
            "play.back": self.tr("Pre&vious time step"),
            "play.start": self.tr("To the &beginning"),
            "play.end": self.tr("To the &end"),
            "play.loop": self.tr("Repeat for&ever"),
            "play.faster": self.tr("&Faster"),
            "play.slower": self.tr("S&lower"),
        }

    def _view_and_help(self) -> dict[str, str]:
        return {
            "view.inspector": self.tr("&Inspector"),
            "view.presentation": self.tr("&Presentation mode"),
            "view.full_screen": self.tr("&Full screen"),
            "view.larger": self.tr("&Larger"),
            "view.smaller": self.tr("&Smaller"),
            "view.usual_size": self.tr("&Usual size"),
            "view.motion": self.tr("&Animate"),
            "theme.light": self.tr("Light"),
            "theme.dark": self.tr("Dark"),
            "theme.system": self.tr("As the system"),
            "theme.toggle": self.tr("Light or dark"),
            "language.ko": "한국어",
            "language.en": "English",
            "help.shortcuts": self.tr("&Keyboard shortcuts"),
            "help.about": self.tr("&About RNN Lab"),
        }


def _can_be_seen(widget: QWidget) -> bool:
    """Return whether a widget is in front, or would be if its window were."""
    return widget.isVisibleTo(widget.window())
