"""``rnnlab sweep``: CSV of every combination."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rnnlab.cli import main

TASK = ["sweep", "--vocabulary", "가-마", "--seeds", "3", "--steps", "150", "--lr", "0.05"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_combination_is_a_line_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*TASK, "--vary", "hidden=1,8", "--vary", "optimizer=adam,sgd,rmsprop"]) == 0
    printed = capsys.readouterr()
    rows = table(printed.out)
    assert [(row["hidden"], row["optimizer"]) for row in rows] == [
        (hidden, kind) for hidden in ("1", "8") for kind in ("adam", "sgd", "rmsprop")
    ]
    adam = rows[3]
    assert (adam["seeds"], adam["solved"], adam["share"]) == ("3", "3", "1")
    assert float(adam["steps_lower_quartile"]) <= float(adam["steps_median"]) <= 150
    assert float(adam["seconds_median"]) > 0
    assert "6 of 6" in printed.err


def test_ranges_and_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "map.csv"
    assert main([*TASK, "--vary", "lr=0.01..0.1:3", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert [row["lr"] for row in table(target.read_text("utf-8"))] == ["0.01", "0.0316", "0.1"]


def test_without_an_axis_one_set_up_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(TASK) == 0
    assert len(table(capsys.readouterr().out)) == 1


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["--vary", "colour=1"], "colour"),
        (["--vary", "lr=fast"], "fast"),
        (["--vary", "hidden=8..2:3"], "ascend"),
        (["--vary", "hidden=,"], "hidden"),
        (["--vary", "hidden=2", "--vary", "hidden=3"], "twice"),
        (["--vary", "hidden=0"], "hidden size"),
        (["--vary", "cell=nonsense"], "nonsense"),
        (["--seeds", "0"], "--seeds"),
        (["-o", "no/such/folder/map.csv"], "folder"),
    ],
)
def test_mistakes_are_told_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main([*TASK, *arguments]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert told in lines[0]


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    target = tmp_path / "map.csv"
    command = [sys.executable, "-m", "rnnlab", "sweep", "--vary", "lr=1e-6..1e-5:40", "--optimizer", "sgd"]
    more = ["--seeds", "2", "--steps", "20000", "--workers", "1", "-o", str(target)]
    process = subprocess.Popen([*command, *more], stderr=subprocess.PIPE, env=dict(os.environ))
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    rows = table(target.read_text("utf-8"))
    assert len(rows) < 40
    assert f"{len(rows)} of 40" in told.decode()
