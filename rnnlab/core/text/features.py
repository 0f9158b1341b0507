"""What a unit may follow in a text: each a number at every character, known from the text up to there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

_OPENING, _CLOSING = "([{", ")]}"
_QUOTES = {"“": "”", "‘": "’", "「": "」", "《": "》", '"': '"'}
_LONGEST = 80
"""Beyond so many characters a count says nothing more, and would drown the rest of the text."""


def features(text: str) -> dict[str, FloatArray]:
    """Return every feature that is not the same throughout a text.

    Returns
    -------
    dict
        By name: ``quotes`` (inside them), ``line_position``, ``indentation``, ``brackets`` (how deep),
        ``word_position``, ``line_words``, ``capitals``, ``vowels``, ``digits``, ``spaces``, ``punctuation``,
        ``line_ends``, ``formulas`` (between dollar signs), ``comments``, ``blank_lines`` (lines since); each
        (T,).
    """
    found = {name: np.array(make(text), np.float32) for name, make in _MAKERS.items()}
    return {name: values for name, values in found.items() if len(values) and np.ptp(values) > 0}


def correlations(activations: npt.NDArray[np.floating], named: Mapping[str, FloatArray]) -> FloatArray:
    """Return Pearson's correlation of every unit with every feature.

    Parameters
    ----------
    activations
        Shape (T, U).
    named
        Features, each (T,).

    Returns
    -------
    FloatArray
        Shape (U, F), in the features' order; 0 for a unit that never changes.
    """
    values = np.stack(list(named.values()), axis=1).astype(np.float64)  # (T, F)
    units = np.asarray(activations, np.float64)  # (T, U)
    values = values - values.mean(axis=0)  # (T, F)
    units = units - units.mean(axis=0)  # (T, U)
    norms: npt.NDArray[np.float64] = np.sqrt((units**2).sum(axis=0))[:, None] * np.sqrt(
        (values**2).sum(axis=0)
    )  # (U, F)
    products = units.T @ values  # (U, F)
    shares = np.divide(products, norms, out=np.zeros_like(products), where=norms > 1e-12)  # (U, F)
    return np.asarray(shares, np.float32)


def _counted(text: str, is_counted: Callable[[str], bool]) -> list[float]:
    """Return at every character how many in a row have been of a kind."""
    count, found = 0, []
    for character in text:
        count = count + 1 if is_counted(character) else 0
        found.append(float(min(count, _LONGEST)))
    return found


def _quotes(text: str) -> list[float]:
    inside, found = "", []
    for place, character in enumerate(text):
        if inside and (character == inside or text[place - 1 : place + 1] == "\n\n"):
            inside = ""
        elif not inside and character in _QUOTES:
            inside = _QUOTES[character]
        found.append(float(bool(inside)))
    return found


def _indentation(text: str) -> list[float]:
    found, indent, is_leading = [], 0, True
    for character in text:
        if character == "\n":
            indent, is_leading = 0, True
        elif is_leading and character in " \t":
            indent += 1
        else:
            is_leading = False
        found.append(float(min(indent, _LONGEST)))
    return found


def _depth(text: str) -> list[float]:
    depth, found = 0, []
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        depth = max(depth, 0)
        found.append(float(min(depth, 8)))
    return found


def _between_dollars(text: str) -> list[float]:
    inside, found = False, []
    for character in text:
        inside ^= character == "$"
        found.append(float(inside))
    return found


def _comments(text: str) -> list[float]:
    """Inside ``/* … */`` or behind ``//``, ``#`` or ``%`` to the line's end."""
    found, block, line = [], False, False
    for place, character in enumerate(text):
        pair = text[max(place - 1, 0) : place + 1]
        if block:
            block = pair != "*/"
        elif pair == "/*":
            block = True
        elif character == "\n":
            line = False
        elif pair == "//" or (character in "#%" and text[max(place - 1, 0)] in "\n "):
            line = True
        found.append(float(block or line))
    return found


def _line_words(text: str) -> list[float]:
    found, words = [], 0
    for place, character in enumerate(text):
        if character == "\n":
            words = 0
        elif not character.isspace() and (place == 0 or text[place - 1].isspace()):
            words += 1
        found.append(float(min(words, _LONGEST)))
    return found


def _lines_since_blank(text: str) -> list[float]:
    found, lines = [], 0
    for place, character in enumerate(text):
        if character == "\n":
            lines = 0 if place and text[place - 1] == "\n" else lines + 1
        found.append(float(min(lines, _LONGEST)))
    return found


def _each(is_kind: Callable[[str], bool]) -> Callable[[str], list[float]]:
    return lambda text: [float(is_kind(character)) for character in text]


_MAKERS: dict[str, Callable[[str], list[float]]] = {
    "quotes": _quotes,
    "line_position": lambda text: _counted(text, lambda character: character != "\n"),
    "indentation": _indentation,
    "brackets": _depth,
    "word_position": lambda text: _counted(text, str.isalpha),
    "line_words": _line_words,
    "formulas": _between_dollars,
    "comments": _comments,
    "blank_lines": _lines_since_blank,
    "capitals": _each(str.isupper),
    "vowels": _each(lambda character: character.lower() in "aeiou"),
    "digits": _each(str.isdigit),
    "spaces": _each(lambda character: character == " "),
    "punctuation": _each(lambda character: not character.isalnum() and not character.isspace()),
    "line_ends": _each(lambda character: character == "\n"),
}
