"""``rnnlab cells NAME --code``: the program that is printed, and what is complained about."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rnnlab.cli import main
from rnnlab.core import store
from rnnlab.core.batch import Batch
from rnnlab.core.cells.interpreter import NetInterpreter


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("code") / "net.rnnlab"
    train = ["train", "--cell", "gru", "--layers", "2", "--steps", "100", "--vocabulary", "가-마"]
    assert main([*train, "--backend", "interpreter", "-o", str(path)]) == 0
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["cells", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("kind", ["torch", "numpy"])
def test_the_program_of_a_file_computes_its_net(
    capsys: pytest.CaptureFixture[str], net: Path, kind: str, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(printed(capsys, "gru", "--code", kind, str(net)), "utf-8")
    result = subprocess.run(
        [sys.executable, "-I", str(program)], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 0, result.stderr
    numbers = [float(number) for number in re.findall(r"\d+\.\d*(?:e-\d+)?", result.stdout)]
    saved = store.load(net)
    batch = Batch.of([(range(5), [0] * 5)])
    run = NetInterpreter(saved.shape, saved.state.parameters, batch.inputs, batch.targets).forward()
    np.testing.assert_allclose(numbers, run.probabilities.ravel(), atol=6e-5)


def test_symbols_and_title_come_along(
    capsys: pytest.CaptureFixture[str], net: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'SYMBOLS = ["가", "나", "다", "라", "마"]' in printed(capsys, "gru", "--code", "numpy", str(net))
    monkeypatch.setenv("RNNLAB_LANG", "ko")
    assert printed(capsys, "lstm-peephole", "--code", "torch").startswith("# 핍홀 LSTM")


def test_code_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(printed(capsys, "rnn", "--code", "torch", "--json"))
    assert content == {"name": "rnn", "kind": "torch", "code": printed(capsys, "rnn", "--code", "torch")}


@pytest.mark.parametrize("language, begins", [("en", "Parameters"), ("ko", "입력 X개")])
def test_the_parameter_count(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, begins: str
) -> None:
    monkeypatch.setenv("RNNLAB_LANG", language)
    text = printed(capsys, "lstm")
    assert re.search(rf"^{begins}.*: 4·\(H·X \+ H·H \+ H\) \+ V·H \+ V$", text, re.MULTILINE)
    assert "4·(8·14 + 8·8 + 8) + 14·8 + 14 = 862" in text
    assert json.loads(printed(capsys, "rnn", "--json"))["parameter_count"] == "H·X + H·H + H + V·H + V"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_complaints(
    capsys: pytest.CaptureFixture[str], net: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNNLAB_LANG", language)
    for arguments, words in (
        (["rnn", "--code", "fortran"], "fortran"),
        (["--code", "torch"], "cells --help"),
        (["magic", "--code", "torch"], "magic"),
        (["rnn", "--code", "torch", "missing.rnnlab"], "missing.rnnlab"),
        (["rnn", "--code", "torch", str(net)], "gru"),
        (["rnn", str(net)], "net.rnnlab"),
        (["gru", "--code", "torch", str(net), "more"], "more"),
        (["rnn", "--code"], "--code"),
    ):
        capsys.readouterr()
        assert main(["cells", *arguments]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert words in told.err
