"""Reading text files block by block, whatever their encoding, up to a size that a machine can take."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Self

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import Progress
from rnnlab.core.text.corpus import Gatherer
from rnnlab.core.text.encoding import SAMPLE_BYTES, decoded, detect

SIZE_LIMIT = 200 * 2**20
"""Most bytes of a corpus."""
_BLOCK = 2**20


def gather(paths: Sequence[Path], gatherer: Gatherer) -> Generator[Progress, None, tuple[Path, ...]]:
    """Add files to a corpus, an empty line between them.

    Parameters
    ----------
    paths
        In order.
    gatherer
        Where the text goes.

    Returns
    -------
    tuple of Path
        Files that are no text, which were left out. If it is the only file it is refused instead.

    Raises
    ------
    Problem
        At ``"corpus"``: ``corpus.empty``, ``.binary``, ``.too_large``, ``.missing`` or ``.unreadable``.
    """
    total = sum(_size(path) for path in paths)
    if total > SIZE_LIMIT:
        name = paths[0].name if len(paths) == 1 else paths[0].parent.name
        raise Problem("corpus.too_large", "corpus", name=name, size=total // 2**20, limit=SIZE_LIMIT // 2**20)
    done, left_out = 0, []
    for path in paths:
        try:
            codec = _codec(path)
        except Problem as problem:
            if len(paths) == 1 or problem.code not in ("corpus.binary", "corpus.empty"):
                raise
            left_out.append(path)
            continue
        if gatherer.characters:
            gatherer.add("\n\n")
        with _opened(path) as stream:
            blocks: Iterator[bytes] = iter(lambda source=stream: source.read(_BLOCK), b"")  # type: ignore[misc]
            for text in decoded(blocks, codec):
                gatherer.add(text)
                yield Progress("reading", done + stream.tell(), total)
        done += _size(path)
    return tuple(left_out)


def _codec(path: Path) -> str:
    with _opened(path) as stream:
        return detect(stream.read(SAMPLE_BYTES), path.name)


class _Opened:
    """A file opened for reading whose errors are problems."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        try:
            self._stream = self._path.open("rb")
        except OSError as error:
            raise _problem(self._path, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, count: int) -> bytes:
        """Return the next bytes."""
        try:
            return self._stream.read(count)
        except OSError as error:
            raise _problem(self._path, error) from error

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._stream.tell()


def _opened(path: Path) -> _Opened:
    return _Opened(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("corpus.missing", "corpus", name=path.name)
    return Problem("corpus.unreadable", "corpus", name=path.name, reason=error.strerror or str(error))
