"""Typing: with and without an input method, in the wrong language, jamo by jamo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.game.keyboard import Composition, Keyboard, Typed, strokes
from rnnlab.core.vocabulary import Vocabulary

HANGUL = Vocabulary.parse("가-하").symbols
LETTERS = Vocabulary.parse("A-Z").symbols
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
MONTHS = Vocabulary.parse("Jan-Dec").symbols


def typed(symbols: tuple[str, ...], text: str) -> list[str]:
    """Return the symbols that are taken while a text is typed, one character after the other."""
    keyboard, now, taken = Keyboard(symbols), Typed(), []
    for character in text:
        now, symbol, _ = keyboard.hear(now, character)
        taken += [] if symbol is None else [symbols[symbol]]
    return taken


@pytest.mark.parametrize(
    "text, keys",
    [
        ("아", "dk"),
        ("ㅇ", "d"),
        ("각", "rkr"),
        ("앉", "dksw"),
        ("ㅘ", "hk"),
        ("뷁", "qnpfr"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_strokes_of_the_usual_layout(text: str, keys: str) -> None:
    assert strokes(text) == keys


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=5))
def test_a_syllable_is_its_jamo(text: str) -> None:
    assert strokes(text) == "".join(strokes(syllable) for syllable in text)
    assert strokes(text).isascii()


@pytest.mark.parametrize("text", ["아사바", "ㅇㅅㅂ", "dtq", "dktkqk", "ㅇㅏㅅㅏㅂㅏ", "아ㅅqk", "DTQ"])
def test_hangul_is_understood_however_it_is_typed(text: str) -> None:
    assert typed(HANGUL, text) == ["아", "사", "바"]


def test_letters_are_understood_while_the_keyboard_is_hangul() -> None:
    assert typed(LETTERS, "ㅁㅠㅊ") == ["A", "B", "C"]
    assert typed(LETTERS, "abC") == ["A", "B", "C"]


def test_a_symbol_is_taken_as_soon_as_it_is_clear() -> None:
    keyboard = Keyboard(MONTHS)
    now, symbol, outcome = keyboard.hear(Typed(), "J")
    assert (now.text, symbol, outcome) == ("J", None, "")
    now, symbol, outcome = keyboard.hear(now, "a")
    assert symbol is not None
    assert (MONTHS[symbol], outcome) == ("Jan", "taken")
    assert typed(MONTHS, "JanFebMarch") == ["Jan", "Feb", "Mar"]
    assert typed(MONTHS, "oNov") == ["Oct", "Nov"]


def test_what_begins_no_symbol_is_forgotten() -> None:
    keyboard = Keyboard(MONTHS)
    assert keyboard.hear(Typed("J"), "x") == (Typed(), None, "unknown")
    assert typed(MONTHS, "!JxFeb") == ["Feb"]


def test_a_symbol_that_others_begin_with_waits_for_its_end() -> None:
    symbols = ("do", "dotted", "D")
    keyboard = Keyboard(symbols)
    now, symbol, _ = keyboard.hear(Typed("d"), "o")
    assert symbol is None
    assert keyboard.finish(now) == 0
    assert keyboard.finish(Typed("d")) == 2
    assert keyboard.finish(Typed("dot")) is None
    assert keyboard.finish(Typed()) is None
    assert typed(symbols, "D") == ["D"]


def test_large_and_small_letters_are_told_apart_where_both_are_there() -> None:
    assert typed(("a", "A", "b"), "aAb") == ["a", "A", "b"]


@pytest.mark.parametrize(
    "symbols, digits", [(("1월", "2월"), False), (("1", "2"), True), (("10", "20"), False)]
)
def test_digits(symbols: tuple[str, ...], digits: bool) -> None:
    assert Keyboard(symbols).digits_are_symbols is digits


def test_an_input_method_is_heard_stroke_by_stroke() -> None:
    events = [("ㅇ", ""), ("아", ""), ("앗", ""), ("사", "아"), ("삽", ""), ("바", "사"), ("", "바")]
    composition, heard = Composition(), []
    for preedit, commit in events:
        composition, new, taken_back = composition.hears(preedit, commit)
        assert not taken_back
        heard.append(new)
    assert heard == ["d", "k", "t", "k", "q", "k", ""]
    assert composition == Composition()


def test_an_input_method_takes_back() -> None:
    composition, _, _ = Composition().hears("아", "")
    composition, new, taken_back = composition.hears("ㅇ", "")
    assert (new, taken_back) == ("", True)
    composition, new, taken_back = composition.hears("오", "")
    assert (new, taken_back) == ("h", False)
    assert Composition().hears("", "") == (Composition(), "", False)


@given(st.lists(st.sampled_from(HANGUL), min_size=1, max_size=6))
def test_every_row_of_syllables_can_be_composed(row: list[str]) -> None:
    """As an input method composes: the next consonant first closes the syllable before it."""
    keyboard, composition, now, taken = Keyboard(HANGUL), Composition(), Typed(), []
    events, before = [], ""
    for syllable in row:
        initial = (ord(syllable) - ord("가")) // 588
        closed = chr(ord(before) + FINALS.index(INITIALS[initial]) + 1) if before else INITIALS[initial]
        events += [(closed, ""), (syllable, before)]
        before = syllable
    events.append(("", before))
    for preedit, commit in events:
        composition, new, _ = composition.hears(preedit, commit)
        for stroke in new:
            now, symbol, _ = keyboard.hear(now, stroke)
            taken += [] if symbol is None else [HANGUL[symbol]]
    assert taken == row
