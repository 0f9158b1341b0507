"""The net's way to one answer: the stage with that question and the net as it was when it answered.

The same stage, playback and inspector as in the Sequence scene. What is touched here is a view: the net in
the game never sees it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.game.words import player_names
from rnnlab.qt.scenes.net_views import NetViews
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.session.exhibit import Exhibit
from rnnlab.session.game.running import RunningGame

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
        self.views = NetViews(self.exhibit, parent=self)
        self.player, self.stage = self.views.player, self.views.stage
        self.bar, self.inspector = self.views.bar, self.views.inspector
        self.back = Button("", "primary", "chevron-left")
        self.words = Label("", "muted")
        self._exhibit: Exhibit | None = None
        self._shown: tuple[RunningGame, int] | None = None
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
        self.back.clicked.connect(self.back_requested)
        self.retranslate()

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
        self.views.let_go()
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
            self.views.show_content(content)
