"""The bar below the stage: buttons, the phases of this step, speed and loop, and the scrubber below them.

Two rows, whatever the width: the buttons keep their size, names of phases become dots where room is scarce.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.playback_phases import PhaseRow
from rnnlab.qt.scenes.sequence.playback_scrubber import Scrubber
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, IconButton, RoundButton
from rnnlab.qt.widgets.base import Speaks
from rnnlab.scene.content import Content
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.reading import read
from rnnlab.session.playback import SPEEDS, Playback

__all__ = ["PlaybackBar"]


class PlaybackBar(Speaks, QWidget):
    """Buttons, phases, scrubber.

    Parameters
    ----------
    player
        What is played.
    context
        With it the buttons do the window's actions (and carry their keys); without it they move the player.
    """

    def __init__(
        self, player: Playback, context: SceneContext | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._context = context
        self.start_button = IconButton("to-start")
        self.back_button = IconButton("step-back")
        self.play_button = RoundButton("play", size=42)
        self.phase_button = IconButton("phase-forward")
        self.step_button = IconButton("step-forward")
        self.end_button = IconButton("to-end")
        self.loop_button = IconButton("loop")
        self.loop_button.setCheckable(True)
        self.speed_button = Button("", "ghost")
        self.phases = PhaseRow()
        self.scrubber = Scrubber(player)
        self._speed_actions: dict[float, QAction] = {}
        self._make_speed_menu()
        self._arrange()
        self._connect()
        self.retranslate()

    def _arrange(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(theme.px(2))
        for button in (self.start_button, self.back_button, self.play_button):
            upper.addWidget(button)
        for button in (self.phase_button, self.step_button, self.end_button):
            upper.addWidget(button)
        upper.addSpacing(theme.px(10))
        upper.addWidget(self.phases, 1)
        upper.addSpacing(theme.px(6))
        upper.addWidget(self.speed_button)
        upper.addWidget(self.loop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(upper)
        column.addWidget(self.scrubber)

    def _connect(self) -> None:
        player = self._player
        buttons = {
            "play.start": (self.start_button, player.to_start),
            "play.back": (self.back_button, player.step_back),
            "play.toggle": (self.play_button, player.toggle),
            "play.phase": (self.phase_button, player.phase_forward),
            "play.step": (self.step_button, player.step_forward),
            "play.end": (self.end_button, player.to_end),
        }
        for id_, (button, move) in buttons.items():
            if self._context is not None:
                self._context.actions.attach(button, id_)
            else:
                button.clicked.connect(partial(_press, move))
        if self._context is not None:
            self._context.actions.attach(self.loop_button, "play.loop")
        else:
            self.loop_button.toggled.connect(self._on_loop_button_toggled)
        self.phases.phase_clicked.connect(self._on_phase_clicked)
        player.position_changed.connect(self._on_player_position_changed)
        player.playing_changed.connect(self._on_player_playing_changed)
        player.settings_changed.connect(self._on_player_settings_changed)
        theme.motion_changed.connect(self._on_motion_changed)
        self._on_motion_changed()

    def _make_speed_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            action = menu.addAction(_times(speed))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._on_speed_chosen, speed))
            self._speed_actions[speed] = action
        self.speed_button.setMenu(menu)

    def retranslate(self) -> None:
        """Set every sentence again."""
        if self._context is None:
            self.start_button.set_hint(self.tr("To the beginning"))
            self.back_button.set_hint(self.tr("Previous time step"))
            self.phase_button.set_hint(self.tr("Next phase"))
            self.step_button.set_hint(self.tr("Next time step"))
            self.end_button.set_hint(self.tr("To the end"))
            self.loop_button.set_hint(self.tr("Repeat forever"))
        self.speed_button.setToolTip(self.tr("Speed of the playback"))
        self._on_player_playing_changed()
        self._on_player_settings_changed()

    def set_content(self, content: Content | None) -> None:
        """Show another sequence."""
        self.phases.set_phases(read(content).phases if content is not None else ())
        self.scrubber.set_content(content)
        self.phases.set_position(self._player.position)

    def _on_player_position_changed(self, position: Position) -> None:
        self.phases.set_position(position)

    def _on_player_playing_changed(self) -> None:
        playing = self._player.playing
        self.play_button.set_icon("pause" if playing else "play")
        words = self.tr("Pause") if playing else self.play_words()
        if self._context is None:
            self.play_button.set_hint(words)
        else:
            self._context.actions.set_text("play.toggle", words, self)

    def play_words(self) -> str:
        """Return what the button does while nothing plays."""
        return self.tr("Play the sequence")

    def _on_player_settings_changed(self) -> None:
        speed = self._player.speed
        self.speed_button.setText(_times(speed))
        self.speed_button.setAccessibleName(self.tr("Speed {0}").format(_times(speed)))
        if speed in self._speed_actions:
            self._speed_actions[speed].setChecked(True)
        if self._context is None:
            self.loop_button.setChecked(self._player.loop)

    def _on_motion_changed(self) -> None:
        self._player.motion = theme.motion

    def _on_speed_chosen(self, speed: float) -> None:
        self._player.speed = speed

    def _on_loop_button_toggled(self, checked: bool) -> None:
        self._player.loop = checked

    def _on_phase_clicked(self, phase: int) -> None:
        self._player.pause()
        self._player.seek(self._player.position.t, phase, glide=True)


def _press(move: object, checked: bool = False) -> None:
    del checked
    assert callable(move)
    move()


def _times(speed: float) -> str:
    return f"{speed:g}×"
