"""Help for whoever writes equations: what a word is, and which words could come next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from rnnlab.core.cells.graph import FUNCTIONS
from rnnlab.core.cells.language import INPUT, PARAMETER_PREFIXES

WordKind = Literal["input", "state", "quantity", "matrix", "vector", "function"]
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST = 24
_TARGET = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*=")


def word_kind(word: str, states: Sequence[str]) -> WordKind:
    """Return what a word of an equation stands for, judged by itself."""
    if word == INPUT:
        return "input"
    if word in FUNCTIONS:
        return "function"
    if word.startswith(PARAMETER_PREFIXES):
        return "matrix" if word.startswith("W_") else "vector"
    return "state" if word in states else "quantity"


def word_before(text: str, place: int) -> str:
    """Return the part of a word that ends at a place; empty if none does."""
    start = place = min(place, len(text))
    while start > 0 and (text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] == "_")):
        start -= 1
    word = text[start:place]
    return word if word and not word[0].isdigit() else ""


def suggestions(text: str, place: int, states: Sequence[str]) -> tuple[str, ...]:
    """Return words that could be meant by the beginning of a word before a place, the likeliest first.

    Parameters
    ----------
    text
        All equations.
    place
        Where the cursor stands, from 0.
    states
        The cell's states.

    Returns
    -------
    tuple[str, ...]
        Names in use (states, the input, quantities assigned above, parameters), functions, and parameters
        that the quantity of this line could learn: ``W_xf``, ``W_hf``, ``b_f``. Empty in a comment, left of
        the equals sign, and where the word is complete.
    """
    start_of_line = text.rfind("\n", 0, place) + 1
    before = text[start_of_line:place]
    target = _TARGET.match(before)
    if "#" in before or target is None:
        return ()
    beginning = word_before(text, place)
    if not beginning and before[-1:].isalnum():
        return ()  # in a number
    above = [found[1] for line in text[:start_of_line].splitlines() if (found := _TARGET.match(line))]
    used = [word for word in WORD.findall(text) if word.startswith(PARAMETER_PREFIXES) and word != beginning]
    new = [f"W_{giver}{target[1]}" for giver in (INPUT, *states)] + [f"b_{target[1]}", f"p_{target[1]}"]
    known = [INPUT, *states, *reversed(above), *FUNCTIONS]
    ordered = [*known, *new, *used] if not beginning.startswith(("W", "b", "p")) else [*new, *used, *known]
    fitting = (word for word in dict.fromkeys(ordered) if word.casefold().startswith(beginning.casefold()))
    words = tuple(fitting)[:MOST]
    return () if words == (beginning,) else words
