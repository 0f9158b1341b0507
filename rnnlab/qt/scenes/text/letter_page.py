"""One letter on the stage: every gate and state at the time steps around it, with playback and inspector."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.scenes.sequence.playback_bar import PlaybackBar
from rnnlab.qt.scenes.sequence.stage_panel import StagePanel
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.scene.content import Content
from rnnlab.scene.position import Position
from rnnlab.scene.target import Target
from rnnlab.session.playback import Playback

__all__ = ["LetterPage"]


class LetterPage(Speaks, QWidget):
    """The stage; `bar` belongs below it and `inspector` beside it.

    Attributes
    ----------
    left : Signal
        A person wants to go back to the text.
    """

    left = Signal()

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = Playback()
        self._content: Content | None = None
        self._pinned: Target | None = None
        self.back = Button("", "secondary", "chevron-left")
        self.words = Label("", "hint", wrap=True)
        self.stage = StagePanel(self.player)
        self.bar = PlaybackBar(self.player, context)
        self.inspector = InspectorPanel(changes_net=False)
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.back)
        top.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addWidget(self.stage, 1)
        self.back.clicked.connect(self.left)
        self.player.position_changed.connect(self._on_player_position_changed)
        view = self.stage.view
        view.target_hovered.connect(self._on_stage_target_hovered)
        view.target_clicked.connect(self._on_target_clicked)
        self.inspector.target_hovered.connect(self._on_inspector_target_hovered)
        self.inspector.target_clicked.connect(self._on_target_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.back.setText(self.tr("Back to the text"))
        self.words.setText(
            self.tr("The letters around it; the states before them are those of the whole text.")
        )

    def show_content(self, content: Content | None, focus: int) -> None:
        """Show the time steps around a letter and stand at it."""
        if content is self._content:
            return
        before, self._content = self._content, content
        if content is None:
            return
        if before is None or not before.is_like(content):
            self._pinned = None
            self.inspector.start_over()
        self.stage.set_content(content)
        self.bar.set_content(content)
        self.inspector.set_content(content)
        self.player.pause()
        self.player.seek(focus, self.player.phases - 1)

    def content(self) -> Content | None:
        """Return what is shown."""
        return self._content

    def _on_player_position_changed(self, position: Position) -> None:
        self.inspector.set_position(position.t)

    def _on_stage_target_hovered(self, target: Target | None) -> None:
        self.inspector.set_highlight(frozenset() if target is None else frozenset({target}))
        if self._pinned is None:
            self.inspector.show_target(target, pinned=False)

    def _on_target_clicked(self, target: Target | None) -> None:
        self._pinned = None if target == self._pinned else target
        self.inspector.show_target(self._pinned, pinned=self._pinned is not None)

    def _on_inspector_target_hovered(self, target: Target | None) -> None:
        self.stage.view.set_highlight(frozenset() if target is None else frozenset({target}))
