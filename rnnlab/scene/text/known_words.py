"""Which parts of a written text are words that the corpus has, too."""

from __future__ import annotations

from dataclasses import dataclass

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


def known_spans(text: str, words: frozenset[str]) -> tuple[Span, ...]:
    """Return everything in a text that looks like a word, in order, and whether it is one."""
    found = []
    for token in _TOKEN.finditer(text):
        parts = words_of(token.group())
        if parts:
            found.append(Span(token.start(), token.end(), all(part in words for part in parts)))
    return tuple(found)
