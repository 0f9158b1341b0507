"""A corpus: a long text as an array of symbol indices, one or two bytes a character.

Symbols are single characters in the order of their code points. A text may have more kinds of characters than
a net should tell apart; the rarest then share one symbol, U+FFFD.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import regex

from rnnlab.core.problems import Problem

Kind = Literal["prose", "latex", "c", "python"]
IndexArray = npt.NDArray[np.unsignedinteger[Any]]

SYMBOL_LIMIT = 4096
"""Most kinds of characters; the rarest beyond it share one symbol."""
OTHER = "\ufffd"
LEAST_CHARACTERS = 40
CODES = 0x110000
WORDS_FROM = 2**22
"""Characters from the start whose words are known."""

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*")
_PIECE = 2**20


@dataclass(frozen=True)
class CorpusChoice:
    """Which text.

    Attributes
    ----------
    source
        One of `rnnlab.core.text.corpora.names`.
    path
        File or folder, for the source ``"own"``.
    seed
        For text that is generated.
    """

    source: str = "sonnets"
    path: str = ""
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text to learn.

    Attributes
    ----------
    choice
        Where it came from.
    title
        What it is called; a file's name.
    kind
        What kind of text it is, which decides what can be measured in samples.
    symbols
        Its kinds of characters, V of them.
    indices
        The text, uint8 or uint16 (N,).
    notices
        What the person should know about how it was read.
    """

    choice: CorpusChoice
    title: str
    kind: Kind
    symbols: str
    indices: IndexArray
    notices: tuple[Problem, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def size(self) -> int:
        """Number of kinds of characters, V."""
        return len(self.symbols)

    @cached_property
    def _codes(self) -> npt.NDArray[np.uint32]:
        return np.array([ord(symbol) for symbol in self.symbols], np.uint32)  # (V,)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {symbol: place for place, symbol in enumerate(self.symbols)}

    def text(self, start: int = 0, stop: int | None = None) -> str:
        """Return a part of the text."""
        return self.decode(self.indices[start:stop])

    def decode(self, indices: npt.NDArray[np.integer]) -> str:
        """Return the characters at these places in `symbols`."""
        return str(self._codes[indices].tobytes(), "utf-32-le")

    def encode(self, text: str) -> tuple[npt.NDArray[np.int32], str]:
        """Return the symbols of a text (n,), and the characters in it that the corpus does not have.

        Those are left out, or stand as `OTHER` where the corpus has that.
        """
        other = self._places.get(OTHER)
        found = [self._places.get(character, other) for character in text]
        missing = "".join(dict.fromkeys(c for c in text if c not in self._places))
        return np.array([place for place in found if place is not None], np.int32), missing

    @cached_property
    def fingerprint(self) -> str:
        """A hash of symbols and text: equal for equal corpora."""
        text = hashlib.sha256(self.symbols.encode("utf-8", "surrogatepass"))
        text.update(str(self.indices.dtype).encode())
        text.update(np.ascontiguousarray(self.indices).data)
        return text.hexdigest()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, in small letters, that the (first part of the) text has."""
        found: set[str] = set()
        limit = min(len(self), WORDS_FROM)
        for start in range(0, limit, _PIECE):
            # a little overlap, so that a word at the seam is whole in one of the two
            found.update(words_of(self.text(start, min(start + _PIECE + 64, limit))))
        return frozenset(found)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, in order."""
    return [word.casefold() for word in _WORD.findall(text)]


class Gatherer:
    """Turns pieces of text into a corpus, holding little more than the indices."""

    def __init__(self) -> None:
        self._ids = np.full(CODES, -1, np.int32)  # by code point
        self._codes: list[int] = []
        self._counts = np.zeros(0, np.int64)
        self._pieces: list[IndexArray] = []
        self.characters = 0

    def add(self, text: str) -> None:
        """Take the next piece."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)  # (n,)
        codes = codes[(codes >= 32) & (codes != 0x7F) | (codes == 9) | (codes == 10)]
        if not len(codes):
            return
        ids = self._ids[codes]  # (n,)
        if (ids < 0).any():
            for code in np.unique(codes[ids < 0]).tolist():
                self._ids[code] = len(self._codes)
                self._codes.append(code)
            ids = self._ids[codes]  # (n,)
        known = len(self._codes)
        counts = np.bincount(ids, minlength=known)  # (known,)
        counts[: len(self._counts)] += self._counts
        self._counts = counts
        self._pieces.append(ids.astype(_index_type(known)))
        self.characters += len(codes)

    def corpus(
        self, choice: CorpusChoice, title: str, kind: Kind, notices: tuple[Problem, ...] = ()
    ) -> Corpus:
        """Return everything taken so far; the gatherer is empty afterwards.

        Raises
        ------
        Problem
            At ``"corpus"``: ``corpus.short`` or ``corpus.one_symbol``.
        """
        if self.characters < LEAST_CHARACTERS:
            raise Problem("corpus.short", "corpus", name=title, count=self.characters, least=LEAST_CHARACTERS)
        if len(self._codes) < 2:
            raise Problem("corpus.one_symbol", "corpus", name=title)
        symbols, places = self._symbols()
        indices = np.empty(self.characters, _index_type(len(symbols)))  # (N,)
        start = 0
        self._pieces.reverse()
        while self._pieces:
            piece = self._pieces.pop()
            indices[start : start + len(piece)] = places[piece]
            start += len(piece)
        if len(self._codes) > SYMBOL_LIMIT:
            rare = int(self._counts.sum() - self._counts[self._kept()].sum())
            notices = (*notices, Problem("corpus.rare", "corpus", count=rare, limit=SYMBOL_LIMIT))
        return Corpus(choice, title, kind, symbols, indices, notices)

    def _kept(self) -> npt.NDArray[np.int64]:
        """Return the ids that have a symbol of their own."""
        if len(self._codes) <= SYMBOL_LIMIT:
            return np.arange(len(self._codes))
        return np.sort(np.argsort(-self._counts, kind="stable")[: SYMBOL_LIMIT - 1])

    def _symbols(self) -> tuple[str, npt.NDArray[np.int64]]:
        """Return the symbols in order, and for every id its place among them."""
        kept = self._kept()
        codes = {self._codes[number] for number in kept}
        if len(kept) < len(self._codes):
            codes.add(ord(OTHER))
        ordered = sorted(codes)
        place_of = {code: place for place, code in enumerate(ordered)}
        other = place_of.get(ord(OTHER), 0)
        places = np.array([place_of.get(code, other) for code in self._codes], np.int64)
        return "".join(map(chr, ordered)), places


def _index_type(count: int) -> type[np.uint8 | np.uint16 | np.uint32]:
    """Return the smallest type that counts so many kinds."""
    return np.uint8 if count <= 2**8 else np.uint16 if count <= 2**16 else np.uint32


def gathered(text: str, choice: CorpusChoice, title: str, kind: Kind = "prose") -> Corpus:
    """Return the corpus of a text at hand."""
    gatherer = Gatherer()
    gatherer.add(text)
    return gatherer.corpus(choice, title, kind)
