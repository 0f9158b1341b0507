"""What the caption scene trains: settings, pictures, the net, and what is shown of it.

All of it lives on the main thread; `poll` brings in what the threads did. The files that all this is kept in
are :class:`~rnnlab.session.captions.session.CaptionSession`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

from psygnal import Signal

from rnnlab.core.captions.pictures import DrawnPictures, PictureSource
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.cells.graph import Cell
from rnnlab.core.history import LossCurve
from rnnlab.core.problems import Problem
from rnnlab.session.captions.kept_nets import KeptNet, KeptNets
from rnnlab.session.captions.run import CaptionRun
from rnnlab.session.captions.view import CaptionView
from rnnlab.session.errand import Errand
from rnnlab.session.undo import Undoable

Done = Callable[[Problem | None], None]

SOURCE_FIELDS = ("source", "folder", "language", "most_shapes")
"""Changing these makes other pictures or captions."""
NET_FIELDS = (
    *SOURCE_FIELDS,
    "channels",
    "blocks",
    "last_channels",
    "feature_size",
    "handover",
    "embedding_size",
    "cell",
    "hidden_size",
    "layers",
    "seed",
)
"""Changing these makes another net, and brings one back that was left before; see `kept_nets`."""


def _net_of(settings: CaptionSettings) -> tuple[Hashable, ...]:
    """Return what tells a net from others."""
    return tuple(getattr(settings, name) for name in NET_FIELDS)


class CaptionTraining(Undoable[CaptionSettings]):
    """A net that learns to describe pictures.

    Parameters
    ----------
    settings
        What to begin with; valid.
    is_ready
        Whether torch is there; until then nothing is computed for the view.

    Attributes
    ----------
    problems
        What is wrong with the last change, by field.
    source
        Where pictures come from; None while a folder is being read, or could not be.
    folder_progress
        Pictures read and pictures in all, while a folder is being read.
    run
        The net in training; None as long as there is no source.
    view
        What is shown.
    path, dirty
        The file it was last saved to or opened from, and whether there is something to save.
    net_kept
        A net that has learnt made room for a new one; it comes back with its settings.
    """

    settings_changed = Signal()
    problems_changed = Signal()
    source_changed = Signal()
    progress_changed = Signal()
    status_changed = Signal()
    dirty_changed = Signal()
    problem_raised = Signal(object)
    net_kept = Signal()

    def __init__(
        self, settings: CaptionSettings | None = None, is_ready: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(settings or CaptionSettings())
        self._retired: list[CaptionRun] = []
        self._kept = KeptNets()
        self._errands: list[Errand[Any]] = []
        self._reading: str | None = None
        self._file_cell: Cell | None = None
        self._when_run_rests: Callable[[], None] | None = None
        self._resume_after_file = False
        self._starts_when_ready = False
        self.problems: dict[str, Problem] = {}
        self.path: Path | None = None
        self.dirty = False
        self.source: PictureSource | None = None
        self.folder_progress: tuple[int, int] | None = None
        self.run: CaptionRun | None = None
        self.view = CaptionView(is_ready)
        self.view.problem_raised.connect(self.problem_raised.emit)
        self._make_source()

    # Settings --------------------------------------------------------------------------------------------

    def change(self, *, merge: bool = False, **settings: Any) -> bool:  # noqa: ANN401 - fields of several types
        """Change settings by field name.

        Parameters
        ----------
        merge
            The change belongs to the one before (a slider being dragged): one undo takes back both.
        **settings
            Fields of `CaptionSettings`.

        Returns
        -------
        bool
            False if something was wrong: ``problems`` says what, and the old settings stay in force.
        """
        now = replace(self.settings, **settings)
        found = now.problems(self._own_cell(now))
        if found != self.problems:
            self.problems = found
            self.problems_changed.emit()
        if found:
            return False
        self._put(now, merge=merge)
        return True

    def _apply(self, before: CaptionSettings, /) -> None:
        now = self.settings
        if now == before:
            return
        if _net_of(now) != _net_of(before):
            self._change_net(before)
        elif self.run is not None:
            self.run.set_settings(now)
        self.settings_changed.emit()
        self.status_changed.emit()
        self.progress_changed.emit()

    def _change_net(self, before: CaptionSettings) -> None:
        """Put the net of the settings in place: one that was left before, or a new one."""
        left, now = self.run, self.settings
        has_learnt = left is not None and left.newest_step > 0
        if left is not None and has_learnt:
            self._kept.put(_net_of(before), KeptNet(left, self.source, self.path, self.dirty))
        kept = self._kept.take(_net_of(now))
        if kept is not None:
            self._retire()
            self._reading = None
            self.run, self.source = kept.run, kept.source
            self.run.set_settings(now)
            self.view.present(self.run)
            self.source_changed.emit()
        elif any(getattr(now, name) != getattr(before, name) for name in SOURCE_FIELDS):
            self._make_source()
        else:
            self._make_run()
        if has_learnt or kept is not None:  # a file is one net's
            self.path, self.dirty = (kept.path, kept.dirty) if kept is not None else (None, False)
            self.dirty_changed.emit()
        if has_learnt and kept is None:
            self.net_kept.emit()

    def _own_cell(self, settings: CaptionSettings) -> Cell | None:
        """Return the cell that came with the file if the settings name it."""
        cell = self._file_cell
        return cell if cell is not None and cell.name == settings.cell else None

    # Pictures and the net --------------------------------------------------------------------------------

    def _make_source(self) -> None:
        """Have pictures at hand: drawn ones at once, a folder's after it has been read in the background."""
        settings = self.settings
        self.source = None
        self._reading = None
        self._retire()
        if settings.source == "drawn":
            self._take_source(DrawnPictures.of(settings))
        else:
            self._read_folder(settings.folder)

    def _read_folder(self, folder: str, run: CaptionRun | None = None) -> None:
        """Read a folder in the background, for a new net or for one that is there already."""
        from rnnlab.core.captions.folder import FolderPictures, read_folder

        seed = self.settings.seed
        words = None if run is None else run.source.words
        self._reading = folder

        def progress(done: int, total: int) -> bool:
            self.folder_progress = (done, total)
            return self._reading == folder

        def finish(source: FolderPictures | None, problem: Problem | None) -> None:
            if self._reading != folder:
                return
            self._reading = self.folder_progress = None
            if source is not None and run is None:
                self._take_source(source)
            elif source is not None and run is self.run:
                self._continue_with(source)
            elif problem is not None:
                self.problems["folder"] = problem
                self.view.present(self.run)
                self.problems_changed.emit()
            self.status_changed.emit()

        self._errands.append(Errand(lambda: read_folder(Path(folder), seed, progress, words), finish))
        self.source_changed.emit()

    def _take_source(self, source: PictureSource) -> None:
        self.source = source
        self._make_run()
        self.source_changed.emit()

    def _continue_with(self, source: PictureSource) -> None:
        """Give the net of a file its pictures back."""
        assert self.run is not None
        self.source = self.run.source = source
        self.view.present(self.run)
        self.source_changed.emit()
        if self._starts_when_ready:
            self._starts_when_ready = False
            self.train()

    def read_folder_again(self) -> None:
        """Read the folder anew, for somebody who has mended it."""
        if self.settings.source == "folder":
            self.problems.pop("folder", None)
            self._make_source()
            self.problems_changed.emit()

    @property
    def is_reading_folder(self) -> bool:
        """Whether a folder is being read."""
        return self._reading is not None

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What was left out of a folder, and why, by line."""
        return tuple(getattr(self.source, "notices", ()))

    def _retire(self) -> None:
        if self.run is not None:
            self.run.pause()
            self._retired.append(self.run)
            self.run = None

    def _make_run(self) -> None:
        """Put another net in place of the present one, whose thread ends by itself."""
        self._retire()
        source, settings = self.source, self.settings
        if source is None:
            return
        if isinstance(source, DrawnPictures):
            source = self.source = DrawnPictures.of(settings)
        shape = CaptionShape.of(settings, source.words.size, self._own_cell(settings))
        self.run = CaptionRun(settings, shape, source)
        self.view.present(self.run)
        if self._starts_when_ready:
            self._starts_when_ready = False
            self.train()

    # Training --------------------------------------------------------------------------------------------

    @property
    def status(self) -> str:
        """``reading`` (a folder), ``idle``, ``running``, ``paused``, ``finished`` or ``diverged``."""
        if self.is_reading_folder:
            return "reading"
        return self.run.status if self.run is not None else "idle"

    @property
    def curve(self) -> LossCurve:
        """Loss and share of right words over training steps."""
        return self.run.curve if self.run is not None else LossCurve()

    def train(self) -> None:
        """Start or continue training; once a folder has been read, if one is being read."""
        if self.run is None or self.is_reading_folder:
            self._starts_when_ready = self.is_reading_folder
            return
        if "folder" in self.problems:  # the pictures that are wanted are not those of the net
            return
        if getattr(
            self.source, "is_empty", False
        ):  # the net of a file: its pictures are still in their folder
            self._starts_when_ready = True
            self._read_folder(self.settings.folder, self.run)
            self.status_changed.emit()
            return
        self.run.start()
        self._set_dirty(True)
        self.status_changed.emit()

    def pause(self) -> None:
        """Stop training soon."""
        self._starts_when_ready = False
        if self.run is not None:
            self.run.pause()
        self.status_changed.emit()

    def toggle_training(self) -> None:
        """Train if training rests, else pause."""
        if self.status == "running":
            self.pause()
        else:
            self.train()

    def reset(self) -> None:
        """Return to the same initial weights."""
        self._make_run()
        self.status_changed.emit()
        self.progress_changed.emit()

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self._retired = [run for run in self._retired if run.is_busy]
        status, run = self.status, self.run
        changed, problem = run.poll() if run is not None else (False, None)
        self._errands = [errand for errand in self._errands if not errand.poll()]
        self.view.poll()
        if problem is not None:
            self.problem_raised.emit(problem)
        if changed:
            self.progress_changed.emit()
            if self.view.shown_step is None and self.run is run:
                self.view.refresh()
        if self.status != status:
            self.status_changed.emit()
        if self._when_run_rests is not None and (self.run is None or not self.run.is_busy):
            rested, self._when_run_rests = self._when_run_rests, None
            if self.run is not None:
                self.run.poll()
            rested()

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        at_work = self.run is not None and (self.run.is_busy or self.run.status == "running")
        waiting = bool(self._retired or self._errands) or self._when_run_rests is not None
        return at_work or waiting or self.view.is_busy

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self.dirty:
            self.dirty = dirty
            self.dirty_changed.emit()

    def close(self) -> None:
        """Stop every thread and wait for it."""
        self._reading = None
        if self.run is not None:
            self.run.pause()
        for run in (*self._retired, *([self.run] if self.run is not None else [])):
            run.join()
        self._resume_after_file = False
        if self._when_run_rests is not None:
            self.poll()
        for errand in self._errands:
            errand.wait()
        self._errands.clear()
        self.view.close()
