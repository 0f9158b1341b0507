"""What stands below the stage: the box that fits the task, and the study of a net that adds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rnnlab.core.tasks.addition import Addition
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.ask_box import AskBox
from rnnlab.qt.scenes.sequence.sum_box import SumBox
from rnnlab.qt.scenes.sequence.sum_words import follower_text
from rnnlab.qt.widgets import Speaks
from rnnlab.session.playback import Playback
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.sum_study import SumStudy

__all__ = ["QuestionPanel"]


class QuestionPanel(Speaks, QWidget):
    """Shows the ask box or the sum box.

    Attributes
    ----------
    asked : Signal
        A question was put; the stage should play its answer.
    step_clicked : Signal(int)
        A time step (0-based) to go to.
    remark_changed : Signal(str)
        What is to be said beside the stage's title; empty for the usual words.
    """

    asked = Signal()
    step_clicked = Signal(int)
    remark_changed = Signal(str)

    def __init__(
        self,
        session: SequenceSession,
        player: Playback,
        context: SceneContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.study = SumStudy(session)
        self.ask_box = AskBox(session, context)
        self.sum_box = SumBox(session, self.study, player, context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for box in (self.ask_box, self.sum_box):
            column.addWidget(box)
            box.asked.connect(self.asked)
            box.step_clicked.connect(self.step_clicked)
        session.experiment_changed.connect(self.show_task)
        self.study.changed.connect(self.show_remark)
        self.show_task()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.show_remark()

    @property
    def _adds(self) -> bool:
        return isinstance(self._session.task, Addition)

    def show_task(self) -> None:
        """Show the box of the task in force."""
        self.ask_box.setVisible(not self._adds)
        self.sum_box.setVisible(self._adds)
        self.show_remark()

    def show_remark(self) -> None:
        """Say which unit follows the carry."""
        findings = self.study.findings
        follower = None if findings is None else findings.follower
        shows = self._adds and follower is not None
        self.remark_changed.emit(follower_text(self._session.shape, follower) if shows and follower else "")

    def set_question(self, text: str) -> None:
        """Put a question as if it were typed."""
        if self._adds:
            self.sum_box.set_question(text)
        else:
            self.ask_box.prefix.setText(text)

    def start_over(self) -> None:
        """Take away what was typed."""
        self.ask_box.prefix.clear()
        self.sum_box.show_numbers()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        return self.study.is_active

    def poll(self) -> None:
        """Bring in what the background has found out."""
        self.study.poll()

    def close_study(self) -> None:
        """End the background thread."""
        self.study.close()
