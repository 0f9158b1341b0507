"""One out of many: the first as chips, the others in a menu behind the last chip.

What was chosen from the menu stands beside the chips from then on, so that going back and forth between two
is one click each.
"""

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import chain, pairwise
from typing import NamedTuple

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rnnlab.qt.widgets.base import Speaks
from rnnlab.qt.widgets.buttons import Button
from rnnlab.qt.widgets.choices import ChoiceChips

__all__ = ["Choice", "ChoiceMenu"]


class Choice(NamedTuple):
    """Something to choose: its key, its words, and a sentence about it."""

    key: str
    words: str
    hint: str = ""

    @property
    def tool_tip(self) -> str:
        """The sentence, in a form whose lines Qt breaks."""
        return f"<qt>{escape(self.hint)}</qt>" if self.hint else ""


class ChoiceMenu(Speaks, ChoiceChips):
    """Chips for the first few choices, and a menu with the rest.

    Attributes
    ----------
    more : Button
        The chip that opens the menu.
    menu : QMenu
        The choices that are no chips, in their groups.
    """

    def __init__(self, shown: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._choices: dict[str, Choice] = {}
        self._groups: list[list[str]] = []
        self._actions: dict[str, QAction] = {}
        self._beside = ""
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._exclusive = QActionGroup(self)
        self.more = Button("", "chip", "chevron-down", self)
        self.more.setMenu(self.menu)
        self._row.addWidget(self.more)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of our own."""
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More to choose from"))

    def set_groups(self, groups: Sequence[Sequence[Choice]]) -> None:
        """Show these choices; groups that are next to each other in the menu get a line between them."""
        self._choices = {choice.key: choice for choice in chain.from_iterable(groups)}
        first = list(self._choices)[: self._shown]
        # a menu for a single choice would take as much room as its chip
        if len(self._choices) == self._shown + 1:
            first = list(self._choices)
        self._groups = [keys for group in groups if (keys := [c.key for c in group if c.key not in first])]
        if self._beside not in chain.from_iterable(self._groups):
            self._beside = ""
        self._fill_menu()
        self._show_chips()

    def _fill_menu(self) -> None:
        self._actions = {}
        self.menu.clear()  # deletes its actions
        for number, keys in enumerate(self._groups):
            if number:
                self.menu.addSeparator()
            for key in keys:
                action = QAction(self._choices[key].words.replace("&", "&&"), self.menu)
                action.setToolTip(self._choices[key].tool_tip)
                action.setCheckable(True)
                action.triggered.connect(partial(self._on_action_triggered, key))
                self._exclusive.addAction(action)
                self.menu.addAction(action)
                self._actions[key] = action
        self.more.setVisible(bool(self._groups))

    def _show_chips(self) -> None:
        chips = [c for c in self._choices.values() if c.key not in self._actions or c.key == self._beside]
        self.set_options([(c.key, c.words) for c in chips], [c.tool_tip for c in chips])
        self._chosen_moved()

    def _rebuild(self, keys: list[str]) -> None:
        super()._rebuild(keys)
        self._row.removeWidget(self.more)
        self._row.addWidget(self.more)
        # new buttons come last of all in the window: to where the old ones were
        order = [self.more, *self._buttons.values(), self.more]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all choices, those in the menu too."""
        return tuple(self._choices)

    def chips(self) -> tuple[str, ...]:
        """Return the keys of those that are chips now."""
        return tuple(self._buttons)

    def action(self, key: str) -> QAction:
        """Return the menu's entry for a choice."""
        return self._actions[key]

    def set_key(self, key: str) -> None:
        """Choose without telling `changed`; one from the menu becomes a chip."""
        if key in self._actions and key != self._beside:
            self._beside = key
            self._show_chips()
        super().set_key(key)

    def _chosen_moved(self) -> None:
        chosen = self.key()
        for key, action in self._actions.items():
            action.setChecked(key == chosen)

    def _on_action_triggered(self, key: str) -> None:
        self.set_key(key)
        self.changed.emit(key)
