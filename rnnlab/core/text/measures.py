"""How good a written text is, measured: real words, environments that close, C that a parser accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rnnlab.core.text import c_pieces
from rnnlab.core.text.corpus import Corpus, words_of

__all__ = ["baseline", "measure", "names_of"]

_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+\*?)\}")
_PATIENCE = 600
"""An environment that begins so shortly before the end of a text (in characters) need not be closed in it."""
_PAIRS = {")": "(", "]": "[", "}": "{"}
_C_NAMES_FROM = 2**20


def names_of(kind: str) -> tuple[str, ...]:
    """Return which measures a kind of text has, the most telling first."""
    if kind == "latex":
        return ("environments", "brackets", "words")
    if kind == "c":
        return ("accepted", "brackets", "words")
    return ("words", "brackets") if kind == "python" else ("words",)


def measure(text: str, corpus: Corpus) -> dict[str, float | None]:
    """Measure a text that a net has written after a corpus.

    Returns
    -------
    dict
        By name (see `names_of`) a share from 0 to 1, None where the text has nothing to judge.
    """
    found: dict[str, float | None] = {}
    for name in names_of(corpus.kind):
        if name == "words":
            found[name] = real_words(text, corpus.words)
        elif name == "environments":
            found[name] = closed_environments(text)
        elif name == "brackets":
            found[name] = closed_brackets(text)
        else:
            found[name] = accepted_c(text, _type_names(corpus))
    return found


def real_words(text: str, words: frozenset[str]) -> float | None:
    """Return the share of words that the corpus has too; cut words at both ends do not count."""
    written = words_of(text)[1:-1]
    return sum(word in words for word in written) / len(written) if written else None


def closed_environments(text: str) -> float | None:
    r"""Return the share of ``\begin{…}`` that the right ``\end{…}`` closes, in the right order.

    An ``\end`` without a beginning counts as one that is wrong.
    """
    right = wrong = 0
    waiting: list[tuple[str, int]] = []
    for found in _ENVIRONMENT.finditer(text):
        word, name = found.groups()
        if word == "begin":
            waiting.append((name, found.start()))
        elif name in [opened for opened, _ in waiting]:
            while waiting.pop()[0] != name:
                wrong += 1
            right += 1
        else:
            wrong += 1
    wrong += sum(start < len(text) - _PATIENCE for _, start in waiting)
    return right / (right + wrong) if right + wrong else None


def closed_brackets(text: str) -> float | None:
    """Return the share of brackets that have their partner, in the right order."""
    right = wrong = 0
    waiting: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if sign in "([{":
            waiting.append((sign, place))
        elif sign in _PAIRS:
            if waiting and waiting[-1][0] == _PAIRS[sign]:
                waiting.pop()
                right += 1
            else:
                wrong += 1
    wrong += sum(start < len(text) - _PATIENCE for _, start in waiting)
    return right / (right + wrong) if right + wrong else None


def accepted_c(text: str, type_names: frozenset[str]) -> float | None:
    """Return the share of top-level pieces of C that pycparser accepts.

    Parameters
    ----------
    text
        As written; the first and the last piece may be cut and do not count.
    type_names
        Names that stand for types in the corpus.
    """
    pieces = list(c_pieces.pieces(text))[1:-1]
    if not pieces:
        return None
    return sum(c_pieces.is_accepted(piece, type_names) for piece in pieces) / len(pieces)


@lru_cache(maxsize=4)
def _type_names(corpus: Corpus) -> frozenset[str]:
    return c_pieces.type_names(corpus.text(0, _C_NAMES_FROM))


def baseline(corpus: Corpus, length: int = 20_000) -> Mapping[str, float | None]:
    """Measure the corpus itself, as the mark that a net's text can reach."""
    start = max(len(corpus) // 2 - length // 2, 0)
    return measure(corpus.text(start, start + length), corpus)
