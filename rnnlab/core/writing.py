"""Writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rnnlab.core.problems import Problem

__all__ = ["replaced", "write_bytes", "write_text"]


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file through; the file is there only once all of it is.

    It is written beside its place under another name and moved there when it is safely on the disk, so that
    an older file stays as it was if anything fails.

    Raises
    ------
    Problem
        At ``"file"``: ``file.no_space``, ``.no_folder``, ``.not_writable`` or ``.write_failed``.
    """
    temporary: Path | None = None
    try:
        path = path.resolve()  # what a link points to is replaced, not the link
        temporary = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.tmp")
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
        _sync_folder(path.parent)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _writing_problem(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file, see `replaced`."""
    with replaced(path) as stream:
        stream.write(content)


def write_text(path: Path, text: str) -> None:
    """Write a whole file in UTF-8, see `replaced`."""
    write_bytes(path, text.encode("utf-8"))


def _writing_problem(error: OSError | ValueError, path: Path) -> Problem:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return Problem("file.no_space", "file", name=path.name)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return Problem("file.no_folder", "file", name=path.name, folder=str(path.parent))
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem("file.not_writable", "file", name=path.name, folder=str(path.parent))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("file.write_failed", "file", name=path.name, reason=reason)


def _sync_folder(folder: Path) -> None:
    """Make sure that the move itself is on the disk, where the system offers that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
