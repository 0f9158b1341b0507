"""The prefix tree counts what follows; pairs worth comparing are found in it."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.phrases.book import PhraseBook
from rnnlab.core.phrases.pairs import shared, worth_comparing
from rnnlab.core.phrases.tree import PrefixTree

BOOKS = st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=12)


def tree_of(text: str) -> PrefixTree:
    return PrefixTree(PhraseBook.parse(text))


def test_shares_are_the_book_s() -> None:
    tree = tree_of("ab\nab\nac\nb")
    a, b, end = (tree.book.vocabulary.symbols.index(symbol) for symbol in ("a", "b", "\n"))
    first = tree.after((end,))
    assert first is not None
    assert (first.likeliest, first.share(a), first.share(b), first.share(end)) == (a, 0.75, 0.25, 0.0)
    second = tree.after((end, a))
    assert second is not None
    assert not second.is_decidable
    assert second.share(b) == 2 / 3
    assert tree.after((end, b)) is not None
    assert tree.after((end, b, a)) is None
    assert tree.after((a,)) is None
    assert tree.after(()) is None
    assert len(tree) == len(tree.branchings) == len(tree.decidable) + len(tree.ambiguous) == 5


@given(BOOKS)
def test_every_beginning_once_and_every_count_as_counted_by_hand(phrases: list[str]) -> None:
    tree = tree_of("\n".join(phrases))
    counted: dict[tuple[int, ...], Counter[int]] = {}
    for phrase in tree.book.encoded:
        for place in range(1, len(phrase)):
            counted.setdefault(phrase[:place], Counter())[phrase[place]] += 1
    assert {branching.prefix: Counter(branching.counts) for branching in tree.branchings} == counted
    for branching in tree.branchings:
        assert tree.after(branching.prefix) == branching
        assert branching.counts[branching.likeliest] == max(branching.counts.values())


@given(BOOKS)
def test_pairs_differ_in_what_follows(phrases: list[str]) -> None:
    tree = tree_of("\n".join(phrases))
    for pair in worth_comparing(tree):
        first, second = tree.after(pair.first), tree.after(pair.second)
        assert first is not None
        assert second is not None
        assert pair.first != pair.second
        if pair.kind == "ending":
            assert pair.first[-pair.alike :] == pair.second[-pair.alike :]
            assert first.counts.keys().isdisjoint(second.counts)
        else:
            assert shared(pair.first, pair.second) == pair.alike + 1 == len(pair.first) - 1


def test_the_state_alone_can_tell_the_same_ending_apart() -> None:
    tree = tree_of("봄날의 노래\n여름날의 바다\n여름밤")
    symbols = tree.book.vocabulary.symbols
    found = [
        (pair.kind, "".join(symbols[i] for i in pair.first[1:]), "".join(symbols[i] for i in pair.second[1:]))
        for pair in worth_comparing(tree)
    ]
    assert ("ending", "여름날의 ", "봄날의 ") in found or ("ending", "봄날의 ", "여름날의 ") in found
    assert ("fork", "여름날", "여름밤") in found
