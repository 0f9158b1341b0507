"""A text fetched from where it is published: once, only when a person asks for it, and checked.

What has arrived is kept beside its place, so that a download that was broken off goes on where it stopped.
The file is put in its place only if its SHA-256 is the expected one.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path

from rnnlab import paths
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora import CorpusEntry, Progress, Reading
from rnnlab.core.text.corpora.files import gather
from rnnlab.core.text.corpus import CorpusChoice, Gatherer

_BLOCK = 2**15
_TIMEOUT = 20.0
_PARTIAL = 206
_RANGE_WRONG = 416


def folder() -> Path:
    """Return where downloaded texts lie."""
    return paths.user_data() / "corpora"


def is_here(entry: CorpusEntry) -> bool:
    """Tell whether a text has been downloaded."""
    return bool((folder() / entry.options["file"]).is_file())


def read(choice: CorpusChoice, entry: CorpusEntry | None) -> Reading:
    """Read a text, downloading it if it is not here; see `rnnlab.core.text.corpora.read`."""
    assert entry is not None
    path = folder() / entry.options["file"]
    if not path.is_file():
        yield from fetch(entry.options["url"], entry.options["sha256"], entry.options["bytes"], path)
    gatherer = Gatherer()
    yield from gather([path], gatherer)
    return gatherer.corpus(choice, entry.title.en, entry.kind)


def fetch(url: str, sha256: str, size: int, path: Path) -> Generator[Progress, None, None]:
    """Download a file, going on with what is there of it.

    Parameters
    ----------
    url, sha256, size
        Where it is, its hash in hexadecimal digits, and its bytes.
    path
        Where it goes, whole or not at all.

    Raises
    ------
    Problem
        At ``"corpus"``: ``corpus.offline`` (nobody answers), ``corpus.refused`` (status),
        ``corpus.interrupted``, ``corpus.changed`` (the hash is another) or ``corpus.no_space``.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        there = part.stat().st_size if part.is_file() else 0
        if there < size:
            yield from _rest(url, part, there, size)
        if hashlib.sha256(part.read_bytes()).hexdigest() != sha256:
            part.unlink()
            raise Problem("corpus.changed", "corpus", name=path.name)
        part.replace(path)
    except OSError as error:
        raise Problem(
            "corpus.no_space", "corpus", name=path.name, reason=error.strerror or str(error)
        ) from error


def _rest(url: str, part: Path, there: int, size: int) -> Generator[Progress, None, None]:
    """Fetch what is missing of a file."""
    request = urllib.request.Request(url, headers={"User-Agent": "rnnlab"})  # noqa: S310 - from our own files
    if there:
        request.add_header("Range", f"bytes={there}-")
    yield Progress("downloading", there, size)
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310 - from our own files
    except urllib.error.HTTPError as error:
        if error.code == _RANGE_WRONG:
            part.unlink()
        with contextlib.closing(error):
            raise Problem("corpus.refused", "corpus", status=error.code) from error
    except (OSError, http.client.HTTPException) as error:  # URLError is an OSError
        raise Problem("corpus.offline", "corpus") from error
    with response:
        goes_on = response.status == _PARTIAL
        done = there if goes_on else 0
        with part.open("ab" if goes_on else "wb") as stream:
            while done < size:
                try:
                    block = response.read(_BLOCK)
                except (OSError, http.client.HTTPException) as error:
                    raise Problem("corpus.interrupted", "corpus", done=done, total=size) from error
                if not block:
                    raise Problem("corpus.interrupted", "corpus", done=done, total=size)
                stream.write(block)
                stream.flush()
                done += len(block)
                yield Progress("downloading", min(done, size), size)
