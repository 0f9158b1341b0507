"""The words of captions, by index: what goes into the decoder and what comes out of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

START, END = "<START>", "<END>"
START_INDEX, END_INDEX = 0, 1
NO_WORD = -1
"""Fills the rows of :meth:`WordTable.rows` behind their end."""

IntArray = npt.NDArray[np.int64]


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a caption as typed: parted at spaces, letters composed (NFC)."""
    return tuple(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True)
class WordTable:
    """Every word a caption may have, ``<START>`` and ``<END>`` before them.

    Attributes
    ----------
    words
        Without the two marks, no word twice.
    """

    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.words)) < len(self.words) or {START, END} & set(self.words):
            raise ValueError("a word is in the table twice")

    @classmethod
    def of_captions(cls, captions: Iterable[Sequence[str]]) -> WordTable:
        """Return a table of all words in some captions, in order of first use."""
        found = dict.fromkeys(word for caption in captions for word in caption)
        return cls(tuple(word for word in found if word not in (START, END)))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every word by index, the two marks first, (V,)."""
        return (START, END, *self.words)

    @property
    def size(self) -> int:
        """V, the number of words with the two marks."""
        return len(self.words) + 2

    @cached_property
    def indices(self) -> dict[str, int]:
        """Every word's index."""
        return {word: index for index, word in enumerate(self.labels)}

    def encode(self, caption: Sequence[str]) -> tuple[int, ...]:
        """Return the indices of a caption's words and of ``<END>``.

        Raises
        ------
        KeyError
            If a word is not in the table.
        """
        return (*(self.indices[word] for word in caption), END_INDEX)

    def decode(self, indices: Sequence[int]) -> tuple[str, ...]:
        """Return the words of indices up to ``<END>``, if that is among them."""
        words: list[str] = []
        for index in indices:
            if index in (END_INDEX, NO_WORD):
                break
            words.append(self.labels[index])
        return tuple(words)

    def rows(self, captions: Sequence[Sequence[str]], length: int | None = None) -> IntArray:
        """Return captions as rows of indices that end in ``<END>``, filled up with `NO_WORD`; (N, T)."""
        encoded = [self.encode(caption) for caption in captions]
        longest = max((len(row) for row in encoded), default=1) if length is None else length
        rows = np.full((len(encoded), longest), NO_WORD, np.int64)  # (N, T)
        for row, indices in zip(rows, encoded, strict=True):
            row[: len(indices)] = indices
        return rows
