"""The numbers at the time cursor, for every net, and a sentence on what they mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Label, SoftCard, Speaks
from rnnlab.scene.gradients.content import LANE_ROLES, GradientContent, Lane
from rnnlab.scene.gradients.numbers import written
from rnnlab.scene.notation import name

__all__ = ["LaneCard", "NumbersPanel"]

VANISHED, EXPLODED = 1e-3, 1e3
"""Share of a gradient that arrives at the first step: below or above, the sentence calls it by its name."""


class LaneCard(Speaks, SoftCard):
    """One net's numbers."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__("subtle", parent, margin=12)
        self.title = Label("", role)
        font = theme.font(15, bold=True)
        self.title.setFont(font)
        self.verdict = Label("", "", wrap=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(3))
        self._pairs: list[tuple[Label, Label]] = []
        self._shown: tuple[Lane, int] | None = None
        self.body.setSpacing(theme.px(4))
        for widget in (self.title, self.verdict):
            self.body.addWidget(widget)
        self.body.addLayout(self._grid)

    def retranslate(self) -> None:
        """Set every sentence."""
        if self._shown is not None:
            self.show_lane(*self._shown)

    def show_lane(self, lane: Lane, t: int) -> None:
        """Show a net at a time step (0-based)."""
        self._shown = (lane, t)
        self.title.setText(lane.title)
        self.verdict.setText(self._sentence(lane))
        self._fill(self._rows(lane, t))

    def rows(self) -> dict[str, str]:
        """Return the numbers shown, by their names."""
        return {label.text(): value.text() for label, value in self._pairs if not label.isHidden()}

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        while len(self._pairs) < len(rows):
            label, value = Label("", "hint"), Label("", "value")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, len(self._pairs), 0)
            self._grid.addWidget(value, len(self._pairs), 1)
            self._pairs.append((label, value))
        for number, (label, value) in enumerate(self._pairs):
            shown = number < len(rows)
            label.setVisible(shown)
            value.setVisible(shown)
            if shown:
                label.setText(rows[number][0])
                value.setText(rows[number][1])

    def _rows(self, lane: Lane, t: int) -> list[tuple[str, str]]:
        rows = [(f"|∂L/∂{key}|", written(float(lane.passed_on(key)[t]))) for key in lane.states]
        rows += [
            (self.tr("singular value of ∂{0}").format(key), written(float(values[t, 0])))
            for key, values in lane.flow.singular_values.items()
        ]
        worst = max(lane.flow.saturation.items(), key=lambda pair: float(pair[1][t]), default=None)
        if worst is not None:
            rows.append(
                (self.tr("saturated in {0}").format(name(worst[0]).plain), f"{worst[1][t] * 100:.0f} %")
            )
        if lane.flow.bound_rate is not None:
            rows.append((self.tr("bound λ"), written(lane.flow.bound_rate)))
        rows.append(("|∂L/∂θ|", written(lane.gradient_norm)))
        if lane.clip_factor < 1:
            rows.append((self.tr("clipped to"), written(lane.gradient_norm * lane.clip_factor)))
        rows.append((self.tr("loss"), written(lane.loss)))
        rows.append((self.tr("right"), f"{lane.correct} / {lane.total}"))
        return rows

    def _sentence(self, lane: Lane) -> str:
        """Say what happens on the whole way, for the state along which most arrives."""
        best = max(lane.states, key=lambda key: lane.flow.rate(key) or 0.0)
        rate = lane.flow.rate(best)
        if rate is None:
            return self.tr("Nothing arrives at the first step.")
        share = rate ** (lane.flow.steps - 1)
        if lane.clip_factor < 1 and share > EXPLODED:
            return self.tr("Explodes, but clipping holds the update at its limit.")
        if share < VANISHED:
            return self.tr("Vanishes: only {0} of it reaches step 1.").format(written(share))
        if share > EXPLODED:
            return self.tr("Explodes: {0} times as large at step 1.").format(written(share))
        if best != lane.states[0]:
            return self.tr("Flows along {0}: {1} of it reaches step 1.").format(best, written(share))
        return self.tr("Reaches step 1 at {0} of its size.").format(written(share))


class NumbersPanel(Speaks, QWidget):
    """A card for every net in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._hint = Label("", "title"), Label("", "hint", wrap=True)
        self.cards = [LaneCard(role) for role in LANE_ROLES]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        for card in self.cards:
            card.hide()
            column.addWidget(card)
        column.addStretch(1)
        self._content: GradientContent | None = None
        self._t = 0
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence."""
        self._hint.setText(
            self.tr(
                "A band is as thick as the gradient there, measured by the last step’s. "
                "Click or drag on the stage to choose a step."
            )
        )
        self._show_heading()

    def _show_heading(self) -> None:
        self._heading.setText(self.tr("At step {0}").format(self._t + 1))

    def show_moment(self, content: GradientContent, t: int) -> None:
        """Show the numbers of a time step (0-based)."""
        if content is self._content and t == self._t:
            return
        self._content, self._t = content, t
        self._show_heading()
        for number, card in enumerate(self.cards):
            shown = number < len(content.lanes)
            if shown:
                card.show_lane(content.lanes[number], t)
            card.setVisible(shown)
