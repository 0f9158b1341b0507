"""How good a net is: captions right word for word, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from rnnlab.core.captions.decoding import Decoder
from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.grammar import COLORS, KINDS, RELATIONS, SIZES, Language, Scene, parse
from rnnlab.core.captions.module import CaptionModule
from rnnlab.core.captions.parts import Spread, in_turn
from rnnlab.core.captions.pictures import Examples
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.captions.words import NO_WORD, IntArray, WordTable
from rnnlab.core.net import Float32Array

AT_A_TIME = 128
"""Pictures that go through the picture net together."""
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "color": COLORS,
    "kind": KINDS,
    "size": SIZES,
    "relation": RELATIONS,
}
"""What can be taken for something else, and its names."""
LANDMARK = 1


@dataclass(frozen=True, eq=False)
class Confusion:
    """What was there, and what was said.

    Attributes
    ----------
    names
        Of an attribute, n of them.
    counts
        By what was there and what was said, (n, n + 1); the last column is what was not said at all: the
        caption had another number of things, or was none.
    """

    names: tuple[str, ...]
    counts: IntArray

    @property
    def right(self) -> int:
        """How often the right name was said."""
        return int(np.trace(self.counts))

    @property
    def total(self) -> int:
        """How often any was wanted."""
        return int(self.counts.sum())


@dataclass(frozen=True, eq=False)
class Examination:
    """What came out of an examination.

    Attributes
    ----------
    step
        Training step of the net.
    said
        What the net said of every picture, as rows of word indices, (N, T).
    is_right
        Whether it is the picture's caption word for word, (N,).
    words_right, words_total
        Words in the right place, ``<END>`` among them, and all words of the captions.
    confusions
        By attribute; empty where it is not known what is in the pictures.
    mistaken
        Wanted word, said word (either may be missing) and how often, the most frequent first: the first
        wrong word of every wrong caption.
    """

    step: int
    said: IntArray
    is_right: IntArray
    words_right: int
    words_total: int
    confusions: Mapping[str, Confusion]
    mistaken: tuple[tuple[str, str, int], ...]

    @property
    def right(self) -> int:
        """Number of captions that are right word for word."""
        return int(np.count_nonzero(self.is_right))

    @property
    def total(self) -> int:
        """Number of pictures."""
        return len(self.is_right)

    @property
    def share(self) -> float:
        """Share of captions that are right word for word, 0 to 1."""
        return self.right / max(self.total, 1)


def features_of(module: CaptionModule, pictures: Pictures, spread: Spread = in_turn) -> Float32Array:
    """Return the feature vectors of pictures, (N, F).

    Parameters
    ----------
    module
        The net.
    pictures
        RGB, (N, 48, 48, 3).
    spread
        Looks at a few at a time.
    """

    def look(first: int) -> Float32Array:
        if module.device.type == "cpu":
            use_one_thread()
        with torch.inference_mode():
            prepared = module.prepared(pictures[first : first + AT_A_TIME])
            return np.asarray(module.see(prepared).features.float().cpu().numpy())

    return np.concatenate(spread([partial(look, first) for first in range(0, len(pictures), AT_A_TIME)]))


def use_one_thread() -> None:
    """Keep torch's operations on the thread that calls: the others do parts of their own."""
    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)


def examine(
    shape: CaptionShape,
    parameters: Float32Array,
    module: CaptionModule,
    examples: Examples,
    words: WordTable,
    language: Language,
    step: int = 0,
    spread: Spread = in_turn,
) -> Examination:
    """Let a net say what is in pictures.

    Parameters
    ----------
    shape, parameters
        The net, flat (P,).
    module
        The same net in torch, with these parameters.
    examples
        What it is examined with.
    words, language
        Of the captions.
    step
        Training step of the parameters.
    spread
        Looks at the pictures.
    """
    longest = examples.captions.shape[1] + 1
    said = Decoder(shape, parameters).greedy(
        features_of(module, examples.pictures, spread), longest
    )  # (N, T)
    return judged(said, examples, words, language, step)


def judged(
    said: IntArray, examples: Examples, words: WordTable, language: Language, step: int = 0
) -> Examination:
    """Compare what was said, as rows of word indices (N, T), with what was wanted."""
    length = max(said.shape[1], examples.captions.shape[1])
    said, wanted = _filled(said, length), _filled(examples.captions, length)  # (N, length)
    alike = said == wanted  # (N, length)
    is_right = alike.all(axis=1)  # (N,)
    has_word = wanted != NO_WORD  # (N, length)
    confusions: Mapping[str, Confusion] = {}
    if examples.scenes is not None:
        pairs = (
            (examples.scenes.scene(row), parse(words.decode(said[row].tolist()), language))
            for row in range(len(said))
        )
        confusions = compared(pairs)
    return Examination(
        step=step,
        said=said,
        is_right=is_right,
        words_right=int(np.count_nonzero(alike & has_word)),
        words_total=int(np.count_nonzero(has_word)),
        confusions=confusions,
        mistaken=_mistaken(said, wanted, words),
    )


def _filled(rows: IntArray, length: int) -> IntArray:
    return np.pad(rows, ((0, 0), (0, length - rows.shape[1])), constant_values=NO_WORD)


def _mistaken(said: IntArray, wanted: IntArray, words: WordTable) -> tuple[tuple[str, str, int], ...]:
    labels = (*words.labels, "")  # the last one stands for NO_WORD
    found: Counter[tuple[str, str]] = Counter()
    for row in np.flatnonzero((said != wanted).any(axis=1)):
        place = int((said[row] != wanted[row]).argmax())
        found[labels[wanted[row, place]], labels[said[row, place]]] += 1
    return tuple((want, say, count) for (want, say), count in found.most_common())


def compared(pairs: Iterator[tuple[Scene, Scene | None]]) -> dict[str, Confusion]:
    """Count what was taken for what in pairs of what was there and what was said."""
    counts = {name: np.zeros((len(names), len(names) + 1), np.int64) for name, names in ATTRIBUTES.items()}
    for there, said in pairs:
        comparable = said is not None and len(said.things) == len(there.things)
        for name, names in ATTRIBUTES.items():
            wanted = _attributes(there, name)
            spoken = _attributes(said, name) if said is not None and comparable else [None] * len(wanted)
            for want, say in zip(wanted, spoken, strict=True):
                column = len(names) if say is None else names.index(say)
                counts[name][names.index(str(want)), column] += 1
    return {name: Confusion(names, counts[name]) for name, names in ATTRIBUTES.items()}


def _attributes(scene: Scene, name: str) -> Sequence[str]:
    return scene.relations if name == "relation" else [getattr(thing, name) for thing in scene.things]
