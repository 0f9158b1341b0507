"""One scene, one caption; and what is held out stays out."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.captions.grammar import (
    COLORS,
    KINDS,
    LANGUAGES,
    RELATIONS,
    SIZES,
    Language,
    Relation,
    Scene,
    SceneBatch,
    Thing,
    caption,
    captions,
    longest_caption,
    parse,
    word_table,
)
from rnnlab.core.captions.sampling import Portion, sample
from rnnlab.core.captions.words import END_INDEX, NO_WORD, WordTable

things = st.builds(Thing, st.sampled_from(SIZES), st.sampled_from(COLORS), st.sampled_from(KINDS))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    count = draw(st.integers(1, 3))
    relations: list[Relation] = [draw(st.sampled_from(RELATIONS)) for _ in range(count - 1)]
    return Scene(tuple(draw(things) for _ in range(count)), tuple(relations))


SCENE = Scene(
    (Thing("small", "red", "circle"), Thing("large", "blue", "square"), Thing("small", "green", "star")),
    ("above", "left"),
)


def test_captions_are_natural_in_both_languages() -> None:
    assert " ".join(caption(SCENE, "en")) == (
        "a small red circle above a large blue square and a small green star left of it"
    )
    assert " ".join(caption(SCENE, "ko")) == "큰 파란 네모 위의 작은 빨간 동그라미와 왼쪽의 작은 초록 별"
    pair = Scene(SCENE.things[:2], ("right",))
    assert " ".join(caption(pair, "en")) == "a small red circle right of a large blue square"
    assert " ".join(caption(pair, "ko")) == "큰 파란 네모 오른쪽의 작은 빨간 동그라미"
    assert " ".join(caption(Scene(SCENE.things[2:]), "ko")) == "작은 초록 별"


def test_particles_follow_the_word() -> None:
    for kind, joined in zip(KINDS, ("동그라미와", "네모와", "세모와", "별과"), strict=True):
        first = Thing("small", "red", kind)
        assert joined in caption(Scene((first, *SCENE.things[1:]), SCENE.relations), "ko")


@pytest.mark.parametrize("language", LANGUAGES)
@given(scene=scenes())
def test_a_caption_says_everything(language: Language, scene: Scene) -> None:
    assert parse(caption(scene, language), language) == scene


@pytest.mark.parametrize("language", LANGUAGES)
@given(scene=scenes(), place=st.integers(0, 20))
def test_half_a_caption_is_none(language: Language, scene: Scene, place: int) -> None:
    words = caption(scene, language)
    shorter = words[: place % len(words)]
    assert parse(shorter, language) != scene
    assert parse((*words, words[0]), language) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_end_and_are_filled_up(language: Language) -> None:
    batch = sample(300, "all", np.random.default_rng(1))
    rows = captions(batch, language)
    assert rows.shape == (300, longest_caption(language))
    lengths = (rows != NO_WORD).sum(axis=1)
    assert lengths.max() == longest_caption(language)
    assert (rows[np.arange(300), lengths - 1] == END_INDEX).all()
    table = word_table(language)
    for row in range(20):
        assert table.decode(rows[row].tolist()) == caption(batch.scene(row), language)


def _combinations(scene: Scene) -> set[tuple[str, ...]]:
    landmark = scene.things[-1 if len(scene.things) == 1 else 1]
    return {
        (thing.color, thing.kind, relation, landmark.color, landmark.kind)
        for thing, relation in zip(scene.things[::2], scene.relations, strict=False)
    }


def test_training_never_sees_what_is_held_out() -> None:
    generator = np.random.default_rng(2)

    def seen(portion: Portion, count: int) -> list[set[tuple[str, ...]]]:
        batch = sample(count, portion, generator)
        return [_combinations(batch.scene(row)) for row in range(count)]

    trained = set().union(*seen("training", 6000))
    examined = seen("held_out", 500)
    assert all(combined - trained for combined in examined)


def test_everything_is_seen_as_often_and_one_in_ten_is_held_out() -> None:
    pairs = list(product(range(5), range(4), range(5), range(5), range(4)))
    color, kind, relation, landmark_color, landmark_kind = np.array(pairs, np.int8).T
    zeros = np.zeros_like(color)
    batch = SceneBatch(
        counts=np.full(len(pairs), 2, np.int8),
        sizes=np.stack([zeros, zeros + 1, zeros], axis=1),
        colors=np.stack([color, landmark_color, zeros], axis=1),
        kinds=np.stack([kind, landmark_kind, zeros], axis=1),
        relations=np.stack([relation, zeros], axis=1),
    )
    held_out = batch.held_out()
    assert held_out.mean() == 0.1
    for column in (color, kind, relation, landmark_color, landmark_kind):
        shares = [held_out[column == value].mean() for value in np.unique(column)]
        np.testing.assert_allclose(shares, 0.1)
    for one, other in combinations((color, kind, relation, landmark_color, landmark_kind), 2):
        for pair in product(np.unique(one), np.unique(other)):
            assert held_out[(one == pair[0]) & (other == pair[1])].mean() < 0.5
    alone = SceneBatch.of([Scene((Thing("small", color, kind),)) for color in COLORS for kind in KINDS])
    assert not alone.held_out().any()


def test_scenes_survive_as_indices() -> None:
    batch = sample(50, "all", np.random.default_rng(3))
    named = [batch.scene(row) for row in range(50)]
    again = SceneBatch.of(named)
    assert [again.scene(row) for row in range(50)] == named
    assert (again.held_out() == batch.held_out()).all()


def test_a_word_is_in_a_table_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        WordTable(("a", "a"))
    assert WordTable.of_captions([["a", "b"], ["b", "c"]]).words == ("a", "b", "c")


def test_a_scene_has_a_relation_for_all_but_one() -> None:
    with pytest.raises(ValueError, match="relation"):
        Scene(SCENE.things, ("left",))
