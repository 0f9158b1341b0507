"""The Gradients scene put together: the session and the playback below, the panels around.

The playback's cursor counts how many steps the loss has come back. Time runs to the right on the screen, so
"back" goes on with the backward pass and "forward" takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.compute import processor_words
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.gradients.bar import BackwardBar
from rnnlab.qt.scenes.gradients.numbers_panel import NumbersPanel
from rnnlab.qt.scenes.gradients.setup import GradientSetup, GradientTraining
from rnnlab.qt.scenes.gradients.view import GradientView
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import SegmentedControl
from rnnlab.scene.gradients.content import VIEWS, GradientContent
from rnnlab.session.gradient_settings import GradientPreset, GradientSettings, gradient_presets
from rnnlab.session.gradients import GradientSession
from rnnlab.session.playback import Playback
from rnnlab.session.workshop import Workshop

__all__ = ["GradientScene"]

PASS_SECONDS = 4.0
"""A backward pass takes about this long, however many steps it has."""
LONGEST_STEP = 0.3


class GradientScene(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._workshop = Workshop(lambda: context.loader.is_ready("torch"))
        self.session = GradientSession(gradient_presets()[0].settings, self._workshop)
        self.player = Playback()
        self.setup_panel = GradientSetup(self.session, context)
        self.training = GradientTraining(self.session, context)
        self.view = GradientView()
        self.views = SegmentedControl()
        self.bar = BackwardBar(self.player, context)
        self.numbers = NumbersPanel()
        self._was_shown = False
        self._shown: GradientContent | None = None
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)
        self._arrange_panels()
        self._connect_actions()
        self._connect_parts()
        self._set_timeline()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self.stage.set_title(self.tr("Gradient flow"))
        self.views.set_options(
            list(
                zip(
                    VIEWS,
                    (self.tr("Size"), self.tr("Jacobian"), self.tr("Saturation"), self.tr("Loss")),
                    strict=True,
                )
            ),
            [
                self.tr("|∂L/∂state| of every step, on a log axis"),
                self.tr("Singular values of the product of all Jacobians from a step to the last one"),
                self.tr("Where tanh and σ are so flat that no gradient passes"),
                self.tr("Loss of every cell over the training steps"),
            ],
        )
        self._show_status()
        self._show_hint()
        self._on_content_changed()

    def _show_hint(self) -> None:
        self.hint_changed.emit(
            self.tr("Space sends the loss back through time, the arrows go step by step, F1 shows all keys.")
        )

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training)
        self.views.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.stage.header.addWidget(self.views)
        self.stage.body.addWidget(self.view, 1)
        self.playback.body.addWidget(self.bar)
        self.inspector.body.addWidget(self.numbers)

    def _connect_actions(self) -> None:
        session, player = self.session, self.player
        handlers: dict[str, Callable[..., object]] = {
            "training.toggle": session.toggle_training,
            "training.step": session.step,
            "training.reset": session.reset,
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "play.toggle": player.toggle,
            "play.back": player.step_forward,
            "play.step": player.step_back,
            "play.start": player.to_end,
            "play.end": player.to_start,
            "play.loop": self._on_loop_triggered,
            "play.faster": player.faster,
            "play.slower": player.slower,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)

    def _connect_parts(self) -> None:
        session, player = self.session, self.player
        session.content_changed.connect(self._on_content_changed)
        session.settings_changed.connect(self._on_settings_changed)
        session.status_changed.connect(self._on_status_changed)
        session.problem_raised.connect(self._on_problem_raised)
        player.position_changed.connect(self._show_moment)
        player.playing_changed.connect(self._pulse.hurry)
        self.views.changed.connect(self._on_view_changed)
        self.view.step_requested.connect(self._on_step_requested)
        self.setup_panel.preset_chosen.connect(self._on_preset_chosen)
        theme.motion_changed.connect(self._on_motion_changed)
        self._on_motion_changed()

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; the first time, play the first preset."""
        self._show_hint()
        self._show_status()
        self._pulse.start()
        if not self._was_shown:
            self._was_shown = True
            self.player.play()

    def deactivated(self) -> None:
        """Stop moving the picture."""
        self.player.pause()
        self._pulse.stop()

    def shut_down(self) -> None:
        """Stop the timer, then every thread."""
        self._pulse.stop()
        self.player.pause()
        self.session.close()
        self._workshop.close()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {"settings": self.session.settings.to_json(), "view": self.views.key()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        try:
            settings = GradientSettings.from_json(state.get("settings"))
        except Problem:
            return
        if settings != self.session.settings:
            self.setup_panel.forget_preset()
            self.session.take(settings)
        view = state.get("view")
        if isinstance(view, str) and view in VIEWS:
            self.views.set_key(view)
            self._on_view_changed(view)

    def is_at_rest(self) -> bool:
        """Return whether nothing moves or is on its way."""
        return not self.session.is_active and self.session.content is not None and not self.player.moving

    def pose(self, question: str, time_step: int) -> None:  # noqa: ARG002 - there are no questions here
        """Go to a time step, from 1; 0 is where the backward pass ends."""
        self.player.pause()
        self.player.seek_cursor(float(self.player.steps + 1 - time_step) if time_step else self.player.end)

    def _on_pulse_beat(self, seconds: float) -> None:
        self.session.poll()
        self.context.loader.serve(self._workshop, self._on_problem_raised)
        if self.session.content is not None:
            self.player.advance(seconds)
        self._pulse.keep_pace(self.player.moving or self.session.is_active)

    # The session

    def _set_timeline(self) -> None:
        moves = self.session.settings.length - 1
        self.player.set_timeline(moves, 1, (min(PASS_SECONDS / moves, LONGEST_STEP),))

    def _on_settings_changed(self) -> None:
        self._pulse.hurry()
        was_at_end = self.player.at_end
        self._set_timeline()
        if was_at_end:
            self.player.seek_cursor(self.player.end)
        self.set_action("edit.undo", enabled=self.session.can_undo)
        self.set_action("edit.redo", enabled=self.session.can_redo)

    def _on_status_changed(self) -> None:
        self._pulse.hurry()
        self.set_action("training.toggle", enabled=self.session.status != "diverged")
        self.set_action("training.step", enabled=self.session.status not in ("running", "diverged"))
        self._show_status()

    def _on_content_changed(self) -> None:
        content = self.session.content
        if content is not None:
            self._shown = content.in_language(language.current)
            self.view.set_content(self._shown)
            self._show_moment()

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "error")

    def _on_preset_chosen(self, preset: GradientPreset) -> None:
        self.session.take(preset.settings)
        self.views.set_key(VIEWS[0])
        self._on_view_changed(VIEWS[0])
        self.player.pause()
        self.player.seek_cursor(0.0)
        self.player.play()

    # The moment

    def _show_moment(self) -> None:
        content = self._shown
        cursor = self.player.cursor if theme.motion else float(ceil(self.player.cursor - 1e-9))
        self.view.set_cursor(cursor)
        if content is not None and self.inspector_shown():
            self.numbers.show_moment(
                content, min(max(content.steps - 1 - round(cursor), 0), content.steps - 1)
            )

    def _on_step_requested(self, t: int) -> None:
        self.player.pause()
        self.player.seek_cursor(float(self.player.steps - t))

    def _on_view_changed(self, key: str) -> None:
        self.view.set_view(next(view for view in VIEWS if view == key))

    def _on_loop_triggered(self, checked: bool) -> None:
        self.player.loop = checked
        self.set_action("play.loop", checked=checked)

    def _on_motion_changed(self) -> None:
        self.player.motion = theme.motion

    def _show_status(self) -> None:
        runs = self.session.runs
        speeds = [run.steps_per_second for run in runs if run.status == "running"]
        line = StatusLine(
            "CPU", self.tr("gradients in float64"), processor_words(), max(speeds, default=None)
        )
        self.status_changed.emit(line)
