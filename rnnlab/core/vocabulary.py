"""A vocabulary: the symbols a net reads and writes, in their order.

How a typed text is read is told in `rnnlab.core.vocabulary_text`; what ranges mean in
`rnnlab.core.alphabets`. A symbol is a string of one or more grapheme clusters in NFC; the space is
``" "`` inside and ``␣`` wherever a person sees it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import regex

from rnnlab.core.alphabets import SYMBOL_LIMIT
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary_text import SPACE, SPACE_SIGN, graphemes, normalise, quoted_at, read_symbols

SYMBOL_LENGTH_LIMIT = 64
"""Longest symbol, in characters."""

PREFIX_LIMIT = 2000
"""Longest prefix, in symbols."""

_SEPARATOR = regex.compile(r"[\s\p{Cc},;，、；،]")
_SIGNS = {SPACE: SPACE_SIGN, "\t": "⇥", "\n": "⏎", "\r": "⏎"}


@dataclass(frozen=True)
class Vocabulary:
    """Symbols in order, each once.

    Attributes
    ----------
    symbols
        V symbols, NFC.
    notices
        What the person should know about how the text was read: ``vocabulary.duplicates``,
        ``vocabulary.spelled``. They do not count in comparisons.
    """

    symbols: tuple[str, ...]
    notices: tuple[Problem, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, text: str) -> Vocabulary:
        """Read what a person typed.

        Raises
        ------
        Problem
            At ``"vocabulary"``: ``vocabulary.empty``, ``.one_symbol``, ``.range`` (first, last,
            position), ``.range_open``, ``.too_many``, ``.too_long``, ``.symbol_too_long``,
            ``.character``.
        """
        return _parsed(text)

    @property
    def size(self) -> int:
        """Number of symbols, V."""
        return len(self.symbols)

    def index(self, symbol: str) -> int:
        """Place of a symbol, from 0.

        Raises
        ------
        Problem
            ``prefix.unknown`` if the vocabulary lacks it.
        """
        try:
            return self._indices[unicodedata.normalize("NFC", symbol)]
        except KeyError:
            raise Problem("prefix.unknown", "prefix", symbol=self.display(symbol), position=1) from None

    def encode(self, text_or_symbols: str | Sequence[str]) -> tuple[int, ...]:
        """Places of the symbols in a typed text, or of a sequence of symbols.

        Separators are optional: ``하 파 타``, ``하파타`` and ``하,파`` all work. Where symbols have
        several letters the longest that lets the rest be read wins (``do, re, mi``: ``dore``). If
        the vocabulary has the space, a space in the text is that symbol, unless the text writes it
        as ``␣``: then spaces separate.

        Returns
        -------
        tuple of int
            Empty for an empty text.

        Raises
        ------
        Problem
            At ``"prefix"``: ``prefix.unknown`` with ``symbol`` and ``position`` (1-based, counted
            in symbols), ``prefix.too_long``.
        """
        if not isinstance(text_or_symbols, str):
            return tuple(self._encode_symbol(s, n) for n, s in enumerate(text_or_symbols, start=1))
        try:
            text = normalise(text_or_symbols)
        except Problem as problem:
            raise Problem("prefix.unknown", "prefix", **problem.args) from problem
        if len(text) > PREFIX_LIMIT * SYMBOL_LENGTH_LIMIT:
            raise Problem("prefix.too_long", "prefix", limit=PREFIX_LIMIT)
        indices = _Reading(text, self._forms(SPACE_SIGN in text)).indices()
        if len(indices) > PREFIX_LIMIT:
            raise Problem("prefix.too_long", "prefix", limit=PREFIX_LIMIT)
        return indices

    def decode(self, indices: Iterable[int]) -> tuple[str, ...]:
        """Symbols at these places."""
        return tuple(self.symbols[index] for index in indices)

    def one_hot(self, index: int) -> npt.NDArray[np.float32]:
        """Return the input vector of one symbol: 1 at its place, 0 elsewhere."""
        vector = np.zeros(self.size, np.float32)  # (V,)
        vector[index] = 1
        return vector

    @staticmethod
    def display(symbol: str) -> str:
        """How a symbol is shown: ``␣`` for the space, a dotted circle under a lone mark."""
        shown = "".join(_SIGNS.get(character, character) for character in symbol)
        return "◌" + shown if shown and unicodedata.category(shown[0]).startswith("M") else shown

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {symbol: index for index, symbol in enumerate(self.symbols)}

    def _encode_symbol(self, symbol: str, position: int) -> int:
        index = self._indices.get(unicodedata.normalize("NFC", symbol))
        if index is None:
            raise Problem("prefix.unknown", "prefix", symbol=self.display(symbol), position=position)
        return index

    def _forms(self, space_is_written: bool) -> dict[str, int]:
        """Collect what may stand for each symbol in a text: itself, and the way it is displayed."""
        forms = {self.display(symbol): index for index, symbol in enumerate(self.symbols)}
        plain = {s: n for s, n in self._indices.items() if not (space_is_written and SPACE in s)}
        return forms | plain


class _Reading:
    """One text, split into the symbols of a vocabulary."""

    def __init__(self, text: str, forms: dict[str, int]) -> None:
        self.text = text
        self.forms = forms
        self.lengths = sorted({len(form) for form in forms}, reverse=True)

    def indices(self) -> tuple[int, ...]:
        finishes = self._finishes()
        if not finishes[0]:
            raise self._unknown()
        found: list[int] = []
        start = 0
        while start < len(self.text):
            index, start = next(way for way in self._ways(start) if finishes[way[1]])
            found += [] if index is None else [index]
        return tuple(found)

    def _ways(self, start: int) -> list[tuple[int | None, int]]:
        """Symbols that may come next and where they end, longest first; a separator last."""
        text = self.text
        ways: list[tuple[int | None, int]] = []
        for length in self.lengths:
            index = self.forms.get(text[start : start + length])
            if index is not None and start + length <= len(text):
                ways.append((index, start + length))
        quoted = quoted_at(text, start)
        if quoted and quoted[0] in self.forms:
            ways.append((self.forms[quoted[0]], quoted[1]))
        if _SEPARATOR.match(text, start):
            ways.append((None, start + 1))
        return ways

    def _finishes(self) -> list[bool]:
        """At which places the rest of the text can be read to its end."""
        finishes = [False] * len(self.text) + [True]
        for start in reversed(range(len(self.text))):
            finishes[start] = any(finishes[end] for _, end in self._ways(start))
        return finishes

    def _unknown(self) -> Problem:
        """Name the first thing that no way of reading gets past, and how many symbols come before it."""
        reached = {0: 0}
        for start in range(len(self.text)):
            if start in reached:
                for index, end in self._ways(start):
                    reached.setdefault(end, reached[start] + (index is not None))
        furthest = max(reached)
        symbol = graphemes(self.text[furthest:])[0]
        shown = Vocabulary.display(symbol)
        return Problem("prefix.unknown", "prefix", symbol=shown, position=reached[furthest] + 1)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Vocabulary:
    """Read a text; kept, because a long one takes longer than a frame and is asked for again and again."""
    found, notices = read_symbols(normalise(text))
    counts = Counter(found)
    symbols = tuple(counts)
    _check(symbols)
    if repeated := tuple(symbol for symbol in symbols if counts[symbol] > 1):
        shown = ", ".join(Vocabulary.display(symbol) for symbol in repeated)
        notices.append(Problem("vocabulary.duplicates", "vocabulary", symbols=shown))
    return Vocabulary(symbols, tuple(notices))


def _check(symbols: tuple[str, ...]) -> None:
    if not symbols:
        raise Problem("vocabulary.empty", "vocabulary")
    if len(symbols) == 1:
        raise Problem("vocabulary.one_symbol", "vocabulary", symbol=Vocabulary.display(symbols[0]))
    if len(symbols) > SYMBOL_LIMIT:
        raise Problem("vocabulary.too_many", "vocabulary", count=len(symbols), limit=SYMBOL_LIMIT)
    for symbol in symbols:
        if len(symbol) > SYMBOL_LENGTH_LIMIT:
            shown = Vocabulary.display("".join(graphemes(symbol)[:12])) + "…"
            limit = SYMBOL_LENGTH_LIMIT
            raise Problem("vocabulary.symbol_too_long", "vocabulary", symbol=shown, limit=limit)
