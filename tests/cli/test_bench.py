"""`rnnlab bench`: which measurements are run, and where the report goes."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rnnlab.cli import main
from rnnlab.cli.bench import split
from rnnlab.core import bench as core
from rnnlab.core.problems import Problem
from rnnlab.qt import bench as window

Emit = Callable[[str], None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Replace both benchmarks; return what they are asked for."""
    found: list[tuple[str, ...]] = []

    def run(names: Sequence[str], emit: Emit, **_: object) -> dict[str, Any]:
        found.append(tuple(names))
        emit("a line")
        return {name: {"seconds": 0.5} for name in names}

    monkeypatch.setattr(core, "run", run)
    monkeypatch.setattr(window, "run", run)
    return found


def test_no_name_means_everything() -> None:
    assert split([]) == (list(core.NAMES), list(window.NAMES))


def test_the_window_s_measurements_are_asked_for_together_or_one_by_one() -> None:
    assert split(["window"]) == ([], list(window.NAMES))
    assert split(["window.frames", core.NAMES[0]]) == ([core.NAMES[0]], ["frames"])


def test_an_unknown_name_is_said_with_all_there_are() -> None:
    with pytest.raises(Problem) as caught:
        split(["frames"])
    assert {core.NAMES[0], "window", "window.frames"} <= set(caught.value.args["known"].split(", "))


def test_only_what_was_asked_for_is_measured(
    asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "window.start"]) == 0
    assert asked == [("start",)]
    assert capsys.readouterr().out == "a line\n"


def test_json_comes_alone_on_standard_output(
    asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "window.start", core.NAMES[1], "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == {core.NAMES[1]: {"seconds": 0.5}, "window.start": {"seconds": 0.5}}
    assert told.err == "a line\na line\n"
    assert len(asked) == 2
