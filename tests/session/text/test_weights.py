"""Which weights write, and the diary at another temperature."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.text.diary import page
from rnnlab.core.text.record import BestWeights
from rnnlab.core.text.sampling import SamplingSettings
from rnnlab.core.text.training import TextReport, TextRun
from rnnlab.session.text import TextSession
from rnnlab.session.text import training as training_module
from rnnlab.session.text.training import TextTraining
from tests.session.text.using import SMALL, train, until, written


def test_earlier_weights_write_what_the_diary_shows(session: TextSession) -> None:
    train(session)
    record = session.record
    assert record is not None
    sampling = SamplingSettings(0.8, seed=SMALL.seed)
    for entry in record.diary:
        session.show_step(entry.step)
        assert session.weights()[0] == entry.step
        assert written(session, session.write("\n", 100, sampling)) == entry.text[:100]
    session.use_weights(best=False)
    assert session.weights()[0] == 40


def test_the_best_weights_write_unless_others_are_wanted(session: TextSession) -> None:
    train(session)
    record = session.record
    assert record is not None
    kept = record.shelf.at(20)
    assert kept is not None
    record.best_weights = BestWeights(20, 1.0, kept)
    changes: list[int] = []
    session.shown_step_changed.connect(lambda: changes.append(session.weights()[0]))
    assert session.uses_best
    assert session.weights() == (20, kept)
    stream = session.write("a", 10, SamplingSettings())
    assert stream is not None
    assert stream.step == 20
    session.use_weights(best=False)
    session.show_step(10)
    session.use_weights(best=True)
    session.use_weights(best=True)
    assert changes == [40, 10, 20]


def test_the_diary_is_written_again_at_another_temperature(session: TextSession) -> None:
    train(session)
    record, training = session.record, session.training
    assert record is not None
    assert training is not None
    before = [entry.text for entry in record.diary]
    del record.shelf._steps[1], record.shelf._rows[1]  # as if memory had not sufficed
    assert session.change(diary_temperature=0.0)
    session.poll()
    until(session, lambda: not session.is_active)
    assert [entry.temperature for entry in record.diary] == [0, 0.8, 0, 0]
    assert [entry.step for entry in record.diary] == [0, 10, 20, 40]
    parameters = record.shelf.at(20)
    assert parameters is not None
    assert record.diary[2].text == page(training.run, parameters, 20, None, None).text
    assert record.diary[2].loss is not None
    session.undo()
    session.poll()
    until(session, lambda: not session.is_active)
    assert [entry.text for entry in record.diary] == before


def test_the_temperature_may_change_while_it_learns(session: TextSession) -> None:
    session.change(steps=100_000)
    session.train()
    until(session, lambda: session.step >= 10)
    assert session.change(diary_temperature=0.3)
    record = session.record
    assert record is not None
    count = len(record.diary)
    until(session, lambda: len(record.diary) > count)
    session.pause()
    until(session, lambda: not session.is_active)
    assert {entry.temperature for entry in record.diary} == {0.3}
    assert session.training.run.settings.diary_temperature == 0.3  # type: ignore[union-attr]


def test_reports_that_come_together_are_no_great_speed(
    session: TextSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.corpus is not None
    training = TextTraining.fresh(TextRun(SMALL, session.corpus, catalogue.load(SMALL.cell)))
    training.status = "running"
    clock = iter((0.0, 10.0, 10.001, 10.002))
    monkeypatch.setattr(training_module, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    for step in (10, 20, 30, 40):
        training._take(TextReport("running", step, step))
    assert training.steps_per_second == pytest.approx(3.0, rel=0.01)
