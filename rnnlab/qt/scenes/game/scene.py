"""The Game scene put together: pages on the stage, the bar below, set-up before and scores beside the game.

The set-up is there before a game; then it makes room, so that the question is as large as can be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rnnlab import paths
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem
from rnnlab.qt.compute import processor_words
from rnnlab.qt.scenes.base import SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.game.board_view import BoardView
from rnnlab.qt.scenes.game.control_bar import ControlBar
from rnnlab.qt.scenes.game.pages import EndPage, StartPage
from rnnlab.qt.scenes.game.score_panel import ScorePanel
from rnnlab.qt.scenes.game.setup_panel import GameSetup
from rnnlab.qt.scenes.game.trace_page import TracePage
from rnnlab.qt.scenes.game.words import game_title
from rnnlab.qt.scenes.playback_actions import playback_actions
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.session.game.session import GameSession
from rnnlab.session.workshop import Workshop

__all__ = ["GameScene"]

FAST_MILLISECONDS = 25


class GameScene(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._workshop = Workshop(lambda: context.loader.is_ready("torch"))
        self.session = GameSession(paths.user_data() / "game", self._workshop)
        self.setup_panel = GameSetup(self.session, context)
        self.start_page = StartPage(self.session)
        self.end_page = EndPage(self.session)
        self.board = BoardView(self.session, context.sentence)
        self.trace_page = TracePage()
        self.pages = QStackedWidget()
        self.control_bar = ControlBar(self.session)
        self.score_panel = ScorePanel(self.session)
        self._pulse = Pulse(self, FAST_MILLISECONDS)
        self._pulse.beat.connect(self._on_pulse_beat)
        self._arrange_panels()
        self._connect_parts()
        self._connect_actions()
        self.retranslate()
        self._show_state()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self._show_title()
        self._show_hint()
        self.board.show_moment()

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        for page in (self.start_page, self.board, self.trace_page, self.end_page):
            self.pages.addWidget(page)
        self.stage.body.addWidget(self.pages, 1)
        for bar in (self.control_bar, self.trace_page.bar):
            self.playback.body.addWidget(bar)
        self.inspector.body.addWidget(self.score_panel)
        self.inspector.body.addWidget(self.trace_page.inspector)

    def _connect_parts(self) -> None:
        session = self.session
        session.state_changed.connect(self._show_state)
        session.progress_changed.connect(self._show_status)
        session.problem_raised.connect(self._on_problem_raised)
        self.start_page.start_requested.connect(self._on_start_requested)
        self.start_page.resume_requested.connect(self._on_resume_requested)
        self.end_page.again_requested.connect(self._on_again_requested)
        self.end_page.leave_requested.connect(session.leave)
        self.board.trace_requested.connect(self._on_trace_requested)
        self.control_bar.trace_requested.connect(self._on_trace_requested)
        self.control_bar.pressed.connect(self.board.setFocus)
        for chart in (self.score_panel, self.end_page):
            chart.round_chosen.connect(self._on_round_chosen)
        self.trace_page.back_requested.connect(self._on_back_requested)
        self.trace_page.player.playing_changed.connect(self._pulse.hurry)

    def _connect_actions(self) -> None:
        handlers: dict[str, Callable[..., object]] = {
            **playback_actions(self.trace_page.player),
            "play.toggle": self._on_toggle_triggered,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer."""
        self._show_hint()
        self._show_status()
        self._pulse.start()

    def deactivated(self) -> None:
        """Pause the game and stop moving the picture."""
        self.session.pause()
        self.trace_page.player.pause()
        self._pulse.stop()

    def shut_down(self) -> None:
        """Stop the timer, keep the game, then stop every thread."""
        self._pulse.stop()
        self.trace_page.close_round()
        self.session.close()
        self._workshop.close()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {"settings": self.session.settings.to_json()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        try:
            settings = GameSettings.from_json(state.get("settings"))
        except Problem:
            return
        self.session.change(**settings.to_json())

    def is_at_rest(self) -> bool:
        """Return whether nothing moves or is on its way."""
        return not self.session.is_active and not self.trace_page.player.moving

    def changeEvent(self, event: QEvent) -> None:
        """Pause when the window is no longer the active one."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.session.pause()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin, go on or go back by Return and Escape where no button has the keyboard."""
        page, key = self.pages.currentWidget(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and page is self.start_page:
            if self.session.unfinished is not None:
                self._on_resume_requested()
            else:
                self._on_start_requested()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and page is self.end_page:
            self._on_again_requested(True)
        elif key == Qt.Key.Key_Escape and page is self.trace_page:
            self._on_back_requested()
        elif key == Qt.Key.Key_Escape and page is self.end_page:
            self.session.leave()
        else:
            super().keyPressEvent(event)

    def _on_pulse_beat(self, seconds: float) -> None:
        self.session.poll()
        if self.pages.currentWidget() is self.board:
            self.board.show_moment()
        elif self.pages.currentWidget() is self.trace_page:
            self.trace_page.advance(seconds)
        moving = self.session.is_active or self.board.is_moving or self.trace_page.player.moving
        self._pulse.keep_pace(moving)

    # The game

    def _on_start_requested(self) -> None:
        if self.session.start():
            self.board.setFocus()

    def _on_resume_requested(self) -> None:
        self.session.go_on_with_unfinished()
        self.board.setFocus()

    def _on_again_requested(self, other_seed: bool) -> None:
        self.session.again(other_seed=other_seed)
        self.board.setFocus()

    def _on_toggle_triggered(self) -> None:
        """Space where the board has not the keyboard."""
        game = self.session.game
        if self.pages.currentWidget() is self.trace_page:
            self.trace_page.player.toggle()
        elif game is not None and self.pages.currentWidget() is self.board:
            self.board.setFocus()
            if game.state.paused:
                self.session.resume()
            elif game.state.phase == "revealed" and game.rules.players:
                self.session.go_on()
            else:
                self.session.pause()

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "warning")

    def _show_state(self) -> None:
        """Bring the page to the front that belongs to the moment."""
        self._pulse.hurry()
        game = self.session.game
        if self.pages.currentWidget() is self.trace_page and game is not None and self._traces(game):
            self._arrange_for_page()
            return
        page: QWidget = self.board
        if game is None:
            page = self.start_page
        elif game.state.phase == "over":
            self.end_page.show_result()
            page = self.end_page
        self.board.show_moment()
        self._turn_to(page)

    def _turn_to(self, page: QWidget) -> None:
        was = self.pages.currentWidget()
        self.pages.setCurrentWidget(page)
        self._arrange_for_page()
        if page is not was and page in (self.start_page, self.end_page, self.trace_page):
            self.setFocus()
        self._show_title()
        self._show_hint()
        self._show_status()

    def _arrange_for_page(self) -> None:
        page = self.pages.currentWidget()
        proxy: Any = self.board if page is self.board else None
        self.setFocusProxy(proxy)
        self.setup.setVisible(page is self.start_page)
        self.playback.setVisible(page in (self.board, self.trace_page))
        self.control_bar.setVisible(page is not self.trace_page)
        self.trace_page.bar.setVisible(page is self.trace_page)
        self.score_panel.setVisible(page is not self.trace_page)
        self.score_panel.show_chart(page is self.board)
        self.trace_page.inspector.setVisible(page is self.trace_page)

    # The net's way

    def _traces(self, game: object) -> bool:
        """Whether the round that is looked at belongs to the game in hand."""
        return self.trace_page.shows(game)

    def _on_trace_requested(self) -> None:
        game = self.session.game
        if game is not None and game.state.history:
            self._on_round_chosen(len(game.state.history))

    def _on_round_chosen(self, number: int) -> None:
        game = self.session.game
        if game is None or (game.state.is_open and game.rules.players):
            return
        self.session.pause()
        if game.learner.rounds < number:
            return  # a game just taken up again: its net is still being trained to where it was
        self.trace_page.show_round(game, number - 1)
        self._turn_to(self.trace_page)

    def _on_back_requested(self) -> None:
        self.trace_page.close_round()
        self._turn_to(self.start_page)
        self._show_state()
        if self.pages.currentWidget() is self.board:
            self.board.setFocus()

    # Words

    def _show_title(self) -> None:
        game = self.session.game
        if game is None or self.pages.currentWidget() is self.trace_page:
            self.stage.set_title("")
        else:
            seed = self.tr("seed {0}").format(game.settings.seed)
            self.stage.set_title(game_title(game.settings), seed)

    def _show_hint(self) -> None:
        page = self.pages.currentWidget()
        played = self.tr("Play the net’s way") if page is self.trace_page else self.tr("Pause or go on")
        self.context.actions.set_text("play.toggle", played, self)
        if page is self.start_page:
            words = self.tr("Return begins.")
        elif page is self.end_page:
            words = self.tr("Return plays again, Esc goes back to the settings.")
        elif page is self.trace_page:
            words = self.tr("Space plays, the arrows go step by step, Esc goes back to the game.")
        else:
            words = self.tr("Esc pauses; leaving the window pauses, too. Return or Space goes on.")
        self.hint_changed.emit(words)

    def _show_status(self) -> None:
        game = self.session.game
        if game is None:
            self.status_changed.emit(StatusLine("CPU", reason=processor_words()))
            return
        run = game.learner.run
        name = self.tr("Compiled kernel") if run.choice.name == "compiled" else self.tr("Interpreter")
        self.status_changed.emit(StatusLine("CPU", name, processor_words()))
