"""The bar below the board: pause, give up, leave; and between two rounds the trace and the next question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, RoundButton, Speaks
from rnnlab.session.game.session import GameSession

__all__ = ["ControlBar"]


class ControlBar(Speaks, QWidget):
    """Buttons for everything the keys do.

    Attributes
    ----------
    trace_requested : Signal
        A person wants to see how the net came to its answer.
    pressed : Signal
        A button did something: the board should have the keyboard again.
    """

    trace_requested = Signal()
    pressed = Signal()

    def __init__(self, session: GameSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pause = RoundButton("pause", size=42)
        self.words = Label("", "value")
        self.give_up = Button("", "ghost")
        self.leave = Button("", "ghost")
        self.trace = Button("", "secondary", "search")
        self.next = Button("", "primary", "chevron-right", big=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.pause)
        row.addWidget(self.words)
        row.addWidget(self.give_up)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.trace)
        row.addWidget(self.next)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.give_up.clicked.connect(self._on_give_up_clicked)
        self.leave.clicked.connect(session.leave)
        self.trace.clicked.connect(self.trace_requested)
        self.next.clicked.connect(self._on_next_clicked)
        session.state_changed.connect(self.show_state)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.give_up.setText(self.tr("Give up"))
        self.give_up.setToolTip(self.tr("Leave the rest of the blanks empty  (Del)"))
        self.leave.setText(self.tr("Leave"))
        self.leave.setToolTip(self.tr("The game can be gone on with later"))
        self.trace.setText(self.tr("The net’s way  (T)"))
        self.trace.setToolTip(self.tr("How the net came to its answer, step by step"))
        self.show_state()

    def show_state(self) -> None:
        """Show what can be done now."""
        game = self._session.game
        if game is None:
            return
        state, players = game.state, game.rules.players
        revealed = state.phase == "revealed"
        self.words.setText(self.tr("Round {0} of {1}").format(state.number + 1, game.rules.rounds))
        self.pause.set_icon("play" if state.paused else "pause")
        self.pause.set_hint(self.tr("Go on  (Space)") if state.paused else self.tr("Pause  (Esc)"))
        self.pause.setEnabled(state.paused or state.phase == "asking" or (revealed and not players))
        self.give_up.setVisible(players > 0)
        self.give_up.setEnabled(state.is_open)
        self.trace.setEnabled(revealed)
        last = len(state.history) >= game.rules.rounds
        words = self.tr("Result  ⏎") if last else self.tr("Next round  ⏎")
        self.next.setText(words)
        self.next.setEnabled(revealed)

    def _on_pause_clicked(self) -> None:
        game = self._session.game
        if game is None:
            return
        if game.state.paused:
            self._session.resume()
        else:
            self._session.pause()
        self.pressed.emit()

    def _on_give_up_clicked(self) -> None:
        self._session.give_up()
        self.pressed.emit()

    def _on_next_clicked(self) -> None:
        self._session.resume()
        self._session.go_on()
        self.pressed.emit()
