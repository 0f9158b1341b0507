"""A scene that shows one net: its training, the stage, the inspector, the playback and its file.

Such a scene holds no net code. It hands what the session shows to stage and inspector (`net_views`), and one
timer moves the playback on and looks into the session's mailbox; it is fast only while something moves.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.base import Done, SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.net_views import NetViews
from rnnlab.qt.scenes.playback_actions import playback_actions
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.workshop import Workshop

__all__ = ["NetScene"]


class NetScene(SceneWidget):
    """See the module.

    Parameters
    ----------
    context
        What the window lends.
    session
        The net; it is polled and closed here.
    workshop
        Makes the session's backends ready; it is closed here.
    stage_heading
        Whether the stage has a heading of its own.
    """

    def __init__(
        self,
        context: SceneContext,
        session: SequenceSession,
        workshop: Workshop,
        parent: QWidget | None = None,
        *,
        stage_heading: bool = True,
    ) -> None:
        super().__init__(context, parent)
        self._workshop, self.session = workshop, session
        self.net_views = NetViews(lambda: session.exhibit, context, self, heading=stage_heading)
        self.player, self.stage_panel = self.net_views.player, self.net_views.stage
        self.playback_bar, self.inspector_panel = self.net_views.bar, self.net_views.inspector
        self._was_shown = False
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)
        self._after_picture = QTimer(self)
        self._after_picture.setSingleShot(True)
        self._after_picture.setInterval(0)
        self._after_picture.timeout.connect(self._on_after_picture_timeout)
        self.playback.body.addWidget(self.playback_bar)
        self.inspector.body.addWidget(self.inspector_panel)
        self._connect_actions()
        self._connect_session()
        self.player.position_changed.connect(self._on_player_position_changed)
        self.player.playing_changed.connect(self._on_player_playing_changed)

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self._show_status()

    # Putting together

    def _connect_actions(self) -> None:
        session = self.session
        handlers: dict[str, Callable[..., object]] = {
            "training.toggle": session.toggle_training,
            "training.step": session.step,
            "training.reset": session.reset,
            "training.live": self._on_live_triggered,
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            **playback_actions(self.player),
            "play.loop": self._on_loop_triggered,
            "file.new": self.new_document,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)

    def _connect_session(self) -> None:
        session, exhibit = self.session, self.session.exhibit
        session.status_changed.connect(self._on_session_status_changed)
        session.progress_changed.connect(self._show_status)
        session.experiment_changed.connect(self._on_session_experiment_changed)
        session.dirty_changed.connect(self.document_changed.emit)
        session.problem_raised.connect(self._on_problem_raised)
        exhibit.problem_raised.connect(self._on_problem_raised)
        exhibit.content_changed.connect(self._on_exhibit_content_changed)
        exhibit.shown_step_changed.connect(self._on_exhibit_shown_step_changed)
        self.context.compute.changed.connect(self._on_compute_changed)

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; at the first time train and play the first example."""
        self._show_status()
        self._pulse.start()
        if not self._was_shown:
            self._was_shown = True
            self.session.exhibit.refresh()
            if self.session.status == "idle" and self.session.path is None:
                self.session.train(by_hand=False)
                self.player.play()

    def deactivated(self) -> None:
        """Stop moving the picture; a training in progress is looked at again on return."""
        self.player.pause()
        self._stop_timers()

    def shut_down(self) -> None:
        """Stop the timers, then every thread."""
        self._stop_timers()
        self.player.pause()
        self.close_session()
        self._workshop.close()

    def close_session(self) -> None:
        """Stop the session's threads."""
        self.session.close()

    def _stop_timers(self) -> None:
        self._pulse.stop()
        self._after_picture.stop()

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {
            "speed": self.player.speed,
            "loop": self.player.loop,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        speed, loop = (state.get(name) for name in ("speed", "loop"))
        if isinstance(speed, int | float) and not isinstance(speed, bool):
            self.player.speed = float(speed)
        if isinstance(loop, bool):
            self.player.loop = loop
            self.set_action("play.loop", checked=loop)

    def _on_pulse_beat(self, seconds: float) -> None:
        """Move on; what comes from training can wait until that is on screen, so that motion stays even."""
        self.player.advance(seconds)
        self._after_picture.start()

    def _on_after_picture_timeout(self) -> None:
        self._show_in_inspector()
        self.look()
        self.context.loader.serve(self._workshop, self._on_problem_raised)
        self._pulse.keep_pace(self.player.moving or self.is_active())

    def look(self) -> None:
        """Look at what the session's threads have done."""
        self.session.poll()

    def is_active(self) -> bool:
        """Return whether anything may arrive at the next look."""
        return self.session.is_active

    # The session

    def _on_session_status_changed(self) -> None:
        self._pulse.hurry()
        self.set_action("training.toggle", enabled=self.session.status != "diverged")
        self.set_action("training.step", enabled=self.session.status not in ("running", "diverged"))
        self._show_status()

    def _on_session_experiment_changed(self) -> None:
        experiment = self.session.experiment
        self.set_action("edit.undo", enabled=self.session.can_undo)
        self.set_action("edit.redo", enabled=self.session.can_redo)
        self.context.compute.reflect(experiment.device, experiment.backend)
        self.document_changed.emit()

    def _on_compute_changed(self) -> None:
        compute = self.context.compute
        self.session.change(device=compute.device, backend=compute.backend)

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "error")

    def _on_exhibit_content_changed(self) -> None:
        content = self.session.exhibit.content
        if content is None:
            return
        self.net_views.show_content(content, inspect=False)
        # A frame of a net in training pays for the stage, the next one for the inspector.
        before = self.net_views.inspected
        if self.session.status != "running" or before is None or not before.is_like(content):
            self._show_in_inspector()

    def _show_in_inspector(self) -> None:
        if self.inspector_shown():
            self.net_views.inspect()

    def _on_exhibit_shown_step_changed(self) -> None:
        self.set_action("training.live", checked=self.session.exhibit.shown_step is None)

    def _on_live_triggered(self, checked: bool) -> None:
        exhibit = self.session.exhibit
        exhibit.show_step(None if checked else self.session.run.newest_step)

    def _on_loop_triggered(self, checked: bool) -> None:
        self.player.loop = checked

    # The playback

    def _on_player_position_changed(self) -> None:
        position = self.player.position
        content = self.session.exhibit.content
        if content is not None and position.t < len(content.trace):
            self.mark_symbol(int(content.trace.inputs[position.t]))

    def mark_symbol(self, symbol: int) -> None:
        """Show which symbol is read at the moment on the stage."""

    def _on_player_playing_changed(self) -> None:
        self._pulse.hurry()

    # Pictures

    def is_at_rest(self) -> bool:
        """Return whether training is over and nothing is on its way."""
        return not self.is_active() and self.session.exhibit.content is not None

    def pose(self, question: str, time_step: int) -> None:
        """Ask the net and go to a time step (from 1; 0 is where the playback stands)."""
        self.player.pause()
        if question:
            self.ask(question)
        if time_step > 0:
            self.player.seek(time_step - 1, self.player.phases - 1)
            self.player.seek_cursor(float(time_step * self.player.phases))

    def ask(self, question: str) -> None:
        """Put a beginning to the net, as if a person had typed it."""

    # Files

    def handles_documents(self) -> bool:
        """Return True: such a scene has `.rnnlab` files."""
        return True

    def document_path(self) -> Path | None:
        """Return the file, or None."""
        return self.session.path

    def is_dirty(self) -> bool:
        """Return whether there is work that would be lost."""
        return self.session.dirty

    def open_document(self, path: Path, done: Done) -> None:
        """Read a file in the background."""
        self.session.open(path, done)
        self._pulse.hurry()

    def save_document(self, path: Path, done: Done) -> None:
        """Write the file in the background."""
        self.session.save(path, done)
        self._pulse.hurry()

    def play_from_start(self) -> None:
        """Forget what was pointed at, train and play: something new has begun."""
        self.net_views.start_over()
        self.session.train(by_hand=False)
        self.player.to_start()
        self.player.play()

    # The status bar

    def _show_status(self) -> None:
        run = self.session.run
        choice = run.choice
        names = {
            "interpreter": self.tr("NumPy interpreter"),
            "compiled": self.tr("compiled kernel"),
            "torch": self.tr("PyTorch"),
        }
        speed = run.steps_per_second if self.session.status == "running" else None
        device = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}.get(choice.device, choice.device)
        backend = names.get(choice.name, choice.name)
        if not run.has_trained and choice.reason != "by_hand":
            backend = self.tr("backend: automatic")
        line = StatusLine(device, backend, self._reason(), speed or None)
        self.status_changed.emit(line)

    def _reason(self) -> str:
        choice = self.session.run.choice
        if choice.reason == "by_hand":
            return self.tr("Chosen by hand in the top bar.")
        if not self.session.run.has_trained:
            return self.tr("Nothing has been trained yet. The fastest one for this net is measured then.")
        if choice.reason == "compiling":
            return self.tr("The kernel of this cell is being compiled; training has begun meanwhile.")
        if choice.reason == "large":
            return self.tr("A net of this size begins with compiled code at once.")
        if choice.reason == "measured":
            figures = sorted(choice.seconds_per_step.items(), key=lambda pair: pair[1])
            told = " · ".join(f"{name} {seconds * 1e6:,.0f} µs" for name, seconds in figures)
            return self.tr("Measured on this net, time for one training step: {0}").format(told)
        return self.tr("Ready at once; faster ones are being prepared.")
