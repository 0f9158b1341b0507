from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.problems import Problem
from rnnlab.core.text import corpus as corpora
from rnnlab.core.text.corpus import OTHER, CorpusChoice, Gatherer, gathered, words_of

CHOICE = CorpusChoice("own", "x")
PRINTABLE = st.characters(exclude_categories=("Cc", "Cs"))


@given(st.text(PRINTABLE, min_size=60, max_size=200).filter(lambda text: len(set(text)) > 1))
def test_a_corpus_is_its_text(text: str) -> None:
    corpus = gathered(text, CHOICE, "x")
    assert corpus.text() == text
    assert list(corpus.symbols) == sorted(set(text))
    assert corpus.indices.dtype == np.uint8
    symbols, missing = corpus.encode(text[:20] + "\x00")
    assert corpus.decode(symbols) == text[:20]
    assert missing == "\x00"


def test_control_characters_are_left_out_but_not_lines_and_tabs() -> None:
    corpus = gathered("a\x00b\x07c\td\n" * 20, CHOICE, "x")
    assert corpus.text(0, 6) == "abc\td\n"


def test_many_kinds_of_characters_take_two_bytes() -> None:
    text = "".join(map(chr, range(0xAC00, 0xAC00 + 300))) * 2
    corpus = gathered(text, CHOICE, "x")
    assert corpus.indices.dtype == np.uint16
    assert (corpus.size, corpus.text()) == (300, text)


def test_the_rarest_characters_share_one_symbol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "SYMBOL_LIMIT", 3)
    corpus = gathered("aaab" * 20 + "cd", CHOICE, "x")
    assert corpus.symbols == f"ab{OTHER}"
    assert corpus.text(76) == f"aaab{OTHER}{OTHER}"
    (notice,) = corpus.notices
    assert (notice.code, notice.args) == ("corpus.rare", {"count": 2, "limit": 3})
    assert corpus.encode("cab")[0].tolist() == [2, 0, 1]


@pytest.mark.parametrize("text, code", [("short", "corpus.short"), ("a" * 100, "corpus.one_symbol")])
def test_too_little_to_learn_from(text: str, code: str) -> None:
    with pytest.raises(Problem, match=code):
        gathered(text, CHOICE, "x")


def test_pieces_make_the_same_corpus_as_the_whole() -> None:
    text = "한글과 English, 그리고 숫자 123.\n" * 10
    gatherer = Gatherer()
    for start in range(0, len(text), 7):
        gatherer.add(text[start : start + 7])
    corpus = gatherer.corpus(CHOICE, "x", "prose")
    assert corpus.fingerprint == gathered(text, CHOICE, "x").fingerprint
    assert corpus.fingerprint != gathered(text + "!", CHOICE, "x").fingerprint


def test_words() -> None:
    assert words_of("Don't stop, it's ’tis 3 o'clock—각설하고") == [
        "don't",
        "stop",
        "it's",
        "tis",
        "o'clock",
        "각설하고",
    ]
    assert gathered("One two. Two THREE! " * 5, CHOICE, "x").words == {"one", "two", "three"}
