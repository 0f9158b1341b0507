"""Reading a typed vocabulary: what people write, and the symbols they mean by it.

Three designs were weighed: a strict list syntax (people would have to learn it), spelling everything
into letters (``do, re, mi`` would fall apart), and the one here, which reads the text as a list and
falls back to spelling where a list would make no sense:

* Spaces, line breaks, commas and semicolons separate symbols; a word between them is **one** symbol:
  ``월 화 수``, ``do, re, mi``.
* A text of **one word** is spelled: ``hello`` is h e l o (the second l merged, with a notice), and so
  is one that stands in quotes as a whole, spaces included: ``'기억 속으로'``.
* A text of exactly **two longer words** with only a space between them is a phrase and spelled, the
  space being a symbol: ``기억 속으로`` is 기 억 ␣ 속 으 로. A list of two would hardly be a sequence to
  learn; a comma makes it one all the same. A notice says how it was read. Two members of a known
  order (``do re``) or two words with digits (``1월 2월``) stay a list.
* ``X-Y`` is a range (see `rnnlab.core.alphabets`); ``–``, ``~``, ``..`` and ``…`` do as well, spaces
  around them too (``가 ~ 하``). Ranges may follow each other closely: ``A-Za-z0-9``. A list that ends
  in ``…`` is continued: ``월 화 수 …``, ``ABC…``.
* Quotes of any kind hold one symbol that may contain anything: ``' '``, ``"New York"``, ``'-'``. ``␣``
  is the space. The lecture's way of writing a list, ``[' ' '기' '억']``, works.
* A sign between two characters that no range can run between is a symbol itself: ``+ - =``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from rnnlab.core.alphabets import between, continuation, is_known
from rnnlab.core.problems import Problem

SPACE, SPACE_SIGN = " ", "␣"
LENGTH_LIMIT = 100_000
"""Longest text read as a vocabulary, in characters."""

_DASH = r"[-‐‑‒–—―−~〜～－∼]"
_DOTS = r"(?:\.{2,}|…|⋯)"
_SEPARATOR = r"[\s\p{Cc},;，、；،]"
_IGNORED = regex.compile(r"[\u200B\u2060\uFEFF\u200E\u200F\u202A-\u202E\u2066-\u2069]")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Variation_Selector}]+")
_QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "「": "」", "『": "』", "«": "»"}
_BOUNDARY = rf"(?=$|{_SEPARATOR}|{_DASH}|{_DOTS}|['\"‘“「『«\])}}])"
_QUOTED = regex.compile(
    "|".join(
        rf"{opening}{{1,2}}(?:([^{closing}]+?){closing}{{1,2}}|({closing}){closing}|{closing}){_BOUNDARY}"
        for opening, closing in _QUOTES.items()
    )
)
_SIGN = regex.compile(rf"{_DASH}|{_DOTS}")
_GLUED_DOTS = regex.compile(rf"(?:(?<=\w){_DOTS}|{_DOTS}(?=\w))")
_WORD = regex.compile(rf"(?:(?!{_SEPARATOR}).)+", regex.DOTALL)
_GRAPHEME = regex.compile(r"\X")
_LETTER = regex.compile(r"[\p{L}\p{N}\p{So}]")
_BRACKETS = {"[": "]", "(": ")", "{": "}"}


@dataclass(frozen=True)
class _Token:
    """A stretch of the text: a word, something in quotes, or a range sign."""

    text: str
    position: int
    quoted: bool = False

    @property
    def is_sign(self) -> bool:
        return not self.quoted and _SIGN.fullmatch(self.text) is not None

    @property
    def is_dots(self) -> bool:
        return self.is_sign and self.text[0] in ".…⋯"


def normalise(text: str) -> str:
    """NFC without invisible marks (byte order, zero-width space, direction).

    Raises
    ------
    Problem
        ``vocabulary.character`` for half a surrogate pair, which no file can hold.
    """
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) == "Cs":
            code = f"U+{ord(character):04X}"
            raise Problem("vocabulary.character", "vocabulary", symbol=code, position=position)
    return unicodedata.normalize("NFC", _IGNORED.sub("", text))


def graphemes(text: str) -> list[str]:
    """Split into what a person sees as single characters: emoji families, flags, letters with their marks."""
    return list(_GRAPHEME.findall(text))


def read_symbols(text: str) -> tuple[list[str], list[Problem]]:
    """Symbols of a typed vocabulary, repeated ones still included.

    Parameters
    ----------
    text
        What a person typed; normalised (`normalise`).

    Returns
    -------
    symbols, notices
        Symbols in order, and what the person should know about how they were read.

    Raises
    ------
    Problem
        ``vocabulary.too_long``, ``vocabulary.range``, ``vocabulary.range_open`` or
        ``vocabulary.too_many``.
    """
    if len(text) > LENGTH_LIMIT:
        raise Problem("vocabulary.too_long", "vocabulary", count=len(text), limit=LENGTH_LIMIT)
    inner, offset = _without_brackets(text)
    tokens = _tokens(inner, offset)
    if len(tokens) == 1 and not _range_of_word(tokens[0]):
        return _spell(tokens[0].text), []
    if len(tokens) == 2 and tokens[1].is_dots and not _range_of_word(tokens[0]):
        symbols = _spell(tokens[0].text)
        return symbols + _run_on(symbols, tokens[1], None), []
    if _is_phrase(inner, tokens):
        phrase = f"{tokens[0].text} {tokens[1].text}"
        return _spell(phrase), [Problem("vocabulary.spelled", "vocabulary", text=phrase)]
    return _expand(tokens), []


def quoted_at(text: str, start: int) -> tuple[str, int] | None:
    """Find the quoted symbol which begins at `start`, and where it ends; None if there is none."""
    match = _QUOTED.match(text, start)
    if match is None:
        return None
    return next((group for group in match.groups() if group), ""), match.end()


def _without_brackets(text: str) -> tuple[str, int]:
    """Return the inside of ``[…]``, ``(…)`` or ``{…}`` around a whole list, and where it begins."""
    stripped = text.strip()
    start = text.find(stripped) + 1
    if len(stripped) > 2 and _BRACKETS.get(stripped[0]) == stripped[-1] and stripped[1:-1].strip():
        return stripped[1:-1], start
    return text, 0


def _tokens(text: str, offset: int) -> list[_Token]:
    tokens: list[_Token] = []
    start = 0
    while start < len(text):
        if quoted := quoted_at(text, start):
            content, end = quoted
            tokens.extend([_Token(content, offset + start + 1, quoted=True)] if content else [])
        elif sign := _sign_after_quote(text, start, tokens):
            end = sign.end()
            tokens.append(_Token(sign[0], offset + start + 1))
        elif word := _WORD.match(text, start):
            end = word.end()
            tokens.extend(_split_dots(word[0], offset + start + 1))
        else:
            end = start + 1
        start = end
    return [token for token in tokens if token.quoted or not _INVISIBLE.fullmatch(token.text)]


def _sign_after_quote(text: str, start: int, tokens: list[_Token]) -> regex.Match[str] | None:
    """Find the sign of ``'가'-'하'``, which stands close to a quote."""
    follows_quote = bool(tokens) and tokens[-1].quoted and start and not text[start - 1].isspace()
    return _SIGN.match(text, start) if follows_quote else None


def _split_dots(word: str, position: int) -> list[_Token]:
    """``가..하`` and ``C…``: dots next to a letter are a sign of their own."""
    pieces: list[_Token] = []
    start = 0
    for match in _GLUED_DOTS.finditer(word):
        pieces.append(_Token(word[start : match.start()], position + start))
        pieces.append(_Token(match[0], position + match.start()))
        start = match.end()
    pieces.append(_Token(word[start:], position + start))
    return [piece for piece in pieces if piece.text]


def _is_phrase(text: str, tokens: list[_Token]) -> bool:
    """Two longer words and nothing but spaces between them."""
    if len(tokens) != 2 or any(token.quoted or token.is_sign for token in tokens):
        return False
    first, second = (token.text for token in tokens)
    plain = " ".join(text.split()) == f"{first} {second}" and "\n" not in text.strip()
    words = all(len(graphemes(word)) > 1 and word.isalpha() for word in (first, second))
    return plain and words and not (is_known(first) and is_known(second))


def _spell(text: str) -> list[str]:
    """Single characters; white space of any kind is the space symbol, once in a row."""
    words = regex.sub(r"[\s\p{Cc}]+", SPACE, text.replace(SPACE_SIGN, SPACE))
    pieces = [piece for word in words.split(SPACE) for piece in (*graphemes(word), SPACE)]
    return [piece for piece in pieces[:-1] if not _INVISIBLE.fullmatch(piece)]


def _expand(tokens: list[_Token]) -> list[str]:
    symbols: list[str] = []
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        previous = tokens[number - 1] if number else None
        if token.is_sign and _is_operator(token, previous, following):
            symbols += _run_on(symbols, token, following)
        elif not token.quoted and (run := _range_of_word(token)):
            symbols += run
        else:
            symbols.append(token.text.replace(SPACE_SIGN, SPACE))
    return symbols


def _is_operator(sign: _Token, previous: _Token | None, following: _Token | None) -> bool:
    """Whether a sign that stands alone makes a range or is a symbol like ``-`` in ``+ - =``."""
    before = previous is not None and bool(_LETTER.search(previous.text))
    if sign.is_dots:
        return before
    return before and following is not None and bool(_LETTER.search(following.text))


def _run_on(symbols: list[str], sign: _Token, following: _Token | None) -> list[str]:
    """List the symbols between the last one and the next (``가 … 하``), or the rest of a known order."""
    if following is None or not _LETTER.search(following.text):
        rest = continuation(symbols) if symbols else None
        if rest is None:
            raise Problem("vocabulary.range_open", "vocabulary", position=sign.position)
        return list(rest)
    last = graphemes(following.text)[0] if _range_of_word(following) else following.text
    run = between(symbols[-1], last)
    if run is None:
        raise _senseless(symbols[-1], last, sign.position)
    return list(run[1:-1])  # both ends are tokens of their own


def _range_of_word(token: _Token) -> list[str]:
    """Symbols of ``가-하``, ``1월-12월`` or ``A-Za-z␣``; empty for a word that is no range."""
    if token.quoted:
        return []
    parts = regex.split(_DASH, token.text)
    if len(parts) == 2 and all(parts) and (run := between(*parts)):
        return list(run)
    return _ranges_in_a_row(token)


def _ranges_in_a_row(token: _Token) -> list[str]:
    pieces = graphemes(token.text)
    symbols: list[str] = []
    found = False
    while pieces:
        if pieces[0] == SPACE_SIGN:
            symbols.append(SPACE)
            pieces = pieces[1:]
            continue
        if len(pieces) < 3 or not regex.fullmatch(_DASH, pieces[1]):
            return []
        if not all(_LETTER.search(end) for end in (pieces[0], pieces[2])):
            return []
        run = between(pieces[0], pieces[2])
        if run is None:
            raise _senseless(pieces[0], pieces[2], token.position)
        symbols += run
        found = True
        pieces = pieces[3:]
    return symbols if found else []


def _senseless(first: str, last: str, position: int) -> Problem:
    return Problem("vocabulary.range", "vocabulary", first=first, last=last, position=position)
