"""The net's way to one answer: the stage with that question and the net as it was when it answered.

The same stage, playback and inspector as in the Sequence scene. What is touched here is a view: the net in
the game never sees it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.game.words import player_names
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.qt.scenes.sequence.stage_panel import StagePanel
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.scene.target import Target
from rnnlab.session.exhibit import Exhibit
from rnnlab.session.game.running import RunningGame
from rnnlab.session.playback import Playback

__all__ = ["TracePage"]


class TracePage(Speaks, QWidget):
    """A heading with the way back, and the stage; `bar` and `inspector` stand in the scene's other cards.

    Attributes
    ----------
    back_requested : Signal
        Back to the game.
    player : Playback
        What moves along the sequence.
    bar : PlaybackBar
        Its buttons.
    inspector : InspectorPanel
        The numbers.
    """

    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = Playback()
        self.stage = StagePanel(self.player)
        self.bar = PlaybackBar(self.player)
        self.inspector = InspectorPanel()
        self.back = Button("", "primary", "chevron-left")
        self.words = Label("", "muted")
        self._exhibit: Exhibit | None = None
        self._shown: tuple[RunningGame, int] | None = None
        self._pinned: Target | None = None
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.back)
        head.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.stage, 1)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.words.setMinimumWidth(0)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        view, inspector = self.stage.view, self.inspector
        self.back.clicked.connect(self.back_requested)
        view.target_hovered.connect(self._on_target_hovered)
        view.target_clicked.connect(self._on_target_clicked)
        view.unit_clamp_requested.connect(self._on_unit_clamp_requested)
        inspector.target_clicked.connect(self._on_target_clicked)
        inspector.target_hovered.connect(self._on_inspector_target_hovered)
        inspector.parameter_edited.connect(self._on_parameter_edited)
        inspector.unit_clamp_requested.connect(self._on_unit_clamp_requested)
        inspector.restore_requested.connect(self._on_restore_requested)
        self.player.position_changed.connect(self._on_position_changed)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.back.setText(self.tr("Back to the game  (Esc)"))
        self._show_words()

    def show_round(self, game: RunningGame, number: int) -> None:
        """Show a round's question (from 0) and the net of that round, and play."""
        self.close_round()
        self._shown = (game, number)
        self._exhibit = game.exhibit(number)
        self._exhibit.content_changed.connect(self._on_content_changed)
        self._exhibit.refresh()
        self._show_words()
        self.player.seek_cursor(0.0)
        self.player.play()

    def close_round(self) -> None:
        """Let go of the round."""
        self.player.pause()
        self._pinned = None
        self.inspector.show_target(None)
        if self._exhibit is not None:
            self._exhibit.content_changed.disconnect(self._on_content_changed)
            self._exhibit = None
        self._shown = None

    def advance(self, seconds: float) -> None:
        """Let the picture move."""
        self.player.advance(seconds)
        if self._exhibit is not None:
            self._exhibit.poll()

    def exhibit(self) -> Exhibit | None:
        """Return what is shown."""
        return self._exhibit

    def shows(self, game: object) -> bool:
        """Return whether a round of this game is shown."""
        return self._shown is not None and self._shown[0] is game

    def _show_words(self) -> None:
        if self._shown is None:
            return
        game, number = self._shown
        guess = game.state.history[number].guess
        pairs = zip(guess.symbols, guess.confidences, strict=True)
        answer = " ".join(f"{game.labels[symbol]} {confidence:.0%}" for symbol, confidence in pairs)
        name = player_names(game.settings.mode)[-1]
        words = self.tr("Round {0} · training step {1} · {2}: {3}")
        self.words.setText(words.format(number + 1, f"{guess.step:,}", name, answer))
        self.words.setToolTip(self.words.text())

    def _on_content_changed(self) -> None:
        content = None if self._exhibit is None else self._exhibit.content
        if content is not None:
            self.stage.set_content(content)
            self.bar.set_content(content)
            self.inspector.set_content(content)

    def _on_position_changed(self) -> None:
        self.inspector.set_position(self.player.position.t)

    # From view to view

    def _on_target_hovered(self, target: Target | None) -> None:
        self.inspector.set_highlight(frozenset() if target is None else frozenset({target}))
        if self._pinned is None:
            self.inspector.show_target(target, pinned=False)

    def _on_target_clicked(self, target: Target | None) -> None:
        self._pinned = None if target == self._pinned else target
        self.inspector.show_target(self._pinned, pinned=self._pinned is not None)

    def _on_inspector_target_hovered(self, target: Target | None) -> None:
        self.stage.view.set_highlight(frozenset() if target is None else frozenset({target}))

    def _on_unit_clamp_requested(self, target: Target, value: float | None) -> None:
        if self._shown is None or self._exhibit is None or not target.index:
            return
        shape = self._shown[0].learner.run.shape
        name = next((q for q in shape.cell.quantity_nodes if shape.key(q, target.layer) == target.key), None)
        if name is not None:
            self._exhibit.clamp(target.layer, name, target.index[0], value)

    def _on_parameter_edited(self, key: str, index: tuple[int, ...], value: float) -> None:
        if self._exhibit is not None:
            self._exhibit.edit_parameter(key, index, value)

    def _on_restore_requested(self) -> None:
        if self._exhibit is not None:
            self._exhibit.restore_trained()
