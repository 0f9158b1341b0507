"""The settings of the Sequence scene: task, vocabulary, order, cell, sizes, and behind a fold the rarer ones.

Every widget here shows the session's experiment and changes it by ``session.change``. What cannot be taken is
said below the field it concerns, and the settings in force stay.
"""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.setup_net import NetSettings, show_problem
from rnnlab.qt.scenes.task_settings import TASK_FIELDS, WITH_SYMBOLS, TaskSettings
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import (
    Button,
    Label,
    Notice,
    SegmentedControl,
    Speaks,
    SymbolChips,
    TextField,
)
from rnnlab.session.presets import Preset, all_presets
from rnnlab.session.sequence import SequenceSession

__all__ = ["SetupPanel"]


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
        self.task_settings, self.task_notice = TaskSettings(session.change), Notice()
        self._box_name = Label("", "section")
        self.text = TextField()
        self.notice = Notice()
        self.chips = SymbolChips(rows=3)
        self._order_name, self.order = Label("", "section"), SegmentedControl()
        self.net = NetSettings(session, context)
        self.cell, self.cell_notice, self.more = self.net.cell, self.net.cell_notice, self.net.more
        self.hidden_size, self.learning_rate = self.net.hidden_size, self.net.learning_rate
        self.size_notice = self.net.size_notice
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
            (self.task_settings, self.task_notice),
            (self._box_name, self.text, self.notice, self.chips),
            (self._order_name, self.order),
            (self.net,),
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
        self.net.touched.connect(self._on_net_touched)
        self._session.experiment_changed.connect(self.show_experiment)
        self._session.problems_changed.connect(self.show_problems)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._heading.setText(self.tr("Task"))
        self._box_name.setText(self.tr("Symbol box"))
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
        self.show_experiment()
        self.show_problems()

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
        self.task_settings.show_experiment(experiment)
        for widget in (self._box_name, self.text, self._order_name, self.order):
            widget.setVisible(experiment.task in WITH_SYMBOLS)

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
        show_problem(self.notice, problems.get("vocabulary"), self._context)
        self.text.set_wrong("vocabulary" in problems)
        self._show_count()
        if "vocabulary" not in problems and self._session.vocabulary.notices:
            remark = self._context.sentence(self._session.vocabulary.notices[0])
            self.notice.show_text(remark, "info")
        wrong = next((problems[name] for name in TASK_FIELDS if name in problems), None)
        show_problem(self.task_notice, wrong, self._context)

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

    def _on_net_touched(self) -> None:
        self._dragged = ""

    def _on_order_changed(self, order: str) -> None:
        self._dragged = ""
        self._session.change(order=order)
