"""What people type becomes the symbols they mean; prefixes are read with or without separators."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnlab.core.alphabets import SYMBOL_LIMIT
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import PREFIX_LIMIT, SYMBOL_LENGTH_LIMIT, Vocabulary
from rnnlab.core.vocabulary_text import LENGTH_LIMIT

ROW = "가 나 다 라 마 바 사 아 자 차 카 타 파 하"
ANYTHING = st.text(max_size=40) | st.text("가하AZaz09 -–~…..'\",␣[]월화", max_size=20)

Result = TypeVar("Result")


def outcome(function: Callable[..., Result], *arguments: object) -> Result | Problem:
    """What a call returns, or the Problem it raises."""
    try:
        return function(*arguments)
    except Problem as problem:
        return problem


def shown(text: str) -> str:
    vocabulary = Vocabulary.parse(text)
    return " ".join(vocabulary.display(symbol) for symbol in vocabulary.symbols)


def problem_of(text: str) -> Problem:
    with pytest.raises(Problem) as caught:
        Vocabulary.parse(text)
    assert caught.value.field == "vocabulary"
    return caught.value


@pytest.mark.parametrize(
    "text, expected",
    [
        ("가-하", ROW),
        ("하-가", " ".join(reversed(ROW.split()))),
        ("나-바", "나 다 라 마 바"),
        ("가–하", ROW),
        ("가~하", ROW),
        ("가 ~ 하", ROW),
        ("가～하", ROW),
        ("가..하", ROW),
        ("가 … 하", ROW),
        ("가 나 다 ... 하", ROW),
        ("'가'-'하'", ROW),
        ("Z-W", "Z Y X W"),
        ("0-9", "0 1 2 3 4 5 6 7 8 9"),
        ("9-7, 2-0", "9 8 7 2 1 0"),
        ("A-Ca-c0-2", "A B C a b c 0 1 2"),
        ("가-다 A-C ␣", "가 나 다 A B C ␣"),
        ("가-다A-C␣", "가 나 다 A B C ␣"),
        ("1월-4월", "1월 2월 3월 4월"),
        ("Jan-Mar", "Jan Feb Mar"),
    ],
)
def test_ranges(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("월 화 수 목", "월 화 수 목"),
        ("월 화 수 …", "월 화 수 목 금 토 일"),
        ("ABC…", "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"),
        ("do, re, mi", "do re mi"),
        ("do re mi", "do re mi"),
        ("do,re;mi、fa", "do re mi fa"),
        ("do\nre\nmi", "do re mi"),
        ("[' ' '기' '억' '속' '으' '로']", "␣ 기 억 속 으 로"),
        ("'기' '억' ' ' ''속' '으' '로'", "기 억 ␣ 속 으 로"),
        ("['a', 'b', \"c\"]", "a b c"),
        ("“가” ‘나’ 「다」", "가 나 다"),
        ('"New York", "Los Angeles"', "New␣York Los␣Angeles"),
        ("'-' ',' \"'\"", "- , '"),
        ("+ - * / =", "+ - * / ="),
        ("0-2 + - =", "0 1 2 + - ="),
        ("-1 0 1", "-1 0 1"),
        ("e-mail well-known x", "e-mail well-known x"),
        ("<START> 가 나 <END>", "<START> 가 나 <END>"),
        (".- -... -.-.", ".- -... -.-."),
        ("don't can't won't", "don't can't won't"),
        ("( )", "( )"),
        ("1월 2월", "1월 2월"),
        ("do re", "do re"),
    ],
)
def test_lists(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("가나다", "가 나 다"),
        ("world", "w o r l d"),
        ("'기억 속으로'", "기 억 ␣ 속 으 로"),
        ("기억␣속으로", "기 억 ␣ 속 으 로"),
        ("기억 속으로", "기 억 ␣ 속 으 로"),
        ("  기억  속으로\n", "기 억 ␣ 속 으 로"),
        ("👨‍👩‍👧👩🏽‍🚀🇰🇷é", "👨‍👩‍👧 👩🏽‍🚀 🇰🇷 é"),
        ("3-2!", "3 - 2 !"),
    ],
)
def test_words_and_phrases_are_spelled(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_phrase_says_how_it_was_read_and_a_comma_makes_it_a_list() -> None:
    notice = Problem("vocabulary.spelled", "vocabulary", text="기억 속으로")
    assert Vocabulary.parse("기억 속으로").notices == (notice,)
    assert Vocabulary.parse("기억, 속으로").symbols == ("기억", "속으로")
    assert Vocabulary.parse("기억, 속으로").notices == ()


def test_repeated_symbols_are_merged_with_a_notice() -> None:
    vocabulary = Vocabulary.parse("hello")
    assert vocabulary.symbols == ("h", "e", "l", "o")
    assert vocabulary.notices == (Problem("vocabulary.duplicates", "vocabulary", symbols="l"),)
    both = Vocabulary.parse("가-다 나 ␣ 가 ' '")
    assert both.notices == (Problem("vocabulary.duplicates", "vocabulary", symbols="가, 나, ␣"),)


def test_decomposed_text_is_composed() -> None:
    for text in ("가-하", "é è", "각 난 닫"):
        assert Vocabulary.parse(unicodedata.normalize("NFD", text)) == Vocabulary.parse(text)


def test_notices_do_not_count_in_comparisons() -> None:
    assert Vocabulary.parse("가 나 나") == Vocabulary.parse("가 나")


def test_problems_at_the_vocabulary() -> None:
    assert problem_of("").code == "vocabulary.empty"
    assert problem_of(" ,, \n\u200b").code == "vocabulary.empty"
    assert problem_of("가").code == "vocabulary.one_symbol"
    assert problem_of("가 가").args == {"symbol": "가"}
    assert problem_of("' '").args == {"symbol": "␣"}
    senseless = Problem("vocabulary.range", "vocabulary", first="가", last="Z", position=3)
    assert problem_of("x 가-Z") == senseless
    assert problem_of("가 - Z").code == "vocabulary.range"
    assert problem_of("x z …") == Problem("vocabulary.range_open", "vocabulary", position=5)
    assert problem_of("가-힣").args == {"count": 11172, "limit": SYMBOL_LIMIT}
    assert problem_of("a\ud800b").args == {"symbol": "U+D800", "position": 2}
    assert problem_of("a" * (LENGTH_LIMIT + 1)).code == "vocabulary.too_long"
    assert problem_of("b " + "a" * (SYMBOL_LENGTH_LIMIT + 1)).code == "vocabulary.symbol_too_long"


def test_two_thousand_symbols_and_one_more() -> None:
    assert Vocabulary.parse("1-2000").size == SYMBOL_LIMIT
    assert problem_of("1-2000 x").args == {"count": 2001, "limit": SYMBOL_LIMIT}


@given(ANYTHING)
@example("' '")
@example("''속'")
@example("…")
@example("A-")
@example("[]")
@example("\u200d \ufe0f")
def test_any_text_is_a_vocabulary_or_a_problem(text: str) -> None:
    vocabulary = outcome(Vocabulary.parse, text)
    if isinstance(vocabulary, Problem):
        assert vocabulary.code.startswith("vocabulary.")
        assert vocabulary.field == "vocabulary"
        return
    assert 2 <= vocabulary.size <= SYMBOL_LIMIT
    assert len(set(vocabulary.symbols)) == vocabulary.size
    for symbol in vocabulary.symbols:
        assert symbol
        assert symbol == unicodedata.normalize("NFC", symbol)
        assert vocabulary.display(symbol).strip()
    assert vocabulary.encode(vocabulary.symbols) == tuple(range(vocabulary.size))


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Z", "C", "M", "P"]), min_size=1, max_size=3), min_size=3
    )
)
def test_a_list_of_words_is_itself_and_reads_back(words: list[str]) -> None:
    words = [unicodedata.normalize("NFC", word) for word in words]
    words = [word for word in words if not any(sign in word for sign in "~∼␣⋯")]
    unique = tuple(dict.fromkeys(words))
    if len(unique) < 3:
        return
    vocabulary = Vocabulary.parse(" ".join(words))
    assert vocabulary.symbols == unique
    assert vocabulary.decode(vocabulary.encode(" ".join(unique))) == unique


@given(st.lists(st.integers(0, 13), max_size=30), st.sampled_from(["", " ", ",", ", ", "\n"]))
def test_separators_are_optional_in_a_prefix(indices: list[int], separator: str) -> None:
    vocabulary = Vocabulary.parse("가-하")
    text = separator.join(vocabulary.decode(indices))
    assert vocabulary.encode(text) == tuple(indices)
    assert vocabulary.encode(unicodedata.normalize("NFD", text)) == tuple(indices)


@pytest.mark.parametrize(
    "vocabulary, text, expected",
    [
        ("do re mi", "do re", "do re"),
        ("do re mi", "dore mi", "do re mi"),
        ("1-12", "1 12 2", "1 12 2"),
        ("1-12", "112", "11 2"),
        ("a ab bc", "abc", "a bc"),
        ("a ab bc", "ab bc", "ab bc"),
        ("기억 속으로", "기억 속", "기 억 ␣ 속"),
        ("기억 속으로", "기억 ", "기 억 ␣"),
        ("기억 속으로", "기 억 ␣ 속", "기 억 ␣ 속"),
        ("'New York' Seoul Rome", "Seoul New York", "Seoul New␣York"),
        ("'New York' Seoul Rome", "Seoul New␣York Rome", "Seoul New␣York Rome"),
        ("가-하", "'하' '파'", "하 파"),
        (", ; a".replace(", ;", "',' ';'"), "a,;", "a , ;"),
        ("👨‍👩‍👧 👨 🇰🇷", "👨👨‍👩‍👧🇰🇷", "👨 👨‍👩‍👧 🇰🇷"),
        ("가-하", "", ""),
        ("가-하", " , ", ""),
    ],
)
def test_prefixes(vocabulary: str, text: str, expected: str) -> None:
    known = Vocabulary.parse(vocabulary)
    assert " ".join(known.display(symbol) for symbol in known.decode(known.encode(text))) == expected


@pytest.mark.parametrize(
    "text, symbol, position",
    [
        ("하 파 Z", "Z", 3),
        ("하파Z타", "Z", 3),
        ("Q", "Q", 1),
        ("하 👨‍👩‍👧", "👨‍👩‍👧", 2),
        ("\ud800", "U+D800", 1),
    ],
)
def test_a_symbol_the_vocabulary_lacks(text: str, symbol: str, position: int) -> None:
    with pytest.raises(Problem) as caught:
        Vocabulary.parse("가-하").encode(text)
    assert caught.value == Problem("prefix.unknown", "prefix", symbol=symbol, position=position)


def test_a_symbol_the_vocabulary_lacks_in_a_sequence() -> None:
    vocabulary = Vocabulary.parse("가-하")
    with pytest.raises(Problem) as caught:
        vocabulary.encode(["하", "힣"])
    assert caught.value == Problem("prefix.unknown", "prefix", symbol="힣", position=2)
    with pytest.raises(Problem):
        vocabulary.index("힣")


def test_a_prefix_too_long() -> None:
    vocabulary = Vocabulary.parse("가-하")
    assert len(vocabulary.encode("가" * PREFIX_LIMIT)) == PREFIX_LIMIT
    with pytest.raises(Problem) as caught:
        vocabulary.encode("가" * (PREFIX_LIMIT + 1))
    assert caught.value.code == "prefix.too_long"


@given(ANYTHING)
def test_any_prefix_is_read_or_a_problem(text: str) -> None:
    vocabulary = Vocabulary.parse("가-하 ␣ do re")
    indices = outcome(vocabulary.encode, text)
    if isinstance(indices, Problem):
        assert indices.code == "prefix.unknown"
        assert indices.args["position"] >= 1
        return
    assert vocabulary.encode(vocabulary.decode(indices)) == indices


def test_one_hot_index_and_display() -> None:
    vocabulary = Vocabulary.parse("가-다 ␣")
    np.testing.assert_array_equal(vocabulary.one_hot(2), np.array([0, 0, 1, 0], np.float32))
    assert vocabulary.one_hot(2).dtype == np.float32
    assert vocabulary.index("다") == 2
    assert vocabulary.index(unicodedata.normalize("NFD", "다")) == 2
    assert vocabulary.display(" ") == "␣"
    assert vocabulary.display("\u0e34") == "◌\u0e34"
    assert vocabulary.decode([3, 0]) == (" ", "가")
