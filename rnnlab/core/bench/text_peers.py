"""A character model as people write it in torch: ``nn.LSTM`` over windows, letter by letter, and writing.

The port that steps letter by letter is after the first character models in Lua: at every time step a cell's
two products and its gates as separate operations, and the output layer, with the losses added up.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.windows import Window

__all__ = ["CellByCell", "Layered", "Trainer", "writes"]

States = list[tuple[torch.Tensor, torch.Tensor]]


class Layered(nn.Module):
    """One-hot characters, ``nn.LSTM``, a linear layer."""

    def __init__(self, symbols: int, hidden_size: int, layers: int) -> None:
        super().__init__()
        self.symbols = symbols
        self.layer = nn.LSTM(symbols, hidden_size, layers)
        self.output = nn.Linear(hidden_size, symbols)

    def forward(
        self, symbols: torch.Tensor, states: tuple[torch.Tensor, torch.Tensor] | None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Return logits (T, B, V) and the states after the last step."""
        one_hot = nn.functional.one_hot(symbols, self.symbols).float()  # (T, B, V)
        top, after = self.layer(one_hot, states)
        return self.output(top), after


class CellByCell(nn.Module):
    """The same net with a loop over time in Python."""

    def __init__(self, symbols: int, hidden_size: int, layers: int) -> None:
        super().__init__()
        self.symbols, self.hidden_size = symbols, hidden_size
        sizes = [symbols, *[hidden_size] * (layers - 1)]
        self.inputs = nn.ModuleList(nn.Linear(size, 4 * hidden_size) for size in sizes)
        self.recurrent = nn.ModuleList(nn.Linear(hidden_size, 4 * hidden_size) for _ in sizes)
        self.output = nn.Linear(hidden_size, symbols)

    def forward(self, symbols: torch.Tensor, states: States | None) -> tuple[torch.Tensor, States]:
        """Return logits (T, B, V) and the states after the last step."""
        one_hot = nn.functional.one_hot(symbols, self.symbols).float()  # (T, B, V)
        zeros = torch.zeros(symbols.shape[1], self.hidden_size)
        now = states or [(zeros, zeros) for _ in self.inputs]
        logits = []
        for below in one_hot:  # (B, V)
            x = below
            for number, (into, back) in enumerate(zip(self.inputs, self.recurrent, strict=True)):
                h, c = now[number]
                i, f, o, g = (into(x) + back(h)).chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                x = torch.sigmoid(o) * torch.tanh(c)
                now = [*now[:number], (x, c), *now[number + 1 :]]
            logits.append(self.output(x))  # (B, V)
        return torch.stack(logits), now


class Trainer:
    """Training steps with Adam in float32, as in a tutorial.

    Parameters
    ----------
    net
        One of the two.
    settings
        Rates and clipping.
    """

    def __init__(self, net: Layered | CellByCell, settings: TextSettings) -> None:
        self.net, self._settings = net, settings
        self._optimizer = torch.optim.Adam(net.parameters(), lr=settings.learning_rate)
        self._loss_function = nn.CrossEntropyLoss()
        self._states: object = None
        self.step = 0

    def train(self, window: Window) -> float:
        """Do one training step and return its loss in nats."""
        inputs, targets = (torch.from_numpy(array).long() for array in (window.inputs, window.targets))
        before = None if window.is_first else self._states
        logits, after = self.net(inputs, before)
        loss = self._loss_function(logits.flatten(0, 1), targets.flatten())
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), self._settings.clip_norm)
        for group in self._optimizer.param_groups:
            group["lr"] = self._settings.rate_at(self.step)
        self._optimizer.step()
        self.step += 1
        self._states = _detached(after)
        return float(loss.item())

    def measure(self, windows: list[Window]) -> float:
        """Return the mean loss in nats over a text."""
        total, count, states = 0.0, 0, None
        with torch.inference_mode():
            for window in windows:
                inputs, targets = (
                    torch.from_numpy(array).long() for array in (window.inputs, window.targets)
                )
                logits, states = self.net(inputs, None if window.is_first else states)
                loss = nn.functional.cross_entropy(
                    logits.flatten(0, 1), targets.flatten(), ignore_index=-1, reduction="sum"
                )
                total, count = total + float(loss), count + int((targets >= 0).sum())
        return total / max(count, 1)


def _detached(states: object) -> object:
    if isinstance(states, torch.Tensor):
        return states.detach()
    assert isinstance(states, tuple | list)
    return type(states)(_detached(state) for state in states)


def writes(net: Layered) -> Callable[[int], None]:
    """Return what writes characters one by one with ``nn.LSTM``, each drawn from the softmax."""
    generator = torch.Generator().manual_seed(0)

    def work(count: int) -> None:
        symbol, states = torch.zeros(1, 1, dtype=torch.int64), None
        with torch.inference_mode():
            for _ in range(count):
                logits, states = net(symbol, states)  # (1, 1, V)
                probabilities = torch.softmax(logits[0, 0], dim=-1)  # (V,)
                symbol = torch.multinomial(probabilities, 1, generator=generator)[None]  # (1, 1)

    return work


def made_up(symbols: int, steps: int, sequences: int) -> Window:
    """Return a window of random characters."""
    text = np.random.default_rng(0).integers(0, symbols, (steps + 1, sequences)).astype(np.int32)
    return Window(text[:-1], text[1:], is_first=False)
