"""The Cells scene's state: which cell is shown, what is being written, and the small net that learns with it.

Cells are known by keys: the name of a cell in the catalogue, or that of a draft (`cell_drafts`). The lab's
own cells can be looked at and duplicated; a person's own are edited, and every change is kept as a draft
until it is saved or given up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import CellText, checked_name, free_cell_name, text_of
from rnnlab.core.cells.graph import Cell, Localised
from rnnlab.core.cells.outline import Outline
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.session import cell_list
from rnnlab.session.cell_drafts import NEW, CellDrafts, Draft
from rnnlab.session.cell_list import Entry
from rnnlab.session.cell_shelf import CellShelf, Done
from rnnlab.session.equation_reader import EquationReader, outline_of
from rnnlab.session.errand import Errand
from rnnlab.session.live_cell import LiveCell

REST_BEFORE_TRAINING = 0.4
REST_BEFORE_WRITING = 1.0
FIRST_LINES = "h = tanh(W_xh @ x + W_hh @ h + b_h)"
"""What a new cell begins with: a cell that works, to be changed."""


class CellsSession:
    """What the scene's widgets look at.

    Parameters
    ----------
    shelf
        The person's cell folder.
    drafts
        What is written and not saved.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    key
        The cell shown.
    cell
        The last one of it that could be read; None if none could.
    draft
        What is being written; None for the lab's own cells and for files that cannot be opened.
    outline
        What is known of the draft's lines; its ``problem`` is the first mistake.
    live
        The net.
    """

    entries_changed = Signal()
    selected = Signal()
    cell_changed = Signal()
    draft_changed = Signal()
    problem_raised = Signal(object)

    def __init__(
        self, shelf: CellShelf, drafts: CellDrafts | None = None, suppliers: Suppliers | None = None
    ) -> None:
        self.shelf = shelf
        self.drafts = drafts or CellDrafts()
        self.key = catalogue.first()
        self.cell: Cell | None = catalogue.load(self.key)
        self.draft: Draft | None = None
        self.outline = Outline()
        self._saved: Draft | None = None
        self._reader = EquationReader(self._on_read)
        self._train_at: float | None = None
        self._write_at: float | None = None
        self._writing: Errand[None] | None = None
        self.live = LiveCell(self.cell, Experiment(), suppliers)
        shelf.changed.connect(self._on_shelf_changed)

    # Showing --------------------------------------------------------------------------------------------

    def families(self) -> tuple[tuple[Entry, ...], ...]:
        """Return the lab's own cells by families."""
        return cell_list.families()

    def own(self) -> tuple[Entry, ...]:
        """Return a person's cells."""
        return cell_list.own(self.shelf, self.drafts)

    def cell_of(self, key: str) -> Cell | None:
        """Return the cell of a line in the list, None if it cannot be read."""
        if key == self.key:
            return self.cell
        with suppress(Problem):
            return catalogue.load(key)
        return None

    @property
    def is_own(self) -> bool:
        """Whether the cell shown is a person's, so that it can be renamed, deleted …."""
        return self.key.startswith(NEW) or self.key in self.shelf.names()

    @property
    def is_dirty(self) -> bool:
        """Whether the draft differs from its file."""
        return self.draft is not None and not _is_same(self.draft, self._saved)

    def select(self, key: str) -> None:
        """Show another cell; an unknown key is ignored."""
        known = key.startswith(NEW) and self.drafts.get(key) is not None
        if not known and key not in self.shelf.names() and key not in catalogue.built_in():
            return
        self.key, self.draft, self._saved, self.outline = key, None, None, Outline()
        self._train_at = None
        self._reader.forget()
        if key in catalogue.built_in():
            self.cell = catalogue.load(key)
        else:
            self._open(key)
        if self.cell is not None:
            self.live.show(self.cell)
        self.selected.emit()

    def _open(self, key: str) -> None:
        """Take up a draft, or what the file says."""
        self.cell = None
        if not key.startswith(NEW):
            try:
                self._saved = Draft(key, self.shelf.read(key), key)
            except Problem as problem:
                self.outline = Outline(problem=problem)
        self.draft = self.drafts.get(key) or self._saved
        if self.draft is not None:
            self._take(outline_of(self.draft))

    def _take(self, found: Outline) -> None:
        self.outline = found
        if found.cell is not None and self.draft is not None:
            text = self.draft.text
            title = cell_list.title_of(self.draft)
            self.cell = replace(found.cell, title=title, source=text.source, look_at=text.look_at)

    def _on_shelf_changed(self) -> None:
        if self.key in self.shelf.names() and self.drafts.get(self.key) is None:
            with suppress(Problem):
                if self._saved is None or self.shelf.read(self.key) != self._saved.text:
                    self.select(self.key)  # another program wrote it, and nothing of ours is lost
        elif not self.is_own and self.key not in catalogue.built_in() and self.draft is None:
            self.select(catalogue.first())
        self.entries_changed.emit()

    # Writing --------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin a new cell with the simplest one."""
        self._begin("", CellText(("h",), FIRST_LINES))

    def duplicate(self) -> None:
        """Begin a new cell with what is shown."""
        if self.draft is not None:
            text, name = self.draft.text, self.draft.name
        elif self.cell is not None:
            text, name = replace(text_of(self.cell), source=Localised(), title=Localised()), self.cell.name
        else:
            return
        self._begin(name, replace(text, order=None, title=Localised()))

    def _begin(self, name: str, text: CellText) -> None:
        free = free_cell_name(name or "my-cell", self.shelf.taken() | self.drafts.names())
        try:
            key = self.drafts.new_key()
            self.drafts.put(key, Draft(free, text))
        except Problem as problem:
            self.problem_raised.emit(problem)
            return
        self._write_soon()
        self.select(key)
        self.entries_changed.emit()

    def edit(self, *, name: str | None = None, **changes: Any) -> None:  # noqa: ANN401 - fields of CellText
        """Change the draft: its ``name``, or fields of its `CellText`."""
        if self.draft is None:
            return
        before = self.draft
        text = replace(before.text, **changes)
        self.draft = Draft(before.name if name is None else name, text, before.origin)
        if self.draft == before:
            return
        self._keep(renamed=name is not None or "title" in changes)
        if {"equations", "states"} & changes.keys():
            self._reader.read(self.draft)
        else:
            self._take(self.outline)
        self.draft_changed.emit()

    def _keep(self, *, renamed: bool) -> None:
        """Keep the draft, or forget it where it says what the file says."""
        assert self.draft is not None
        known = self.drafts.get(self.key) is not None
        if _is_same(self.draft, self._saved):
            self.drafts.drop(self.key)
        else:
            try:
                self.drafts.put(self.key, self.draft)
            except Problem as problem:
                self.problem_raised.emit(problem)
        self._write_soon()
        if renamed or known != (self.drafts.get(self.key) is not None):
            self.entries_changed.emit()

    def _on_read(self, found: Outline) -> None:
        before = self.cell
        self._take(found)
        if found.cell is not None and (before is None or not before.is_like(found.cell)):
            self._train_at = time.monotonic() + REST_BEFORE_TRAINING
            self.cell_changed.emit()
        self.draft_changed.emit()

    def train(self) -> None:
        """Train the cell shown from the beginning, at once."""
        if self.cell is None:
            return
        pending, self._train_at = self._train_at is not None, None
        if pending or not self.live.cell.is_like(self.cell):
            self.live.show(self.cell)
        else:
            self.live.train()

    # Files ----------------------------------------------------------------------------------------------

    def name_problem(self) -> Problem | None:
        """Return why the draft's name will not do, None if it will."""
        if self.draft is None:
            return None
        try:
            checked_name(self.draft.name, self.shelf.taken(besides=self.draft.origin))
        except Problem as problem:
            return problem
        return None

    def save(self, done: Done) -> None:
        """Write the draft to the cell folder; under another name if that was changed."""
        draft, key = self.draft, self.key
        if draft is None:
            return

        def finish(problem: Problem | None) -> None:
            if problem is None:
                self._after_saving(key, draft)
            done(problem)

        self.shelf.save(draft.name, draft.text, finish, before=draft.origin)

    def _after_saving(self, key: str, draft: Draft) -> None:
        name = checked_name(draft.name)
        saved = Draft(name, draft.text.tidied(), name)
        latest = self.drafts.drop(key)
        if latest is not None and latest != draft:  # more was written meanwhile
            self.drafts.put(name, replace(latest, origin=name))
        self._write_soon()
        if self.key != key:
            self.entries_changed.emit()
            return
        more = latest is not None and latest != draft
        self.key, self._saved = name, saved
        self.draft = replace(latest, origin=name) if more and latest is not None else saved
        self._take(self.outline)
        self.entries_changed.emit()
        self.draft_changed.emit()

    def revert(self) -> Draft | None:
        """Give up the changes since the last saving; returns them, for `take_back`."""
        given_up = self.drafts.drop(self.key)
        self._write_soon()
        self.select(self.key if self._saved is not None else catalogue.first())
        self.entries_changed.emit()
        return given_up

    def take_back(self, key: str, draft: Draft) -> None:
        """Bring back a draft that was given up."""
        if key.startswith(NEW) and self.drafts.get(key) is not None:
            key = self.drafts.new_key()
        self.drafts.put(key, draft)
        self._write_soon()
        self.select(key)
        self.entries_changed.emit()

    def delete(self, done: Callable[[Problem | None, Callable[[], None]], None]) -> None:
        """Delete the cell shown; `done` gets what brings it back."""
        key, draft = self.key, self.drafts.drop(self.key)
        self._write_soon()

        def bring_draft_back() -> None:
            if draft is not None:
                self.take_back(key, draft)

        def finish(content: bytes | None, problem: Problem | None) -> None:
            if content is None:
                bring_draft_back()
                done(problem, bring_draft_back)
                return
            self.select(catalogue.first())
            done(None, lambda: self.shelf.restore(key, content, lambda _: bring_back()))

        def bring_back() -> None:
            bring_draft_back()
            self.select(key)

        if key.startswith(NEW):
            self.select(catalogue.first())
            self.entries_changed.emit()
            done(None, bring_draft_back)
        else:
            self.shelf.remove(key, finish)

    def import_file(self, path: Path, done: Callable[[Problem | None], None]) -> None:
        """Open a cell file from anywhere as a new draft, and save it if it is a cell."""

        def finish(text: CellText | None, problem: Problem | None) -> None:
            if text is not None:
                self._begin(path.stem, replace(text, order=None))
                if self.outline.cell is not None:
                    self.save(done)
                    return
            done(problem)

        self.shelf.read_file(path, finish)

    def export_file(self, path: Path, done: Done) -> None:
        """Write what is shown to a file anywhere."""
        if self.draft is not None:
            self.shelf.write_file(path, self.draft.text, done)
        elif self.cell is not None:
            self.shelf.write_file(path, text_of(self.cell), done)

    # Time -----------------------------------------------------------------------------------------------

    def _write_soon(self) -> None:
        self._write_at = time.monotonic() + REST_BEFORE_WRITING

    @property
    def is_active(self) -> bool:
        """Whether anything may arrive at the next poll."""
        waiting = any(one is not None for one in (self._train_at, self._write_at, self._writing))
        return waiting or self.live.is_active or self.shelf.is_busy or self._reader.is_busy

    def poll(self) -> None:
        """Bring in what the background has done since the last look; called by a timer."""
        self.shelf.poll()
        self._reader.poll()
        now = time.monotonic()
        if self._train_at is not None and now >= self._train_at:
            self._train_at = None
            if self.cell is not None:
                self.live.show(self.cell)
        if self._writing is not None:
            self._writing.poll()
        elif self._write_at is not None and now >= self._write_at:
            self._write_at = None
            if not self.drafts.is_written:
                self._writing = Errand(self.drafts.write, self._on_written)
        self.live.poll()

    def _on_written(self, _: None, problem: Problem | None) -> None:
        self._writing = None
        if problem is not None:
            self.problem_raised.emit(problem)

    def close(self) -> None:
        """Stop every thread, wait for it, and write what is not written."""
        self.live.close()
        self._reader.close()
        if self._writing is not None:
            self._writing.wait()
        self.shelf.close()
        if not self.drafts.is_written:
            with suppress(Problem):
                self.drafts.write()


def _is_same(draft: Draft, saved: Draft | None) -> bool:
    """Whether a draft says what its file says."""
    return saved is not None and (draft.name, draft.text.tidied()) == (saved.name, saved.text.tidied())
