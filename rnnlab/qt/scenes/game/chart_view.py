"""The chart of a game on the screen; a round is clicked to see the net's way to its answer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.qt.scenes.game.words import player_names
from rnnlab.qt.stage_painter import StagePainter, paint_ring
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Speaks
from rnnlab.scene.drawing import Frame
from rnnlab.scene.game.chart import ChartPlan, chart_frame, chart_plan
from rnnlab.scene.game.content import PLAYER_ROLES, Chart
from rnnlab.session.game.running import RunningGame

__all__ = ["ChartView", "chart_of"]


def chart_of(game: RunningGame, pointed: int = 0) -> Chart:
    """Return the rounds done so far."""
    history = game.state.history
    return Chart(
        names=player_names(game.settings.mode),
        roles=PLAYER_ROLES[game.rules.players],
        points=game.points,
        curves=game.curves,
        right=game.rules.right(history),
        rounds=game.rules.rounds,
        overtaken=tuple((change.round, change.leader) for change in game.lead_changes[1:]),
        pointed=pointed,
    )


class ChartView(Speaks, QWidget):
    """You against the net, round by round.

    Attributes
    ----------
    round_chosen : Signal(int)
        A round that is done was clicked, from 1.
    """

    round_chosen = Signal(int)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._game: RunningGame | None = None
        self._pointed = 0
        self._painter = StagePainter()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownKeys", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._on_theme_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self.setAccessibleName(self.tr("Points of every round"))
        self.setToolTip(self.tr("Click a round to see how the net came to its answer"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the chart is to have."""
        return QSize(theme.px(240), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(theme.px(120), theme.px(120))

    def set_growing(self) -> None:
        """Take all the height there is."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_game(self, game: RunningGame | None) -> None:
        """Show a game's rounds."""
        self._game = game
        done = 0 if game is None else len(game.state.history)
        self._pointed = self._pointed if self._pointed <= done else 0
        self.update()

    def chart(self) -> Chart | None:
        """Return what is shown."""
        return None if self._game is None else chart_of(self._game, self._pointed)

    def plan(self) -> ChartPlan | None:
        """Return where things stand."""
        chart = self.chart()
        if chart is None:
            return None
        scale = theme.scale * min(max(self.width() / theme.px(480), 1.0), 1.25)
        return chart_plan(chart, float(self.width()), float(self.height()), scale)

    def drawn(self) -> Frame:
        """Return what is drawn, back to front."""
        chart, plan = self.chart(), self.plan()
        return Frame() if chart is None or plan is None else chart_frame(chart, plan)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the chart."""
        with QPainter(self) as painter:
            self._painter.paint(painter, self.drawn(), self.devicePixelRatioF())
            if self.hasFocus():
                paint_ring(painter, self.rect())

    def _on_theme_changed(self) -> None:
        self._painter.clear()
        self.updateGeometry()
        self.update()

    # Choosing a round

    def _done(self) -> int:
        return 0 if self._game is None else len(self._game.state.history)

    def _point(self, number: int) -> None:
        number = number if number <= self._done() else 0
        if number != self._pointed:
            self._pointed = number
            shape = Qt.CursorShape.PointingHandCursor if number else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the round under the pointer."""
        plan = self.plan()
        if plan is not None:
            self._point(plan.round_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._point(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the round under the pointer."""
        plan = self.plan()
        if plan is not None and event.button() == Qt.MouseButton.LeftButton:
            number = plan.round_at(event.position().x(), event.position().y())
            if 0 < number <= self._done():
                self.round_chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the rounds by arrows, choose by Return or Space."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self._done():
            self._point(min(max(self._pointed + steps[key], 1), self._done()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed:
            self.round_chosen.emit(self._pointed)
        else:
            super().keyPressEvent(event)
