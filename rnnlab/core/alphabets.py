"""What ``first-last`` means: the well-known orders that ranges run along.

A range means what people mean by it, not what code points happen to lie between. ``가-하`` is the
lecture's row of 14 syllables (not 10,585 code points), ``α-ω`` has no final sigma, ``あ-ん`` is the
gojūon table. Only for scripts without a table here are code points walked, and then only over
characters of the same kind and script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rnnlab.core.problems import Problem

SYMBOL_LIMIT = 2000
"""Most symbols a vocabulary may have."""

_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_BASIC_INITIALS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_BASIC_VOWELS = "ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ"
_FINALS = 28

_LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    _BASIC_INITIALS,
    _BASIC_VOWELS,
    _INITIALS,
    _VOWELS,
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "월화수목금토일",
    "일월화수목금토",
    "도레미파솔라시",
    "일이삼사오육칠팔구십",
    "一二三四五六七八九十",
    "月火水木金土日",
    "日月火水木金土",
    "갑을병정무기경신임계",
    "자축인묘진사오미신유술해",
    "甲乙丙丁戊己庚辛壬癸",
    "子丑寅卯辰巳午未申酉戌亥",
    "빨주노초파남보",
)
_WORDS = (
    "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "일요일 월요일 화요일 수요일 목요일 금요일 토요일",
    "일월 이월 삼월 사월 오월 유월 칠월 팔월 구월 시월 십일월 십이월",
    "봄 여름 가을 겨울",
    "쥐 소 호랑이 토끼 용 뱀 말 양 원숭이 닭 개 돼지",
    "수성 금성 지구 화성 목성 토성 천왕성 해왕성",
    "do re mi fa sol la ti",
    "Do Re Mi Fa Sol La Ti",
    "one two three four five six seven eight nine ten",
    "Mon Tue Wed Thu Fri Sat Sun",
    "Sun Mon Tue Wed Thu Fri Sat",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "January February March April May June July August September October November December",
    "spring summer autumn winter",
    "Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune",
)
ALPHABETS: tuple[tuple[str, ...], ...] = (
    *(tuple(letters) for letters in _LETTERS),
    *(tuple(words.split()) for words in _WORDS),
)
"""Orders that ranges run along; the first that has both ends counts."""

_NUMBERED = re.compile(r"([^0-9]*)([0-9]{1,18})([^0-9]*)")


def between(first: str, last: str) -> tuple[str, ...] | None:
    """Symbols from `first` to `last`, both included, forwards or backwards.

    Parameters
    ----------
    first, last
        Ends of the range, NFC: a letter, a member of a known order (``Jan``, ``월``), or a number
        with the same words around it (``1월``, ``12월``).

    Returns
    -------
    tuple of str or None
        None if the range has no sense (``가-Z``).

    Raises
    ------
    Problem
        ``vocabulary.too_many`` if the range alone has more than `SYMBOL_LIMIT` symbols.
    """
    return (
        _between_numbers(first, last)
        or _between_syllables(first, last)
        or _between_known(first, last)
        or _between_characters(first, last)
    )


def continuation(symbols: Sequence[str]) -> tuple[str, ...] | None:
    """How ``A B C …`` goes on: the rest of the order which the last two symbols walk along.

    Parameters
    ----------
    symbols
        The symbols before the dots.

    Returns
    -------
    tuple of str or None
        The symbols after the last one; None if no known order has the last two side by side. Of several
        orders the one that agrees with the most symbols counts.
    """
    if len(symbols) < 2:
        return None
    row_of_syllables = _syllable_row(*symbols[-2:])
    rows = (row_of_syllables, *ALPHABETS) if row_of_syllables else ALPHABETS
    both_ways = (*rows, *(row[::-1] for row in rows))
    best = max(both_ways, key=lambda row: _shared_walk(row, symbols))
    if _shared_walk(best, symbols) < 2:
        return None
    return best[best.index(symbols[-1]) + 1 :]


def _shared_walk(row: tuple[str, ...], symbols: Sequence[str]) -> int:
    """How many of the newest symbols walk along the row, one after the other."""
    if symbols[-1] not in row:
        return 0
    upto = row[row.index(symbols[-1]) :: -1]
    pairs = zip(upto, reversed(symbols), strict=False)
    longest = min(len(upto), len(symbols))
    return next((n for n, (mine, theirs) in enumerate(pairs) if mine != theirs), longest)


def is_known(symbol: str) -> bool:
    """Whether some known order has this symbol."""
    return any(symbol in alphabet for alphabet in ALPHABETS)


def _between_numbers(first: str, last: str) -> tuple[str, ...] | None:
    """``1-12``, ``12-1``, ``01-10``, ``1월-12월``, ``Q1-Q4``."""
    low, high = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if not low or not high or low.group(1, 3) != high.group(1, 3):
        return None
    start, end = int(low[2]), int(high[2])
    _check_count(abs(end - start) + 1)
    padded = any(len(digits) > 1 and digits.startswith("0") for digits in (low[2], high[2]))
    width = max(len(low[2]), len(high[2])) if padded else 0
    step = 1 if end >= start else -1
    numbers = range(start, end + step, step)
    return tuple(f"{low[1]}{number:0{width}d}{low[3]}" for number in numbers)


def _between_syllables(first: str, last: str) -> tuple[str, ...] | None:
    """``가-하``, ``거-허``, ``각-학`` (initials), ``가-기`` (vowels), ``가-갛`` (finals)."""
    row = _syllable_row(first, last)
    return _slice(row, first, last) if row else None


def _syllable_row(first: str, last: str) -> tuple[str, ...] | None:
    """Find the row of syllables on which both lie: one part varies, the rest stays."""
    if not (_is_syllable(first) and _is_syllable(last)):
        return None
    initial, vowel, final = _jamo(first)
    other_initial, other_vowel, other_final = _jamo(last)
    if (vowel, final) == (other_vowel, other_final):
        row = tuple(_syllable(_INITIALS.index(jamo), vowel, final) for jamo in _BASIC_INITIALS)
    elif (initial, final) == (other_initial, other_final):
        row = tuple(_syllable(initial, _VOWELS.index(jamo), final) for jamo in _BASIC_VOWELS)
    elif (initial, vowel) == (other_initial, other_vowel):
        row = tuple(_syllable(initial, vowel, number) for number in range(_FINALS))
    else:
        return None
    return row if first in row and last in row else None


def _between_known(first: str, last: str) -> tuple[str, ...] | None:
    found = [alphabet for alphabet in ALPHABETS if first in alphabet and last in alphabet]
    upward = [row for row in found if row.index(first) <= row.index(last)]  # 일-토 begins on Sunday
    return _slice((upward or found)[0], first, last) if found else None


def _between_characters(first: str, last: str) -> tuple[str, ...] | None:
    """Code points of one kind and script: ``ก-ฮ``, ``①-⑳``, ``Ⅰ-Ⅻ``, ``😀-😆``."""
    if len(first) != 1 or len(last) != 1 or _kind(first) is None or _kind(first) != _kind(last):
        return None
    low, high = sorted((ord(first), ord(last)))
    characters = [chr(code) for code in range(low, high + 1) if _kind(chr(code)) == _kind(first)]
    _check_count(len(characters))
    if "HANGUL" in unicodedata.name(first, ""):  # every order that people know was tried before
        return None
    return tuple(characters if first <= last else reversed(characters))


def _kind(character: str) -> tuple[str, str] | None:
    """Category and script; None for what no range can run along (marks, punctuation)."""
    category = unicodedata.category(character)
    if category not in {"Lu", "Ll", "Lo", "Nd", "Nl", "No", "So"}:
        return None
    if category in {"Nl", "No", "So"}:
        return category, ""
    return category, unicodedata.name(character, "").partition(" ")[0]


def _slice(row: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    start, end = row.index(first), row.index(last)
    return row[start : end + 1] if start <= end else row[end : start + 1][::-1]


def _check_count(count: int) -> None:
    if count > SYMBOL_LIMIT:
        raise Problem("vocabulary.too_many", "vocabulary", count=count, limit=SYMBOL_LIMIT)


def _is_syllable(symbol: str) -> bool:
    return len(symbol) == 1 and _HANGUL_FIRST <= ord(symbol) <= _HANGUL_LAST


def _jamo(syllable: str) -> tuple[int, int, int]:
    """Numbers of the initial, the vowel and the final consonant (0: none)."""
    rest, final = divmod(ord(syllable) - _HANGUL_FIRST, _FINALS)
    initial, vowel = divmod(rest, len(_VOWELS))
    return initial, vowel, final


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(_HANGUL_FIRST + (initial * len(_VOWELS) + vowel) * _FINALS + final)
