"""A phrase book: one phrase a line, and the symbols that occur in it.

A phrase is spelled in grapheme clusters (NFC), so that an emoji family or a letter with its marks is one
symbol; a space inside is a symbol, too. The end of a line is one more symbol, `END`. It ends every phrase, so
that the net learns when to stop, and every phrase begins with it, too: having read the end of the line
before, the net already says how phrases begin.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import regex

from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import Vocabulary
from rnnlab.core.vocabulary_text import SPACE, SPACE_SIGN, graphemes, normalise

__all__ = [
    "END",
    "LENGTH_LIMIT",
    "PHRASES_LIMIT",
    "SYMBOLS_LIMIT",
    "TEXT_LIMIT",
    "PhraseBook",
    "Unknown",
    "find_unknown",
    "spell",
]

END = "\n"
"""The symbol between two phrases, shown as ⏎."""

FIELD = "phrases"
PHRASES_LIMIT = 1000
"""Most phrases, those written twice counted twice."""
LENGTH_LIMIT = 60
"""Most symbols of a phrase."""
SYMBOLS_LIMIT = 2000
"""Most different symbols of a book, the end not counted."""
TEXT_LIMIT = 100_000
"""Longest text read as a book, in characters."""

_LINES = regex.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WHITE = regex.compile(r"[\s\p{Zs}]+")
_CONTROL = regex.compile(r"\p{Cc}")
_SHOWN = 6


@dataclass(frozen=True)
class PhraseBook:
    """Phrases in the order of their lines.

    Attributes
    ----------
    phrases
        The symbols of each; one that stands on several lines is there as often, so that its share counts.
    lines
        The line of each, from 1.
    notices
        What the person should know about how the text was read: ``phrases.cleaned``. They do not count in
        comparisons.
    """

    phrases: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    notices: tuple[Problem, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, text: str) -> PhraseBook:
        """Read what a person typed: a phrase a line; empty lines and white space at the ends do not count.

        Raises
        ------
        Problem
            At ``"phrases"``: ``phrases.empty``, ``.text_too_long`` (count, limit), ``.too_many`` (limit,
            line), ``.too_long`` (line, phrase, count, limit), ``.too_many_symbols`` (limit, line),
            ``.character`` (line, position, symbol).
        """
        return _parsed(text)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every symbol once: the space first if there is one, the others as they come, `END` last."""
        found = dict.fromkeys(symbol for phrase in self.phrases for symbol in phrase)
        space = (SPACE,) if SPACE in found else ()
        others = tuple(symbol for symbol in found if symbol != SPACE)
        return Vocabulary((*space, *others, END), self.notices)

    @cached_property
    def encoded(self) -> tuple[tuple[int, ...], ...]:
        """Indices of each phrase, with the end before and behind it."""
        places = {symbol: index for index, symbol in enumerate(self.vocabulary.symbols)}
        return tuple(tuple(places[symbol] for symbol in (END, *phrase, END)) for phrase in self.phrases)

    @property
    def longest(self) -> int:
        """Symbols of the longest phrase."""
        return max(len(phrase) for phrase in self.phrases)


@dataclass(frozen=True)
class Unknown:
    """A symbol that the book lacks, and where it was typed.

    Attributes
    ----------
    symbol
        As typed.
    place
        How many symbols come before it.
    """

    symbol: str
    place: int


def spell(text: str) -> tuple[str, ...]:
    """Split a typed beginning into symbols: white space of any kind and ``␣`` are the space."""
    clean = _CONTROL.sub("", _WHITE.sub(SPACE, unicodedata.normalize("NFC", text).replace(SPACE_SIGN, SPACE)))
    return tuple(graphemes(clean))


def find_unknown(vocabulary: Vocabulary, symbols: tuple[str, ...]) -> Unknown | None:
    """Return the first symbol that a vocabulary lacks, None if it has all."""
    known = set(vocabulary.symbols)
    return next((Unknown(symbol, place) for place, symbol in enumerate(symbols) if symbol not in known), None)


@lru_cache(maxsize=8)
def _parsed(text: str) -> PhraseBook:
    """Read a text; kept, because it is asked for again and again."""
    if len(text) > TEXT_LIMIT:
        raise Problem("phrases.text_too_long", FIELD, count=len(text), limit=TEXT_LIMIT)
    phrases: list[tuple[str, ...]] = []
    lines: list[int] = []
    cleaned: list[int] = []
    symbols: set[str] = set()
    for number, line in enumerate(_LINES.split(text), start=1):
        phrase, was_clean = _spelled(line, number)
        if not was_clean:
            cleaned.append(number)
        if not phrase:
            continue
        phrases.append(phrase)
        lines.append(number)
        symbols.update(phrase)
        if len(phrases) > PHRASES_LIMIT:
            raise Problem("phrases.too_many", FIELD, limit=PHRASES_LIMIT, line=number)
        if len(symbols) > SYMBOLS_LIMIT:
            raise Problem("phrases.too_many_symbols", FIELD, limit=SYMBOLS_LIMIT, line=number)
    if not phrases:
        raise Problem("phrases.empty", FIELD)
    notices = (Problem("phrases.cleaned", FIELD, lines=_listed(cleaned)),) if cleaned else ()
    return PhraseBook(tuple(phrases), tuple(lines), notices)


def _spelled(line: str, number: int) -> tuple[tuple[str, ...], bool]:
    """Return a line's symbols, and whether nothing had to be left out."""
    try:
        text = normalise(line)
    except Problem as problem:
        raise Problem("phrases.character", FIELD, line=number, **problem.args) from problem
    spaced = _WHITE.sub(SPACE, text.replace(SPACE_SIGN, SPACE))
    phrase = tuple(graphemes(_CONTROL.sub("", spaced).strip(SPACE)))
    if len(phrase) > LENGTH_LIMIT:
        shown = "".join(phrase[:_SHOWN]) + "…"
        raise Problem(
            "phrases.too_long", FIELD, line=number, phrase=shown, count=len(phrase), limit=LENGTH_LIMIT
        )
    return phrase, _CONTROL.search(spaced) is None


def _listed(lines: list[int]) -> str:
    """Write line numbers, the first few of them."""
    shown = ", ".join(str(line) for line in lines[:5])
    return f"{shown} …" if len(lines) > 5 else shown
