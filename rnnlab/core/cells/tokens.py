"""Equations cut into words: names, numbers, signs and brackets, each with its place.

Anything the cell language does not have is refused here, at its line and column, so that what follows only
ever sees what it knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rnnlab.core.problems import Problem

_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
TokenKind = Literal["name", "number", "sign", "end"]

# What is refused is matched as well, so that a message can show all of it (** and not only the first *).
_TOKEN = re.compile(
    r"""(?P<space>[ \t]+)
      | (?P<comment>\#[^\n]*)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<foreign>\*\*=?|//=?|->|:=|[-+*@/%&|^=<>!]=|<<|>>)
      | (?P<sign>[-+*@=(),])
      | (?P<end>[\n;])
      | (?P<other>.)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A word of the equations.

    Attributes
    ----------
    kind
        ``end`` stands after every equation.
    text
        As written.
    line, column
        Where it stands, from 1.
    start, stop
        Where it stands in the whole text, from 0.
    """

    kind: TokenKind
    text: str
    line: int
    column: int
    start: int
    stop: int

    def problem(self, code: str, **arguments: object) -> Problem:
        """Return a problem that points here."""
        return Problem(code, "cell", **{"line": self.line, "column": self.column, **arguments})


def normalised(equations: str) -> str:
    """Return the equations with one kind of line ending and no empty lines at the end."""
    return equations.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def equations_of(text: str) -> Iterator[list[Token]]:
    """Cut normalised equations into one list of tokens each, the last one of kind ``end``.

    An equation ends at the end of its line or at a semicolon; inside brackets a line may be broken.

    Raises
    ------
    Problem
        ``cell.character``, ``cell.not_allowed``, ``cell.bracket_open`` or ``cell.bracket_closed``.
    """
    equation: list[Token] = []
    brackets: list[Token] = []
    for token in _tokens(text):
        if token.text == "(":
            brackets.append(token)
        elif token.text == ")":
            if not brackets:
                raise token.problem("cell.bracket_closed")
            brackets.pop()
        elif brackets and (token.text in ("=", ";") or token.start == len(text)):
            # a new equation begins although a bracket is open
            raise brackets[-1].problem("cell.bracket_open")
        elif brackets and token.kind == "end":
            continue
        equation.append(token)
        if token.kind == "end":
            if len(equation) > 1:
                yield equation
            equation = []


def _tokens(text: str) -> Iterator[Token]:
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        start, stop = match.span()
        place = (line, start - line_start + 1, start, stop)
        if kind == "comment":
            _check_comment(Token("end", match.group(), *place))
        elif kind == "foreign":
            raise Token("sign", match.group(), *place).problem("cell.not_allowed", text=match.group()[:40])
        elif kind == "other":
            raise _refused(Token("sign", match.group(), *place))
        elif kind == "name":
            yield Token("name", match.group(), *place)
        elif kind == "number":
            yield Token("number", match.group(), *place)
        elif kind == "sign":
            yield Token("sign", match.group(), *place)
        elif kind == "end":
            yield Token("end", match.group(), *place)
            if match.group() == "\n":
                line, line_start = line + 1, stop
    yield Token("end", "", line, len(text) - line_start + 1, len(text), len(text))


def _check_comment(comment: Token) -> None:
    """Refuse what could not be shown or written to a file, and marks that let text be read in another order.

    The last are those of "Trojan Source" (Boucher and Anderson 2021): control characters, halves of pairs and
    the marks of bidirectional text.
    """
    for offset, character in enumerate(comment.text):
        control = unicodedata.category(character) in ("Cc", "Cs") and character != "\t"
        if control or character in _REORDERING:
            column = comment.column + offset
            raise comment.problem("cell.character", column=column, character=_shown(character))


def _refused(token: Token) -> Problem:
    if token.text.isascii() and token.text.isprintable():
        return token.problem("cell.not_allowed", text=token.text)
    return token.problem("cell.character", character=_shown(token.text))


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"
