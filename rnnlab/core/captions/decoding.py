"""From a feature vector to words: the likeliest next word each time, or the best of several beginnings.

The decoder runs in NumPy, one word at a time with its states carried along, for many pictures (or many
beginnings) at once. It computes what the torch module computes, and needs no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnlab.core.captions.shape import EMBEDDING, CaptionShape
from rnnlab.core.captions.words import END_INDEX, NO_WORD, START_INDEX, IntArray
from rnnlab.core.cells.layer_interpreter import Clamp, LayerInterpreter
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray

LONGEST = 40
"""Most words of a caption, ``<END>`` among them."""
WIDEST_BEAM = 64

States = tuple[dict[str, FloatArray], ...]
"""By layer: every state by name, (N, H)."""


@dataclass(frozen=True, eq=False)
class Spoken:
    """A caption that the net made.

    Attributes
    ----------
    indices
        Word indices, the last one ``<END>`` unless the caption never ended.
    log_probabilities
        Natural logarithm of what the net gave to each of them, (T,).
    """

    indices: tuple[int, ...]
    log_probabilities: FloatArray

    @property
    def score(self) -> float:
        """Logarithm of the probability of the whole caption."""
        return float(self.log_probabilities.sum())

    @property
    def has_ended(self) -> bool:
        """Whether the net said ``<END>``."""
        return self.indices[-1:] == (END_INDEX,)


class Decoder:
    """The decoder of a caption net, ready to speak about some pictures.

    Parameters
    ----------
    shape
        The net.
    parameters
        Flat (P,); everything is computed in their dtype.
    clamps
        Units held at a value.
    """

    def __init__(self, shape: CaptionShape, parameters: FloatArray, clamps: Sequence[Clamp] = ()) -> None:
        self._shape = shape
        own = shape.decoder_parameters(parameters)
        self._layers = [
            LayerInterpreter(shape.decoder, layer, own, clamps)
            for layer in range(1, shape.decoder.layers + 1)
        ]
        self._matrix = shape.decoder.view(own, OUTPUT_MATRIX)  # (V, H)
        self._bias = shape.decoder.view(own, OUTPUT_BIAS)  # (V,)
        self._embedding = shape.view(parameters, EMBEDDING)  # (V, embedding)

    def begin(self, features: FloatArray) -> States:
        """Return the states before ``<START>``: zeros, or what the features alone leave behind.

        Parameters
        ----------
        features
            Shape (N, F).
        """
        zeros = np.zeros((len(features), self._shape.decoder.hidden_size), features.dtype)  # (N, H)
        states = tuple(dict.fromkeys(self._shape.decoder.cell.states, zeros) for _ in self._layers)
        if self._shape.handover == "first":
            return self._advance(features, states)[0]
        return states

    def step(self, words: IntArray, features: FloatArray, states: States) -> tuple[States, FloatArray]:
        """Read one word of every caption.

        Parameters
        ----------
        words
            Indices (N,).
        features
            Shape (N, F).
        states
            Before the word.

        Returns
        -------
        tuple
            The states after it, and the logarithms of the probabilities of what follows, (N, V).
        """
        x = self._embedding[words]  # (N, embedding)
        if self._shape.handover == "every":
            x = np.concatenate([x, features], axis=1)  # (N, X)
        states, top = self._advance(x, states)
        logits = np.dot(top, self._matrix.T) + self._bias  # (N, V)
        logits -= logits.max(axis=1, keepdims=True)
        return states, logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))

    def _advance(self, x: FloatArray, states: States) -> tuple[States, FloatArray]:
        """Run all layers for one time step; return the states and the last layer's output (N, H)."""
        cell = self._shape.decoder.cell
        after: list[dict[str, FloatArray]] = []
        for layer, before in zip(self._layers, states, strict=True):
            values = layer.forward(x[None], before).values
            now: dict[str, FloatArray] = {}
            for name in cell.states:
                value = values[cell.quantity_nodes[name]]
                assert value is not None
                now[name] = value[0]  # (N, H)
            after.append(now)
            x = now[cell.output]  # (N, H)
        return tuple(after), x

    def greedy(self, features: FloatArray, longest: int = LONGEST) -> IntArray:
        """Say the likeliest word each time, for many pictures.

        Parameters
        ----------
        features
            Shape (N, F).
        longest
            Most words.

        Returns
        -------
        IntArray
            Rows that end in ``<END>``, filled up with `NO_WORD`; (N, T).
        """
        states = self.begin(features)
        words = np.full(len(features), START_INDEX, np.int64)  # (N,)
        ended = np.zeros(len(features), np.bool_)  # (N,)
        rows: list[IntArray] = []
        while len(rows) < longest and not ended.all():
            states, scores = self.step(words, features, states)
            words = scores.argmax(axis=1)  # (N,)
            rows.append(np.where(ended, NO_WORD, words))
            ended |= words == END_INDEX
        return np.stack(rows, axis=1) if rows else np.zeros((len(features), 0), np.int64)

    def beam(self, features: FloatArray, width: int, longest: int = LONGEST) -> tuple[Spoken, ...]:
        """Keep the best beginnings of one picture's caption at every word.

        A caption's score is the logarithm of its probability, without any correction for its length. The
        search ends when no unfinished beginning can still beat the worst of the finished captions kept.

        Parameters
        ----------
        features
            Of one picture, (F,).
        width
            How many beginnings are kept; 1 is greedy.
        longest
            Most words.

        Returns
        -------
        tuple
            At most `width` captions, the best one first.
        """
        states = self.begin(features[None])
        beginnings = [Spoken((), np.zeros(0))]
        finished: list[Spoken] = []
        for _ in range(longest):
            last = [spoken.indices[-1] if spoken.indices else START_INDEX for spoken in beginnings]
            same = np.broadcast_to(features, (len(last), len(features)))  # (n, F)
            states, scores = self.step(np.array(last), same, states)  # (n, V)
            totals = scores + np.array([[spoken.score] for spoken in beginnings])  # (n, V)
            best = np.argsort(-totals, axis=None, kind="stable")[: 2 * width]
            parents, beginnings_before = [], beginnings
            beginnings = []
            for rank, (parent, word) in enumerate(zip(*np.unravel_index(best, totals.shape), strict=True)):
                spoken = _longer(beginnings_before[parent], int(word), float(scores[parent, word]))
                if spoken.has_ended:
                    # an end that is not among the best would cut a better caption short
                    finished += [spoken] if rank < width else []
                elif len(beginnings) < width:
                    beginnings.append(spoken)
                    parents.append(parent)
            finished = sorted(finished, key=lambda spoken: -spoken.score)[:width]
            if len(finished) == width and (not beginnings or finished[-1].score >= beginnings[0].score):
                break
            if not beginnings:
                break
            states = tuple({name: value[parents] for name, value in layer.items()} for layer in states)
        return tuple(sorted([*finished, *beginnings], key=lambda s: (not s.has_ended, -s.score))[:width])


def _longer(spoken: Spoken, word: int, log_probability: float) -> Spoken:
    return Spoken((*spoken.indices, word), np.append(spoken.log_probabilities, log_probability))
