"""What a net says of all test pictures, at the step shown; and its pace."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from rnnlab.core.captions.grammar import MOST_THINGS, Language
from rnnlab.core.captions.net import CaptionNet
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.words import NO_WORD
from rnnlab.session.captions import training
from rnnlab.session.captions.gallery import CaptionGallery
from rnnlab.session.captions.session import CaptionSession

TINY = CaptionSettings(
    language="en",
    channels=2,
    blocks=2,
    last_channels=4,
    feature_size=6,
    embedding_size=4,
    hidden_size=8,
    batch_size=4,
    steps=4,
)


class FewPictures(DrawnPictures):
    """An examination of half a dozen pictures."""

    def __init__(self, language: Language, seed: int, most_shapes: int = MOST_THINGS) -> None:
        super().__init__(language, seed, most_shapes, count=6)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[CaptionSession]:
    monkeypatch.setattr(training, "DrawnPictures", FewPictures)
    made = CaptionSession(TINY)
    yield made
    made.close()


@pytest.fixture
def gallery(session: CaptionSession) -> Iterator[CaptionGallery]:
    made = CaptionGallery(session)
    yield made
    made.close()


def wait(ready: Callable[[], object], *polls: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < end
        for poll in polls:
            poll()
        time.sleep(0.005)


def test_it_holds_what_the_net_says_of_every_picture(
    session: CaptionSession, gallery: CaptionGallery
) -> None:
    gallery.refresh()
    wait(lambda: gallery.examination is not None, gallery.poll)
    run, found = session.run, gallery.examination
    assert run is not None
    assert found is not None
    assert (found.step, found.total) == (0, 6)
    net = CaptionNet(run.shape, run.newest_parameters, run.source.words, "en")
    longest = found.said.shape[1]
    for picture, said in zip(run.source.examination.pictures, found.said, strict=True):
        spoken = net.say(net.look(picture).features, longest=longest)[0]
        np.testing.assert_array_equal(said[said != NO_WORD], spoken.indices)


def test_a_rewound_net_is_examined_anew(session: CaptionSession, gallery: CaptionGallery) -> None:
    session.train()
    wait(lambda: session.status == "finished", session.poll)
    gallery.refresh()
    run = session.run
    assert run is not None
    assert gallery.examination is run.examinations[4]
    session.view.show_step(0)
    gallery.refresh()
    wait(lambda: gallery.examination is not None and gallery.examination.step == 0, gallery.poll)


def test_the_pace_is_measured_on_a_copy(session: CaptionSession, gallery: CaptionGallery) -> None:
    run = session.run
    assert run is not None
    before = run.state.parameters.copy()
    gallery.measure_pace()
    wait(lambda: gallery.seconds_to_train is not None, gallery.poll)
    assert gallery.seconds_to_train is not None
    assert gallery.seconds_to_train > 0
    np.testing.assert_array_equal(run.state.parameters, before)
    session.change(steps=8)
    assert gallery.seconds_to_train is None


def test_nothing_is_computed_before_torch_is_there(session: CaptionSession) -> None:
    waiting = CaptionGallery(session, lambda: False)
    waiting.refresh()
    waiting.measure_pace()
    assert not waiting.is_busy
    waiting.close()
