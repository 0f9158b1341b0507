"""The bar below the stage: play the backward pass, step through it, and where it stands.

The buttons point where the cursor goes on the screen: time runs to the right, the loss travels to the left.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, RoundButton, Speaks
from rnnlab.session.playback import Playback

__all__ = ["BackwardBar"]


class BackwardBar(Speaks, QWidget):
    """Buttons and a sentence."""

    def __init__(self, player: Playback, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player, self._context = player, context
        self.first = IconButton("to-start")
        self.back = IconButton("step-back")
        self.play = RoundButton("play", size=42)
        self.forward = IconButton("step-forward")
        self.last = IconButton("to-end")
        self.loop = IconButton("loop")
        self.loop.setCheckable(True)
        self.words = Label("", "value")
        self.remark = Label("", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for button in (self.first, self.back, self.play, self.forward, self.last):
            row.addWidget(button)
        row.addSpacing(theme.px(14))
        row.addWidget(self.words)
        row.addSpacing(theme.px(10))
        row.addWidget(self.remark, 1)
        row.addWidget(self.loop)
        actions: dict[str, IconButton | RoundButton] = {
            "play.start": self.first, "play.back": self.back, "play.toggle": self.play,
            "play.step": self.forward, "play.end": self.last, "play.loop": self.loop,
        }  # fmt: skip
        for id_, attached in actions.items():
            context.actions.attach(attached, id_)
        self.remark.setMinimumWidth(0)
        player.position_changed.connect(self.show_position)
        player.timeline_changed.connect(self.show_position)
        player.playing_changed.connect(self.show_playing)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.show_playing()
        self.show_position()

    def show_playing(self) -> None:
        """Show whether it runs."""
        playing = self._player.playing
        self.play.set_icon("pause" if playing else "play")
        words = self.tr("Pause") if playing else self.tr("Send the loss back through time")
        self._context.actions.set_text("play.toggle", words, self)

    def show_position(self) -> None:
        """Say where the gradient has come to."""
        steps = self._player.steps + 1
        back = round(self._player.cursor)
        self.words.setText(self.tr("Step {0} of {1}").format(steps - back, steps))
        if back == 0:
            self.remark.setText(self.tr("Here the loss arises"))
        else:
            self.remark.setText(self.tr("%n step(s) back", "", back))
