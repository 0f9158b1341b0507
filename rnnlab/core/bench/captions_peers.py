"""A caption net as people write it in torch: ``nn.Conv2d`` blocks, one of torch's recurrent layers, a loop.

The loop's optimiser is Adam, or the lab's own: the second tells how fast the same work is, the first how long
people wait who do what is usual.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from rnnlab.core.bench.peers import torch_layer
from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.optimizer import CLIP_NORM, MATRIX_RATE, MOMENTUM, orthogonal
from rnnlab.core.captions.pictures import Examples
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CHANNELS, KERNEL, CaptionShape
from rnnlab.core.captions.words import END_INDEX, NO_WORD, START_INDEX, IntArray

__all__ = ["CaptionPeer", "PeerTrainer"]


class CaptionPeer(nn.Module):
    """The same net in torch's own modules, with torch's own initial weights.

    Parameters
    ----------
    shape
        The net; its cell is taken for torch's layer with as many matrices.
    """

    def __init__(self, shape: CaptionShape) -> None:
        super().__init__()
        decoder = shape.decoder
        layers: list[nn.Module] = []
        before = CHANNELS
        for block, maps in enumerate(shape.maps):
            for _ in range(2):
                layers += [nn.Conv2d(before, maps, KERNEL, padding=KERNEL // 2), nn.ReLU()]
                before = maps
            layers.append(nn.MaxPool2d(2) if shape.is_pooled(block) else nn.AdaptiveMaxPool2d(1))
        self.picture = nn.Sequential(*layers, nn.Flatten(), nn.Linear(before, shape.feature_size), nn.ReLU())
        self.embedding = nn.Embedding(shape.words, shape.embedding_size)
        layer = torch_layer(decoder.cell) or nn.RNN
        self.decoder = layer(decoder.input_size, decoder.hidden_size, decoder.layers)
        self.output = nn.Linear(decoder.hidden_size, shape.words)
        self.comes_first = shape.handover == "first"

    def see(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the features (N, F) of pictures (N, 3, 48, 48)."""
        features: torch.Tensor = self.picture(pictures)  # (N, F)
        return features

    def forward(self, features: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Return the logits (T, N, V) of what follows words (T, N), the first ones ``<START>``."""
        embedded = self.embedding(words)  # (T, N, embedding)
        if self.comes_first:
            x = torch.cat([features[None], embedded])  # (T + 1, N, F)
        else:
            x = torch.cat([embedded, features.expand(len(words), -1, -1)], dim=-1)  # (T, N, X)
        states = self.decoder(x)[0]  # (T or T + 1, N, H)
        logits: torch.Tensor = self.output(states[-len(words) :])  # (T, N, V)
        return logits


class PeerTrainer:
    """Training steps as in a tutorial, by the same schedule.

    Parameters
    ----------
    shape, settings
        The net and how it is trained.
    orthogonal_steps
        Whether matrices go by orthogonal steps as in `rnnlab.core.captions.optimizer`, not by Adam.
    """

    def __init__(
        self, shape: CaptionShape, settings: CaptionSettings, *, orthogonal_steps: bool = False
    ) -> None:
        self.net = CaptionPeer(shape)
        self._settings = settings
        looked_up = self.net.embedding.weight
        matrices = [one for one in self.net.parameters() if one.dim() > 1 and one is not looked_up]
        self._momenta = {one: torch.zeros_like(one) for one in matrices} if orthogonal_steps else {}
        others = [one for one in self.net.parameters() if one not in self._momenta]
        self._optimizer = torch.optim.Adam(others, lr=settings.learning_rate)
        self._loss_function = nn.CrossEntropyLoss(ignore_index=NO_WORD)

    def train(self, examples: Examples, step: int) -> float:
        """Do one training step and return its loss in nats a word."""
        length = int((examples.captions != NO_WORD).sum(axis=1).max())
        targets = torch.from_numpy(examples.captions[:, :length].T.copy())  # (T, N)
        starts = torch.full_like(targets[:1], START_INDEX)  # (1, N)
        words = torch.cat([starts, targets[:-1].clamp(min=START_INDEX)])  # (T, N)
        logits = self.net(self.net.see(_prepared(examples.pictures)), words)  # (T, N, V)
        loss = self._loss_function(logits.flatten(0, 1), targets.flatten())
        rate = self._settings.learning_rate_at(step)
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self.net.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), CLIP_NORM)
        self._optimizer.step()
        with torch.no_grad():
            for parameter, momentum in self._momenta.items():
                assert parameter.grad is not None
                momentum.mul_(MOMENTUM).add_(parameter.grad)
                ahead = parameter.grad + MOMENTUM * momentum
                parameter.sub_(MATRIX_RATE * rate * orthogonal(ahead))
        return float(loss.item())

    def say(self, pictures: Pictures, longest: int) -> IntArray:
        """Say the likeliest word each time; rows that end in ``<END>``, filled up with `NO_WORD`, (N, T)."""
        with torch.inference_mode():
            features = self.net.see(_prepared(pictures))  # (N, F)
            words = torch.full((1, len(pictures)), START_INDEX)  # (1, N)
            for _ in range(longest):
                likeliest = self.net(features, words)[-1].argmax(dim=-1)  # (N,)
                words = torch.cat([words, likeliest[None]])  # (t + 1, N)
        said = words[1:].T.numpy()  # (N, T)
        has_ended = np.cumsum(said == END_INDEX, axis=1) - (said == END_INDEX) > 0  # (N, T)
        return np.where(has_ended, NO_WORD, said)  # (N, T)


def _prepared(pictures: Pictures) -> torch.Tensor:
    """Return pictures as numbers around 0, (N, 3, 48, 48)."""
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255 - 0.5) / 0.25
