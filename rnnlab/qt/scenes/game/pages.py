"""The pages before and after a game: what it is and how it is played, and how it came out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rnnlab.core.game.questions import rows
from rnnlab.qt.scenes.game.chart_view import ChartView
from rnnlab.qt.scenes.game.specimen_view import SpecimenView, TotalsView
from rnnlab.qt.scenes.game.words import game_title, player_names
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button, Label, Speaks
from rnnlab.scene.game.content import PLAYER_ROLES, Result
from rnnlab.session.game.running import RunningGame
from rnnlab.session.game.session import GameSession

__all__ = ["EndPage", "StartPage"]

SHOWN, ASKED = 6, 2
WIDEST = 760


class _Page(Speaks, QWidget):
    """A column in the middle of the stage that scrolls where it is low, and buttons always in reach."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget()
        contents.setProperty("panelBody", "true")
        self._row = QHBoxLayout(contents)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(10))
        self._row.addLayout(self._column)
        self._scroller.setWidget(contents)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(10))
        self._buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addWidget(self._scroller, 1)
        whole.addLayout(self._buttons)

    def _add_buttons(self, *buttons: Button) -> None:
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to be read, and clear of the scroll bar."""
        super().resizeEvent(event)
        side = max((self.width() - theme.px(WIDEST)) // 2, theme.px(6))
        self._row.setContentsMargins(side, 0, side, 0)


class StartPage(_Page):
    """What the game is, its rules, and the way into it.

    Attributes
    ----------
    start_requested, resume_requested : Signal
        A new game, or the one left in the middle.
    """

    start_requested = Signal()
    resume_requested = Signal()

    def __init__(self, session: GameSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = Label("", "display")
        self.kind = Label("", "muted", wrap=True)
        self.specimen = SpecimenView()
        self.rules = tuple(Label("", "", wrap=True) for _ in range(4))
        self._fair_title, self.fair = Label("", "title"), Label("", "", wrap=True)
        self.start = Button("", "primary", "play", big=True)
        self.resume = Button("", "primary", "play", big=True)
        self.resume_words = Label("", "hint", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.kind.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._arrange()
        self.start.clicked.connect(self.start_requested)
        self.resume.clicked.connect(self.resume_requested)
        session.settings_changed.connect(self.show_settings)
        session.state_changed.connect(self.show_settings)
        self.retranslate()

    def _arrange(self) -> None:
        column = self._column
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.kind)
        column.addWidget(self.specimen)
        column.addSpacing(theme.px(6))
        for rule in self.rules:
            column.addWidget(rule)
        column.addSpacing(theme.px(6))
        column.addWidget(self._fair_title)
        column.addWidget(self.fair)
        column.addSpacing(theme.px(4))
        self._add_buttons(self.resume, self.start)
        self.resume_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.resume_words)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.title.setText("거꾸로~ 로꾸꺼~")
        self._fair_title.setText(self.tr("Is it fair?"))
        self.start.setText(self.tr("New game"))
        self.show_settings()

    def show_settings(self) -> None:
        """Show the kind of game that is chosen, and a game that can be gone on with."""
        session, settings = self._session, self._session.settings
        self.kind.setText(game_title(settings))
        self.start.setEnabled(session.problem is None)
        for label, text in zip(self.rules, self._rules(), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        if session.problem is None:
            self._show_specimen()
            steps = self.tr("%n training step(s)", "", settings.steps_per_round)
            self.fair.setText(self._fairness().format(steps))
        unfinished = session.unfinished
        self.resume.setVisible(unfinished is not None)
        self.resume_words.setVisible(unfinished is not None)
        self.start.set_kind("secondary" if unfinished is not None else "primary")
        if unfinished is not None:
            kind, rules, state = unfinished
            number = min(state.number + 1, rules.rounds)
            self.resume.setText(self.tr("Go on: round {0} of {1}").format(number, rules.rounds))
            self.resume_words.setText(self.tr("Left in the middle: {0}").format(game_title(kind)))

    def _show_specimen(self) -> None:
        task = self._session.settings.task()
        row = rows(task)[0]
        shown = row[: min(SHOWN, len(row) - ASKED)]
        labels = [task.vocabulary.display(task.vocabulary.symbols[symbol]) for symbol in shown]
        self.specimen.set_row(labels, ASKED)

    def _rules(self) -> tuple[str, ...]:
        mode = self._session.settings.mode
        points = self.tr(
            "A right blank is worth 50 points, and up to 50 more: for you the time that is left, "
            "for the net its confidence."
        )
        if mode == "spectator":
            return (
                self.tr("The net is asked round after round. Between two questions it trains a little."),
                self.tr("Space pauses; T shows how it came to its answer."),
                "",
                "",
            )
        if mode == "teams":
            return (
                self.tr("Team A answers with the keys 1 2 3 4, team B with 7 8 9 0, or by clicking."),
                self.tr("The first right answer has the blank. Who is wrong is out until the next blank."),
                points,
                self.tr("Esc pauses and hides the question."),
            )
        return (
            self.tr("Type what comes next, press the number of a choice, or click it."),
            self._typing(),
            points,
            self.tr("Backspace takes back, Delete gives up, Esc pauses and hides the question."),
        )

    def _typing(self) -> str:
        if "가" <= self._session.settings.text[:1] <= "힣":
            return self.tr(
                "For 아 its first letter ㅇ is enough, also on a keyboard that is not switched to Hangul."
            )
        return self.tr("The first letters are enough where no other symbol begins like it.")

    def _fairness(self) -> str:
        return self.tr(
            "The net is a real one. It knows nothing at first and does {0} in every round, "
            "on this row of symbols. It sees the same beginning as you, never your answer, and writes its "
            "likeliest symbol. Its answer stays covered until you have given yours. "
            "Another seed is another net and other questions."
        )


class EndPage(_Page):
    """How a game came out.

    Attributes
    ----------
    again_requested : Signal(bool)
        Play again, with another seed (True) or with the same.
    leave_requested : Signal
        Back to the settings.
    round_chosen : Signal(int)
        See `ChartView`.
    """

    again_requested = Signal(bool)
    leave_requested = Signal()
    round_chosen = Signal(int)

    def __init__(self, session: GameSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = Label("", "display")
        self.totals = TotalsView()
        self.place = Label("", "right")
        self.chart = ChartView(260)
        self.chart.set_growing()
        self.lead = Label("", "value", wrap=True)
        self.learnt = Label("", "", wrap=True)
        self.hint = Label("", "hint", wrap=True)
        self.other = Button("", "primary", "dice", big=True)
        self.same = Button("", "secondary", "reset", big=True)
        self.back = Button("", "ghost")
        self._arrange()
        self.other.clicked.connect(lambda: self.again_requested.emit(True))
        self.same.clicked.connect(lambda: self.again_requested.emit(False))
        self.back.clicked.connect(self.leave_requested)
        self.chart.round_chosen.connect(self.round_chosen)
        self.retranslate()

    def _arrange(self) -> None:
        column = self._column
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.totals)
        column.addWidget(self.place)
        column.addWidget(self.chart, 1)
        for label in (self.lead, self.learnt, self.hint):
            column.addWidget(label)
        self._add_buttons(self.other, self.same, self.back)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.other.setText(self.tr("Play again"))
        self.other.setToolTip(self.tr("Other questions and another net"))
        self.same.setText(self.tr("Same seed again"))
        self.same.setToolTip(self.tr("The same questions and the same net"))
        self.back.setText(self.tr("Back to the settings"))
        self.hint.setText(self.tr("Click a round in the chart to see how the net came to its answer."))
        self.show_result()

    def show_result(self) -> None:
        """Show how the game in hand came out."""
        game = self._session.game
        if game is None or game.state.phase != "over":
            return
        names, roles = player_names(game.settings.mode), PLAYER_ROLES[game.rules.players]
        totals = [sum(own) for own in game.points]
        self.title.setText(self._headline(names, totals))
        streaks = (game.rules.streaks(game.state.history, player)[1] for player in range(len(names)))
        words = self.tr("{0} in a row")
        self.totals.set_results(
            tuple(
                Result(name, role, f"{total:,}", None, words.format(streak) if streak > 1 else "")
                for name, role, total, streak in zip(names, roles, totals, streaks, strict=True)
            )
        )
        placed = self._session.placed
        self.place.setVisible(placed is not None)
        self.place.setText(self.tr("✓ Place {0} among the best scores").format(placed))
        self.chart.show_game(game)
        self.lead.setText(self._lead(game, names))
        self.learnt.setText(self._learnt(game))

    def _headline(self, names: tuple[str, ...], totals: list[int]) -> str:
        best = max(totals)
        winners = [name for name, total in zip(names, totals, strict=True) if total == best]
        if len(names) == 1:
            return self.tr("The net played through")
        if len(winners) > 1:
            return self.tr("A draw: {0}").format(", ".join(winners))
        if winners[0] == names[-1]:
            return self.tr("The net has won")
        return self.tr("You have won") if len(names) == 2 else self.tr("{0} has won").format(winners[0])

    def _lead(self, game: RunningGame, names: tuple[str, ...]) -> str:
        changes = game.lead_changes
        if not changes:
            return ""
        if len(changes) == 1:
            name = names[changes[0].leader]
            return self.tr("{0} was in front from the first round to the last.").format(name)
        words = self.tr("{0} overtook in round {1}.")
        return " ".join(words.format(names[change.leader], change.round) for change in changes[1:][-3:])

    def _learnt(self, game: RunningGame) -> str:
        accuracies, learner = game.learner.run.curve.accuracies, game.learner
        first = float(accuracies[0]) if len(accuracies) else 0.0
        words = self.tr("In {0} training steps the net went from {1} to {2} of everything it could be asked.")
        return words.format(f"{learner.step:,}", f"{first:.0%}", f"{learner.accuracy or 0.0:.0%}")
