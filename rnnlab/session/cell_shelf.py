"""A person's own cells as files: saved, renamed, deleted and brought back, in the background.

Every scene that offers cells listens to ``changed``. Nothing here knows what is being edited.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from psygnal import Signal

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import (
    ENDING,
    MAXIMUM_FILE_BYTES,
    CellText,
    checked_name,
    free_cell_name,
    read_cell_text,
    save_cell_text,
    to_toml,
)
from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_bytes, write_text
from rnnlab.session.errand import Errand

Result = TypeVar("Result")
Done = Callable[[Problem | None], None]


class CellShelf:
    """The person's cell folder.

    Attributes
    ----------
    changed
        Files were written or removed, here or by another program.
    """

    changed = Signal()

    def __init__(self) -> None:
        self._errands: list[Errand[Any]] = []
        self._seen = self._fingerprint()

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written or read."""
        return bool(self._errands)

    def path(self, name: str) -> Path:
        """Return where a cell's file is."""
        return catalogue.folders()[1] / f"{name}{ENDING}"

    def names(self) -> tuple[str, ...]:
        """Return the names of all files in the folder, also of those that hold no cell."""
        return tuple(sorted(catalogue.own_files(), key=str.casefold))

    def problem(self, name: str) -> Problem | None:
        """Return why a file's cell cannot be used, None if it can."""
        if name in catalogue.built_in():
            return Problem("cell_name.taken", "cell_name", name=name)
        try:
            catalogue.load(name)
        except Problem as problem:
            return problem
        return None

    def taken(self, besides: str = "") -> frozenset[str]:
        """Return the names that another cell cannot have."""
        return catalogue.built_in() | (frozenset(self.names()) - {besides})

    def read(self, name: str) -> CellText:
        """Return what a file says; raises Problem."""
        return read_cell_text(self.path(name))

    # In the background ----------------------------------------------------------------------------------

    def save(self, name: str, text: CellText, done: Done, *, before: str = "") -> None:
        """Write a cell under a name.

        Parameters
        ----------
        name
            As typed.
        text
            What to write; it must be a cell.
        done
            Called from :meth:`poll`, or at once if the name will not do or the equations are wrong.
        before
            The name it had so far; that file goes away.
        """
        try:
            name = checked_name(name, self.taken(besides=before))
            text.cell(name)
        except Problem as problem:
            done(problem)
            return

        def work() -> None:
            path, old = self.path(name), self.path(before)
            save_cell_text(path, text)
            # only where capitals count are two spellings two files
            if before and before != name and not (old.exists() and old.samefile(path)):
                old.unlink(missing_ok=True)

        self._run(work, lambda _, problem: done(problem))

    def remove(self, name: str, done: Callable[[bytes | None, Problem | None], None]) -> None:
        """Delete a cell's file; `done` gets what it held, for `restore`."""

        def work() -> bytes:
            path = self.path(name)
            try:
                with path.open("rb") as stream:
                    content = stream.read(MAXIMUM_FILE_BYTES)
                path.unlink()
            except OSError as error:
                raise Problem("cell_name.not_removed", "file", name=name) from error
            return content

        self._run(work, done)

    def restore(self, name: str, content: bytes, done: Done) -> None:
        """Bring a deleted file back; under another name if that is taken by now."""
        place = self.path(name if name not in self.taken() else free_cell_name(name, self.taken()))
        self._run(lambda: write_bytes(place, content), lambda _, problem: done(problem))

    def read_file(self, path: Path, done: Callable[[CellText | None, Problem | None], None]) -> None:
        """Read a cell file from anywhere."""
        self._errands.append(Errand(lambda: read_cell_text(path), done))

    def write_file(self, path: Path, text: CellText, done: Done) -> None:
        """Write a cell to a file anywhere."""
        content = to_toml(text)
        self._errands.append(Errand(lambda: write_text(path, content), lambda _, problem: done(problem)))

    def _run(self, work: Callable[[], Result], done: Callable[[Result | None, Problem | None], None]) -> None:
        def finish(result: Result | None, problem: Problem | None) -> None:
            self._tell()
            done(result, problem)

        self._errands.append(Errand(work, finish))

    def poll(self) -> None:
        """Hand over what was done; called by a timer."""
        under_way, self._errands = self._errands, []
        waiting = [errand for errand in under_way if not errand.poll()]
        self._errands = waiting + self._errands

    def look(self) -> None:
        """Find out whether another program changed the folder; called when a scene comes to the front."""
        if self._fingerprint() != self._seen:
            self._tell()

    def _tell(self) -> None:
        catalogue.forget()
        self._seen = self._fingerprint()
        self.changed.emit()

    @staticmethod
    def _fingerprint() -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for name, path in catalogue.own_files().items():
            with suppress(OSError):
                about = path.stat()
                found[name] = about.st_mtime_ns, about.st_size
        return found

    def close(self) -> None:
        """Wait for what is being written."""
        while self._errands:
            self._errands.pop(0).wait()
