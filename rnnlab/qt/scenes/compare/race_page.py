"""The race as seen: curves on the stage, the table of set-ups below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.compare.race_view import RaceView
from rnnlab.qt.scenes.compare.standings_table import StandingsTable
from rnnlab.qt.scenes.compare.words import setting
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.session.compare import CompareSession
from rnnlab.session.comparison import DIFFERING, MOST_SETUPS

__all__ = ["RaceTable"]


class RaceTable(Speaks, QWidget):
    """Title, what is common, add/duplicate/remove, and the table."""

    def __init__(self, session: CompareSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title, self.common = Label("", "title"), Label("", "hint")
        self.add = Button("", "ghost", "plus")
        self.duplicate = Button("", "ghost")
        self.remove = Button("", "ghost", "cross")
        self.table = StandingsTable()
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self._title)
        head.addWidget(self.common, 1)
        for button in (self.add, self.duplicate, self.remove):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.add.clicked.connect(session.add)
        self.duplicate.clicked.connect(session.duplicate)
        self.remove.clicked.connect(session.remove)
        self.table.chosen.connect(session.select)
        session.comparison_changed.connect(self.show_results)
        session.results_changed.connect(self.show_results)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._title.setText(self.tr("Set-ups"))
        self.add.setText(self.tr("Add"))
        self.add.setToolTip(self.tr("Add a set-up with another cell"))
        self.duplicate.setText(self.tr("Duplicate"))
        self.duplicate.setToolTip(self.tr("Add a copy of the selected set-up, to change one thing in it"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Take the selected set-up out of the race"))
        self.show_results()

    def show_results(self) -> None:
        """Show the standings and mark the differences."""
        session = self._session
        differing = session.differing()
        self.common.setText(self._common(differing))
        self.common.setToolTip(self.common.text())
        count = len(session.comparison.setups)
        self.add.setEnabled(count < MOST_SETUPS)
        self.duplicate.setEnabled(count < MOST_SETUPS)
        self.remove.setEnabled(count > 1)
        self.table.set_standings(session.ranking(), differing, session.comparison.selected)

    def _common(self, differing: Sequence[str]) -> str:
        first = self._session.comparison.setups[0]
        sgd = any(setup.optimizer.kind == "sgd" for setup in self._session.comparison.setups)
        quiet = {
            "layers": first.layers == 1,
            "momentum": not sgd,
            "clip_norm": first.optimizer.clip_norm == 0,
        }
        alike = [name for name in DIFFERING if name not in differing and not quiet.get(name, False)]
        words = " · ".join(setting(first, name) for name in alike)
        return self.tr("alike in all: {0}").format(words) if words else ""


def show_race(view: RaceView, session: CompareSession) -> None:
    """Show the session's standings as curves."""
    comparison = session.comparison
    view.set_standings(session.standings(), comparison.steps, comparison.selected)
