"""Files hold everything, and whatever is done to one gives a message, never a crash."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core import store, stored_parts
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.history import History, LossCurve
from rnnlab.core.net import initialise
from rnnlab.core.problems import Problem
from rnnlab.core.store import Saved
from rnnlab.core.tasks import task_of
from rnnlab.core.training_state import TrainingState

Arrays = dict[str, npt.NDArray[Any] | None]

EXPERIMENT = Experiment("가-라 ␣", hidden_size=3, cell="lstm", layers=2, seed=7)


def state_of(experiment: Experiment, step: int = 12) -> TrainingState:
    state = TrainingState.fresh(initialise(experiment.shape(), experiment.seed))
    state.first_moment[:] = np.linspace(-1, 1, len(state.first_moment))
    state.second_moment[:] = np.linspace(0, 1, len(state.second_moment))
    state.step = step
    return state


def saved_to(path: Path, experiment: Experiment = EXPERIMENT) -> tuple[TrainingState, History, LossCurve]:
    state = state_of(experiment)
    history = History(len(state.parameters))
    for step in range(13):
        history.add(step, state.parameters + step, pinned=step == 5)
    curve = LossCurve()
    curve.extend(0, np.linspace(2, 1, 13), np.linspace(0, 1, 13))
    store.save(path, experiment, state, history, curve)
    return state, history, curve


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("store") / "original.rnnlab"
    saved_to(path)
    return path.read_bytes()


def outcome(path: Path) -> Saved | Problem:
    try:
        return store.load(path)
    except Problem as problem:
        return problem


def code(path: Path) -> str:
    problem = outcome(path)
    assert isinstance(problem, Problem)
    assert problem.field == "file"
    return problem.code


def rewritten(original: bytes, member: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The file with one member changed, or left out for None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            changed = change(content) if name == member else content
            if changed is not None:
                after.writestr(name, changed)
    return buffer.getvalue()


def with_head(original: bytes, **changes: object) -> bytes:
    def change(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), **changes}).encode()

    return rewritten(original, "rnnlab.json", change)


def with_tensors(original: bytes, member: str, **changes: npt.NDArray[Any] | None) -> bytes:
    def change(content: bytes) -> bytes:
        arrays = {**safetensors.numpy.load(content), **changes}
        return safetensors.numpy.save({name: array for name, array in arrays.items() if array is not None})

    return rewritten(original, f"{member}.safetensors", change)


def test_everything_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "실험.rnnlab"
    state, history, curve = saved_to(path)
    saved = store.load(path)
    assert saved.experiment == EXPERIMENT
    assert saved.cell == catalogue.load("lstm")
    assert saved.shape == EXPERIMENT.shape()
    for name in ("parameters", "first_moment", "second_moment"):
        np.testing.assert_array_equal(getattr(saved.state, name), getattr(state, name))
        assert getattr(saved.state, name).flags.writeable
    assert saved.state.step == 12
    for mine, theirs in zip(saved.history.arrays(), history.arrays(), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert saved.history.pinned == (5,)
    for mine, theirs in zip(saved.curve.arrays(), curve.arrays(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_net_before_training_and_all_settings(tmp_path: Path) -> None:
    experiment = replace(
        Experiment("A-Z", order="forward", cell="gru-torch", hidden_size=5, seed=2**32 - 1),
        optimizer=OptimizerSettings("rmsprop", 0.3, 0.1, 2.0),
        stop=StopRule("hand", 9),
        backend="torch",
        device="cuda",
    )
    store.save(tmp_path / "x", experiment, state_of(experiment, step=0))
    saved = store.load(tmp_path / "x")
    assert saved.experiment == experiment
    assert saved.state.step == 0
    assert len(saved.history) == len(saved.curve) == 0


@pytest.mark.parametrize("task", ["addition", "copy", "echo"])
def test_a_net_of_every_task(tmp_path: Path, task: str) -> None:
    path = tmp_path / "net.rnnlab"
    experiment = Experiment("A-C", task=task, bits=5, delay=7, span=2)
    state, _, _ = saved_to(path, experiment)
    saved = store.load(path)
    assert saved.experiment == experiment
    assert saved.shape == experiment.shape()
    np.testing.assert_array_equal(saved.state.parameters, state.parameters)
    with zipfile.ZipFile(path) as archive:
        symbols = json.loads(archive.read("rnnlab.json"))["symbols"]
    assert symbols == list(task_of(experiment).vocabulary.symbols)


def test_the_weights_are_there_by_name_for_other_programs(original: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(original)) as opened:
        weights = safetensors.numpy.load(opened.read("weights.safetensors"))
        head = json.loads(opened.read("rnnlab.json"))
    assert weights["W_xi.1"].shape == (3, 5)
    assert weights["W_hy"].shape == (5, 3)
    assert head["symbols"] == ["가", "나", "다", "라", " "]
    assert "sigmoid" in head["cell"]["equations"]


def test_a_cell_that_is_not_in_the_catalogue_comes_with_the_file(tmp_path: Path) -> None:
    cell = parse_cell("my-own", ["h"], "h = tanh(W_x @ x + p_h * h)")
    experiment = Experiment("A-D", cell="my-own", hidden_size=2)
    state = TrainingState.fresh(initialise(experiment.shape(cell), 1))
    store.save(tmp_path / "x", experiment, state, cell=cell)
    saved = store.load(tmp_path / "x")
    assert saved.cell.signature == cell.signature
    assert saved.cell.name == "my-own"
    np.testing.assert_array_equal(saved.state.parameters, state.parameters)


def test_a_cell_that_means_something_else_here_keeps_its_own_equations(tmp_path: Path) -> None:
    other = parse_cell("rnn", ["h"], "h = sigmoid(W_xh @ x + W_hh @ h + b_h)")
    experiment = Experiment("A-D", cell="rnn", hidden_size=2)
    state = TrainingState.fresh(initialise(experiment.shape(other), 1))
    store.save(tmp_path / "x", experiment, state, cell=other)
    assert store.load(tmp_path / "x").cell.signature == other.signature != catalogue.load("rnn").signature


def test_weights_that_are_no_numbers_are_not_saved_over_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.rnnlab"
    saved_to(path)
    before = path.read_bytes()
    broken = state_of(EXPERIMENT)
    broken.parameters[3] = np.nan
    with pytest.raises(Problem) as caught:
        store.save(path, EXPERIMENT, broken)
    assert caught.value.code == "file.not_finite"
    assert path.read_bytes() == before


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.rnnlab"
    saved_to(path)
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Problem) as caught:
        saved_to(path)
    assert caught.value == Problem("file.no_space", "file", name="x.rnnlab")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_history_too_large_for_a_file_is_halved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_parts, "FILE_LIMIT", 2 * 4 * 5 * len(state_of(EXPERIMENT).parameters))
    saved_to(tmp_path / "x")
    assert store.load(tmp_path / "x").history.steps.tolist() == [0, 4, 8, 12]


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"format": "other"}, "file.foreign"),
        ({"version": 2}, "file.newer"),
        ({"version": 0}, "file.damaged"),
        ({"version": True}, "file.damaged"),
        ({"version": "1"}, "file.damaged"),
        ({"step": -1}, "file.damaged"),
        ({"step": 1.5}, "file.damaged"),
        ({"step": 10**30}, "file.damaged"),
        ({"step": None}, "file.damaged"),
        ({"pinned": 5}, "file.damaged"),
        ({"pinned": [True]}, "file.damaged"),
        ({"cell": None}, "file.damaged"),
        ({"cell": {"states": ["h"], "equations": "import os", "title": {}}}, "file.damaged"),
        ({"cell": {"states": [], "equations": "h = x", "title": {}}}, "file.damaged"),
        ({"cell": {"states": ["h"], "equations": "(" * 5000, "title": {}}}, "file.damaged"),
        ({"experiment": None}, "file.damaged"),
        ({"experiment": {**EXPERIMENT.to_json(), "hidden_size": 4}}, "file.damaged"),
        ({"experiment": {**EXPERIMENT.to_json(), "hidden_size": 10**9}}, "file.damaged"),
        ({"experiment": {**EXPERIMENT.to_json(), "vocabulary_text": "가-Z"}}, "file.damaged"),
        ({"experiment": {**EXPERIMENT.to_json(), "cell": "x" * 5000}}, "file.damaged"),
    ],
)
def test_a_head_that_is_wrong(
    tmp_path: Path, original: bytes, changes: dict[str, object], expected: str
) -> None:
    (tmp_path / "x").write_bytes(with_head(original, **changes))
    assert code(tmp_path / "x") == expected


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"", "file.damaged"),
        (b"[]", "file.foreign"),
        (b"{}", "file.foreign"),
        (b'{"format": "rnnlab", "version": 1}', "file.damaged"),
        (b'{"format": "rnnlab", "version": NaN}', "file.damaged"),
        (b"[" * 200_000, "file.damaged"),
        (b'"' + b"x" * 5_000_000 + b'"', "file.damaged"),
        (b"\xff\xfe", "file.damaged"),
        (None, "file.foreign"),
    ],
)
def test_a_head_that_is_none(tmp_path: Path, original: bytes, content: bytes | None, expected: str) -> None:
    (tmp_path / "x").write_bytes(rewritten(original, "rnnlab.json", lambda _: content))
    assert code(tmp_path / "x") == expected


def test_another_kind_of_cell_name_is_only_a_name(tmp_path: Path, original: bytes) -> None:
    name = "../../etc/\0\ud800"
    (tmp_path / "x").write_bytes(with_head(original, experiment={**EXPERIMENT.to_json(), "cell": name}))
    assert store.load(tmp_path / "x").cell.name == name


COUNT = len(initialise(EXPERIMENT.shape(), 0))


@pytest.mark.parametrize(
    "member, changes",
    [
        ("weights", {"W_hy": np.zeros((3, 5), np.float32)}),
        ("weights", {"W_hy": np.zeros((5, 3), np.float64)}),
        ("weights", {"W_hy": np.full((5, 3), np.nan, np.float32)}),
        ("weights", {"W_hy": np.full((5, 3), np.inf, np.float32)}),
        ("weights", {"W_hy": None}),
        ("weights", {"extra": np.zeros(1, np.float32)}),
        ("optimizer", {"first_moment": np.full(COUNT, np.nan, np.float32)}),
        ("optimizer", {"second_moment": np.full(COUNT, -1, np.float32)}),
        ("optimizer", {"second_moment": np.zeros(COUNT - 1, np.float32)}),
        ("history", {"parameters": np.zeros((13, COUNT - 1), np.float32)}),
        ("history", {"parameters": np.full((13, COUNT), np.nan, np.float32)}),
        ("history", {"steps": np.arange(13, dtype=np.int32)}),
        ("history", {"steps": np.arange(13, dtype=np.int64)[::-1].copy()}),
        ("history", {"steps": np.zeros(13, np.int64)}),
        ("history", {"steps": np.arange(13, dtype=np.int64) - 1}),
        ("history", {"steps": np.arange(13, dtype=np.int64) * 2**59}),
        ("history", {"steps": None}),
        ("curve", {"losses": np.zeros(12, np.float32)}),
        ("curve", {"losses": np.full(13, np.nan, np.float32)}),
        ("curve", {"losses": np.full(13, -1, np.float32)}),
        ("curve", {"accuracies": np.full(13, 1.5, np.float32)}),
        ("curve", {"steps": np.zeros((13, 1), np.int64)}),
    ],
)
def test_arrays_that_are_wrong(tmp_path: Path, original: bytes, member: str, changes: Arrays) -> None:
    (tmp_path / "x").write_bytes(with_tensors(original, member, **changes))
    assert code(tmp_path / "x") == "file.damaged"


@pytest.mark.parametrize("member", ["weights", "optimizer", "history", "curve"])
@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"\xff" * 64, b'\x08\0\0\0\0\0\0\0{"a":1}', None])
def test_members_that_are_none(tmp_path: Path, original: bytes, member: str, content: bytes | None) -> None:
    (tmp_path / "x").write_bytes(rewritten(original, f"{member}.safetensors", lambda _: content))
    assert code(tmp_path / "x") == "file.damaged"


@pytest.mark.parametrize("member", ["weights", "optimizer", "history", "curve"])
def test_bombs_in_place_of_arrays(tmp_path: Path, original: bytes, member: str) -> None:
    name = f"{member}.safetensors"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(buffer, "w", 8) as after:
        for other in before.namelist():
            after.writestr(other, before.read(other) if other != name else bytes(30_000_000))
    assert len(buffer.getvalue()) < 100_000
    (tmp_path / "x").write_bytes(buffer.getvalue())
    assert code(tmp_path / "x") == "file.damaged"


def test_a_file_that_another_program_compressed_is_read(tmp_path: Path, original: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as before, zipfile.ZipFile(buffer, "w", 8) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    (tmp_path / "x").write_bytes(buffer.getvalue())
    assert store.load(tmp_path / "x").experiment == EXPERIMENT


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "x.rnnlab"


def is_sound(result: Saved | Problem) -> bool:
    """Either a message, or a file that is whole in every respect."""
    if isinstance(result, Problem):
        return result.code.startswith("file.") and result.field == "file"
    return result.state.is_finite and len(result.state.parameters) == result.shape.parameter_count


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_give_a_message(playground: Path, content: bytes, disguised: bool) -> None:
    playground.write_bytes(b"PK\x03\x04" + content if disguised else content)
    assert isinstance(outcome(playground), Problem)


@given(st.data())
@settings(max_examples=100)
def test_a_truncated_file_gives_a_message(playground: Path, original: bytes, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(original) - 1))
    playground.write_bytes(original[:length])
    assert code(playground) in {"file.empty", "file.truncated", "file.foreign"}


@given(st.data())
@settings(max_examples=300)
def test_changed_bytes_give_a_message_or_a_sound_file(
    playground: Path, original: bytes, data: st.DataObject
) -> None:
    changed = bytearray(original)
    interesting = [0, original.index(b"PK\x01\x02"), len(original) - 22]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.sampled_from(interesting) | st.integers(0, len(original) - 1))
        place = min(start + data.draw(st.integers(0, 60)), len(original) - 1)
        changed[place] = data.draw(st.integers(0, 255))
    playground.write_bytes(bytes(changed))
    assert is_sound(outcome(playground))


@given(st.data())
@settings(max_examples=200)
def test_changed_members_with_right_checksums_give_a_message_or_a_sound_file(
    playground: Path, original: bytes, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(original)) as opened:
        member = data.draw(st.sampled_from(opened.namelist()))

    def change(content: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(data.draw(st.integers(1, 4))):
            place = data.draw(st.integers(0, min(len(content) - 1, 700)))
            changed[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        return bytes(changed)

    playground.write_bytes(rewritten(original, member, change))
    assert is_sound(outcome(playground))
