"""Where drawn pictures come from: how many shapes are in them, and what the examination is made of."""

import numpy as np
import pytest

from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.problems import Problem


@pytest.mark.parametrize("most", [1, 2, 3])
def test_there_are_as_many_shapes_as_are_asked_for(most: int) -> None:
    source = DrawnPictures.of(CaptionSettings(most_shapes=most))
    learnt = source.batch(3, 240).scenes
    assert learnt is not None
    numbers, counts = np.unique(learnt.counts, return_counts=True)
    assert numbers.tolist() == list(range(1, most + 1))
    assert counts.min() > 240 / most / 2
    assert not learnt.held_out().any()


@pytest.mark.parametrize("most", [2, 3])
def test_the_examination_is_made_of_combinations_kept_back(most: int) -> None:
    source = DrawnPictures("ko", 0, most, count=60)
    assert source.has_held_out
    scenes = source.examination.scenes
    assert scenes is not None
    assert set(scenes.counts.tolist()) == set(range(2, most + 1))
    assert scenes.held_out().all()


def test_one_shape_has_no_combinations_so_new_pictures_are_the_examination() -> None:
    source = DrawnPictures("ko", 0, 1, count=60)
    assert not source.has_held_out
    scenes = source.examination.scenes
    assert scenes is not None
    assert set(scenes.counts.tolist()) == {1}
    learnt = source.batch(0, 60).pictures
    alike = (source.examination.pictures[:, None] == learnt[None]).all(axis=(2, 3, 4))
    assert not alike.any()


def test_three_shapes_are_drawn_as_they_always_were() -> None:
    """A file from before there was a choice goes on with the same pictures."""
    plain, chosen = DrawnPictures("ko", 5), DrawnPictures("ko", 5, 3)
    np.testing.assert_array_equal(plain.batch(2, 8).pictures, chosen.batch(2, 8).pictures)
    old = {key: value for key, value in CaptionSettings().to_json().items() if key != "most_shapes"}
    assert CaptionSettings.from_json(old).most_shapes == 3


@pytest.mark.parametrize("most", [0, 4])
def test_other_numbers_are_refused(most: int) -> None:
    with pytest.raises(Problem) as caught:
        CaptionSettings(most_shapes=most).validated()
    assert (caught.value.code, caught.value.field) == ("experiment.range", "most_shapes")
