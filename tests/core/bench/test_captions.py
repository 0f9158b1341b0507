"""Caption nets beside torch's own modules: both are the same net, and both learn."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from rnnlab.core.bench import captions
from rnnlab.core.bench.captions import ADAM, OURS, PEER
from rnnlab.core.bench.captions_peers import CaptionPeer, PeerTrainer
from rnnlab.core.captions.module import loaded
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import CaptionSettings, Handover
from rnnlab.core.captions.shape import (
    EMBEDDING,
    FEATURE_BIAS,
    FEATURE_MATRIX,
    CaptionShape,
    bias_key,
    initial,
    kernel_key,
)
from rnnlab.core.captions.words import END_INDEX, NO_WORD, START_INDEX
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX

TINY = CaptionSettings(
    channels=2,
    blocks=2,
    last_channels=4,
    feature_size=5,
    embedding_size=3,
    hidden_size=6,
    batch_size=8,
    steps=40,
)
PICTURES = DrawnPictures("ko", 0, count=4)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "SETTINGS", replace(TINY, steps=2))
    monkeypatch.setattr(captions, "PICTURES", 4)
    monkeypatch.setattr(captions, "THREADS", 1)


def _pairs(shape: CaptionShape, peer: CaptionPeer) -> list[tuple[str, torch.nn.Parameter]]:
    """Return the lab's name of each of the peer's parameters; its layer has one bias more."""
    names = dict(peer.named_parameters())
    kernels = [name for name, one in names.items() if name.startswith("picture") and one.dim() == 4]
    own = [(kernel_key(block, letter), bias_key(block, letter)) for block in range(2) for letter in "ab"]
    pairs = [(EMBEDDING, "embedding.weight"), (OUTPUT_MATRIX, "output.weight"), (OUTPUT_BIAS, "output.bias")]
    for name, keys in zip(kernels, own, strict=True):
        pairs += zip(keys, (name, name.replace("weight", "bias")), strict=True)
    last = max(
        (name for name in names if name.startswith("picture")), key=lambda name: int(name.split(".")[1])
    )
    place = last.rsplit(".", 1)[0]
    pairs += [(FEATURE_MATRIX, f"{place}.weight"), (FEATURE_BIAS, f"{place}.bias")]
    own_keys = [entry.key for entry in shape.decoder.parameters]
    pairs += zip(
        own_keys[:3], ("decoder.weight_ih_l0", "decoder.weight_hh_l0", "decoder.bias_ih_l0"), strict=True
    )
    return [(key, names[name]) for key, name in pairs]


@pytest.mark.parametrize("handover", ["every", "first"])
def test_the_peer_computes_what_the_lab_s_net_computes(handover: Handover) -> None:
    shape = CaptionShape.of(replace(TINY, handover=handover), PICTURES.words.size)
    flat = initial(shape, 1)
    peer = CaptionPeer(shape)
    with torch.no_grad():
        for key, parameter in _pairs(shape, peer):
            parameter.copy_(torch.from_numpy(shape.view(flat, key).copy()))
        peer.get_parameter("decoder.bias_hh_l0").zero_()
    with torch.no_grad():
        words = torch.tensor([[START_INDEX, START_INDEX], [4, 5], [6, 7]])  # (T, N)
        net = loaded(shape, flat)
        prepared = net.prepared(PICTURES.examination.pictures[:2])
        wanted = net(prepared, words, torch.arange(6))  # (T·N, V)
        found = peer(peer.see(prepared), words).flatten(0, 1)  # (T·N, V)
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("orthogonal_steps", [True, False])
def test_the_peer_learns_and_says_captions_that_end(orthogonal_steps: bool) -> None:
    shape = CaptionShape.of(TINY, PICTURES.words.size)
    torch.manual_seed(0)
    peer = PeerTrainer(shape, TINY, orthogonal_steps=orthogonal_steps)
    losses = [peer.train(PICTURES.batch(step, TINY.batch_size), step) for step in range(TINY.steps)]
    assert np.mean(losses[-5:]) < 0.95 * losses[0]
    said = peer.say(PICTURES.examination.pictures, 9)
    assert said.shape == (4, 9)
    for row in said.tolist():
        if END_INDEX in row:
            assert set(row[row.index(END_INDEX) + 1 :]) <= {NO_WORD}


def test_a_short_run_only_tells_the_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "interleaved", lambda works, *_, **__: dict.fromkeys(works, 0.5))
    lines: list[str] = []
    found = captions.measure(lines.append, short=True)
    assert found["ratios"] == {PEER: 1.0, ADAM: 1.0}
    assert found["pictures_per_second"][PEER] == TINY.batch_size / 0.5
    assert "learning" not in found
    assert "1.00×" in lines[-1]


def test_the_time_until_it_is_right_is_told_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captions, "interleaved", lambda works, *_, **__: dict.fromkeys(works, 0.5))
    found = captions.measure(lambda _: None)["learning"]
    assert found["ratios"] == {PEER: None, ADAM: None}
    assert set(found["seconds"].values()) == {None}
    monkeypatch.setattr(captions, "RIGHT", 0.0)
    found = captions.measure(lambda _: None)["learning"]
    seconds = found["seconds"]
    assert found["ratios"][ADAM] == pytest.approx(seconds[ADAM] / seconds[OURS])
