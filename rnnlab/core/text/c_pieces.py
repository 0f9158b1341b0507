"""C cut into declarations and definitions, each of which a parser can be asked about.

A header's text means nothing to a parser before the preprocessor has been over it and before it knows the
names of types. So directives go (of branches the first stays), decorations such as ``NPY_NO_EXPORT`` go, and
names that the corpus uses as types are declared as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_TYPEDEF = re.compile(r"\btypedef\b[^;{}]*?(\w+)\s*(?:\[[^\]]*\]\s*)?;|\}\s*(\w+)\s*;")
_FUNCTION_TYPE = re.compile(r"\(\s*\*?\s*(\w+)\s*\)\s*\(")
_EXTERN_C = re.compile(r'extern\s*"C"\s*\{')
# Words in capital letters before a declaration that the preprocessor would have replaced; they mean no type.
_DECORATION = re.compile(
    r"\b(?:NPY_(?:\w*INLINE|NO_EXPORT|UNUSED|GCC_\w+|FINLINE)|NUMPY_\w*API"
    r"|Py(?:API_DATA|MODINIT_FUNC|Object_HEAD|Object_VAR_HEAD))\b"
)
# A name before another name that is declared, or before a star and a name.
_BEFORE_A_NAME = re.compile(
    r"(?:^|[;{}(,]|\bextern\b|\bstatic\b|\bconst\b|\binline\b)\s*([A-Za-z_]\w*)\s+(?:const\s+)?\**\s*"
    r"(?:const\s+)?[A-Za-z_]\w*\s*[;=,()\[]",
    re.MULTILINE,
)
_BEFORE_A_STAR = re.compile(r"[(,]\s*(?:const\s+)?([A-Za-z_]\w*)\s*(?:const\s*)?\*+\s*\w*\s*[,)]")
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        """auto break case char const continue default do double else enum extern float for goto if inline int
        long register restrict return short signed sizeof static struct switch typedef union unsigned void
        volatile while""",
    )
)


def pieces(text: str) -> Iterator[str]:
    """Yield what ends with a semicolon or a closing brace at the top level, without comments."""
    plain = _EXTERN_C.sub(" ", without_directives(_COMMENT.sub(" ", text)))
    depth, start, is_body = 0, 0, False
    for place, sign in enumerate(plain):
        if sign == "{":
            # of a function, and not the braces of a structure or of a list of values
            is_body = plain[start:place].rstrip().endswith(")") if depth == 0 else is_body
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        if depth == 0 and (sign == ";" or (sign == "}" and is_body)):
            piece = plain[start : place + 1].strip()
            start = place + 1
            if piece.strip(";} \n\t"):
                yield piece
    if plain[start:].strip():
        yield plain[start:].strip()


def without_directives(text: str) -> str:
    """Return a text without lines for the preprocessor; of ``#if … #else`` the first branch stays."""
    kept: list[str] = []
    hidden: list[bool] = []  # for every open condition, whether its present branch is left out
    for line in text.replace("\\\n", " ").split("\n"):
        word = re.match(r"\s*#\s*(\w*)", line)
        if word is None:
            if not any(hidden):
                kept.append(line)
        elif word[1].startswith("if"):
            hidden.append(False)
        elif word[1] in ("else", "elif") and hidden:
            hidden[-1] = True
        elif word[1] == "endif" and hidden:
            hidden.pop()
    return "\n".join(kept)


def is_accepted(piece: str, type_names: frozenset[str]) -> bool:
    """Tell whether pycparser accepts a piece.

    Parameters
    ----------
    piece
        From `pieces`.
    type_names
        Names that stand for types, from `type_names`.
    """
    from pycparser.c_parser import CParser, ParseError

    plain = _DECORATION.sub(" ", piece)
    defined = {name for match in _TYPEDEF.finditer(plain) for name in match.groups() if name}
    used = sorted((set(_IDENTIFIER.findall(plain)) & type_names) - defined)
    known = "".join(f"typedef int {name};\n" for name in used)
    try:
        CParser().parse(known + plain)
    except (ParseError, AssertionError, AttributeError, IndexError, RecursionError, TypeError, ValueError):
        # besides its own error the parser fails over broken text in several ways
        return False
    return True


def type_names(text: str) -> frozenset[str]:
    """Return the names that a C text uses for types.

    Those are what its typedefs define, and, because it does not define all it uses, names in ``_t`` and names
    that stand before a declared name.
    """
    plain = _DECORATION.sub(" ", without_directives(_COMMENT.sub(" ", text)))
    found = {name for match in _TYPEDEF.finditer(plain) for name in match.groups() if name}
    for definition in re.findall(r"\btypedef\b[^;]*;", plain):
        found.update(_FUNCTION_TYPE.findall(definition))
    for pattern in (_BEFORE_A_NAME, _BEFORE_A_STAR):
        found.update(pattern.findall(plain))
    found.update(name for name in _IDENTIFIER.findall(plain) if name.endswith("_t"))
    return frozenset(name for name in found if not name.isdigit()) - _KEYWORDS
