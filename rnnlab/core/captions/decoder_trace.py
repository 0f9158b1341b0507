"""A decoder's trace in the terms of a net that reads symbols, so that what shows such a net shows this one.

A word's vector is one of few: the rows of the embedding, each with the picture's features behind it (or, if
the features come first, the rows of the embedding and one row that is the features). A matrix times such a
vector is a column of ``W_x @ rows.T``. So for one picture the decoder *is* a net with one-hot inputs whose
input matrices are these products; nothing is approximated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnnlab.core import trace as traces
from rnnlab.core.captions.shape import EMBEDDING, CaptionShape
from rnnlab.core.captions.words import START_INDEX, WordTable
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.layer_interpreter import Clamp
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.trace import Trace

PICTURE = "<IMAGE>"
"""What the picture is called where it stands in the place of a word."""


@dataclass(frozen=True, eq=False)
class DecoderTrace:
    """One caption, word by word.

    Attributes
    ----------
    trace
        Everything that happened. Its inputs are words (and the picture, if that comes first); its targets are
        the words that followed; its input matrices are the decoder's times `codes`.
    labels
        Every input by index: the words, and `PICTURE` behind them if that comes first.
    codes
        The vector x behind every input, (S, X).
    given
        How many inputs did not come from the net itself.
    word_parts, picture_parts
        By input matrix: what the words bring (S, rows), and what the features bring at every step (rows,). If
        the features are joined to every word, a column of the trace's matrix is the sum of both; else the
        second is 0.
    """

    trace: Trace
    labels: tuple[str, ...]
    codes: FloatArray
    given: int
    word_parts: Mapping[str, FloatArray]
    picture_parts: Mapping[str, FloatArray]

    @property
    def joins_features(self) -> bool:
        """Whether the features stand behind every word, and not in a place of their own."""
        return PICTURE not in self.labels


def codes_of(shape: CaptionShape, parameters: FloatArray, features: FloatArray) -> FloatArray:
    """Return the vector x behind every input, (S, X).

    Parameters
    ----------
    shape, parameters
        The net, flat (P,).
    features
        Of the picture, (F,).
    """
    embedding = shape.view(parameters, EMBEDDING)  # (V, embedding)
    if shape.handover == "first":
        return np.concatenate([embedding, features[None]])  # (V + 1, F)
    joined = np.broadcast_to(features, (len(embedding), len(features)))  # (V, F)
    return np.concatenate([embedding, joined], axis=1)  # (V, X)


def input_matrices(cell: Cell) -> frozenset[str]:
    """Return the names of the matrices that multiply x.

    Raises
    ------
    Problem
        ``captions.cell`` if anything but a matrix reads x: such a cell cannot be shown word by word.
    """
    inputs = {node.index for node in cell.nodes if node.kind == "input"}
    readers = [node for node in cell.nodes if inputs & set(node.operands)]
    if any(node.kind != "matvec" for node in readers):
        raise Problem("captions.cell", "cell", name=cell.name)
    return frozenset(node.name for node in readers)


def folded(shape: CaptionShape, parameters: FloatArray, codes: FloatArray) -> tuple[NetShape, FloatArray]:
    """Return the net with one-hot inputs, and its parameters, flat, that computes the same for some codes."""
    decoder = shape.decoder
    own = shape.decoder_parameters(parameters)
    net = replace(decoder, input_size=len(codes))
    flat = np.zeros(net.parameter_count, parameters.dtype)
    matrices = input_matrices(decoder.cell)
    for key, entry in decoder.entries.items():
        value = decoder.view(own, key)
        reads_codes = entry.layer == 1 and entry.name in matrices
        net.view(flat, key)[...] = value @ codes.T if reads_codes else value
    return net, flat


def record(
    shape: CaptionShape,
    parameters: FloatArray,
    features: FloatArray,
    indices: Sequence[int],
    words: WordTable,
    clamps: Sequence[Clamp] = (),
    wanted: Sequence[int] | None = None,
) -> DecoderTrace:
    """Keep everything that happens in the decoder while it says a caption.

    Parameters
    ----------
    shape, parameters
        The net, flat (P,); the trace is computed in their dtype.
    features
        Of the picture, (F,).
    indices
        The caption's words, ``<END>`` among them; each is read at the step after.
    words
        What the indices mean.
    clamps
        Units held at a value.
    wanted
        The words that would be right, which become the targets, place by place (a step without one has no
        target); the caption's own if left out.
    """
    comes_first = shape.handover == "first"
    codes = codes_of(shape, parameters, features.astype(parameters.dtype))  # (S, X)
    net, flat = folded(shape, parameters, codes)
    inputs = [START_INDEX, *indices[:-1]]
    right = indices if wanted is None else wanted
    targets = [*right[: len(inputs)], *[-1] * (len(inputs) - len(right))]
    if comes_first:
        inputs, targets = [len(codes) - 1, *inputs], [-1, *targets]
    trace = traces.record(net, flat, inputs, targets, clamps)
    word_codes, picture_codes = codes.copy(), codes.copy()  # (S, X)
    if comes_first:
        picture_codes[...] = 0
    else:
        word_codes[:, shape.embedding_size :] = 0
        picture_codes[:, : shape.embedding_size] = 0
    own = shape.decoder_parameters(parameters)
    names = sorted(input_matrices(shape.decoder.cell))
    views = {name: shape.decoder.view(own, shape.decoder.key(name, 1)) for name in names}
    return DecoderTrace(
        trace=trace,
        labels=(*words.labels, PICTURE) if comes_first else words.labels,
        codes=codes,
        given=2 if comes_first else 1,
        word_parts={name: word_codes @ matrix.T for name, matrix in views.items()},
        picture_parts={name: matrix @ picture_codes[0] for name, matrix in views.items()},
    )
