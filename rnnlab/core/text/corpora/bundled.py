"""A text that comes with the program, from ``resources/corpora``."""

from __future__ import annotations

from rnnlab import paths
from rnnlab.core.text.corpora import CorpusEntry, Reading
from rnnlab.core.text.corpora.files import gather
from rnnlab.core.text.corpus import CorpusChoice, Gatherer


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Read the file that the entry's options name; see `rnnlab.core.text.corpora.read`."""
    assert entry is not None
    gatherer = Gatherer()
    yield from gather([paths.resources() / "corpora" / entry.options["file"]], gatherer)
    return gatherer.corpus(choice, entry.title.en, entry.kind)
