"""A phrase book is read as people write it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.phrases.book import (
    END,
    LENGTH_LIMIT,
    PHRASES_LIMIT,
    SYMBOLS_LIMIT,
    TEXT_LIMIT,
    PhraseBook,
    find_unknown,
    spell,
)
from rnnlab.core.problems import Problem

Result = TypeVar("Result")


def attempt(read: Callable[[], Result]) -> Result | Problem:
    """Return what was read, or why it could not be."""
    try:
        return read()
    except Problem as problem:
        return problem


def test_the_lecture_s_letter_box() -> None:
    book = PhraseBook.parse("기억 속으로")
    assert book.vocabulary.symbols == (" ", "기", "억", "속", "으", "로", END)
    assert book.encoded == ((6, 1, 2, 0, 3, 4, 5, 6),)
    assert book.vocabulary.display(END) == "⏎"


def test_empty_lines_and_white_space_at_the_ends_do_not_count() -> None:
    book = PhraseBook.parse("\ufeff\n  가  나\u3000다 \r\n\r\n\t라␣마\u2028바\r")
    assert book.phrases == (tuple("가 나 다"), tuple("라 마"), ("바",))
    assert book.lines == (2, 4, 5)
    assert book.notices == ()


def test_a_phrase_written_twice_counts_twice() -> None:
    assert PhraseBook.parse("가\n가\n나").phrases == (("가",), ("가",), ("나",))


def test_letters_are_what_people_see_as_one() -> None:
    family, waving, flag = "👩‍👩‍👧", "👋🏽", "🇰🇷"
    book = PhraseBook.parse(family + waving + flag + unicodedata.normalize("NFD", "한é"))
    assert book.phrases == ((family, waving, flag, "한", "é"),)


def test_control_characters_are_left_out_with_a_notice() -> None:
    book = PhraseBook.parse("가\x00나\n다\n\x07라")
    assert book.phrases == (("가", "나"), ("다",), ("라",))
    assert [(notice.code, notice.args["lines"]) for notice in book.notices] == [("phrases.cleaned", "1, 3")]


@pytest.mark.parametrize(
    "text, code, line",
    [
        ("", "phrases.empty", None),
        (" \n\t\n", "phrases.empty", None),
        ("가\n" + "나" * (LENGTH_LIMIT + 1), "phrases.too_long", 2),
        ("가\n" * (PHRASES_LIMIT + 1), "phrases.too_many", PHRASES_LIMIT + 1),
        ("가" * (TEXT_LIMIT + 1), "phrases.text_too_long", None),
        ("가\n\n나\ud800", "phrases.character", 3),
    ],
)
def test_what_cannot_be_learnt_is_refused_at_its_line(text: str, code: str, line: int | None) -> None:
    with pytest.raises(Problem) as caught:
        PhraseBook.parse(text)
    assert (caught.value.code, caught.value.field, caught.value.args.get("line")) == (code, "phrases", line)


def test_the_limits_themselves_are_fine() -> None:
    book = PhraseBook.parse("\n".join(["나" * LENGTH_LIMIT] * PHRASES_LIMIT))
    assert (len(book.phrases), book.longest) == (PHRASES_LIMIT, LENGTH_LIMIT)


def test_too_many_different_letters() -> None:
    letters = [chr(0xAC00 + number) for number in range(SYMBOLS_LIMIT + 1)]
    lines = ["".join(letters[start : start + 50]) for start in range(0, len(letters), 50)]
    assert PhraseBook.parse("\n".join(lines[:-1])).vocabulary.size == SYMBOLS_LIMIT + 1
    with pytest.raises(Problem, match=r"phrases\.too_many_symbols"):
        PhraseBook.parse("\n".join(lines))


@given(st.lists(st.lists(st.sampled_from([*"가나 a", "👋🏽", "é"]), max_size=8), max_size=6))
def test_what_was_read_is_read_again_the_same(lines: list[list[str]]) -> None:
    text = "\n".join("".join(line) for line in lines)
    if not text.strip():
        with pytest.raises(Problem, match=r"phrases\.empty"):
            PhraseBook.parse(text)
        return
    book = PhraseBook.parse(text)
    again = PhraseBook.parse("\r\n".join("".join(phrase) for phrase in book.phrases))
    assert again.phrases == book.phrases
    vocabulary = book.vocabulary
    assert [vocabulary.decode(phrase[1:-1]) for phrase in book.encoded] == list(book.phrases)
    assert all(phrase[0] == phrase[-1] == vocabulary.size - 1 for phrase in book.encoded)
    assert len(set(vocabulary.symbols)) == vocabulary.size


@given(st.text())
def test_any_text_is_read_or_refused_with_a_problem(text: str) -> None:
    found = attempt(lambda: PhraseBook.parse(text))
    if isinstance(found, Problem):
        assert found.field == "phrases"
    else:
        assert all(symbol and END not in symbol for phrase in found.phrases for symbol in phrase)


def test_a_typed_beginning_is_spelled_exactly() -> None:
    assert spell("기억 ") == ("기", "억", " ")
    assert spell("기억␣") == ("기", "억", " ")
    assert spell(unicodedata.normalize("NFD", "기억")) == ("기", "억")
    assert spell("a\x00\tb") == ("a", " ", "b")
    assert spell("") == ()


def test_unknown_letters_are_found_at_their_place() -> None:
    vocabulary = PhraseBook.parse("기억 속으로").vocabulary
    unknown = find_unknown(vocabulary, spell("기뷁억"))
    assert unknown is not None
    assert (unknown.symbol, unknown.place) == ("뷁", 1)
    assert find_unknown(vocabulary, spell("기억 ")) is None
