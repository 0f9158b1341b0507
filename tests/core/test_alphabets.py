"""Ranges run along the orders people mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.alphabets import ALPHABETS, SYMBOL_LIMIT, between, continuation, is_known
from rnnlab.core.problems import Problem

Result = TypeVar("Result")


def outcome(function: Callable[..., Result], *arguments: object) -> Result | Problem:
    """What a call returns, or the Problem it raises."""
    try:
        return function(*arguments)
    except Problem as problem:
        return problem


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("가", "하", "가나다라마바사아자차카타파하"),
        ("하", "가", "하파타카차자아사바마라다나가"),
        ("나", "바", "나다라마바"),
        ("거", "허", "거너더러머버서어저처커터퍼허"),
        ("각", "학", "각낙닥락막박삭악작착칵탁팍학"),
        ("가", "기", "가갸거겨고교구규그기"),
        ("간", "감", "간갅갆갇갈갉갊갋갌갍갎갏감"),
        ("ㄱ", "ㅎ", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        ("ㄲ", "ㄹ", "ㄲㄴㄷㄸㄹ"),
        ("ㅏ", "ㅣ", "ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ"),
        ("ㅐ", "ㅓ", "ㅐㅑㅒㅓ"),
        ("A", "E", "ABCDE"),
        ("e", "a", "edcba"),
        ("9", "0", "9876543210"),
        ("ρ", "τ", "ρστ"),
        ("е", "ж", "еёж"),
        ("あ", "こ", "あいうえおかきくけこ"),
        ("월", "금", "월화수목금"),
        ("일", "토", "일월화수목금토"),
        ("토", "월", "토금목수화월"),
        ("도", "시", "도레미파솔라시"),
        ("자", "해", "자축인묘진사오미신유술해"),
        ("①", "⑤", "①②③④⑤"),
        ("Ⅰ", "Ⅳ", "ⅠⅡⅢⅣ"),
        ("ก", "ฅ", "กขฃคฅ"),
        ("😀", "😃", "😀😁😂😃"),
        ("Ａ", "Ｃ", "ＡＢＣ"),
        ("A", "A", "A"),
    ],
)
def test_a_range_of_single_characters(first: str, last: str, expected: str) -> None:
    assert between(first, last) == tuple(expected)


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("1", "12", "1 2 3 4 5 6 7 8 9 10 11 12"),
        ("3", "-", None),
        ("10", "8", "10 9 8"),
        ("08", "11", "08 09 10 11"),
        ("11월", "1월", "11월 10월 9월 8월 7월 6월 5월 4월 3월 2월 1월"),
        ("Q1", "Q4", "Q1 Q2 Q3 Q4"),
        ("Q1", "R4", None),
        ("Nov", "Dec", "Nov Dec"),
        ("do", "mi", "do re mi"),
        ("Sun", "Tue", "Sun Mon Tue"),
    ],
)
def test_a_range_of_words(first: str, last: str, expected: str | None) -> None:
    assert between(first, last) == (tuple(expected.split()) if expected else None)


@pytest.mark.parametrize(
    "first, last",
    [("가", "Z"), ("a", "Z"), ("0", "Z"), ("+", "="), ("가", "난"), ("ㄱ", "ㅣ"), ("a", "я"), ("ab", "c")],
)
def test_a_range_without_sense(first: str, last: str) -> None:
    assert between(first, last) is None


@pytest.mark.parametrize(
    "first, last, count",
    [("가", "힣", 11172), ("힣", "가", 11172), ("一", "龥", 20902), ("1", "999999999999", 999999999999)],
)
def test_a_range_too_long(first: str, last: str, count: int) -> None:
    with pytest.raises(Problem) as caught:
        between(first, last)
    assert caught.value == Problem("vocabulary.too_many", "vocabulary", count=count, limit=SYMBOL_LIMIT)


@given(st.sampled_from(ALPHABETS), st.data())
def test_backwards_is_the_reverse_and_every_part_is_a_range(
    alphabet: tuple[str, ...], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(alphabet) - 1))
    end = data.draw(st.integers(start, len(alphabet) - 1))
    first, last = alphabet[start], alphabet[end]
    run = between(first, last)
    assert run is not None
    assert (run[0], run[-1]) == (first, last)
    assert len(set(run)) == len(run)
    back = between(last, first)
    assert back is not None
    assert (back[0], back[-1]) == (last, first)
    if sum(first in other and last in other for other in ALPHABETS) == 1:
        assert back == run[::-1]


@given(st.text(max_size=4), st.text(max_size=4))
def test_any_two_texts_make_a_range_none_or_a_problem(first: str, last: str) -> None:
    run = outcome(between, first, last)
    if isinstance(run, Problem):
        assert run.code == "vocabulary.too_many"
        return
    assert run is None or ((run[0], run[-1]) == (first, last) and len(run) <= SYMBOL_LIMIT)


@pytest.mark.parametrize(
    "symbols, rest",
    [
        ("월 화 수", "목 금 토 일"),
        ("일 월 화", "수 목 금 토"),
        ("가 나", "다 라 마 바 사 아 자 차 카 타 파 하"),
        ("가 갸", "거 겨 고 교 구 규 그 기"),
        ("Z Y X W V U T S R Q P O N M L K J I H G F E D", "C B A"),
        ("Jan Feb", "Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
        ("Y Z", ""),
    ],
)
def test_a_known_order_goes_on(symbols: str, rest: str) -> None:
    assert continuation(symbols.split()) == tuple(rest.split())


@pytest.mark.parametrize("symbols", [[], ["가"], ["가", "다"], ["x", "!"]])
def test_without_two_neighbours_nothing_goes_on(symbols: list[str]) -> None:
    assert continuation(symbols) is None


def test_known_symbols() -> None:
    assert is_known("Jan")
    assert not is_known("기억")
