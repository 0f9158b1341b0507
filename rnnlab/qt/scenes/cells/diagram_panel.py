"""The diagram with what to look at above it, and below it what the net reads and says at this moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.cells.diagram_view import DiagramView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, Speaks
from rnnlab.scene.content import Content
from rnnlab.scene.sequence.reading import read
from rnnlab.session.diagrams import DiagramDesk
from rnnlab.session.playback import Playback

__all__ = ["DiagramPanel"]

# Below these heights, in pixels at 100 %, the words give their room to the diagram.
_LOW, _LOWEST = 300, 190


class DiagramPanel(Speaks, QWidget):
    """Shows a cell and the moment of the playback.

    Attributes
    ----------
    view : DiagramView
        The diagram itself.
    drawn : Signal
        A diagram that was waited for is ready.
    """

    drawn = Signal()

    def __init__(self, player: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._content: Content | None = None
        self._desk = DiagramDesk(self._on_drawn)
        self.view = DiagramView()
        self.look_at = Label("", "muted", wrap=True)
        self.moment = Label("", "muted")
        self.moment.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing = Label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.look_at)
        column.addLayout(self._stack, 1)
        column.addWidget(self.moment)
        self.setMinimumHeight(theme.px(150))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence again."""
        self.show_moment()

    def set_cell(
        self, cell: Cell | None, problem: Problem | None, sentence: Callable[[Problem], str]
    ) -> None:
        """Show a cell; without one, why there is none."""
        if cell is None:
            told = sentence(problem) if problem is not None else ""
            self.nothing.setText(told)
            self.look_at.setText("")
            self.view.set_cell(None)
            self.set_content(None)
        else:
            self.nothing.setText("")
            self.look_at.setText(cell.look_at.text(language.current))
            self._draw(cell)
        self._stack.setCurrentWidget(self.nothing if self.nothing.text() else self.view)
        self._make_room()

    def _draw(self, cell: Cell) -> None:
        """Show a cell's diagram once it is laid out; till then the one before stays."""
        if self._desk.is_ready(cell, self.view.areas()):
            self.view.set_cell(cell)
        elif not self._desk.can_draw(cell):
            self.view.set_cell(None)
            self.nothing.setText(
                self.tr("This cell is too large to be drawn. Equations, code and gradients are at the right.")
            )

    def _on_drawn(self) -> None:
        self.drawn.emit()

    def poll(self) -> None:
        """Look whether a diagram is ready; called by a timer."""
        self._desk.poll()

    @property
    def is_busy(self) -> bool:
        """Whether a diagram is on its way."""
        return self._desk.is_busy

    def shut_down(self) -> None:
        """Wait for the thread that lays out."""
        self._desk.close()

    def set_content(self, content: Content | None) -> None:
        """Show a net's numbers and play along its sequence; None while there are none for this cell."""
        self._content = content
        drawn = self.view.cell()
        fits = content is not None and drawn is not None and content.trace.shape.cell.is_like(drawn)
        self.view.set_content(content if fits else None)
        if content is not None:
            phases = read(content).phases
            self._player.set_timeline(content.steps, len(phases), [phase.duration for phase in phases])
        self.show_moment()

    def content(self) -> Content | None:
        """Return the content shown."""
        return self._content

    def _progress(self) -> float:
        """Return how many phases of the step have passed."""
        position = self._player.position
        return position.phase + position.fraction

    def done(self) -> frozenset[int]:
        """Return the nodes of the quantities that are computed by now in this step."""
        if self._content is None:
            return frozenset()
        reading, progress = read(self._content), self._progress()
        panes = zip(reading.plans[0].panes, reading.pane_phases[0], strict=True)
        return frozenset(
            pane.node for pane, phase in panes if pane.kind == "quantity" and phase + 0.999 <= progress
        )

    def show_moment(self) -> None:
        """Show the moment the playback is at."""
        content = self._content
        if content is None:
            self.view.set_moment(0, 0.0)
            self.moment.setText(" ")
            return
        position = self._player.position
        t, progress = min(position.t, content.steps - 1), self._progress()
        self.view.set_moment(t, progress)
        self.moment.setText(self._said(content, t, progress))

    def _said(self, content: Content, t: int, progress: float) -> str:
        """Return what is read, and once the softmax is done, what the net says."""
        phases = read(content).phases
        said = self.tr("t = {0}: reads {1}").format(t + 1, content.label(int(content.trace.inputs[t])))
        softmax = next((n for n, phase in enumerate(phases) if phase.kind == "softmax"), len(phases))
        if progress < softmax + 0.999:
            return said
        symbol, wanted = content.predicted(t), content.target(t)
        share = f"{float(content.trace.probabilities[t][symbol]):.0%}"
        said += "  →  " + self.tr("says {0} ({1})").format(content.label(symbol), share)
        if wanted is None:
            return said
        return said + (
            "  ✓" if symbol == wanted else "  ✗ " + self.tr("not {0}").format(content.label(wanted))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words' room to the diagram where it is low."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.look_at.setVisible(bool(self.look_at.text()) and self.height() >= theme.px(_LOW))
        self.moment.setVisible(self.height() >= theme.px(_LOWEST))
