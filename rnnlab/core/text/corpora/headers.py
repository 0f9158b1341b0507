"""C as it is written: the headers that NumPy installs, which are on every machine that runs this program."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnnlab.core.text.corpora import CorpusEntry, Reading
from rnnlab.core.text.corpora.files import gather
from rnnlab.core.text.corpora.own import list_files
from rnnlab.core.text.corpus import CorpusChoice, Gatherer


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Read NumPy's headers; see `rnnlab.core.text.corpora.read`."""
    assert entry is not None
    files = [path for path in list_files(Path(np.get_include())) if path.suffix == ".h"]
    gatherer = Gatherer()
    yield from gather(files, gatherer)
    return gatherer.corpus(choice, entry.title.en, entry.kind)
