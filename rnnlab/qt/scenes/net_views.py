"""Stage, playback bar and inspector of one net, connected to each other.

What is pointed at, pinned or touched in one of them is carried to the others here. Whoever shows a net puts
the three where they belong and says what a touch changes; nothing more is needed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from rnnlab.core.net import NetShape
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.pointing import Pointing
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.qt.scenes.sequence.stage_panel import StagePanel
from rnnlab.scene.content import Content
from rnnlab.scene.position import Position
from rnnlab.session.playback import Playback
from rnnlab.session.touch import Touchable

__all__ = ["NetViews"]


class NetViews(QObject):
    """See the module.

    Parameters
    ----------
    touchable
        Gives what is changed when a person holds a unit or edits a weight; None while there is nothing.
    context
        For the buttons of the bar, see `PlaybackBar`.
    heading
        Whether the stage has a heading of its own.

    Attributes
    ----------
    player : Playback
        What moves along the sequence.
    stage, bar, inspector
        The three.
    """

    def __init__(
        self,
        touchable: Callable[[], Touchable | None],
        context: SceneContext | None = None,
        parent: QObject | None = None,
        *,
        heading: bool = True,
    ) -> None:
        super().__init__(parent)
        self._touchable = touchable
        self._content: Content | None = None
        self._inspected: Content | None = None
        self.player = Playback()
        self.stage = StagePanel(self.player, heading=heading)
        self.bar = PlaybackBar(self.player, context)
        self.inspector = InspectorPanel()
        self._connect()

    def _connect(self) -> None:
        self._pointing = Pointing(self.stage.view, self.inspector, self._shape, self)
        self._pointing.clamp_wanted.connect(self._on_pointing_clamp_wanted)
        self.inspector.parameter_edited.connect(self._on_parameter_edited)
        self.inspector.restore_requested.connect(self._on_restore_requested)
        self.player.position_changed.connect(self._on_player_position_changed)

    # What is shown

    @property
    def content(self) -> Content | None:
        """What is on the stage."""
        return self._content

    @property
    def inspected(self) -> Content | None:
        """What the inspector explains, which may lag behind."""
        return self._inspected

    def show_content(self, content: Content, *, inspect: bool = True) -> None:
        """Show another content, in the inspector at once or when `inspect` is called."""
        self._content = content
        self.stage.set_content(content)
        self.bar.set_content(content)
        if inspect:
            self.inspect()

    def inspect(self) -> None:
        """Let the inspector explain what is on the stage."""
        if self._content is not None and self._content is not self._inspected:
            self._inspected = self._content
            self.inspector.set_content(self._content)

    def let_go(self) -> None:
        """Pin nothing any more."""
        self._pointing.forget()
        self.inspector.show_target(None)

    def start_over(self) -> None:
        """Forget what was pointed at and chosen: another net is shown now."""
        self._pointing.forget()
        self.inspector.start_over()

    def _shape(self) -> NetShape | None:
        return self._content.trace.shape if self._content is not None else None

    def _on_player_position_changed(self, position: Position) -> None:
        self.inspector.set_position(position.t)

    # Touching

    def _on_pointing_clamp_wanted(self, layer: int, quantity: str, unit: int, value: float | None) -> None:
        touchable = self._touchable()
        if touchable is not None:
            touchable.clamp(layer, quantity, unit, value)

    def _on_parameter_edited(self, key: str, index: tuple[int, ...], value: float) -> None:
        touchable = self._touchable()
        if touchable is not None:
            touchable.edit_parameter(key, index, value)

    def _on_restore_requested(self) -> None:
        touchable = self._touchable()
        if touchable is not None:
            touchable.restore_trained()
