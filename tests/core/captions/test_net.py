"""The picture net against NumPy, gradients against finite differences, the trace against the decoder."""

from typing import Any

import numpy as np
import pytest
import torch

from rnnlab.core.captions.decoder_trace import PICTURE, record
from rnnlab.core.captions.drawing import CANVAS
from rnnlab.core.captions.inside import PIECES, receptive_field, strongest
from rnnlab.core.captions.module import CONTRAST, PAPER, loaded
from rnnlab.core.captions.net import CaptionNet, smoothed
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import Handover
from rnnlab.core.captions.shape import CaptionShape, bias_key, kernel_key
from rnnlab.core.captions.words import END_INDEX, START_INDEX
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.layer_interpreter import Clamp
from rnnlab.core.problems import Problem
from tests.core.captions.tiny import HANDOVERS, TINY, tiny

PICTURES = DrawnPictures("ko", 0, count=12)
CAPTION = (4, 9, 3, END_INDEX)


def _net(handover: Handover = "every", **changes: Any) -> CaptionNet:  # noqa: ANN401 - fields of several types
    shape, parameters, words = tiny(handover, **changes)
    return CaptionNet(shape, parameters, words, "ko")


def _convolved(maps: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Convolve maps (C, S, S) with kernels (D, C, 3, 3) as a sum over the places of a kernel."""
    side = maps.shape[1]
    padded = np.pad(maps, ((0, 0), (1, 1), (1, 1)))
    total = np.zeros((len(kernels), side, side))
    for row in range(3):
        for column in range(3):
            piece = padded[:, row : row + side, column : column + side]
            total += np.einsum("dc,cij->dij", kernels[:, :, row, column], piece)
    return np.asarray(total + bias[:, None, None])


def test_the_picture_net_is_convolutions_relu_and_maxima() -> None:
    net = _net(blocks=3)
    shape, picture = net.shape, PICTURES.examination.pictures[0]
    look = net.look(picture)
    maps = ((picture.astype(np.float64) - PAPER) / CONTRAST).transpose(2, 0, 1)
    for block in range(3):
        for letter in "ab":
            kernels = shape.view(net.parameters, kernel_key(block, letter))
            maps = np.maximum(
                _convolved(maps, kernels, shape.view(net.parameters, bias_key(block, letter))), 0
            )
        if block < 2:
            side = shape.side(block)
            maps = maps.reshape(len(maps), side, 2, side, 2).max(axis=(2, 4))
        assert look.blocks[block].shape == (shape.maps[block], shape.side(block), shape.side(block))
        np.testing.assert_allclose(look.blocks[block], maps, rtol=1e-3, atol=1e-3)
    greatest = maps.max(axis=(1, 2))
    np.testing.assert_allclose(look.greatest, greatest, rtol=1e-3)
    matrix, bias = shape.view(net.parameters, "W_v"), shape.view(net.parameters, "b_v")
    np.testing.assert_allclose(look.features, np.maximum(matrix @ greatest + bias, 0), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("handover", HANDOVERS)
def test_where_the_net_looked_is_its_gradient(handover: Handover, monkeypatch: pytest.MonkeyPatch) -> None:
    net = _net(handover)
    prepared_as_it_is = net.module.double().prepared
    monkeypatch.setattr(net.module, "prepared", lambda pictures: prepared_as_it_is(pictures).double())
    picture = PICTURES.examination.pictures[1]
    attention = net.attention(picture, CAPTION)
    assert attention.gradients.shape == (len(CAPTION), CANVAS, CANVAS, 3)
    assert attention.maps.shape == (len(CAPTION), CANVAS, CANVAS)
    np.testing.assert_allclose(attention.maps.max(axis=(1, 2)), 1)

    words = torch.tensor([START_INDEX, *CAPTION[:-1]])[:, None]

    def log_probabilities(pixels: np.ndarray) -> np.ndarray:
        prepared = torch.from_numpy((pixels - PAPER) / CONTRAST).permute(2, 0, 1)[None]
        with torch.no_grad():
            logits = net.module(prepared, words, torch.arange(len(CAPTION)))
            chosen = torch.log_softmax(logits, dim=-1)[torch.arange(len(CAPTION)), torch.tensor(CAPTION)]
        return np.asarray(chosen.numpy())

    pixels, small = picture.astype(np.float64), 1e-4
    for t in range(len(CAPTION)):
        place = np.unravel_index(np.abs(attention.gradients[t]).argmax(), pixels.shape)
        more, less = pixels.copy(), pixels.copy()
        more[place] += small
        less[place] -= small
        slope = (log_probabilities(more)[t] - log_probabilities(less)[t]) / (2 * small)
        assert attention.gradients[t][place] == pytest.approx(slope, rel=1e-3)


def test_smoothing_keeps_the_whole_and_spreads_it() -> None:
    maps = np.zeros((1, CANVAS, CANVAS), np.float32)
    maps[0, 20, 30] = 1
    smooth = smoothed(maps)
    assert smooth.sum() == pytest.approx(1, abs=1e-3)
    assert smooth[0].argmax() == 20 * CANVAS + 30
    assert smooth[0, 20, 31] == pytest.approx(smooth[0, 19, 30])


@pytest.mark.parametrize("handover", HANDOVERS)
@pytest.mark.parametrize("cell", catalogue.names())
def test_the_trace_is_what_the_decoder_does(cell: str, handover: Handover) -> None:
    shape, parameters, words = tiny(handover, cell=cell, layers=2)
    net = CaptionNet(shape, parameters, words, "ko")
    features = net.look(PICTURES.examination.pictures[2]).features
    clamps = [Clamp(1, shape.decoder.cell.output, 2, 0.25)]
    for held in ([], clamps):
        recorded = record(shape, parameters, features, CAPTION, words, held)
        decoder = type(net.decoder)(shape, parameters, held)
        states = decoder.begin(features[None])
        first = recorded.given - 1
        for t, word in enumerate((START_INDEX, *CAPTION[:-1])):
            states, scores = decoder.step(np.array([word]), features[None], states)
            np.testing.assert_allclose(np.log(recorded.trace.probabilities[first + t]), scores[0], atol=1e-4)
            top = recorded.trace.values[shape.decoder.key(shape.decoder.cell.output, 2)]
            np.testing.assert_allclose(
                top[first + t], states[1][shape.decoder.cell.output][0], rtol=1e-4, atol=1e-5
            )
        assert recorded.trace.targets[first:].tolist() == list(CAPTION)


@pytest.mark.parametrize("handover", HANDOVERS)
def test_a_column_is_what_word_and_picture_bring(handover: Handover) -> None:
    shape, parameters, words = tiny(handover)
    features = np.random.default_rng(1).random(5, np.float32)
    recorded = record(shape, parameters, features, CAPTION, words)
    assert (recorded.labels[-1] == PICTURE) == (handover == "first")
    assert len(recorded.codes) == recorded.trace.shape.input_size == len(recorded.labels)
    for name, brought in recorded.word_parts.items():
        column = recorded.trace.shape.view(recorded.trace.parameters, name).T  # (S, rows)
        np.testing.assert_allclose(column, brought + recorded.picture_parts[name], atol=1e-5)
        if handover == "every":
            own = shape.decoder.view(parameters[: shape.decoder.parameter_count], name)
            expected = own[:, shape.embedding_size :] @ features
            np.testing.assert_allclose(recorded.picture_parts[name], expected, atol=1e-5)


def test_a_cell_that_reads_its_input_by_elements_cannot_be_shown() -> None:
    cell = parse_cell("odd", ["h"], "h = tanh(W_xh @ tanh(x) + W_hh @ h)")
    shape = CaptionShape.of(TINY, 8, cell)
    _, _, words = tiny(words=6)
    with pytest.raises(Problem, match=r"captions\.cell"):
        record(shape, np.zeros(shape.parameter_count), np.zeros(5), CAPTION, words)


def test_a_unit_sees_its_field_and_nothing_else() -> None:
    shape, parameters, _ = tiny(blocks=3)
    module = loaded(shape, parameters)
    for block, place in ((0, 11), (1, 5), (2, 0), (2, 6)):
        total = torch.zeros(CANVAS, CANVAS)
        for pictures in range(6):  # which pixels count depends on the picture
            other = module.prepared(PICTURES.examination.pictures[pictures : pictures + 1]).requires_grad_()
            unit = module.see(other).blocks[block][0, :, place, place].sum()
            total += torch.autograd.grad(unit, other)[0][0].abs().sum(dim=0)
        rows = torch.nonzero(total.sum(dim=1)).flatten()
        first, last = receptive_field(shape, block).span(place)
        assert rows.min() >= first
        assert rows.max() < last
        if block == 0:
            assert (int(rows.min()), int(rows.max()) + 1) == (first, last)


def test_what_excites_a_map_is_where_it_is_largest() -> None:
    net = _net(blocks=3)
    pictures = PICTURES.examination.pictures
    evidence = strongest(net, pictures, 1, 2)
    assert 0 < len(evidence.pieces) <= PIECES
    values = [piece.value for piece in evidence.pieces]
    assert values == sorted(values, reverse=True)
    maps = [net.look(picture).blocks[1][2] for picture in pictures]
    assert values[0] == pytest.approx(max(float(found.max()) for found in maps), rel=1e-4)
    for piece in evidence.pieces:
        assert maps[piece.picture][piece.row, piece.column] == pytest.approx(piece.value, rel=1e-4)
        cut = evidence.cut(piece)
        assert 0 < cut.shape[0] <= receptive_field(net.shape, 1).size
        assert cut.shape[2] == 3


def test_a_net_says_words() -> None:
    net = _net()
    look = net.look(PICTURES.examination.pictures[3])
    spoken = net.say(look.features, beam=3, longest=5)[0]
    assert net.text(spoken) == " ".join(net.words.decode(spoken.indices))
