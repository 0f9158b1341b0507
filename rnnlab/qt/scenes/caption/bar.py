"""The playback bar of a caption: its first time step is the picture net's, with phases of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.scene.captions.moment import PRELUDE, cursor_after_stage, stage_position, stages_of
from rnnlab.scene.captions.timeline import with_prelude
from rnnlab.scene.content import Content
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.phases import Phase
from rnnlab.scene.sequence.reading import read
from rnnlab.session.playback import Playback

__all__ = ["CaptionBar"]


class CaptionBar(PlaybackBar):
    """Buttons, phases, scrubber.

    Parameters
    ----------
    player
        What is played.
    context
        Its actions are those of the buttons.
    """

    def __init__(self, player: Playback, context: SceneContext, parent: QWidget | None = None) -> None:
        self._decoder: Content | None = None
        self._stages: tuple[Phase, ...] = ()
        self._blocks = 0
        super().__init__(player, context, parent)

    def retranslate(self) -> None:
        """Set every sentence again."""
        super().retranslate()
        self._name_stages()
        self.set_content(self._decoder)

    def play_words(self) -> str:
        """Return what the button does while nothing plays."""
        return self.tr("Play the caption")

    def set_caption(self, content: Content, blocks: int) -> None:
        """Show another caption, of a net with so many blocks."""
        if blocks != self._blocks:
            self._blocks = blocks
            self._name_stages()
        self.set_content(content)

    def set_content(self, content: Content | None) -> None:
        """Show another caption."""
        self._decoder = content
        self.scrubber.set_content(None if content is None else with_prelude(content, self.tr("picture")))
        self._on_player_position_changed(self._player.position)

    def _name_stages(self) -> None:
        blocks = [self.tr("block {0}").format(number + 1) for number in range(self._blocks)]
        names = [self.tr("look"), *blocks, self.tr("features")]
        roles = ["input", *["hidden"] * (len(names) - 1)]
        self._stages = tuple(
            Phase(f"stage.{number}", "quantity", 1, -1, name, role, 0.3, 1.0)
            for number, (name, role) in enumerate(zip(names, roles, strict=True))
        )

    def _on_player_position_changed(self, position: Position) -> None:
        if self._decoder is None:
            self.phases.set_phases(())
        elif position.t < PRELUDE:
            self.phases.set_phases(self._stages)
            self.phases.set_position(stage_position(position, self._player.phases, stages_of(self._blocks)))
        else:
            self.phases.set_phases(read(self._decoder).phases)
            self.phases.set_position(Position(position.t - PRELUDE, position.phase, position.fraction))

    def _on_phase_clicked(self, phase: int) -> None:
        if self._player.position.t >= PRELUDE:
            super()._on_phase_clicked(phase)
            return
        self._player.pause()
        goal = cursor_after_stage(phase, self._player.phases, stages_of(self._blocks))
        self._player.seek_cursor(goal, glide=True)
