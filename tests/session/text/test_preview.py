from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from rnnlab.core.text.corpus import Corpus
from rnnlab.core.text.diary import page
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.training import TextRun
from rnnlab.session.text import preview
from rnnlab.session.text.preview import FirstPage, LiveSample
from rnnlab.session.text.training import TextTraining
from tests.core.text.helpers import SMALL, corpus, run


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def written(first: FirstPage) -> None:
    def done() -> bool:
        first.poll()
        return not first.is_busy

    until(done)


def test_the_first_page_is_what_the_untrained_net_writes() -> None:
    text = corpus()
    first = FirstPage()
    first.follow(SMALL, None)
    assert not first.is_busy
    first.follow(SMALL, text)
    written(first)
    whole = TextRun(SMALL, text, run().cell)
    assert first.entry is not None
    assert first.entry.text == page(whole, whole.begin().training.parameters, 0, None, None).text
    assert first.marks["words"] == 1.0
    first.close()


def test_another_net_writes_another_page() -> None:
    text: Corpus = corpus()
    first = FirstPage()
    first.follow(SMALL, text)
    written(first)
    assert first.entry is not None
    before = first.entry.text
    first.follow(replace(SMALL, learning_rate=0.1), text)  # the same first weights
    assert not first.is_busy
    first.follow(replace(SMALL, seed=SMALL.seed + 1), text)
    first.follow(replace(SMALL, seed=SMALL.seed + 2), text)
    written(first)
    assert first.entry.text != before
    first.close()


def test_live_samples_are_written_over_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "LIVE_LENGTH", 40)
    monkeypatch.setattr(preview, "_BETWEEN_SECONDS", 0.0)
    training = TextTraining.fresh(run())
    live = LiveSample()
    live.follow(None)
    live.follow(training)
    assert live.text == ""  # an untrained net has its page in the diary
    training.newest_step = 1
    live.follow(training)

    def complete() -> bool:
        live.poll()
        return live.reach == 40 and not live.is_writing

    until(complete)
    first = live.text
    training.newest_step, training.newest = 2, training.newest + 1.0
    live.follow(training)
    assert live.step == 2
    seen = live.text
    assert len(seen) == 40
    assert seen[live.reach :] == first[live.reach :]
    until(complete)
    live.close()


def test_settings_of_a_cell_that_is_not_there_give_no_page() -> None:
    first = FirstPage()
    first.follow(replace(TextSettings(), cell="nowhere"), corpus())
    written(first)
    assert first.entry is None
    first.close()
