"""Reading a text file as a phrase book, whatever a person saved it as.

Files from other programs are in UTF-8, in UTF-16 with a mark at the beginning, or (older ones from Korean
Windows) in CP949. What is none of these is refused rather than turned into nonsense.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rnnlab.core.phrases.book import FIELD, TEXT_LIMIT
from rnnlab.core.problems import Problem

__all__ = ["BYTES_LIMIT", "TextFile", "decode", "read_text"]

BYTES_LIMIT = 4 * TEXT_LIMIT + 4
"""Largest file, in bytes: so much the longest text takes in any of the encodings."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OLD_KOREAN = "cp949"
_PLAIN = 0.9  # share of Korean letters that are among the common 2,350


@dataclass(frozen=True)
class TextFile:
    """What a file says.

    Attributes
    ----------
    text
        Its contents.
    notices
        ``phrases.encoding`` if it was read in an older encoding.
    """

    text: str
    notices: tuple[Problem, ...] = ()


def read_text(path: Path) -> TextFile:
    """Read a text file.

    Raises
    ------
    Problem
        At ``"phrases"``: ``file.missing``, ``file.permission``, ``file.unreadable``,
        ``phrases.file_too_large``, ``phrases.not_text`` (name).
    """
    try:
        with path.open("rb") as file:
            content = file.read(BYTES_LIMIT + 1)
    except FileNotFoundError as error:
        raise Problem("file.missing", FIELD, name=path.name) from error
    except PermissionError as error:
        raise Problem("file.permission", FIELD, name=path.name) from error
    except OSError as error:
        raise Problem(
            "file.unreadable", FIELD, name=path.name, reason=error.strerror or str(error)
        ) from error
    if len(content) > BYTES_LIMIT:
        raise Problem("phrases.file_too_large", FIELD, name=path.name, limit=TEXT_LIMIT)
    return decode(content, path.name)


def decode(content: bytes, name: str) -> TextFile:
    """Find out in which encoding some bytes are.

    Raises
    ------
    Problem
        ``phrases.not_text`` (name) if in none that is known.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _strict(content[len(mark) :], encoding)
            if text is None or "\0" in text:
                break
            return TextFile(text)
    if b"\0" in content:
        raise Problem("phrases.not_text", FIELD, name=name)
    if (text := _strict(content, "utf-8")) is not None:
        return TextFile(text)
    if (text := _strict(content, _OLD_KOREAN)) is not None and _looks_korean(text):
        notice = Problem("phrases.encoding", FIELD, name=name, encoding=_OLD_KOREAN.upper())
        return TextFile(text, (notice,))
    raise Problem("phrases.not_text", FIELD, name=name)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_korean(text: str) -> bool:
    """Whether the letters beyond ASCII are usual Korean ones: what is no Korean text gives rare ones."""
    foreign = [letter for letter in text if not letter.isascii()]
    syllables = [letter for letter in foreign if "가" <= letter <= "힣"]
    usual = [letter for letter in syllables if _encodes(letter)]
    return bool(foreign) and len(usual) >= _PLAIN * len(foreign)


def _encodes(letter: str) -> bool:
    try:
        return len(letter.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False
