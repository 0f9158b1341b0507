"""The judge's numbers against a plain count in float64."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.phrases.book import PhraseBook
from rnnlab.core.phrases.judge import TOLERANCE, Judge
from rnnlab.core.phrases.tree import PrefixTree

TEXT = "기억 속으로\n기억 속으로\n기억 저편\n바다\n바다로\n가"


@pytest.mark.parametrize("hidden_size", [4, 600])
@pytest.mark.parametrize("layers", [1, 2])
def test_every_beginning_is_judged(hidden_size: int, layers: int) -> None:
    tree = PrefixTree(PhraseBook.parse(TEXT))
    size = tree.book.vocabulary.size
    shape = NetShape(catalogue.load(catalogue.first()), size, hidden_size, layers, size)
    parameters = initialise(shape, 1).astype(np.float64)
    right, shares, every = 0, [], []
    for branching in tree.branchings:
        inputs = np.array(branching.prefix)[:, None]  # (T, 1)
        run = interpreter.forward(shape, parameters, inputs, np.full_like(inputs, -1))
        probabilities = run.probabilities[-1, 0]  # (V,)
        wanted = np.array([branching.share(symbol) for symbol in range(size)])  # (V,)
        distance = float(np.abs(probabilities - wanted).max())
        every.append(distance)
        if branching.is_decidable:
            right += int(probabilities.argmax()) == branching.likeliest
        else:
            shares.append(distance)
    found = Judge(tree).judge(shape, parameters)
    assert (found.right, found.decidable, found.ambiguous) == (right, len(tree.decidable), len(shares))
    assert found.furthest_share is not None
    assert found.furthest_share.size == pytest.approx(max(shares))
    assert found.furthest.size == pytest.approx(max(every))
    assert not found.is_learnt


def test_a_single_phrase_leaves_no_shares() -> None:
    tree = PrefixTree(PhraseBook.parse("가"))
    shape = NetShape(catalogue.load(catalogue.first()), 2, 2, 1, 2)
    parameters = np.zeros(shape.parameter_count)
    found = Judge(tree).judge(shape, parameters)
    assert (found.decidable, found.ambiguous, found.furthest_share) == (2, 0, None)
    assert found.furthest.size == pytest.approx(0.5)
    assert TOLERANCE == 0.05
