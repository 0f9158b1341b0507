"""Python as it is written: the standard library of the interpreter that runs this program."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import CorpusEntry, Reading
from rnnlab.core.text.corpora.files import gather
from rnnlab.core.text.corpus import CorpusChoice, Gatherer


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Read the modules at the top of the standard library; see `rnnlab.core.text.corpora.read`."""
    assert entry is not None
    folder = Path(sysconfig.get_path("stdlib"))
    files = sorted(path for path in folder.glob("*.py") if path.is_file() and path.stat().st_size)
    if not files:  # a frozen program carries no sources
        raise Problem("corpus.no_library", "corpus")
    gatherer = Gatherer()
    yield from gather(files, gatherer)
    return gatherer.corpus(choice, entry.title.en, entry.kind)
