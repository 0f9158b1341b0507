"""The settings of a net, the same in every scene of one: cell, sizes, and behind a fold the rarer ones.

Every widget here shows the session's experiment and changes it by ``session.change``.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.cell_words import cell_choices
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.setup_more import MoreSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import ChoiceMenu, Label, LabelledSlider, Notice, Speaks
from rnnlab.session.sequence import SequenceSession

__all__ = ["NetSettings", "show_problem"]

HIDDEN_STOPS = (*range(2, 17), 20, 24, 28, 32, 48, 64, 96, 128, 192, 256, 384, 512)
RATE_STOPS = (*(round(m * 10.0**e, 6) for e in (-4, -3, -2, -1) for m in (1, 1.5, 2, 3, 5, 7)), 1.0)


def _written_rate(value: float) -> str:
    return f"{value:.6g}"


class NetSettings(Speaks, QWidget):
    """Which net learns, and how.

    Attributes
    ----------
    touched : Signal
        A person is about to change something here: what is typed elsewhere is a change of its own.
    """

    touched = Signal()

    def __init__(
        self, session: SequenceSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = ""
        self._cell_name, self.cell = Label("", "section"), ChoiceMenu()
        self.cell_notice = Notice()
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(1, 1024), whole=True, role="hidden")
        self.learning_rate = LabelledSlider(RATE_STOPS, show=_written_rate, limits=(1e-6, 10), role="loss")
        self.size_notice = Notice()
        self.more = MoreSettings(session, context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._cell_name, self.cell, self.cell_notice),
            (self.hidden_size, self.learning_rate, self.size_notice, self.more),
        )
        for number, group in enumerate(groups):
            column.addSpacing(theme.px(3) if number else 0)
            for widget in group:
                column.addWidget(widget)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.cell.changed.connect(self._on_cell_changed)
        self.hidden_size.changed.connect(partial(self._on_slider_changed, "hidden_size"))
        self.learning_rate.changed.connect(partial(self._on_slider_changed, "learning_rate"))
        self.hidden_size.committed.connect(self._on_slider_committed)
        self.learning_rate.committed.connect(self._on_slider_committed)
        self._session.experiment_changed.connect(self.show_experiment)
        self._session.problems_changed.connect(self.show_problems)
        self._context.cells.changed.connect(self._on_cells_changed)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._cell_name.setText(self.tr("Cell"))
        self.hidden_size.set_name(
            self.tr("Hidden size H"), self.tr("How many numbers the net carries from step to step")
        )
        self.learning_rate.set_name(
            self.tr("Learning rate"), self.tr("How far the weights move at every training step")
        )
        self._show_cells()
        self.show_experiment()
        self.show_problems()

    def _show_cells(self) -> None:
        self.cell.set_groups(cell_choices())

    def _on_cells_changed(self) -> None:
        self._show_cells()
        self.cell.set_key(self._session.experiment.cell)

    def show_experiment(self) -> None:
        """Show the settings in force."""
        experiment = self._session.experiment
        self.cell.set_key(experiment.cell)
        self.hidden_size.set_value(experiment.hidden_size)
        self.learning_rate.set_value(experiment.optimizer.learning_rate)
        self.more.show_experiment()

    def show_problems(self) -> None:
        """Say what is wrong, each at its place."""
        problems = self._session.problems
        show_problem(self.cell_notice, problems.get("cell"), self._context)
        first = next((problems[name] for name in ("hidden_size", "learning_rate") if name in problems), None)
        show_problem(self.size_notice, first, self._context)
        self.more.show_problems()

    def _on_cell_changed(self, cell: str) -> None:
        self._dragged = ""
        self.touched.emit()
        self._session.change(cell=cell)

    def _on_slider_changed(self, name: str, value: float) -> None:
        number = int(value) if name == "hidden_size" else value
        self.touched.emit()
        self._session.change(merge=self._dragged == name, **{name: number})
        self._dragged = name

    def _on_slider_committed(self) -> None:
        self._dragged = ""


def show_problem(notice: Notice, problem: Problem | None, context: SceneContext) -> None:
    """Say in a notice what is wrong, or take it away."""
    if problem is None:
        notice.clear()
    else:
        notice.show_text(context.sentence(problem))
