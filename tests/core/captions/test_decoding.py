"""Greedy and beam search against brute force, and the NumPy decoder against the torch module."""

from itertools import product

import numpy as np
import pytest
import torch

from rnnlab.core.captions.decoding import Decoder, Spoken
from rnnlab.core.captions.module import loaded
from rnnlab.core.captions.settings import Handover
from rnnlab.core.captions.words import END_INDEX, NO_WORD, START_INDEX
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.layer_interpreter import Clamp
from tests.core.captions.tiny import HANDOVERS, tiny

LONGEST = 4


def _score(decoder: Decoder, features: np.ndarray, indices: tuple[int, ...]) -> float:
    states, total, last = decoder.begin(features[None]), 0.0, START_INDEX
    for index in indices:
        states, scores = decoder.step(np.array([last]), features[None], states)
        total, last = total + float(scores[0, index]), index
    return total


@pytest.mark.parametrize("handover", HANDOVERS)
def test_a_wide_beam_finds_the_best_caption_of_all(handover: Handover) -> None:
    shape, parameters, table = tiny(handover, words=2, feature_size=4)
    decoder = Decoder(shape, parameters.astype(np.float64))
    features = np.random.default_rng(0).random(4)
    everything = [
        (*middle, END_INDEX)
        for length in range(LONGEST)
        for middle in product((START_INDEX, 2, 3), repeat=length)
    ]
    assert table.size == 4
    best = sorted(everything, key=lambda indices: -_score(decoder, features, indices))
    found = decoder.beam(features, 64, LONGEST)
    ended = [spoken for spoken in found if spoken.has_ended]
    assert [spoken.indices for spoken in ended[:5]] == best[:5]
    for spoken in ended[:5]:
        assert spoken.score == pytest.approx(_score(decoder, features, spoken.indices))
        assert len(spoken.log_probabilities) == len(spoken.indices)


@pytest.mark.parametrize("handover", HANDOVERS)
def test_a_beam_of_one_is_greedy(handover: Handover) -> None:
    shape, parameters, _ = tiny(handover)
    decoder = Decoder(shape, parameters)
    features = np.random.default_rng(1).random((5, 5), np.float32)
    rows = decoder.greedy(features, 7)
    assert rows.shape == (5, 7)
    for row, vector in zip(rows, features, strict=True):
        (spoken,) = decoder.beam(vector, 1, 7)
        assert spoken.indices == tuple(int(index) for index in row if index != NO_WORD)


def test_a_wider_beam_is_never_worse() -> None:
    shape, parameters, _ = tiny()
    decoder = Decoder(shape, parameters.astype(np.float64))
    for vector in np.random.default_rng(2).random((6, 5)):
        scores = [max(spoken.score for spoken in decoder.beam(vector, width, 6)) for width in (1, 3, 200)]
        assert scores[2] >= max(scores) - 1e-12


def test_nothing_comes_after_the_end() -> None:
    shape, parameters, _ = tiny()
    shape.decoder.view(parameters[: shape.decoder.parameter_count], "b_y")[END_INDEX] = 50
    decoder = Decoder(shape, parameters)
    features = np.ones((3, 5), np.float32)
    assert decoder.greedy(features).tolist() == [[END_INDEX]] * 3
    assert decoder.beam(features[0], 2)[0].indices == (END_INDEX,)
    assert Spoken((END_INDEX,), np.array([-0.5])).score == -0.5


@pytest.mark.parametrize("handover", HANDOVERS)
@pytest.mark.parametrize("cell", catalogue.names())
def test_the_decoder_computes_what_the_module_computes(cell: str, handover: Handover) -> None:
    shape, parameters, _ = tiny(handover, cell=cell, layers=2)
    module = loaded(shape, parameters)
    features = np.random.default_rng(3).random((3, 5), np.float32)
    words = np.array([[START_INDEX] * 3, [4, 5, 6], [7, 8, 9]])  # (T, N)
    with torch.inference_mode():
        given = torch.from_numpy(features)
        inputs = module.inputs(given, torch.from_numpy(words))
        first = 3 if handover == "first" else 0
        logits = module.decoder(inputs, torch.arange(first, first + 9))  # (T·N, V)
        expected = torch.log_softmax(logits, dim=-1).numpy().reshape(3, 3, -1)  # (T, N, V)
    decoder = Decoder(shape, parameters)
    states = decoder.begin(features)
    for t in range(3):
        states, scores = decoder.step(words[t], features, states)
        np.testing.assert_allclose(scores, expected[t], atol=2e-5)


def test_a_held_unit_changes_what_is_said() -> None:
    shape, parameters, _ = tiny()
    features = np.ones(5, np.float32)
    free = Decoder(shape, parameters)
    held = Decoder(shape, parameters, [Clamp(1, shape.decoder.cell.output, 0, 30.0)])
    assert free.beam(features, 1, 5)[0].score != held.beam(features, 1, 5)[0].score
