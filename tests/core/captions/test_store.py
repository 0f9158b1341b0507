"""Files of caption nets: everything comes back, and nothing in a file is believed."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnlab.core.captions import store
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.captions.shape import CaptionShape
from rnnlab.core.captions.store import SavedCaptions
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.history import History, LossCurve
from rnnlab.core.problems import Problem
from rnnlab.core.training_state import TrainingState
from tests.core.captions.tiny import TINY, tiny


def _saved(settings: CaptionSettings = TINY) -> SavedCaptions:
    shape, parameters, words = tiny()
    state = TrainingState.fresh(parameters)
    state.second_moment += 1
    state.step = 5
    history = History(shape.parameter_count)
    history.add(0, parameters * 0)
    history.add(5, parameters, pinned=True)
    curve = LossCurve()
    curve.extend(0, np.array([2.0, 1.5]), np.array([0.1, 0.2]))
    return SavedCaptions(settings, shape.decoder.cell, words, 12, state, history, curve, {0: 0.0, 5: 0.25})


def test_everything_comes_back(tmp_path: Path) -> None:
    saved = _saved()
    path = tmp_path / "net.rnncaption"
    store.save(path, saved)
    first = path.read_bytes()
    found = store.load(path)
    assert (found.settings, found.words, found.longest) == (saved.settings, saved.words, 12)
    assert found.shape == saved.shape
    assert found.state.step == 5
    np.testing.assert_array_equal(found.state.parameters, saved.state.parameters)
    np.testing.assert_array_equal(found.state.second_moment, saved.state.second_moment)
    assert found.history.steps.tolist() == [0, 5]
    assert found.history.pinned == (5,)
    assert found.curve.losses.tolist() == [2.0, 1.5]
    assert dict(found.shares) == {0: 0.0, 5: 0.25}
    store.save(path, found)
    assert path.read_bytes() == first


def test_a_cell_that_is_not_in_the_catalogue_comes_along(tmp_path: Path) -> None:
    cell = parse_cell("mine", ["h"], "h = tanh(W_xh @ x + W_hh @ h)")
    settings = replace(TINY, cell="mine")
    _, _, words = tiny()
    shape = CaptionShape.of(settings, words.size, cell)
    state = TrainingState.fresh(np.ones(shape.parameter_count, np.float32))
    saved = SavedCaptions(settings, cell, words, 12, state, History(shape.parameter_count), LossCurve(), {})
    store.save(tmp_path / "x", saved)
    assert store.load(tmp_path / "x").cell.equations == cell.equations


def _changed(path: Path, member: str, change: Callable[[Any], Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if member.endswith("json"):
        members[member] = json.dumps(change(json.loads(members[member]))).encode()
    else:
        members[member] = safetensors.numpy.save(change(safetensors.numpy.load(members[member])))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)


HOSTILE: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "words": ("captions.json", lambda head: {**head, "words": [3]}),
    "the same word": ("captions.json", lambda head: {**head, "words": ["a", "a"]}),
    "many words": ("captions.json", lambda head: {**head, "words": [str(n) for n in range(6000)]}),
    "size": ("captions.json", lambda head: {**head, "settings": {**head["settings"], "hidden_size": 10**9}}),
    "kind": ("captions.json", lambda head: {**head, "settings": {**head["settings"], "blocks": "3"}}),
    "cell": ("captions.json", lambda head: {**head, "cell": {**head["cell"], "equations": "h = eval(x)"}}),
    "step": ("captions.json", lambda head: {**head, "step": -1}),
    "longest": ("captions.json", lambda head: {**head, "longest": True}),
    "share": ("captions.json", lambda head: {**head, "shares": [[0, 7]]}),
    "shares": ("captions.json", lambda head: {**head, "shares": [[0]]}),
    "pinned": ("captions.json", lambda head: {**head, "pinned": ["x"]}),
    "missing": ("captions.json", lambda head: {key: head[key] for key in head if key != "words"}),
    "weights": ("weights.safetensors", lambda arrays: {**arrays, "E": arrays["E"][:2].copy()}),
    "no weights": ("weights.safetensors", lambda arrays: {"E": arrays["E"]}),
    "nan": ("weights.safetensors", lambda arrays: {**arrays, "E": arrays["E"] * np.float32("nan")}),
    "moment": (
        "optimizer.safetensors",
        lambda arrays: {**arrays, "second_moment": -arrays["second_moment"]},
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "net.rnncaption"
    store.save(path, _saved())
    _changed(path, *HOSTILE[kind])
    with pytest.raises(Problem) as caught:
        store.load(path)
    assert caught.value.code == "file.damaged"


def test_files_of_others_and_of_the_future(tmp_path: Path) -> None:
    path = tmp_path / "net.rnncaption"
    store.save(path, _saved())
    _changed(path, "captions.json", lambda head: {**head, "version": 2})
    with pytest.raises(Problem, match=r"file\.newer"):
        store.load(path)
    _changed(path, "captions.json", lambda head: {**head, "format": "else"})
    with pytest.raises(Problem, match=r"file\.foreign") as caught:
        store.load(path)
    assert caught.value.args["ending"] == ".rnncaption"


@given(place=st.integers(0, 10**6), value=st.integers(0, 255))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_wrong_byte_is_a_problem_or_harmless(tmp_path: Path, place: int, value: int) -> None:
    path = tmp_path / "net.rnncaption"
    if not path.exists():
        store.save(path, _saved())
    content = bytearray(path.read_bytes())
    content[place % len(content)] = value
    other = tmp_path / "other"
    other.write_bytes(bytes(content))
    found: Problem | None = None
    try:
        store.load(other)
    except Problem as problem:
        found = problem
    assert found is None or found.code.startswith("file.")


def test_weights_that_are_no_numbers_are_not_saved(tmp_path: Path) -> None:
    saved = _saved()
    saved.state.parameters[0] = np.nan
    with pytest.raises(Problem, match=r"file\.not_finite"):
        store.save(tmp_path / "x", saved)
    assert not (tmp_path / "x").exists()


def test_settings_from_before_the_last_block_had_its_own_number_double_with_every_block() -> None:
    content = {**CaptionSettings().to_json(), "channels": 8, "blocks": 3}
    del content["last_channels"]
    assert CaptionSettings.from_json(content).last_channels == 32
    assert CaptionShape.of(CaptionSettings.from_json(content), 9).maps == (8, 16, 32)
    assert CaptionSettings.from_json({}) == CaptionSettings()
    assert not CaptionSettings.from_json({**content, "blocks": 10**9}).last_channels > 64
