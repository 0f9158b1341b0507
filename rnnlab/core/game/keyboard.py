"""Reading what is typed, with an input method or without, in whichever language the keyboard is.

Every text is brought to the strokes of a keyboard: 아 and ㅇㅏ are ``dk``, as on the usual Korean layout
(두벌식, KS X 5002), letters are themselves in lower case. So ``d`` typed on a keyboard that is not switched
to Hangul means ㅇ, ``ㅁ`` means A where the row is A–Z, and it does not matter whether a syllable is typed
jamo by jamo, half composed or committed. A symbol is taken as soon as no other one begins like what was
typed: in 가–하 the initial consonant is enough. What is then typed to the end of that symbol is passed over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Composition", "Keyboard", "Typed", "strokes"]

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_DOUBLE_FINALS = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"
_KEYS = (
    "r r s e e f a q q t t d w w c z x v g k o i o j p u p h hk ho hl y n nj np nl b m ml l "
    "rt sw sg fr fa fq ft fx fv fg qt"
)
_COMPATIBLE = dict(zip(_INITIALS + _VOWELS + _DOUBLE_FINALS, _KEYS.split(), strict=True))
_FIRST_INITIAL, _FIRST_VOWEL, _FIRST_FINAL = 0x1100, 0x1161, 0x11A8


def strokes(text: str) -> str:
    """Return the keys that write a text, without shift: Hangul as on the usual Korean layout."""
    return "".join(map(_strokes_of, unicodedata.normalize("NFD", text))).casefold()


def _strokes_of(character: str) -> str:
    if character in _COMPATIBLE:
        return _COMPATIBLE[character]
    code = ord(character)
    for first, jamo in ((_FIRST_INITIAL, _INITIALS), (_FIRST_VOWEL, _VOWELS), (_FIRST_FINAL, _FINALS)):
        if first <= code < first + len(jamo):
            return _COMPATIBLE[jamo[code - first]]
    return character


@dataclass(frozen=True)
class Typed:
    """What is typed into one blank so far.

    Attributes
    ----------
    text
        As typed; empty if nothing is pending.
    ending
        Strokes of the symbol taken last that were not typed: passed over if they come now.
    """

    text: str = ""
    ending: str = ""


@dataclass(frozen=True)
class Composition:
    """What an input method holds: the strokes of it that were heard already."""

    heard: str = ""

    def hears(self, preedit: str, commit: str) -> tuple[Composition, str, bool]:
        """Take one event of an input method.

        Returns
        -------
        tuple
            What it holds now, the strokes that are new, and whether a stroke was taken back.
        """
        whole, kept = strokes(commit + preedit), strokes(preedit)
        committed = len(whole) - len(kept)
        if whole.startswith(self.heard):
            return Composition(whole[committed:]), whole[len(self.heard) :], False
        taken_back = not commit and self.heard.startswith(whole)
        return Composition(kept), "" if taken_back else whole, taken_back


class Keyboard:
    """Knows the symbols of a row by their strokes.

    Parameters
    ----------
    symbols
        As in the vocabulary.
    """

    def __init__(self, symbols: Sequence[str]) -> None:
        self._symbols = tuple(symbols)
        self._strokes = tuple(strokes(symbol) for symbol in symbols)

    @property
    def digits_are_symbols(self) -> bool:
        """Whether a single digit is a symbol, so that number keys write instead of choosing."""
        return any(len(symbol) == 1 and symbol.isdigit() for symbol in self._symbols)

    def hear(self, typed: Typed, text: str) -> tuple[Typed, int | None, Literal["", "taken", "unknown"]]:
        """Take one more character, or the strokes of one.

        Returns
        -------
        tuple
            What is typed now, the symbol that was taken (None for none), and ``taken``, ``unknown`` (no
            symbol begins so; it is forgotten) or nothing.
        """
        keys = strokes(text)
        if typed.ending and typed.ending.startswith(keys):
            return replace(typed, ending=typed.ending[len(keys) :]), None, ""
        whole = typed.text + text
        found = self._beginning_with(strokes(whole))
        if not found:
            return Typed(), None, "unknown"
        if (chosen := self._only(found, whole)) is None:
            return Typed(whole), None, ""
        return Typed("", self._strokes[chosen][len(strokes(whole)) :]), chosen, "taken"

    def finish(self, typed: Typed) -> int | None:
        """Return the symbol that was typed to its end though longer ones begin like it, None for none."""
        keys = strokes(typed.text)
        ended = [index for index in self._beginning_with(keys) if self._strokes[index] == keys]
        return self._alike(ended, typed.text) if keys and ended else None

    def _beginning_with(self, keys: str) -> list[int]:
        return [index for index, known in enumerate(self._strokes) if known.startswith(keys)]

    def _only(self, found: Sequence[int], text: str) -> int | None:
        """Return the symbol that is meant if it cannot be another one."""
        if len(found) == 1:
            return found[0]
        keys = strokes(text)
        if all(self._strokes[index] == keys for index in found):
            return self._alike(found, text)
        exact = [index for index in found if self._symbols[index].startswith(text)]
        return exact[0] if len(exact) == 1 and self._symbols[exact[0]] == text else None

    def _alike(self, found: Sequence[int], text: str) -> int:
        """Return which of several symbols with the same strokes is meant (a or A): the one as typed."""
        exact = unicodedata.normalize("NFC", text)
        return next((index for index in found if self._symbols[index] == exact), found[0])
