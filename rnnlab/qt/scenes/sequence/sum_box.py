"""Try it: two numbers are typed, the net adds them bit by bit; and how many sums it gets right at all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.core.problems import Problem
from rnnlab.core.tasks.addition import Addition, parse_number
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.sum_view import SumView, number, written_sum
from rnnlab.qt.scenes.sequence.sum_words import all_right, results_hint, results_text
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Notice, SegmentedControl, Speaks, TextField
from rnnlab.session.playback import Playback
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.sum_study import SumStudy

__all__ = ["SumBox"]


class SumBox(Speaks, QWidget):
    """The line below the stage in which a sum is asked.

    Attributes
    ----------
    asked : Signal
        A sum was asked for with Return; the stage should play it.
    step_clicked : Signal(int)
        The time step (0-based) of the bit that was clicked.
    """

    asked = Signal()
    step_clicked = Signal(int)

    def __init__(
        self,
        session: SequenceSession,
        study: SumStudy,
        player: Playback,
        context: SceneContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._study, self._player, self._context = session, study, player, context
        self._name = Label("", "section")
        self.first, self.second = TextField(), TextField()
        self.base = SegmentedControl()
        self.clear = IconButton("cross")
        self.view = SumView()
        self.results = Label("", "hint", wrap=True)
        self.notice = Notice()
        self._arrange()
        for field in (self.first, self.second):
            field.settled.connect(self._on_field_settled)
            field.returnPressed.connect(self._on_return_pressed)
        self.base.changed.connect(self._on_base_changed)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.view.step_clicked.connect(self.step_clicked)
        study.changed.connect(self.show_results)
        session.status_changed.connect(self.show_results)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.exhibit.content_changed.connect(self.show_sum)
        player.position_changed.connect(self.show_progress)
        self.retranslate()

    def _arrange(self) -> None:
        for field in (self.first, self.second):
            field.setMinimumWidth(theme.px(56))
            field.setMaximumWidth(theme.px(150))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.base.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(6))
        for widget in (self._name, self.first, Label("+", "section"), self.second, self.clear, self.base):
            fields.addWidget(widget)
        fields.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addLayout(fields, 5)
        row.addWidget(self.view, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.results)
        column.addWidget(self.notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the numbers where there is little."""
        super().resizeEvent(event)
        self._name.setVisible(self.width() > theme.px(620))
        self.show_results()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._name.setText(self.tr("Try it"))
        self.first.setAccessibleName(self.tr("First number, a"))
        self.second.setAccessibleName(self.tr("Second number, b"))
        hint = self.tr("Type a number; Return adds it bit by bit on the stage")
        for field in (self.first, self.second):
            field.setToolTip(hint)
        self.base.set_options(
            [("10", self.tr("Decimal")), ("2", self.tr("Binary"))],
            [self.tr("Write the numbers in base 10"), self.tr("Write the numbers in base 2")],
        )
        self.clear.set_hint(self.tr("Back to the example"))
        self.show_numbers()
        self.show_results()

    # What is shown

    @property
    def _base(self) -> int:
        return int(self.base.key() or 10)

    def _written(self, value: int) -> str:
        return f"{value:b}" if self._base == 2 else str(value)

    def show_numbers(self) -> None:
        """Show the numbers on the stage in the fields, unless a person is typing there."""
        task, question = self._session.task, self._session.exhibit.question
        self.clear.setVisible(question is not None)
        if not isinstance(task, Addition) or self.first.hasFocus() or self.second.hasFocus():
            return
        symbols = question.prefix if question is not None else task.example.inputs
        values = (number(tuple(s >> 1 for s in symbols)), number(tuple(s & 1 for s in symbols)))
        for field, value in zip((self.first, self.second), values, strict=True):
            field.blockSignals(True)
            field.setText(self._written(value))
            field.blockSignals(False)
        self._show_problems(None, None)

    def show_sum(self) -> None:
        """Show the sum on the stage as it is written down."""
        content = self._session.exhibit.content
        shows = content is not None and bool(content.carries)
        self.view.set_sum(written_sum(content) if content is not None and shows else None)
        self.clear.setVisible(self._session.exhibit.question is not None)
        self.show_progress()

    def show_progress(self) -> None:
        """Show as many bits of the sum as the playback has passed."""
        self.view.set_progress(int(self._player.cursor / self._player.phases), self._player.position.t)

    def show_results(self) -> None:
        """Say how many sums are right."""
        findings, task = self._study.findings, self._session.task
        if not isinstance(task, Addition):
            return
        running = self._session.status == "running"
        text = results_text(findings, running=running)
        if self.results.fontMetrics().horizontalAdvance(text) > self.results.width():
            text = results_text(findings, running=running, short=True)
        if text != self.results.text():
            self.results.setText(text)
            self.results.set_role("right" if not running and all_right(findings) else "hint")
        self.results.setToolTip(results_hint(task.bits))

    def _show_problems(self, first: Problem | None, second: Problem | None) -> None:
        for field, problem in ((self.first, first), (self.second, second)):
            field.set_wrong(problem is not None)
        problem = first or second
        if problem is not None:
            self.notice.show_text(self._context.sentence(problem))
            return
        self._show_length()

    def _show_length(self) -> None:
        """Say so where the numbers are longer than any the net was trained on."""
        task, question = self._session.task, self._session.exhibit.question
        longer = 0
        if isinstance(task, Addition) and question is not None:
            longer = len(question.prefix) - 1 - task.bits
        if longer > 0 and isinstance(task, Addition):
            words = self.tr(
                "The net was trained on {0} bits. These numbers have {1}: it has never seen such long ones."
            )
            self.notice.show_text(words.format(task.bits, task.bits + longer), "info")
        else:
            self.notice.clear()

    # What a person does

    def focus(self) -> None:
        """Take the keyboard."""
        self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.first.selectAll()

    def set_question(self, text: str) -> bool:
        """Put a typed sum; False if it cannot be read."""
        asked = self._session.exhibit.ask(text)
        self.show_numbers()
        return asked

    def _ask(self) -> bool:
        problems: list[Problem | None] = []
        values: list[int] = []
        for field in (self.first, self.second):
            try:
                values.append(parse_number(field.text(), self._base))
                problems.append(None)
            except Problem as problem:
                problems.append(problem)
        if len(values) == 2:
            self._session.exhibit.ask(f"{values[0]} + {values[1]}")
        self._show_problems(*problems)
        return len(values) == 2

    def _on_field_settled(self) -> None:
        self._ask()

    def _on_return_pressed(self) -> None:
        if self._ask():
            self.asked.emit()

    def _on_base_changed(self) -> None:
        self.first.clearFocus()
        self.second.clearFocus()
        self.show_numbers()

    def _on_clear_clicked(self) -> None:
        self.first.clearFocus()
        self.second.clearFocus()
        self._session.exhibit.ask("")
        self.show_numbers()

    def _on_experiment_changed(self) -> None:
        self.show_numbers()
        self.show_results()
