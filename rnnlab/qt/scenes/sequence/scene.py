"""The Sequence scene put together: the session and the playback below, the panels around."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from rnnlab.core.experiment import Experiment
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.net_scene import NetScene
from rnnlab.qt.scenes.sequence.ask_box import AskBox
from rnnlab.qt.scenes.sequence.setup_panel import SetupPanel
from rnnlab.qt.scenes.sequence.training_view import TrainingView
from rnnlab.qt.widgets import Line
from rnnlab.session.presets import Preset, load_preset
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.workshop import Workshop

__all__ = ["SequenceScene"]

FIRST_PRESET = "korean-reversed"


class SequenceScene(NetScene):
    """A vocabulary's order, learnt and completed."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        workshop = Workshop(lambda: context.loader.is_ready("torch"))
        session = SequenceSession(load_preset(FIRST_PRESET).experiment, workshop)
        super().__init__(context, session, workshop, parent)
        self.setup_panel = SetupPanel(session, context)
        self.training_view = TrainingView(session, context)
        self.ask_box = AskBox(session, context)
        self._arrange_panels()
        self.ask_box.asked.connect(self._on_ask_box_asked)
        self.ask_box.step_clicked.connect(self._on_ask_box_step_clicked)
        self.setup_panel.preset_chosen.connect(self._on_preset_chosen)
        self.retranslate()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training_view)
        self.stage.body.addWidget(self.stage_panel, 1)
        self.stage.body.addWidget(Line())
        self.stage.body.addWidget(self.ask_box)

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

    def ask(self, question: str) -> None:
        """Put a beginning to the net."""
        self.ask_box.prefix.setText(question)

    def _on_ask_box_asked(self) -> None:
        content = self.session.exhibit.content
        if content is not None:
            self.player.seek(max(content.given - 1, 0), 0)
            self.player.play()

    def _on_ask_box_step_clicked(self, t: int) -> None:
        self.player.pause()
        self.player.seek(t)

    # Files and examples

    def document_name(self) -> str:
        """Return a name for the work."""
        experiment = self.session.experiment
        return (
            super().document_name()
            or f"{experiment.vocabulary_text} {experiment.cell}".replace("/", "-")[:60]
        )

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
        self.ask_box.prefix.clear()
        self.play_from_start()
