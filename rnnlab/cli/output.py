"""Printing: JSON with numbers as short as they can be, columns of wide letters, a line of progress."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Sequence
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

LINES_PER_SECOND = 10


def print_json(content: object, *, compact: bool = False) -> None:
    """Print JSON; `compact` puts it on one line."""
    print(json.dumps(content, ensure_ascii=False, allow_nan=False, indent=None if compact else 2))


def array(values: npt.NDArray[Any]) -> dict[str, Any]:
    """Return an array's shape and values for JSON."""
    return {"shape": list(values.shape), "values": numbers(values)}


def numbers(values: npt.NDArray[Any]) -> Any:  # noqa: ANN401 - nested lists as deep as the array
    """Return nested lists of the shortest numbers that read back as the same float32; null for NaN."""
    if values.ndim > 1:
        return [numbers(row) for row in values]
    return [short(value) for value in values]


def short(value: float | np.floating[Any]) -> float | None:
    """Return one number as `numbers` does."""
    return float(str(np.float32(value))) if np.isfinite(value) else None


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.category(character) in {"Mn", "Me", "Cf"} for character in text)
    return len(text) + wide - marks


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


class ProgressLine:
    """One line on a terminal that is written again and again; nothing where there is none."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shows = self._stream.isatty()
        self._length = 0
        self._last = 0.0

    def show(self, text: str) -> None:
        """Write the line, a few times a second at most."""
        now = time.monotonic()
        if self._shows and now - self._last >= 1 / LINES_PER_SECOND:
            self._last = now
            self._write(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._length:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        length = width(text)
        self._stream.write("\r" + text + " " * max(self._length - length, 0))
        self._stream.flush()
        self._length = length


def duration(seconds: float) -> str:
    """Return minutes and seconds, hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
