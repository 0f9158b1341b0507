"""The inspector of the game: points, the chart, what the net sees and knows, the best scores."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from rnnlab.qt.scenes.game.chart_view import ChartView
from rnnlab.qt.scenes.game.words import player_names
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, SoftCard, Speaks, set_property
from rnnlab.scene.game.content import PLAYER_ROLES
from rnnlab.session.game.running import RunningGame
from rnnlab.session.game.session import GameSession

__all__ = ["ScorePanel"]

MOST_PLAYERS = 3


class ScorePanel(Speaks, QWidget):
    """Scores, chart, the net, the best.

    Attributes
    ----------
    round_chosen : Signal(int)
        See `ChartView`.
    """

    round_chosen = Signal(int)

    def __init__(self, session: GameSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._charts = True
        self._title = Label("", "title")
        self._rows = tuple(
            (Label("", "value"), Label("", "heading"), Label("", "hint")) for _ in range(MOST_PLAYERS)
        )
        self.chart = ChartView(212)
        self.chart_words = Label("", "hint", wrap=True)
        self.lead = Label("", "value", wrap=True)
        self._net_card = SoftCard("output", margin=12)
        self._net_title = Label("", "output")
        self.knows = QProgressBar()
        self.knows.setTextVisible(False)
        self.net_words = Label("", "", wrap=True)
        self.rules = Label("", "hint", wrap=True)
        self._best_title = Label("", "title")
        self.best_words = Label("", "hint", wrap=True)
        self._best = QGridLayout()
        self._best_labels: list[tuple[Label, Label, Label]] = []
        self._arrange()
        self.chart.round_chosen.connect(self.round_chosen)
        session.state_changed.connect(self.show_game)
        session.progress_changed.connect(self.show_net)
        session.settings_changed.connect(self.show_best)
        session.scores_changed.connect(self.show_best)
        self.retranslate()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(0, 1)
        for row, (name, points, streak) in enumerate(self._rows):
            points.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, 0)
            grid.addWidget(streak, row, 1)
            grid.addWidget(points, row, 2)
        parts: tuple[QWidget, ...] = (self._net_title, self.knows, self.net_words, self.rules)
        for part in parts:
            self._net_card.body.addWidget(part)
        self._best.setHorizontalSpacing(theme.px(10))
        self._best.setVerticalSpacing(theme.px(2))
        self._best.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addLayout(grid)
        for widget in (
            self.chart,
            self.chart_words,
            self.lead,
            self._net_card,
            self._best_title,
            self.best_words,
        ):
            column.addWidget(widget)
        column.addLayout(self._best)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Set every sentence."""
        self._title.setText(self.tr("Scores"))
        self.chart_words.setText(self.tr("Dots: points of a round. Lines: mean of the last three."))
        self._net_title.setText(self.tr("What the net knows"))
        self._best_title.setText(self.tr("Best scores"))
        self.show_game()
        self.show_best()

    def show_chart(self, shown: bool) -> None:
        """Show points and chart, or leave them to the stage."""
        self._charts = shown
        self.show_game()

    # The game

    def show_game(self) -> None:
        """Show everything about the game in hand."""
        game = self._session.game
        self._title.setVisible(game is not None and self._charts)
        for widget in (self.chart, self.chart_words):
            widget.setVisible(game is not None and self._charts)
        self._net_card.setVisible(game is not None)
        self._show_rows(game)
        self.chart.show_game(game)
        self._show_lead(game)
        self.show_net()

    def _show_rows(self, game: RunningGame | None) -> None:
        names = () if game is None else player_names(game.settings.mode)
        roles = () if game is None else PLAYER_ROLES[game.rules.players]
        points = () if game is None else game.points
        for place, (name, total, streak) in enumerate(self._rows):
            there = place < len(names) and self._charts
            for label in (name, total, streak):
                label.setVisible(there)
            if game is None or not there:
                continue
            name.setText(names[place])
            name.set_role(roles[place])
            total.setText(f"{sum(points[place]):,}")
            now, _ = game.rules.streaks(game.state.history, place)
            streak.setText(self.tr("{0} in a row").format(now) if now > 1 else "")

    def _show_lead(self, game: RunningGame | None) -> None:
        changes = () if game is None else game.lead_changes
        self.lead.setVisible(len(changes) > 1 and self._charts)
        if game is not None and len(changes) > 1:
            name = player_names(game.settings.mode)[changes[-1].leader]
            self.lead.setText(self.tr("{0} overtook in round {1}.").format(name, changes[-1].round))
            self.lead.set_role(PLAYER_ROLES[game.rules.players][changes[-1].leader])

    def show_net(self) -> None:
        """Show what the net has learnt so far."""
        game = self._session.game
        if game is None:
            return
        learner = game.learner
        accuracy = learner.accuracy or 0.0
        self.knows.setMaximum(100)
        self.knows.setValue(round(100 * accuracy))
        set_property(self.knows, "role", "output")
        text = self.tr("Right on {0} of everything it could be asked, after {1} training steps.")
        self.net_words.setText(text.format(f"{accuracy:.0%}", f"{learner.step:,}"))
        rules = self.tr(
            "It sees the same beginning as you and nothing else, never your answer. "
            "It chooses among all symbols, and its answer is the likeliest one. "
            "It began knowing nothing and trains {0} steps a round."
        )
        self.rules.setText(rules.format(learner.steps_per_round))

    # The best scores

    def show_best(self) -> None:
        """Show the best scores of the kind of game that is chosen."""
        session = self._session
        settings = session.settings if session.game is None else session.game.settings
        scores = (
            () if session.problem is not None or settings.mode == "spectator" else session.scores.of(settings)
        )
        self._best_title.setVisible(settings.mode != "spectator")
        self.best_words.setVisible(settings.mode != "spectator" and not scores)
        self.best_words.setText(self.tr("None yet for this kind of game."))
        while len(self._best_labels) < len(scores):
            row = len(self._best_labels)
            labels = (Label("", "hint"), Label("", "value"), Label("", "hint"))
            for place, label in enumerate(labels):
                self._best.addWidget(label, row, place)
            self._best_labels.append(labels)
        for row, labels in enumerate(self._best_labels):
            for label in labels:
                label.setVisible(row < len(scores))
            if row < len(scores):
                score = scores[row]
                labels[0].setText(f"{row + 1}.")
                labels[1].setText(f"{score.points:,} : {score.net_points:,}")
                labels[2].setText(self.tr("{0} · seed {1}").format(score.day, score.seed))
