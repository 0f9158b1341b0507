"""Zip files that may come from anywhere, and writing that never leaves half a file.

Reading believes nothing: the table of contents must be small and at the very end, only expected
names are looked at, nothing is ever unpacked to disk, and no member is read beyond the size that
whoever asks for it allows, whatever the file declares.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from rnnlab.core.problems import Problem
from rnnlab.core.writing import replaced

FILE_LIMIT = 2**31 - 2**20
"""Largest file that is read or written, in bytes; below the size at which zip needs another form."""
_MEMBERS_LIMIT = 16
_CONTENTS_LIMIT = 16 * 1024
_END = struct.Struct("<4s4H2LH")  # end of central directory, without comment
_READING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    RuntimeError,  # encrypted members; the subclass for unknown compression
    ValueError,
)


class Archive:
    """A zip file opened for reading.

    Use `open_archive`; the members are read one by one with `read`.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str, ending: str) -> None:
        self._archive = archive
        self._name, self._ending = name, ending

    def __contains__(self, member: str) -> bool:
        return member in self._archive.namelist()

    def foreign(self) -> Problem:
        """Return what is wrong with a file of another kind."""
        return _foreign(self._name, self._ending)

    def read(self, member: str, limit: int) -> bytes:
        """Return a member's content.

        Parameters
        ----------
        member
            Its name.
        limit
            Most bytes it may have.

        Raises
        ------
        Problem
            ``file.damaged`` if it is missing, longer, or does not match its checksum.
        """
        try:
            information = self._archive.getinfo(member)
            plain = information.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            if information.file_size > limit or not plain:
                raise Problem("file.damaged", "file", name=self._name)
            with self._archive.open(information) as stream:
                content = stream.read(limit + 1)
        except OSError as error:
            raise _reading_problem(error, self._name) from error
        except _READING_ERRORS as error:
            raise Problem("file.damaged", "file", name=self._name) from error
        if len(content) != information.file_size:
            raise Problem("file.damaged", "file", name=self._name)
        return content


@contextlib.contextmanager
def open_archive(path: Path, members: frozenset[str], ending: str) -> Iterator[Archive]:
    """Open a zip file that has only these members.

    Parameters
    ----------
    path
        Where it is.
    members
        What may be in it.
    ending
        What names of such files end in, ``.rnnlab``: for whoever opens another one.

    Raises
    ------
    Problem
        At ``"file"``: ``file.missing``, ``.permission``, ``.unreadable``, ``.foreign``,
        ``.truncated``, ``.too_large`` or ``.damaged``.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise _reading_problem(error, path.name) from error
    with stream:
        try:
            _check_outside(stream, path.name, ending)
            archive = zipfile.ZipFile(stream)
        except OSError as error:
            raise _reading_problem(error, path.name) from error
        except _READING_ERRORS as error:
            raise Problem("file.damaged", "file", name=path.name) from error
        with archive:
            names = archive.namelist()
            if not members & set(names):
                raise _foreign(path.name, ending)
            if len(set(names)) != len(names) or not members.issuperset(names):
                raise Problem("file.damaged", "file", name=path.name)
            yield Archive(archive, path.name, ending)


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write a zip file, whole or not at all; the same content gives the same bytes.

    It is written beside its place under another name and moved there when it is safely on the
    disk, so that an older file stays as it was if anything fails.

    Raises
    ------
    Problem
        At ``"file"``: ``file.no_space``, ``.no_folder``, ``.permission`` or ``.write_failed``.
    """
    with replaced(path) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # a fixed date


def _check_outside(stream: BinaryIO, name: str, ending: str) -> None:
    """Look at the first and the last bytes before anything reads the table of contents."""
    size = stream.seek(0, os.SEEK_END)
    if size > FILE_LIMIT:
        raise Problem("file.too_large", "file", name=name, limit=FILE_LIMIT // 2**20)
    stream.seek(0)
    start = stream.read(4)
    if not start:
        raise Problem("file.empty", "file", name=name)
    if start != b"PK\x03\x04":
        raise _foreign(name, ending)
    stream.seek(max(size - _END.size, 0))
    end = stream.read(_END.size)
    if len(end) < _END.size or not end.startswith(b"PK\x05\x06"):
        raise Problem("file.truncated", "file", name=name)
    _, disk, first_disk, here, entries, length, offset, comment = _END.unpack(end)
    whole = offset + length + _END.size == size
    if disk or first_disk or comment or here != entries or not whole:
        raise Problem("file.damaged", "file", name=name)
    if entries > _MEMBERS_LIMIT or length > _CONTENTS_LIMIT:
        raise _foreign(name, ending)


def _foreign(name: str, ending: str) -> Problem:
    return Problem("file.foreign", "file", name=name, ending=ending)


def _reading_problem(error: OSError, name: str) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("file.missing", "file", name=name)
    if isinstance(error, PermissionError):
        return Problem("file.permission", "file", name=name)
    return Problem("file.unreadable", "file", name=name, reason=error.strerror or str(error))
