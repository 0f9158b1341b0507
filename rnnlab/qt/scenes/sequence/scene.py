"""The Sequence scene put together: the session and the playback below, the panels around."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from rnnlab.core.experiment import Experiment
from rnnlab.core.tasks import Coded
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.net_scene import NetScene
from rnnlab.qt.scenes.sequence.question_panel import QuestionPanel
from rnnlab.qt.scenes.sequence.setup_panel import SetupPanel
from rnnlab.qt.scenes.sequence.training_view import TrainingView
from rnnlab.qt.widgets import Line
from rnnlab.session.presets import Preset, load_preset
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.workshop import Workshop

__all__ = ["SequenceScene"]

FIRST_PRESET = "korean-reversed"


class SequenceScene(NetScene):
    """A vocabulary's order, learnt and completed; or echoes, copies and sums."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        workshop = Workshop(lambda: context.loader.is_ready("torch"))
        session = SequenceSession(load_preset(FIRST_PRESET).experiment, workshop)
        super().__init__(context, session, workshop, parent)
        self.setup_panel = SetupPanel(session, context)
        self.training_view = TrainingView(session, context)
        self.questions = QuestionPanel(session, self.player, context)
        self.ask_box, self.sum_box = self.questions.ask_box, self.questions.sum_box
        self._arrange_panels()
        self.questions.asked.connect(self._on_questions_asked)
        self.questions.step_clicked.connect(self._on_questions_step_clicked)
        self.questions.remark_changed.connect(self.stage_panel.set_remark)
        self.setup_panel.preset_chosen.connect(self._on_preset_chosen)
        self.retranslate()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training_view)
        self.stage.body.addWidget(self.stage_panel, 1)
        self.stage.body.addWidget(Line())
        self.stage.body.addWidget(self.questions)

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {**super().save_state(), "more_open": self.setup_panel.more.is_open()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        super().restore_state(state)
        self.setup_panel.more.set_open(state.get("more_open") is True)

    def mark_symbol(self, symbol: int) -> None:
        """Fill the chip of the symbol that is read at the moment on the stage."""
        self.setup_panel.chips.mark(symbol)

    def look(self) -> None:
        """Look at what the threads of the session and of the study have done."""
        super().look()
        self.questions.poll()

    def is_active(self) -> bool:
        """Return whether anything may arrive at the next look."""
        return super().is_active() or self.questions.is_active

    def close_session(self) -> None:
        """Stop the threads."""
        self.questions.close_study()
        super().close_session()

    def ask(self, question: str) -> None:
        """Put a beginning to the net, or a sum."""
        self.questions.set_question(question)

    def _on_questions_asked(self) -> None:
        content, question = self.session.exhibit.content, self.session.exhibit.question
        if content is not None:
            is_read = question is not None and question.is_read
            self.player.seek(0 if is_read else max(content.given - 1, 0), 0)
            self.player.play()

    def _on_questions_step_clicked(self, t: int) -> None:
        self.player.pause()
        self.player.seek(t)

    # Files and examples

    def document_name(self) -> str:
        """Return a name for the work."""
        experiment = self.session.experiment
        what = experiment.vocabulary_text
        if isinstance(self.session.task, Coded):
            what = self.tr("Addition {0} bits").format(experiment.bits)
        return super().document_name() or f"{what} {experiment.cell}".replace("/", "-")[:60]

    def experiment(self) -> Experiment:
        """Return the settings in force."""
        return self.session.experiment

    def new_document(self) -> None:
        """Begin with the first example again."""
        self.begin_with(load_preset(FIRST_PRESET).experiment)

    def _on_preset_chosen(self, preset: Preset) -> None:
        self.context.after_saving(partial(self.begin_with, preset.experiment))

    def begin_with(self, experiment: Experiment) -> None:
        """Begin anew: train an experiment's net and play."""
        self.session.start_over(experiment)
        self.questions.start_over()
        self.play_from_start()
