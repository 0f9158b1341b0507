from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core import trace
from rnnlab.core.generate import softmax
from rnnlab.core.net import initialise
from rnnlab.core.problems import Problem
from rnnlab.core.text import inside
from rnnlab.core.text.features import correlations, features
from rnnlab.core.text.inside import around, look, read_states
from tests.core.text.helpers import changed, corpus, run

TEXT = corpus().text(0, 400)


@pytest.mark.parametrize("cell", ["lstm", "gru", "mut1"])
def test_everything_inside_is_what_the_trace_has(cell: str) -> None:
    which = run(changed(cell=cell, layers=2))
    shape, weights = which.shape, 2 * initialise(which.shape, 0)
    symbols, _ = which.corpus.encode(TEXT)
    found = look(shape, weights, symbols, TEXT)
    whole = trace.record(shape, weights.astype(np.float64), symbols, [*symbols[1:], -1])
    for layer in (1, 2):
        for number, state in enumerate(shape.cell.states):
            np.testing.assert_allclose(
                found.states[layer - 1, number], whole.values[shape.key(state, layer)], atol=2e-5
            )
    probabilities = np.array([softmax(row) for row in whole.logits])
    np.testing.assert_allclose(
        found.probabilities, -np.sort(-probabilities, axis=1)[:, : inside.LIKELIEST], atol=2e-5
    )
    np.testing.assert_allclose(found.surprise[1:], whole.losses[:-1] / np.log(2), atol=1e-4)
    assert np.isnan(found.surprise[0])


def test_states_without_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    which = run(changed(layers=2))
    weights = initialise(which.shape, 0)
    symbols, _ = which.corpus.encode(TEXT)
    expected = read_states(which.shape, weights, symbols)

    def unavailable(*_: object) -> None:
        raise Problem("backend.unavailable", "backend", backend="compiled", detail="")

    monkeypatch.setattr(inside, "WindowRunner", unavailable)
    np.testing.assert_allclose(read_states(which.shape, weights, symbols), expected, atol=1e-5)


@pytest.mark.parametrize("place", [0, 3, 200, 399])
def test_a_trace_around_a_letter_begins_with_the_real_states(place: int) -> None:
    which = run(changed(layers=2))
    shape, weights = which.shape, 2 * initialise(which.shape, 0)
    symbols, _ = which.corpus.encode(TEXT)
    found = look(shape, weights, symbols, TEXT)
    steps = around(shape, found, place)
    part, focus = trace.record(shape, weights, steps.inputs, steps.targets, (), steps.initial), steps.focus
    whole = trace.record(shape, weights.astype(np.float64), symbols)
    assert part.inputs[focus] == symbols[place]
    for key in shape.quantity_keys:
        np.testing.assert_allclose(part.values[key][focus], whole.values[key][place], atol=3e-5)
    if place + 1 < len(symbols):
        assert part.targets[focus] == symbols[place + 1]
    first = place - focus
    for state in shape.cell.states:
        expected = whole.previous(state, 2, first)
        np.testing.assert_allclose(part.previous(state, 2, 0), expected, atol=3e-5)


def test_units_are_ranked_by_what_they_follow() -> None:
    which = run()
    symbols, _ = which.corpus.encode(TEXT)
    found = look(which.shape, initialise(which.shape, 0), symbols, TEXT)
    named = features(TEXT)
    for feature in found.feature_names:
        ranking = found.ranking(feature)
        layer, state, unit, value = ranking[0]
        expected = np.corrcoef(found.activation(layer, state, unit), named[feature])[0, 1]
        assert value == pytest.approx(expected, abs=1e-3)
        sizes = [abs(entry[3]) for entry in ranking]
        assert sizes == sorted(sizes, reverse=True)
        assert len(ranking) == 2 * which.settings.hidden_size
    name, value = found.best_feature(1, 0, 0)
    assert abs(value) == max(abs(found.correlations[0, 0, 0]))
    assert name in named


def test_correlations_against_numpy() -> None:
    generator = np.random.default_rng(0)
    units = generator.normal(size=(50, 3))
    units[:, 2] = 7.0
    named = {"a": generator.normal(size=50).astype(np.float32), "b": units[:, 0].astype(np.float32)}
    found = correlations(units, named)
    assert found[0, 1] == pytest.approx(1.0)
    assert found[1, 0] == pytest.approx(np.corrcoef(units[:, 1], named["a"])[0, 1], abs=1e-5)
    assert (found[2] == 0).all()


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("quotes", 'a "b" c', "0011000"),
        ("line_position", "ab\nc", "1201"),
        ("indentation", "  a\nb", "12200"),
        ("brackets", "(a[b])c", "1122100"),
        ("word_position", "ab c1", "12010"),
        ("line_words", "a b\nc", "11201"),
        ("formulas", "a$b$c", "01100"),
        ("comments", "a/*b*/c", "0011100"),
        ("capitals", "aBc", "010"),
        ("vowels", "aBe", "101"),
        ("digits", "a1", "01"),
        ("spaces", "a b", "010"),
        ("punctuation", "a,b", "010"),
        ("line_ends", "a\nb", "010"),
        ("blank_lines", "a\n\nb\nc", "010011"),
    ],
)
def test_features(name: str, text: str, expected: str) -> None:
    assert "".join(str(int(value)) for value in features(text)[name]) == expected


def test_a_feature_that_never_changes_is_left_out() -> None:
    assert "digits" not in features("no numbers here")
    assert features("") == {}
