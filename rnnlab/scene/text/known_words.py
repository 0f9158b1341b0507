"""Which parts of a written text are words that the corpus has, too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from rnnlab.core.text.corpus import words_of

__all__ = ["Span", "known_spans"]

_TOKEN = regex.compile(r"[\p{L}\p{M}'’]+")


@dataclass(frozen=True)
class Span:
    """A part of a text.

    Attributes
    ----------
    start, stop
        Its characters.
    is_known
        Whether it is made of words of the corpus.
    """

    start: int
    stop: int
    is_known: bool


@lru_cache(4096)
def _parts(token: str) -> tuple[str, ...]:
    """Return a token's words; a page that is being written is looked through again at every letter."""
    return tuple(words_of(token))


def known_spans(text: str, words: frozenset[str]) -> tuple[Span, ...]:
    """Return everything in a text that looks like a word, in order, and whether it is one."""
    found = []
    for token in _TOKEN.finditer(text):
        parts = _parts(token.group())
        if parts:
            found.append(Span(token.start(), token.end(), all(part in words for part in parts)))
    return tuple(found)
