"""Files of text nets: one after another, nothing lost, and with or without the text."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.problems import Problem
from rnnlab.core.text import store
from rnnlab.core.text.corpora import OWN
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.sampling import SamplingSettings
from rnnlab.session.text import TextSession
from rnnlab.session.text import files as files_module
from tests.session.text.using import PATIENCE, SMALL, newest, train, until, written


def test_a_saved_net_goes_on_exactly(session: TextSession, tmp_path: Path) -> None:
    train(session)
    path = tmp_path / "net.rnntext"
    assert session.save(path)
    until(session, lambda: not session.busy_with_file)
    assert session.saved_path == path
    train(session)
    expected = newest(session)
    session.open(path)
    until(session, lambda: session.step == 40)
    assert session.status == "finished"
    assert session.record is not None
    assert len(session.record.diary) == 4
    assert session.settings == SMALL
    train(session)
    np.testing.assert_array_equal(newest(session), expected)


def test_saving_while_it_trains(session: TextSession, tmp_path: Path) -> None:
    session.change(steps=100_000)
    session.train()
    until(session, lambda: session.step > 5)
    path = tmp_path / "net.rnntext"
    session.save(path)
    until(session, lambda: not session.busy_with_file)
    saved = store.load(path)
    assert saved.state.training.step > 5
    assert saved.has_corpus
    assert session.status == "running"


def test_nothing_to_save(session: TextSession, tmp_path: Path) -> None:
    assert not session.save(tmp_path / "net.rnntext")


def test_a_file_that_cannot_be_opened_changes_nothing(session: TextSession, tmp_path: Path) -> None:
    raised: list[Problem] = []
    session.problem_raised.connect(raised.append)
    train(session)
    session.open(tmp_path / "missing.rnntext")
    until(session, lambda: raised)
    assert raised[0].code == "file.missing"
    assert session.step == 40


def test_a_net_in_training_is_saved_by_itself(session: TextSession, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not files_module.autosave_path().is_file()
    monkeypatch.setattr(files_module, "AUTOSAVE_SECONDS", 0.05)
    session.change(steps=100_000)
    session.train()
    until(session, lambda: session.autosaved is not None)
    session.pause()
    until(session, lambda: not session.is_active)
    assert session.autosaved is not None
    assert store.load(session.autosaved).state.training.step > 0


def test_a_long_text_is_read_again_for_a_net_from_a_file(
    session: TextSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "CORPUS_LIMIT", 10)
    train(session)
    path = tmp_path / "net.rnntext"
    session.save(path)
    until(session, lambda: not session.busy_with_file)
    other = TextSession(replace(SMALL, corpus=CorpusChoice("c")))
    try:
        until(other, lambda: other.corpus is not None)
        other.open(path)
        until(other, lambda: other.step == 40 and other.corpus is not None)
        other.poll()
        train(other)
        assert other.step == 80
    finally:
        other.close()


def test_a_file_is_opened_after_the_one_that_is_being_written(
    session: TextSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(session)
    other, mine, late = (tmp_path / f"{name}.rnntext" for name in ("other", "mine", "late"))
    session.save(other)
    until(session, lambda: not session.busy_with_file)
    session.change(steps=100_000)
    session.train()
    until(session, lambda: session.step > 50)
    may_write = threading.Event()
    write = store.save
    monkeypatch.setattr(store, "save", lambda path, saved: may_write.wait(PATIENCE) and write(path, saved))
    monkeypatch.setattr(files_module, "AUTOSAVE_SECONDS", 0.0)
    until(session, lambda: not session._files.is_due)  # it is being saved by itself
    monkeypatch.setattr(files_module, "AUTOSAVE_SECONDS", 1000.0)
    session.save(mine)
    session.save(late)
    session.open(other)
    for _ in range(5):
        session.poll()
    assert session.step > 50
    may_write.set()
    until(session, lambda: session.step == 40)
    assert session.autosaved is not None
    steps = [store.load(path).state.training.step for path in (session.autosaved, mine, late)]
    assert min(steps) > 50
    assert steps == sorted(steps)


def test_what_a_person_wants_saved_is_saved_before_the_end(home: Path, tmp_path: Path) -> None:
    made = TextSession(SMALL)
    until(made, lambda: made.corpus is not None)
    made.change(steps=100_000)
    made.train()
    until(made, lambda: made.step > 5)
    path = tmp_path / "net.rnntext"
    made.save(path)
    made.close()
    assert store.load(path).state.training.step > 5


def test_a_failed_autosave_is_not_taken_for_a_failed_file(
    session: TextSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[Problem] = []
    session.problem_raised.connect(raised.append)
    monkeypatch.setattr(files_module, "autosave_path", lambda: tmp_path / "nowhere" / "auto.rnntext")
    monkeypatch.setattr(files_module, "AUTOSAVE_SECONDS", 0.0)
    session.change(steps=100_000)
    session.train()
    until(session, lambda: raised)
    monkeypatch.setattr(files_module, "AUTOSAVE_SECONDS", 1000.0)
    assert raised[0].field == "autosave"
    session.pause()


@pytest.mark.parametrize("is_moved", [False, True])
def test_a_text_left_out_is_missed_only_for_training_on(
    home: Path, tmp_path: Path, *, is_moved: bool
) -> None:
    text = tmp_path / "diary.txt"
    text.write_text("dear diary, it rained again; " * 40, encoding="utf-8")
    first = TextSession(replace(SMALL, corpus=CorpusChoice(OWN, str(text))))
    path = tmp_path / "net.rnntext"
    try:
        until(first, lambda: first.corpus is not None)
        train(first)
        first.save(path, with_text=False)
        until(first, lambda: not first.busy_with_file)
    finally:
        first.close()
    assert not store.load(path).has_corpus
    assert b"rained" not in path.read_bytes()
    elsewhere = tmp_path / "elsewhere.txt"
    if is_moved:
        text.rename(elsewhere)
    other = TextSession(SMALL)
    raised: list[Problem] = []
    other.problem_raised.connect(raised.append)
    try:
        until(other, lambda: other.corpus is not None)
        other.open(path)
        until(other, lambda: other.step == 40 and (other.corpus is not None or raised))
        assert len(written(other, other.write("dear", 20, SamplingSettings()))) == 20
        if is_moved:
            assert [problem.code for problem in raised] == ["corpus.not_in_file"]
            assert raised[0].args["name"] == "diary.txt"
            other.choose_corpus(CorpusChoice(OWN, str(elsewhere)))
            until(other, lambda: other.corpus is not None)
            assert other.problems == {}
        assert not other.is_another_net
        train(other)
        assert other.step == 80
    finally:
        other.close()
