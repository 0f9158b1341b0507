"""All keys at a glance, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rnnlab.qt.action_set import ActionSet
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Dialog, Label, key_cap
from rnnlab.session.actions import actions_in

__all__ = ["ShortcutsDialog"]

_COLUMNS = (("run",), ("file", "edit", "view", "help"))


class ShortcutsDialog(Dialog):
    """Shows every action that has keys, in two columns."""

    def __init__(self, actions: ActionSet, titles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.body.addWidget(Label(self.tr("Keyboard shortcuts"), "heading"))
        self.body.addWidget(
            Label(self.tr("In a text box, a list or a slider the keys belong to that."), "muted", wrap=True)
        )
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(40))
        for groups in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(theme.px(8))
            for group in groups:
                self._add_group(column, titles[group], group)
            column.addStretch(1)
            columns.addLayout(column, 1)
        holder = QWidget()
        holder.setProperty("panelBody", "true")
        holder.setLayout(columns)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(holder)
        scroller.setMinimumWidth(holder.sizeHint().width() + theme.px(14))
        self.body.addWidget(scroller, 1)
        close = Button(self.tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        room = self.screen().availableGeometry()
        wanted = holder.sizeHint().height() + theme.px(190)
        self.resize(self.sizeHint().width(), min(wanted, round(room.height() * 0.85)))

    def _add_group(self, column: QVBoxLayout, title: str, group: str) -> None:
        entries = [entry for entry in actions_in(group) if entry.shortcut]
        if not entries:
            return
        heading = Label(title, "title")
        heading.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(0, 1)
        for row, entry in enumerate(entries):
            grid.addWidget(Label(self._actions.text(entry.id)), row, 0)
            keys = QHBoxLayout()
            keys.setSpacing(theme.px(5))
            keys.addStretch(1)
            for key in self._actions[entry.id].shortcuts():
                keys.addWidget(key_cap(self._readable(key)))
            grid.addLayout(keys, row, 1)
        column.addLayout(grid)

    def _readable(self, key: QKeySequence) -> str:
        """Return a key as it is printed on the keyboard."""
        text = key.toString(QKeySequence.SequenceFormat.PortableText)
        names = {"Left": "←", "Right": "→", "Return": "Enter", "Space": self.tr("Space")}
        last = text.rsplit("+", 1)[-1] or "+"
        if last not in names:
            return key.toString(QKeySequence.SequenceFormat.NativeText)
        return text.removesuffix(last) + names[last]
