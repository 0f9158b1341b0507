"""The Captions scene without its panels: the session, the playback, the timer, training and files.

One timer moves the playback on and looks into the session's mailboxes; it is fast only while something moves.
Nothing is computed before torch has been loaded without halting the picture; a wish to train waits for it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.problems import Problem
from rnnlab.qt.export import ExportForm, ask_where, picture_forms
from rnnlab.qt.i18n import language
from rnnlab.qt.loader import unavailable
from rnnlab.qt.scenes.base import Done, SceneContext, SceneWidget, StatusLine
from rnnlab.qt.scenes.pulse import Pulse
from rnnlab.scene.captions.moment import PRELUDE
from rnnlab.session.captions.gallery import CaptionGallery
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.playback import Playback

__all__ = ["CaptionSkeleton"]


class CaptionSkeleton(SceneWidget):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        settings = CaptionSettings(language="ko" if language.current == "ko" else "en")
        self.session = CaptionSession(settings, self._is_ready)
        self.gallery = CaptionGallery(self.session, self._is_ready)
        self.player = Playback()
        self._was_shown = False
        self._trains_when_ready = False
        self._pulse = Pulse(self)
        self._pulse.beat.connect(self._on_pulse_beat)

    def _is_ready(self) -> bool:
        return self.context.loader.is_ready("torch")

    # Coming, going, ending

    def activated(self) -> None:
        """Start the timer; load torch and look."""
        self._show_status()
        self._pulse.start()
        if not self._was_shown:
            self._was_shown = True
            self.context.loader.when_ready("torch", self._on_torch_loaded)

    def deactivated(self) -> None:
        """Stop moving the picture; a training in progress goes on and is looked at again on return."""
        self.player.pause()
        self._pulse.stop()

    def shut_down(self) -> None:
        """Stop the timer, then every thread."""
        self._pulse.stop()
        self.player.pause()
        self.session.close()
        self.gallery.close()

    def is_at_rest(self) -> bool:
        """Return whether nothing moves or is on its way."""
        is_busy = self.session.is_active or self.gallery.is_busy or self.player.moving
        return not is_busy and self.session.view.content is not None

    def pose(self, question: str, time_step: int) -> None:  # noqa: ARG002 - there are no questions here
        """Go to a word, from 1; 0 is where the playback stands."""
        self.player.pause()
        if time_step:
            self.player.seek(time_step - 1 + PRELUDE)

    def _on_pulse_beat(self, seconds: float) -> None:
        self.player.advance(seconds)
        self.session.poll()
        self.gallery.poll()
        self.look()
        self._pulse.keep_pace(self.player.moving or self.session.is_active or self.gallery.is_busy)

    def _on_torch_loaded(self, error: Exception | None) -> None:
        if error is not None:
            self._on_problem_raised(unavailable(error))
            return
        self.session.view.refresh()
        if self._trains_when_ready:
            self._trains_when_ready = False
            self.session.train()
        self._pulse.hurry()

    def look(self) -> None:
        """Have the pace of training measured, where it can be; the scene looks after its panels."""
        if self._is_ready() and self.session.status == "idle" and not self.session.view.is_busy:
            self.gallery.measure_pace()

    # Training

    def toggle_training(self) -> None:
        """Train if training rests, else pause; wait for torch if it is still being loaded."""
        if self._is_ready():
            self.session.toggle_training()
        else:
            self._trains_when_ready = not self._trains_when_ready
        self._pulse.hurry()

    def _on_status_changed(self) -> None:
        self._pulse.hurry()
        self.set_action("training.toggle", enabled=self.session.status not in ("diverged", "reading"))
        self._show_status()

    def _on_progress_changed(self) -> None:
        self._pulse.hurry()
        self._show_status()

    def _on_compute_changed(self) -> None:
        self.session.change(device=self.context.compute.device)

    def _on_problem_raised(self, problem: Problem) -> None:
        self.context.notify(self.context.sentence(problem), "error")

    def _on_shown_step_changed(self) -> None:
        self._pulse.hurry()
        self.set_action("training.live", checked=self.session.view.shown_step is None)

    def _on_live_triggered(self, checked: bool) -> None:
        run = self.session.run
        if run is not None:
            self.session.view.show_step(None if checked else run.newest_step)

    # Files

    def handles_documents(self) -> bool:
        """Return True: this scene has `.rnncaption` files."""
        return True

    def file_ending(self) -> str:
        """Return the ending of its files."""
        return ".rnncaption"

    def document_path(self) -> Path | None:
        """Return the file, or None."""
        return self.session.path

    def document_name(self) -> str:
        """Return a name for the work."""
        return super().document_name() or self.tr("captions {0}").format(self.session.settings.language)

    def is_dirty(self) -> bool:
        """Return whether there is work that would be lost."""
        return self.session.dirty

    def new_document(self) -> None:
        """Begin anew with the usual settings."""
        self.session.start_over(CaptionSettings(language=self.session.settings.language))

    def open_document(self, path: Path, done: Done) -> None:
        """Read a file in the background."""
        self.session.open(path, done)
        self._pulse.hurry()

    def save_document(self, path: Path, done: Done) -> None:
        """Write the file in the background."""
        self.session.save(path, done)
        self._pulse.hurry()

    def export(self) -> None:
        """Ask where to, then write the net as a program, or a picture of what is shown."""
        program = ExportForm(self.tr("PyTorch program and weights"), ".py", self._export_program)
        found = ask_where(self, (program, *picture_forms(self.shown_widget)), self.document_name())
        if found is not None:
            path, form = found
            form.write(path, partial(self._on_exported, path))

    def shown_widget(self) -> QWidget:
        """Return what a picture of the scene shows."""
        return self.stage

    def _export_program(self, path: Path, done: Done) -> None:
        self.session.export_program(path, done)
        self._pulse.hurry()

    def _on_exported(self, path: Path, problem: Problem | None) -> None:
        if problem is not None:
            self._on_problem_raised(problem)
        else:
            self.context.notify(self.tr("Exported as {0}").format(path.name), "success")

    # The status bar

    def _show_status(self) -> None:
        run = self.session.run
        device = (
            {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}.get(run.device or "cpu", "CPU") if run else "CPU"
        )
        speed = run.steps_per_second if run is not None and run.status == "running" else None
        self.status_changed.emit(StatusLine(device, "PyTorch", "", speed or None))
