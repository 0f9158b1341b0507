"""In which encoding a person's file is written, and reading it piece by piece as NFC text.

The order of trials: a byte order mark; UTF-16 without one, which gives itself away by its zero bytes; UTF-8;
the Korean cp949; and Western European last, since any bytes can be read as that. What is no text is refused.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Iterator

from rnnlab.core.problems import Problem

SAMPLE_BYTES = 2**20
"""What an encoding is recognised by."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
    b"RIFF",
)
_LONGEST_HELD = 2**22
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 26, 27})
_FEW = 0.01
"""Share of control characters, or of broken ones among those outside ASCII, that a text may have."""


def detect(sample: bytes, name: str) -> str:
    """Return the codec of a file that begins with these bytes.

    Parameters
    ----------
    sample
        Up to `SAMPLE_BYTES` from its start.
    name
        The file's name, for the problem.

    Raises
    ------
    Problem
        At ``"corpus"``: ``corpus.empty`` or ``corpus.binary``.
    """
    if not sample:
        raise Problem("corpus.empty", "corpus", name=name)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    if sample.startswith(_SIGNATURES):
        raise Problem("corpus.binary", "corpus", name=name)
    if b"\0" in sample:
        found = _wide(sample)
    elif _controls(sample) > _FEW * len(sample):
        found = None
    else:
        found = _narrow(sample)
    if found is None:
        raise Problem("corpus.binary", "corpus", name=name)
    return found


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _CONTROLS))


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 it is, if it reads as text that way."""
    even = sample[: len(sample) // 2 * 2]
    for codec in ("utf-16-le", "utf-16-be"):
        text = even.decode(codec, "replace")
        good = sum(1 for symbol in text[:4096] if symbol in "\t\n\r" or symbol.isprintable())
        known = sum(1 for symbol in text[:4096] if symbol <= "\u024f" or "가" <= symbol <= "힣")
        size = min(len(text), 4096)
        if size and min(good, known) >= 0.9 * size:
            return codec
    return None


def _narrow(sample: bytes) -> str:
    """Return the encoding of bytes without zeros."""
    text = sample.decode("utf-8", "replace").rstrip("\ufffd")
    broken = text.count("\ufffd")
    foreign = sum(not symbol.isascii() for symbol in text) if not text.isascii() else 0
    if broken <= _FEW * foreign:
        return "utf-8"
    korean = sample.decode("cp949", "replace").rstrip("\ufffd")
    outside = [symbol for symbol in korean if not symbol.isascii()]
    syllables = sum("가" <= symbol <= "힣" for symbol in outside)
    if syllables > 0.5 * len(outside) and korean.count("\ufffd") <= _FEW * len(outside):
        return "cp949"
    # typewriters' quotes of Windows lie where Latin-1 has control characters
    has_windows_signs = any(0x80 <= byte < 0xA0 for byte in sample)
    return "cp1252" if has_windows_signs else "latin-1"


def decoded(blocks: Iterable[bytes], codec: str) -> Iterator[str]:
    """Yield a file's text in pieces, in NFC and with line feeds only.

    Parameters
    ----------
    blocks
        Its bytes in order, cut anywhere.
    codec
        From `detect`; bytes that it does not know become U+FFFD.

    Yields
    ------
    str
        A piece for every block; what may still combine with the next piece is held back.
    """
    decoder = codecs.getincrementaldecoder(codec)("replace")
    held = ""
    for block in blocks:
        held += decoder.decode(block)
        cut = _last_cut(held)
        yield _plain(held[:cut])
        held = held[cut:]
    yield _plain(held + decoder.decode(b"", final=True))


def _last_cut(text: str) -> int:
    """Return the last place before which nothing can change any more."""
    for sign in ("\n", " "):
        cut = text.rfind(sign)
        if cut > 0:
            return cut - 1 if text[cut - 1] == "\r" else cut
    return len(text) if len(text) > _LONGEST_HELD else 0


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)
