"""Commands for nets that add, echo and copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rnnlab.cli import main
from rnnlab.core import store


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    return capsys.readouterr().out


def parsed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401
    return json.loads(output(capsys, *arguments, "--json"))


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("sums") / "sums.rnnlab")
    assert main(["train", "--task", "addition", "--bits", "8", "-o", path]) == 0
    return path


def test_training_tells_how_many_sums_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, "train", "--task", "addition", "--bits", "4").splitlines()
    assert "4 bits: 256 of 256 sums right (every pair of numbers)." in lines
    assert any(line.startswith("16 bits: ") and "of 20,000 sums" in line for line in lines)
    report = parsed(capsys, "train", "--task", "addition", "--bits", "2", "--steps", "1")
    assert list(report["sums"]) == ["2", "16", "24"]
    assert report["sums"]["2"]["total"] == 16
    assert report["vocabulary"] == ["00", "01", "10", "11"]
    assert "sums" not in parsed(capsys, "train", "--steps", "1")


def test_a_sum(capsys: pytest.CaptureFixture[str], sums: str) -> None:
    assert store.load(Path(sums)).experiment.bits == 8
    assert output(capsys, "complete", sums, "13 + 9") == "13 + 9 = 22 ✓\n"
    assert output(capsys, "complete", sums, "0b1101 + 0b1001") == "13 + 9 = 22 ✓\n"
    wrong = output(capsys, "complete", sums, "13 + 9", "--step", "0")
    assert wrong.endswith("✗ (22)\n")
    answer = parsed(capsys, "complete", sums, "255 + 255")
    assert (answer["sum"], answer["expected_sum"], answer["right"]) == (510, 510, True)
    assert answer["inputs"] == ["11"] * 8 + ["00"]
    assert answer["answers"] == list("011111111")
    assert all(0.5 < probability <= 1 for probability in answer["probabilities"])


def test_what_is_no_sum(capsys: pytest.CaptureFixture[str], sums: str) -> None:
    assert main(["complete", sums, "13"]) == 2
    assert "two numbers" in capsys.readouterr().err
    assert main(["complete", sums, " "]) == 2
    assert main(["trace", sums, "13 + x"]) == 2
    assert "“x”" in capsys.readouterr().err


def test_the_trace_of_a_sum(capsys: pytest.CaptureFixture[str], sums: str) -> None:
    content = parsed(capsys, "trace", sums, "3 + 1")
    assert content["sequence"] == ["11", "10"] + ["00"] * 7
    assert content["targets"] == list("001000000")
    assert content["answers"] == ["0", "1"]
    assert content["codes"] == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert content["weights"]["W_xh"]["shape"] == [8, 2]
    table = output(capsys, "trace", sums, "3 + 1").splitlines()
    assert table[1].split()[:3] == ["1", "11", "0"]


@pytest.mark.parametrize("task", ["echo", "copy"])
def test_what_was_heard_is_said_again(capsys: pytest.CaptureFixture[str], tmp_path: Path, task: str) -> None:
    path = str(tmp_path / "net.rnnlab")
    setting = ["--task", task, "--vocabulary", "A-C", "--order", "forward", "--delay", "2", "--span", "2"]
    output(capsys, "train", *setting, "--cell", "lstm", "--until-solved", "-o", path)
    said = "C" if task == "echo" else "C A"
    assert output(capsys, "complete", path, said) == f"{said}\n"
    content = parsed(capsys, "trace", path, said)
    assert content["targets"][-len(said.split()) :] == said.split()
    assert content["codes"] is None


def test_a_task_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--task", "subtraction"]) == 2
    assert "addition" in capsys.readouterr().err
    assert main(["train", "--task", "addition", "--bits", "33"]) == 2
    assert "33" in capsys.readouterr().err


def test_a_sweep_over_sums(capsys: pytest.CaptureFixture[str]) -> None:
    setting = ["sweep", "--task", "addition", "--bits", "2", "--vary", "hidden=8", "--seeds", "2"]
    head, line = output(capsys, *setting, "--steps", "300").splitlines()
    assert "solved" in head
    assert line.startswith("8,")
