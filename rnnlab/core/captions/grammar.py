"""What scenes there are, and what is said of them: one scene, one caption in each language.

A scene has one to three things. Each has a size, a colour and a kind; each but the landmark stands in a
relation to the landmark, which is the largest. So that a scene has exactly one caption:

- Of two things of unlike size the larger is the landmark. Of two of the same size the one further right or
  further down is, so that only "left of" and "above" occur.
- Of three things one is large and the landmark, two are small. They have unlike relations, and the one that
  comes first in `RELATIONS` is named first.
- What is inside another thing is small, the other is large, and their colours differ.

One in ten of all combinations (colour, kind, relation, colour, kind) is held out: training never sees a scene
with one of them. The rule is arithmetic on the indices, so that every colour, kind and relation is seen as
often as any other; and every two of them are seen together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from rnnlab.core.captions.words import END_INDEX, NO_WORD, IntArray, WordTable

Language = Literal["ko", "en"]
Size = Literal["small", "large"]
Color = Literal["red", "yellow", "green", "blue", "purple"]
Kind = Literal["circle", "square", "triangle", "star"]
Relation = Literal["left", "right", "above", "below", "inside"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
SIZES: tuple[Size, ...] = get_args(Size)
COLORS: tuple[Color, ...] = get_args(Color)
KINDS: tuple[Kind, ...] = get_args(Kind)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ORDERED: tuple[Relation, ...] = ("left", "above")
"""The relations between two things of the same size."""
MOST_THINGS = 3

SMALL, LARGE = 0, 1
INSIDE = RELATIONS.index("inside")

Name = TypeVar("Name", bound=str)
Indices = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

_SIZE_WORDS: dict[Language, tuple[str, ...]] = {"en": ("small", "large"), "ko": ("작은", "큰")}
_COLOR_WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("red", "yellow", "green", "blue", "purple"),
    "ko": ("빨간", "노란", "초록", "파란", "보라"),
}
_KIND_WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("circle", "square", "triangle", "star"),
    "ko": ("동그라미", "네모", "세모", "별"),
}
_KINDS_AND = ("동그라미와", "네모와", "세모와", "별과")
_RELATION_WORDS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "en": (("left", "of"), ("right", "of"), ("above",), ("below",), ("inside",)),
    "ko": (("왼쪽의",), ("오른쪽의",), ("위의",), ("아래의",), ("안의",)),
}


@dataclass(frozen=True)
class Thing:
    """One thing as a caption has it."""

    size: Size
    color: Color
    kind: Kind


@dataclass(frozen=True)
class Scene:
    """What a caption says, in its order.

    Attributes
    ----------
    things
        The first one named; the landmark, if there are two or three; the last one named.
    relations
        Of the first and of the last thing to the landmark.
    """

    things: tuple[Thing, ...]
    relations: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.things) <= MOST_THINGS or len(self.relations) != len(self.things) - 1:
            raise ValueError("a scene has one to three things and a relation for all but one")


@dataclass(frozen=True, eq=False)
class SceneBatch:
    """Many scenes as indices into the tuples of this module; what a scene has not is 0.

    Attributes
    ----------
    counts
        Number of things, (N,).
    sizes, colors, kinds
        Of the things in the order of `Scene.things`, (N, 3).
    relations
        Of the first and of the last thing, (N, 2).
    """

    counts: Indices
    sizes: Indices
    colors: Indices
    kinds: Indices
    relations: Indices

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, rows: IntArray | Flags | slice) -> SceneBatch:
        return SceneBatch(
            self.counts[rows], self.sizes[rows], self.colors[rows], self.kinds[rows], self.relations[rows]
        )

    def scene(self, row: int) -> Scene:
        """Return one of them by name."""
        count = int(self.counts[row])
        things = [
            Thing(
                SIZES[self.sizes[row, place]],
                COLORS[self.colors[row, place]],
                KINDS[self.kinds[row, place]],
            )
            for place in range(count)
        ]
        relations = [RELATIONS[self.relations[row, place]] for place in range(count - 1)]
        return Scene(tuple(things), tuple(relations))

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> SceneBatch:
        """Return scenes as indices."""
        count = len(scenes)
        counts = np.array([len(scene.things) for scene in scenes], np.int8)  # (N,)
        sizes, colors, kinds = (np.zeros((count, MOST_THINGS), np.int8) for _ in range(3))  # (N, 3)
        relations = np.zeros((count, MOST_THINGS - 1), np.int8)  # (N, 2)
        for row, scene in enumerate(scenes):
            for place, thing in enumerate(scene.things):
                sizes[row, place] = SIZES.index(thing.size)
                colors[row, place] = COLORS.index(thing.color)
                kinds[row, place] = KINDS.index(thing.kind)
            for place, relation in enumerate(scene.relations):
                relations[row, place] = RELATIONS.index(relation)
        return cls(counts, sizes, colors, kinds, relations)

    @classmethod
    def joined(cls, parts: Sequence[SceneBatch]) -> SceneBatch:
        """Return scenes one behind the other."""
        names = [item.name for item in fields(cls)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def held_out(self) -> Flags:
        """Return which of them have a combination that training never sees, (N,)."""
        first, last = (
            _pair_held_out(
                self.colors[:, place],
                self.kinds[:, place],
                self.relations[:, place // 2],
                self.colors[:, 1],
                self.kinds[:, 1],
            )
            for place in (0, 2)
        )  # (N,), (N,)
        return np.asarray((first & (self.counts > 1)) | (last & (self.counts == MOST_THINGS)))  # (N,)


def _pair_held_out(
    color: Indices, kind: Indices, relation: Indices, landmark_color: Indices, landmark_kind: Indices
) -> Flags:
    """Say of (colour, kind, relation, colour, kind) whether it is held out: one in five, of one in two."""
    one_in_five = (color + 2 * landmark_color + relation) % 5 == (kind + 2 * landmark_kind) % 5
    return np.asarray(one_in_five & ((kind + landmark_kind) % 2 == 0))


@cache
def word_table(language: Language) -> WordTable:
    """Return all words that the grammar has in a language."""
    words = [
        *(("a",) if language == "en" else ()),
        *_SIZE_WORDS[language],
        *_COLOR_WORDS[language],
        *_KIND_WORDS[language],
        *(_KINDS_AND if language == "ko" else ()),
        *(word for phrase in _RELATION_WORDS[language] for word in phrase),
        *(("and", "it") if language == "en" else ()),
    ]
    return WordTable(tuple(dict.fromkeys(words)))


def captions(scenes: SceneBatch, language: Language) -> IntArray:
    """Return the caption of every scene as a row of word indices, (N, T).

    Rows end in ``<END>`` and are filled up with `NO_WORD`; T is the length of the longest possible caption.
    """
    places = _english(scenes) if language == "en" else _korean(scenes)  # (N, places)
    places = np.concatenate([places, np.full((len(places), 1), END_INDEX)], axis=1)
    order = np.argsort(places == NO_WORD, axis=1, kind="stable")  # the words in order, then the gaps
    return np.take_along_axis(places, order, axis=1)[:, : longest_caption(language)]


@cache
def longest_caption(language: Language) -> int:
    """Return the number of words of the longest caption, ``<END>`` among them: T."""
    return {"en": 19, "ko": 12}[language]


def caption(scene: Scene, language: Language) -> tuple[str, ...]:
    """Return the words said of one scene."""
    row = captions(SceneBatch.of([scene]), language)[0]  # (T,)
    return word_table(language).decode(row.tolist())


def _lookup(language: Language, words: Sequence[str]) -> IntArray:
    indices = word_table(language).indices
    return np.array([indices[word] if word else NO_WORD for word in words], np.int64)


def _nouns(scenes: SceneBatch, place: int, language: Language, kinds: Sequence[str] = ()) -> list[IntArray]:
    """Return the words for the size, the colour and the kind of a thing, each (N,)."""
    return [
        _lookup(language, _SIZE_WORDS[language])[scenes.sizes[:, place]],
        _lookup(language, _COLOR_WORDS[language])[scenes.colors[:, place]],
        _lookup(language, kinds or _KIND_WORDS[language])[scenes.kinds[:, place]],
    ]


def _relation(scenes: SceneBatch, place: int, language: Language) -> list[IntArray]:
    """Return the words for a relation, each (N,); a gap where there is no second one."""
    phrases = _RELATION_WORDS[language]
    longest = max(len(phrase) for phrase in phrases)
    padded = [(*phrase, *[""] * (longest - len(phrase))) for phrase in phrases]
    chosen = scenes.relations[:, place]  # (N,)
    return [_lookup(language, words)[chosen] for words in zip(*padded, strict=True)]


def _joined(parts: Sequence[tuple[int, list[IntArray]]], counts: Indices) -> IntArray:
    """Put words side by side; those that only scenes with more things have become gaps; (N, places)."""
    columns = [np.where(counts >= least, column, NO_WORD) for least, words in parts for column in words]
    return np.stack(columns, axis=1)


def _english(scenes: SceneBatch) -> IntArray:
    """Return ``a small red circle above a large blue square and a small green star left of it``."""
    a, and_, it = ([np.full(len(scenes), word_table("en").indices[word])] for word in ("a", "and", "it"))
    parts = [
        (1, a + _nouns(scenes, 0, "en")),
        (2, _relation(scenes, 0, "en") + a + _nouns(scenes, 1, "en")),
        (3, and_ + a + _nouns(scenes, 2, "en") + _relation(scenes, 1, "en") + it),
    ]
    return _joined(parts, scenes.counts)


def _korean(scenes: SceneBatch) -> IntArray:
    """Return ``큰 파란 네모 위의 작은 빨간 동그라미와 왼쪽의 작은 초록 별``."""
    first = _nouns(scenes, 0, "ko")
    joined = _nouns(scenes, 0, "ko", _KINDS_AND)[-1]  # (N,)
    first[-1] = np.where(scenes.counts == MOST_THINGS, joined, first[-1])
    parts = [
        (2, _nouns(scenes, 1, "ko") + _relation(scenes, 0, "ko")),
        (1, first),
        (3, _relation(scenes, 1, "ko") + _nouns(scenes, 2, "ko")),
    ]
    return _joined(parts, scenes.counts)


def parse(words: Sequence[str], language: Language) -> Scene | None:
    """Read a caption; None if the grammar has no such caption."""
    reader = _Reader(tuple(words), language)
    scene = reader.english() if language == "en" else reader.korean()
    return scene if scene is not None and not reader.rest else None


class _Reader:
    """Takes a caption apart from the left; every method gives None if it does not go on like that."""

    def __init__(self, words: tuple[str, ...], language: Language) -> None:
        self.rest = words
        self._language = language

    def english(self) -> Scene | None:
        first = self._article_and_thing()
        if first is None or not self.rest:
            return Scene((first,)) if first else None
        relation, landmark = self._relation(), self._article_and_thing()
        if relation is None or landmark is None:
            return None
        if not self.rest:
            return Scene((first, landmark), (relation,))
        last = self._article_and_thing() if self._word("and") else None
        second = self._relation()
        if last is None or second is None or not self._word("it"):
            return None
        return Scene((first, landmark, last), (relation, second))

    def korean(self) -> Scene | None:
        landmark = self._thing()
        if landmark is None or not self.rest:
            return Scene((landmark,)) if landmark else None
        relation = self._relation()
        joins = len(self.rest) > 3
        first = self._thing(_KINDS_AND if joins else ())
        if relation is None or first is None:
            return None
        if not joins:
            return Scene((first, landmark), (relation,))
        second, last = self._relation(), self._thing()
        if second is None or last is None:
            return None
        return Scene((first, landmark, last), (relation, second))

    def _word(self, word: str) -> bool:
        found = self.rest[:1] == (word,)
        self.rest = self.rest[1:] if found else self.rest
        return found

    def _one_of(self, words: Sequence[str], names: Sequence[Name]) -> Name | None:
        return next((name for word, name in zip(words, names, strict=True) if self._word(word)), None)

    def _article_and_thing(self) -> Thing | None:
        return self._thing() if self._word("a") else None

    def _thing(self, kinds: Sequence[str] = ()) -> Thing | None:
        size = self._one_of(_SIZE_WORDS[self._language], SIZES)
        color = self._one_of(_COLOR_WORDS[self._language], COLORS)
        kind = self._one_of(kinds or _KIND_WORDS[self._language], KINDS)
        return Thing(size, color, kind) if size and color and kind else None

    def _relation(self) -> Relation | None:
        for phrase, relation in zip(_RELATION_WORDS[self._language], RELATIONS, strict=True):
            if self.rest[: len(phrase)] == phrase:
                self.rest = self.rest[len(phrase) :]
                return relation
        return None
