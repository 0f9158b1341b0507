"""The Complete scene put together: the typing box above the stage, the stage or two beginnings below it.

The stage plays what was typed and the continuation that stands in grey, from the same weights as the
suggestions; whatever is touched by hand there changes the suggestions, too.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from rnnlab.core.experiment import Experiment
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.complete.pair_panel import PairPanel
from rnnlab.qt.scenes.complete.phrase_editor import text_file_of
from rnnlab.qt.scenes.complete.setup import PhraseSetup
from rnnlab.qt.scenes.complete.training import PhraseTraining
from rnnlab.qt.scenes.complete.typing_panel import TypingPanel
from rnnlab.qt.scenes.net_scene import NetScene
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Card, SegmentedControl
from rnnlab.session.complete import CompleteSession
from rnnlab.session.presets import Preset, phrase_presets
from rnnlab.session.workshop import Workshop

__all__ = ["CompleteScene"]

STAGE, PAIR = "stage", "pair"
ROOMS = ((540, 2), (600, 3), (760, 4))
FEWEST_ROWS, MOST_ROWS = 2, 5
"""Below these heights, at 100 %, so many candidates are listed."""


class CompleteScene(NetScene):
    """A phrase book, learnt and completed while one types."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        workshop = Workshop(lambda: context.loader.is_ready("torch"))
        self.complete = CompleteSession(phrase_presets()[0].experiment, workshop)
        super().__init__(context, self.complete.net, workshop, parent, stage_heading=False)
        self.setup_panel = PhraseSetup(self.complete, context)
        self.training_view = PhraseTraining(self.complete, context)
        self.typing_panel = TypingPanel(self.complete, context)
        self.typing_card = Card()
        self.pair_panel = PairPanel(self.complete)
        self.views = SegmentedControl()
        self._follows = False
        self._below = QStackedWidget()
        self.setAcceptDrops(True)
        self._arrange_panels()
        self.setup_panel.preset_chosen.connect(self._on_preset_chosen)
        self.views.changed.connect(self._on_views_changed)
        for signal in (self.typing_panel.box.edited, self.typing_panel.box.taken):
            signal.connect(self._on_box_used)
        self.typing_panel.continuations.clicked.connect(self._on_box_used)
        self.complete.typed_changed.connect(self._on_typed_changed)
        self.complete.suggestions_changed.connect(self._on_suggestions_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        super().retranslate()
        self.views.set_options(
            [(STAGE, self.tr("Unrolled graph")), (PAIR, self.tr("Two beginnings"))],
            [
                self.tr("What the net does with what was typed, step by step"),
                self.tr("The states after two beginnings, side by side"),
            ],
        )
        self._show_hint()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training_view)
        self.typing_card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.typing_card.body.addWidget(self.typing_panel)
        self.typing_card.body.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.typing_card.setMinimumWidth(160)
        self._centre.insertWidget(0, self.typing_card)
        self.views.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.stage.header.insertWidget(0, self.views)
        self.stage.header.addWidget(self.stage_panel.legend, 100)
        self._below.addWidget(self.stage_panel)
        self._below.addWidget(self.pair_panel)
        self.stage.body.addWidget(self._below, 1)

    def _show_hint(self) -> None:
        self.hint_changed.emit(self.tr("Type a beginning. Tab takes what is suggested, F1 shows all keys."))

    def _arrange(self) -> None:
        super()._arrange()
        if not hasattr(self, "typing_card"):  # the base class arranges itself first
            return
        rooms = (rows for height, rows in ROOMS if self.height() < theme.px(height))
        rows = next(rooms, MOST_ROWS)
        self.typing_card.squeeze(rows < MOST_ROWS)
        self.typing_card.set_side_margin(self.stage.body.contentsMargins().left())
        self.typing_panel.set_room(rows)
        # where even the stage has hardly any room, it is played by keys and clicks on its columns
        self.playback.setVisible(self.views.key() != PAIR and rows > FEWEST_ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panels to the size."""
        super().resizeEvent(event)
        self._arrange()

    # Files dropped on the scene

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a text file anywhere."""
        if text_file_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a text file as phrase book."""
        path = text_file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.setup_panel.open_text(path)

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; at the first time train the lecture's phrase, with its first letter typed."""
        if not self._was_shown and self.session.path is None:
            self.complete.type(phrase_presets()[0].prefix)
        super().activated()
        self._show_hint()
        self.typing_panel.focus()

    def look(self) -> None:
        """Look at what the session's threads have done."""
        self.complete.poll()

    def is_active(self) -> bool:
        """Return whether anything may arrive at the next look."""
        return self.complete.is_active or self.setup_panel.editor.is_waiting()

    def close_session(self) -> None:
        """Tell what was typed last, then stop the session's threads."""
        self.setup_panel.editor.settle()
        self.complete.close()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it; of the phrase book what could not be read."""
        self.setup_panel.editor.settle()
        draft = "" if self.complete.draft_problem is None else self.complete.draft
        more_open = self.setup_panel.net.more.is_open()
        return {**super().save_state(), "more_open": more_open, "draft": draft, "view": self.views.key()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        super().restore_state(state)
        self.setup_panel.net.more.set_open(state.get("more_open") is True)
        if isinstance(draft := state.get("draft"), str) and draft:
            self.complete.edit(draft)
            self.setup_panel.show_book()
        if state.get("view") == PAIR:
            self.views.set_key(PAIR)
            self._on_views_changed(PAIR)

    # What is shown

    def _on_views_changed(self, key: str) -> None:
        pair = key == PAIR
        self._below.setCurrentWidget(self.pair_panel if pair else self.stage_panel)
        self._arrange()
        if pair:
            self.player.pause()
            self.pair_panel.come_to_front()

    def _on_box_used(self) -> None:
        self.player.pause()

    def _on_typed_changed(self) -> None:
        self._pulse.hurry()
        self._follows = True

    def _on_suggestions_changed(self) -> None:
        """Follow what is typed on the stage: the letter just read is the one in focus."""
        if self._follows and not self.player.playing:
            self.player.seek(len(self.complete.prefix) - 1)
        self._follows = False

    def mark_symbol(self, symbol: int) -> None:
        """Light the vector of the symbol that is read at the moment on the stage."""
        self.setup_panel.letters.mark(symbol)

    def ask(self, question: str) -> None:
        """Type a beginning."""
        self.complete.type(question)

    # Files and examples

    def document_name(self) -> str:
        """Return a name for the work."""
        first = "".join(self.complete.task.book.phrases[0])
        return super().document_name() or f"{first} {self.session.experiment.cell}".replace("/", "-")[:60]

    def new_document(self) -> None:
        """Begin with the lecture's phrase again."""
        self.begin_with_preset(phrase_presets()[0])

    def _on_preset_chosen(self, preset: Preset) -> None:
        self.context.after_saving(partial(self.begin_with_preset, preset))

    def begin_with_preset(self, preset: Preset) -> None:
        """Begin anew with an example and its beginning."""
        self.begin_with(preset.experiment)
        self.complete.type(preset.prefix)
        self.typing_panel.focus()

    def begin_with(self, experiment: Experiment) -> None:
        """Begin anew: train an experiment's net and play."""
        self.complete.start_over(experiment)
        self.play_from_start()
