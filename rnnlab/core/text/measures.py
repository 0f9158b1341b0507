"""How good a written text is, measured: real words, environments that close, C that a parser accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rnnlab.core.text.corpus import Corpus, words_of

__all__ = ["measure", "names_of"]

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
    pieces = list(c_pieces(text))[1:-1]
    if not pieces:
        return None
    return sum(_parses(piece, type_names) for piece in pieces) / len(pieces)


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE | re.DOTALL)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_TYPEDEF = re.compile(r"\btypedef\b[^;{}]*?(\w+)\s*(?:\[[^\]]*\]\s*)?;|\}\s*(\w+)\s*;")
_FUNCTION_TYPE = re.compile(r"\(\s*\*?\s*(\w+)\s*\)\s*\(")
# What the preprocessor would have replaced: words that stand before or after a declaration and mean no type.
_DECORATION = re.compile(
    r"\b(?:NPY|NUMPY|PyAPI|Py|PyMODINIT)_?(?:INLINE|FINLINE|NO_EXPORT|UNUSED|GCC\w*|DATA)\b"
)
_EXTERN_C = re.compile(r'extern\s*"C"\s*\{')


def c_pieces(text: str) -> Iterator[str]:
    """Yield declarations and definitions: what ends with a semicolon or a closing brace at the top level.

    Comments and lines for the preprocessor are left out first.
    """
    plain = _EXTERN_C.sub(" ", _DIRECTIVE.sub("", _COMMENT.sub(" ", text)))
    depth, start = 0, 0
    for place, sign in enumerate(plain):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        ends = sign == ";" or (sign == "}" and not re.match(r"\s*[\w\[*=,;]", plain[place + 1 : place + 40]))
        if depth == 0 and ends:
            piece = plain[start : place + 1].strip()
            start = place + 1
            if piece.strip(";} \n\t"):
                yield piece
    if plain[start:].strip():
        yield plain[start:].strip()


def _parses(piece: str, type_names: frozenset[str]) -> bool:
    from pycparser.c_parser import CParser, ParseError

    used = sorted(set(_IDENTIFIER.findall(piece)) & type_names)
    known = "".join(f"typedef int {name};\n" for name in used)
    defined = {name for match in _TYPEDEF.finditer(piece) for name in match.groups() if name}
    known = "".join(f"typedef int {name};\n" for name in used if name not in defined)
    try:
        CParser().parse(known + _DECORATION.sub(" ", piece))
    except (ParseError, AssertionError, RecursionError, ValueError):
        return False
    return True


_KEYWORDS = frozenset(
    [
        "auto",
        "break",
        "case",
        "char",
        "const",
        "continue",
        "default",
        "do",
        "double",
        "else",
        "enum",
        "extern",
        "float",
        "for",
        "goto",
        "if",
        "inline",
        "int",
        "long",
        "register",
        "restrict",
        "return",
        "short",
        "signed",
        "sizeof",
        "static",
        "struct",
        "switch",
        "typedef",
        "union",
        "unsigned",
        "void",
        "volatile",
        "while",
    ]
)


def type_names(text: str) -> frozenset[str]:
    """Return the names that a C text uses for types: what its typedefs define, and names in ``_t``."""
    plain = _COMMENT.sub(" ", text)
    found = {name for match in _TYPEDEF.finditer(plain) for name in match.groups() if name}
    for definition in re.findall(r"\btypedef\b[^;]*;", plain):
        found.update(_FUNCTION_TYPE.findall(definition))
    # a name before a star and another name, or before a name and a comma, declares something of that type
    found.update(re.findall(r"[(,]\s*(?:const\s+)?([A-Za-z_]\w*)\s*\*+\s*\w+\s*[,)]", plain))
    found.update(name for name in _IDENTIFIER.findall(plain) if name.endswith("_t"))
    return frozenset(name for name in found if not name.isdigit()) - _KEYWORDS


@lru_cache(maxsize=4)
def _type_names(corpus: Corpus) -> frozenset[str]:
    return type_names(corpus.text(0, _C_NAMES_FROM))


def baseline(corpus: Corpus, length: int = 20_000) -> Mapping[str, float | None]:
    """Measure the corpus itself, as the mark that a net's text can reach."""
    start = max(len(corpus) // 2 - length // 2, 0)
    return measure(corpus.text(start, start + length), corpus)
