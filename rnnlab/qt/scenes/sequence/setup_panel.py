"""The settings of the Sequence scene: vocabulary, order, cell, sizes, and behind a fold the rarer ones.

Every widget here shows the session's experiment and changes it by ``session.change``. What cannot be taken is
said below the field it concerns, and the settings in force stay.
"""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.cell_words import cell_choices
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.setup_more import MoreSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Button,
    ChoiceMenu,
    Label,
    LabelledSlider,
    Notice,
    SegmentedControl,
    Speaks,
    SymbolChips,
    TextField,
)
from rnnlab.session.presets import Preset, all_presets
from rnnlab.session.sequence import SequenceSession

__all__ = ["SetupPanel"]

HIDDEN_STOPS = (*range(2, 17), 20, 24, 28, 32, 48, 64, 96, 128, 192, 256, 384, 512)
RATE_STOPS = (*(round(m * 10.0**e, 6) for e in (-4, -3, -2, -1) for m in (1, 1.5, 2, 3, 5, 7)), 1.0)


def _written_rate(value: float) -> str:
    return f"{value:.6g}"


class SetupPanel(Speaks, QWidget):
    """What is to be learnt, and by which net.

    Attributes
    ----------
    preset_chosen : Signal(object)
        A person wants to begin with this `Preset`.
    symbol_pointed : Signal(int)
        The symbol under the pointer, −1 for none.
    """

    preset_chosen = Signal(object)
    symbol_pointed = Signal(int)

    def __init__(
        self, session: SequenceSession, context: SceneContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._context = session, context
        self._dragged = ""
        self._heading = Label("", "title")
        self.presets = Button("", "ghost", "chevron-down")
        self.text = TextField()
        self.notice = Notice()
        self.chips = SymbolChips(rows=3)
        self._order_name, self.order = Label("", "section"), SegmentedControl()
        self._cell_name, self.cell = Label("", "section"), ChoiceMenu()
        self.cell_notice = Notice()
        self.hidden_size = LabelledSlider(HIDDEN_STOPS, limits=(1, 1024), whole=True, role="hidden")
        self.learning_rate = LabelledSlider(RATE_STOPS, show=_written_rate, limits=(1e-6, 10), role="loss")
        self.size_notice = Notice()
        self.more = MoreSettings(session, context)
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.presets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(top)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.text, self.notice, self.chips),
            (self._order_name, self.order),
            (self._cell_name, self.cell, self.cell_notice),
            (self.hidden_size, self.learning_rate, self.size_notice, self.more),
        )
        for number, group in enumerate(groups):
            column.addSpacing(theme.px(3) if number else 0)
            for widget in group:
                column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self.presets.clicked.connect(self._on_presets_clicked)
        self.text.settled.connect(self._on_text_settled)
        self.text.returnPressed.connect(self._on_text_return_pressed)
        self.chips.pointed.connect(self.symbol_pointed)
        self.order.changed.connect(self._on_order_changed)
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
        self._heading.setText(self.tr("Symbol box"))
        self.presets.setText(self.tr("Examples"))
        self.presets.setToolTip(self.tr("Begin with one of the lecture's examples"))
        self.text.setPlaceholderText(self.tr("가-하, A-Z, do re mi …"))
        self.text.setAccessibleName(self.tr("Symbols the net shall know"))
        self.text.setToolTip(
            self.tr("Ranges such as 가-하 or Z-A, or symbols separated by spaces or commas; ␣ is the space.")
        )
        self._order_name.setText(self.tr("Order"))
        self.order.set_options(
            [("forward", self.tr("Forward")), ("reversed", self.tr("Reversed"))],
            [
                self.tr("From the first symbol of the box to the last"),
                self.tr("From the last symbol of the box to the first"),
            ],
        )
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
        if not self._is_typing():
            self.text.setText(experiment.vocabulary_text)
            self.text.setCursorPosition(0)
        vocabulary = self._session.vocabulary
        self._show_count()
        self.chips.set_symbols([vocabulary.display(symbol) for symbol in vocabulary.symbols])
        self.order.set_key(experiment.order)
        self.cell.set_key(experiment.cell)
        self.hidden_size.set_value(experiment.hidden_size)
        self.learning_rate.set_value(experiment.optimizer.learning_rate)
        self.more.show_experiment()

    def _show_count(self) -> None:
        """Say how many symbols the box holds; nothing while it holds what cannot be read."""
        readable = "vocabulary" not in self._session.problems
        count = self.tr("%n symbol(s)", "", self._session.vocabulary.size)
        self.text.set_remark(count if readable else "")

    def _is_typing(self) -> bool:
        """Whether the box holds what a person is writing: it is never overwritten under the cursor."""
        return self.text.hasFocus() and self.text.isModified()

    def show_problems(self) -> None:
        """Say what is wrong, each at its place."""
        problems = self._session.problems
        self._show_problem(self.notice, problems.get("vocabulary"))
        self.text.set_wrong("vocabulary" in problems)
        self._show_count()
        if "vocabulary" not in problems and self._session.vocabulary.notices:
            remark = self._context.sentence(self._session.vocabulary.notices[0])
            self.notice.show_text(remark, "info")
        self._show_problem(self.cell_notice, problems.get("cell"))
        first = next((problems[name] for name in ("hidden_size", "learning_rate") if name in problems), None)
        self._show_problem(self.size_notice, first)
        self.more.show_problems()

    def _show_problem(self, notice: Notice, problem: Problem | None) -> None:
        if problem is None:
            notice.clear()
        else:
            notice.show_text(self._context.sentence(problem))

    def _on_presets_clicked(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for preset in all_presets():
            action = menu.addAction(preset.title.text(language.current))
            action.setToolTip(preset.sentence.text(language.current))
            action.triggered.connect(partial(self._on_preset_triggered, preset))
        menu.exec(self.presets.mapToGlobal(QPoint(0, self.presets.height())))
        menu.deleteLater()

    def _on_preset_triggered(self, preset: Preset) -> None:
        self.preset_chosen.emit(preset)

    def _on_text_settled(self, text: str) -> None:
        if text != self._session.experiment.vocabulary_text or "vocabulary" in self._session.problems:
            self._session.change(vocabulary_text=text, merge=self._dragged == "vocabulary_text")
            self._dragged = "vocabulary_text"

    def _on_text_return_pressed(self) -> None:
        """Give the keyboard back: space plays again."""
        if "vocabulary" not in self._session.problems:
            self.text.clearFocus()

    def _on_order_changed(self, order: str) -> None:
        self._dragged = ""
        self._session.change(order=order)

    def _on_cell_changed(self, cell: str) -> None:
        self._dragged = ""
        self._session.change(cell=cell)

    def _on_slider_changed(self, name: str, value: float) -> None:
        number = int(value) if name == "hidden_size" else value
        self._session.change(merge=self._dragged == name, **{name: number})
        self._dragged = name

    def _on_slider_committed(self) -> None:
        self._dragged = ""
