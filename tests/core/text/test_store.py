from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.problems import Problem
from rnnlab.core.text import store
from rnnlab.core.text.store import SavedText
from tests.core.text.helpers import COMPILED, changed, corpus, run, trained
from tests.core.text.test_training import assert_equal


@pytest.fixture(scope="module")
def saved() -> SavedText:
    which = run(changed(layers=2))
    state, record, _ = trained(which, steps=13)
    return SavedText(which, state, record, COMPILED, which.corpus.fingerprint)


def test_a_file_holds_everything(saved: SavedText, tmp_path: Path) -> None:
    path = tmp_path / "net.rnntext"
    store.save(path, saved)
    again = store.load(path)
    assert again.run.settings == saved.run.settings
    assert again.run.cell is saved.run.cell
    assert again.run.corpus.text() == saved.run.corpus.text()
    assert (again.plan, again.fingerprint) == (COMPILED, again.run.corpus.fingerprint)
    assert_equal(again.state, saved.state)
    assert again.record.validations == saved.record.validations
    assert [vars(entry) for entry in again.record.diary] == [vars(entry) for entry in saved.record.diary]
    np.testing.assert_array_equal(again.record.curve.losses, saved.record.curve.losses)
    assert again.record.shelf.steps == saved.record.shelf.steps
    assert again.record.seconds == saved.record.seconds
    assert again.record.baseline == saved.record.baseline == {"words": 1.0}


def test_the_best_weights_are_in_the_file(saved: SavedText, tmp_path: Path) -> None:
    path, best = tmp_path / "net.rnntext", saved.record.best_weights
    assert best is not None
    store.save(path, saved)
    again = store.load(path).record.best_weights
    assert again is not None
    assert (again.step, again.loss) == (best.step, best.loss) == saved.record.best
    np.testing.assert_array_equal(again.parameters, best.parameters)
    untested = saved.record.copy()
    untested.best_weights = None
    store.save(path, replace(saved, record=untested))
    assert store.load(path).record.best_weights is None


def test_a_file_from_before_best_weights_were_kept(saved: SavedText, tmp_path: Path) -> None:
    path = tmp_path / "net.rnntext"
    store.save(path, saved)
    with zipfile.ZipFile(path) as archive:
        head = json.loads(archive.read("text.json"))
    del head["best"], head["settings"]["diary_temperature"]
    for entry in head["diary"]:
        del entry["temperature"]
    head["validations"] = [[0, 5.0], [10, 2.0], [11, 1.0], [13, 3.0]]
    replace_head(path, head)
    again = store.load(path)
    best = again.record.best_weights
    assert best is not None
    assert (best.step, best.loss) == (10, 2.0)  # those of step 11 are not on the shelf
    np.testing.assert_array_equal(best.parameters, saved.record.shelf.at(10))
    assert again.run.settings.diary_temperature == 0.8
    assert {entry.temperature for entry in again.record.diary} == {0.8}


def test_a_run_goes_on_from_a_file_bit_for_bit(saved: SavedText, tmp_path: Path) -> None:
    path = tmp_path / "net.rnntext"
    store.save(path, saved)
    again = store.load(path)
    state, _, _ = trained(again.run, COMPILED, state=again.state)
    whole, _, _ = trained(run(changed(layers=2)))
    assert_equal(state, whole)


def test_a_long_text_stays_outside(saved: SavedText, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CORPUS_LIMIT", 100)
    path = tmp_path / "net.rnntext"
    store.save(path, saved)
    again = store.load(path)
    assert not again.has_corpus
    assert again.run.corpus.symbols == saved.run.corpus.symbols
    assert again.with_corpus(saved.run.corpus).has_corpus
    with pytest.raises(Problem, match=r"corpus\.another"):
        again.with_corpus(corpus("another text, as long as it has to be. " * 5))
    # what was read without its text is written without it, and keeps its fingerprint
    store.save(path, again)
    assert store.load(path).fingerprint == saved.fingerprint


def test_weights_that_are_no_numbers_are_not_saved(saved: SavedText, tmp_path: Path) -> None:
    state = saved.state.copy()
    state.training.parameters[0] = np.nan
    with pytest.raises(Problem, match=r"file\.not_finite"):
        store.save(tmp_path / "net.rnntext", replace(saved, state=state))
    assert list(tmp_path.iterdir()) == []


def rewritten(path: Path, **changes: object) -> None:
    """Change values in a file's head."""
    with zipfile.ZipFile(path) as archive:
        head = json.loads(archive.read("text.json"))
    replace_head(path, {**head, **changes})


def replace_head(path: Path, head: dict[str, object]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["text.json"] = json.dumps(head).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "change, code",
    [
        ({"format": "another"}, "file.foreign"),
        ({"version": 99}, "file.newer"),
        ({"version": "1"}, "file.damaged"),
        ({"step": -1}, "file.damaged"),
        ({"symbols": "ba"}, "file.damaged"),
        ({"symbols": "ab"}, "file.damaged"),
        ({"kind": "magic"}, "file.damaged"),
        ({"settings": []}, "file.damaged"),
        ({"settings": {"layers": 9}}, "file.damaged"),
        ({"position": None}, "file.damaged"),
        ({"diary": [{}]}, "file.damaged"),
        ({"validations": [[1]]}, "file.damaged"),
        ({"plan": {"backend": "abacus"}}, "file.damaged"),
        ({"plan": {"no": "such"}}, "file.damaged"),
        ({"bucket": 3}, "file.damaged"),
        ({"best": [1]}, "file.damaged"),
        ({"best": [-1, 2.0]}, "file.damaged"),
        ({"best": [1, "low"]}, "file.damaged"),
        ({"cell": {}}, "file.damaged"),
        ({"seconds": "long"}, "file.damaged"),
    ],
)
def test_a_changed_file_is_refused(
    saved: SavedText, tmp_path: Path, change: dict[str, object], code: str
) -> None:
    path = tmp_path / "net.rnntext"
    store.save(path, saved)
    rewritten(path, **change)
    with pytest.raises(Problem) as caught:
        store.load(path)
    assert (caught.value.code, caught.value.field) == (code, "file")


def test_other_files_are_refused(saved: SavedText, tmp_path: Path) -> None:
    path = tmp_path / "net.rnntext"
    with pytest.raises(Problem, match=r"file\.missing"):
        store.load(path)
    path.write_text("no archive")
    with pytest.raises(Problem, match=r"file\.foreign") as caught:
        store.load(path)
    assert caught.value.args["ending"] == ".rnntext"
    store.save(path, saved)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Problem, match=r"file\.truncated"):
        store.load(path)
