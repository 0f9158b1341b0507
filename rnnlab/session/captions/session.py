"""The caption scene's state: its settings, pictures, the net in training, what is shown of it, and its file.

Widgets listen to the signals and read the properties; they change things only through the methods.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rnnlab.core.captions import store
from rnnlab.core.captions.pictures import DrawnPictures, PictureSource
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.store import SavedCaptions
from rnnlab.core.problems import Problem
from rnnlab.session.captions.run import CaptionRun
from rnnlab.session.captions.training import CaptionTraining
from rnnlab.session.errand import Errand
from rnnlab.session.undo import UndoList

Done = Callable[[Problem | None], None]


class CaptionSession(CaptionTraining):
    """The one object that the caption scene's widgets look at; see `CaptionTraining` for most of it."""

    def save(self, path: Path, done: Done) -> None:
        """Write everything to a file in the background; training rests meanwhile, then goes on.

        Parameters
        ----------
        path
            Where to.
        done
            Called from :meth:`poll` with None, or with the problem if the file could not be written.
        """
        if self.run is None:
            done(Problem("captions.nothing_to_save", "file", name=path.name))
            return
        self._resume_after_file = self.status == "running"
        self.run.pause()
        self._when_run_rests = lambda: self._start_saving(path, done)
        self.poll()

    def _start_saving(self, path: Path, done: Done) -> None:
        run = self.run
        if run is None:
            done(Problem("captions.nothing_to_save", "file", name=path.name))
            return
        saved = run.saved()

        def finish(_: None, problem: Problem | None) -> None:
            if problem is None:
                self.path = path
                self._set_dirty(False)
            if self._resume_after_file and self.run is run:
                run.start()
                self.status_changed.emit()
            done(problem)

        self._errands.append(Errand(lambda: store.save(path, saved), finish))

    def export_program(self, path: Path, done: Done) -> None:
        """Write the net that is shown as a PyTorch program with its weights beside it, in the background.

        Parameters
        ----------
        path
            Of the program.
        done
            Called from :meth:`poll` with None, or with the problem.
        """
        run = self.run
        if run is None:
            done(Problem("captions.nothing_to_save", "file", name=path.name))
            return
        shape, words = run.shape, run.source.words
        parameters = run.parameters_at(self.view.shown_step)[1].copy()  # (P,)

        def work() -> None:
            from rnnlab.core.captions.program import write_program  # loads torch

            write_program(path, shape, parameters, words)

        self._errands.append(Errand(work, lambda _, problem: done(problem)))

    def open(self, path: Path, done: Done) -> None:
        """Read a file in the background, then put it in place of what is there.

        Parameters
        ----------
        path
            Where from.
        done
            Called from :meth:`poll` with None, or with the problem; then nothing has changed.
        """

        def finish(saved: SavedCaptions | None, problem: Problem | None) -> None:
            if saved is not None:
                self._take_saved(saved, path)
            done(problem)

        self._errands.append(Errand(lambda: store.load(path), finish))

    def _take_saved(self, saved: SavedCaptions, path: Path) -> None:
        self._retire()
        self._kept.clear()
        self._undo = UndoList(saved.settings)
        self._file_cell = saved.cell
        self._reading = None
        self.source = source_of(saved)
        self.run = CaptionRun.of_file(saved, self.source)
        self.view.present(self.run)
        self.path = path
        self.problems = {}
        self._set_dirty(False)
        for signal in (
            self.problems_changed,
            self.settings_changed,
            self.source_changed,
            self.status_changed,
            self.progress_changed,
        ):
            signal.emit()

    def start_over(self, settings: CaptionSettings) -> None:
        """Begin anew: another net, no file, nothing to undo."""
        self._kept.clear()
        self._undo = UndoList(settings)
        self._file_cell = None
        self.path = None
        self.problems = {}
        self._make_source()
        self._set_dirty(False)
        for signal in (
            self.problems_changed,
            self.settings_changed,
            self.status_changed,
            self.progress_changed,
        ):
            signal.emit()


def source_of(saved: SavedCaptions) -> PictureSource:
    """Return the pictures of a net from a file: drawn ones; a folder's words, but none of its pictures.

    Whoever wants to train such a net on has its folder read again.
    """
    from rnnlab.core.captions.folder import FolderPictures

    if saved.settings.source == "drawn":
        return DrawnPictures.of(saved.settings)
    return FolderPictures.empty(saved.words, saved.longest, saved.settings.seed)
