"""A person's own file, or all text files in a folder of theirs."""

from __future__ import annotations

import os
from pathlib import Path

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import CorpusEntry, Reading
from rnnlab.core.text.corpora.files import gather
from rnnlab.core.text.corpus import CorpusChoice, Gatherer, Kind

_KINDS: dict[str, Kind] = {
    ".c": "c",
    ".h": "c",
    ".py": "python",
    ".pyi": "python",
    ".tex": "latex",
    ".sty": "latex",
    ".bib": "latex",
}
_FILES_LIMIT = 20_000


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Read what the choice's path names; see `rnnlab.core.text.corpora.read`."""
    del entry
    path = Path(choice.path).expanduser()
    if not choice.path:
        raise Problem("corpus.no_path", "corpus")
    files = list_files(path) if path.is_dir() else [path]
    if not files:
        raise Problem("corpus.no_files", "corpus", name=path.name)
    gatherer = Gatherer()
    left_out = yield from gather(files, gatherer)
    notices: tuple[Problem, ...] = ()
    if left_out:
        notices = (Problem("corpus.left_out", "corpus", count=len(left_out), name=left_out[0].name),)
    return gatherer.corpus(choice, path.name or str(path), kind_of(files), notices)


def list_files(folder: Path) -> list[Path]:
    """Return the files in a folder and below, by name; hidden ones and empty ones are left out.

    Raises
    ------
    Problem
        ``corpus.too_many`` at ``"corpus"``.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith(".") and path.is_file() and path.stat().st_size:
                found.append(path)
        if len(found) > _FILES_LIMIT:
            raise Problem("corpus.too_many", "corpus", name=folder.name, limit=_FILES_LIMIT)
    return found


def kind_of(files: list[Path]) -> Kind:
    """Return the kind of most files, by their endings."""
    kinds: list[Kind] = [_KINDS.get(path.suffix.lower(), "prose") for path in files]
    return max(dict.fromkeys(kinds), key=kinds.count)
