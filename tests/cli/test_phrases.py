"""Phrase books on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rnnlab.cli import main
from rnnlab.core import store

BOOK = "기억 속으로\n기억 저편\n바다로\n바다로\n바다에서\n"
QUICK = ("--backend", "interpreter", "--lr", "0.02")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def net(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "net.rnnlab"
    assert main(["train", "--phrases", str(book), *QUICK, "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(list(arguments)) == code
    return capsys.readouterr().out


def test_a_book_is_learnt_until_every_share_is_right(
    capsys: pytest.CaptureFixture[str], book: Path, tmp_path: Path
) -> None:
    path = tmp_path / "net.rnnlab"
    out = said(capsys, "train", "--phrases", str(book), *QUICK, "-o", str(path), "--json")
    report: dict[str, Any] = json.loads(out)
    judgement = report["judgement"]
    assert judgement["learnt"]
    assert judgement["right"] == judgement["decidable"]
    assert judgement["largest_share_difference"] <= 0.05
    assert report["solved"]
    assert report["status"] == "solved"
    assert report["vocabulary"][-1] == "\n"
    saved = store.load(path)
    assert saved.experiment.phrases == BOOK
    assert (saved.experiment.task, saved.experiment.hidden_size) == ("phrases", 16)


def test_a_book_that_is_not_learnt_yet_says_so(capsys: pytest.CaptureFixture[str], book: Path) -> None:
    arguments = ("train", "--phrases", str(book), *QUICK, "--steps", "3")
    assert "Not learnt yet at step 3" in said(capsys, *arguments)
    assert "Not learnt" in said(capsys, *arguments, "--until-solved", code=1)


def test_training_goes_on_from_a_file(capsys: pytest.CaptureFixture[str], net: Path) -> None:
    assert "Learnt at step" in said(capsys, "train", "--resume", str(net), "--steps", "20", *QUICK)
    main(["train", "--resume", str(net), "--phrases", "other.txt"])
    assert "--resume" in capsys.readouterr().err


def test_a_beginning_is_completed(capsys: pytest.CaptureFixture[str], net: Path) -> None:
    assert said(capsys, "complete", str(net), "바다로") == "바다로\n"
    assert said(capsys, "complete", str(net), "기").strip() in ("기억 속으로", "기억 저편")
    assert said(capsys, "complete", str(net), "").strip() in BOOK.split("\n")
    assert said(capsys, "complete", str(net), "기", "--length", "1").strip() == "기억"
    drawn = {
        said(capsys, "complete", str(net), "바", "--temperature", "1", "--seed", str(seed)).strip()
        for seed in range(12)
    }
    assert {"바다로", "바다에서"} <= drawn


def test_candidates_stand_beside_the_shares_of_the_book(
    capsys: pytest.CaptureFixture[str], net: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = said(capsys, "complete", str(net), "바다", "--candidates", "--top", "3")
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["next", "net", "book"]
    assert rows[1][0] == "로"
    assert rows[1][2] == "66.7%"
    assert "바다로" in out
    assert "✓" in out
    monkeypatch.setenv("RNNLAB_LANG", "ko")
    assert "이어질 문구" in said(capsys, "complete", str(net), "다", "--candidates")


def test_candidates_as_json(capsys: pytest.CaptureFixture[str], net: Path) -> None:
    found = json.loads(said(capsys, "complete", str(net), "기억 ", "--json", "--top", "2"))
    assert found["prefix"] == "기억 "
    assert {candidate["symbol"] for candidate in found["candidates"]} == {"속", "저"}
    assert found["candidates"][0]["share"] == 0.5
    assert {one["text"] for one in found["continuations"]} == {"속으로", "저편"}
    assert found["phrase"] == found["prefix"] + found["written"]


def test_candidates_of_a_sequence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "net.rnnlab"
    main(["train", "--vocabulary", "A-C", "--backend", "interpreter", "--steps", "2", "-o", str(path)])
    capsys.readouterr()
    rows = said(capsys, "complete", str(path), "C", "--candidates").splitlines()
    assert rows[0].split() == ["next", "net"]
    assert {row.split()[0] for row in rows[1:]} == {"A", "B", "C"}


@pytest.mark.parametrize(
    "more, words",
    [
        (("--order", "forward"), "cannot be combined"),
        (("--preset", "memory"), "cannot be combined"),
        (("--vocabulary", "A-C"), "cannot be combined"),
    ],
)
def test_a_book_has_its_own_letters(
    capsys: pytest.CaptureFixture[str], book: Path, more: tuple[str, ...], words: str
) -> None:
    assert main(["train", "--phrases", str(book), *more]) == 2
    assert words in capsys.readouterr().err


def test_files_that_are_no_books(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert main(["train", "--phrases", str(path)]) == 2
    assert "a.txt" in capsys.readouterr().err
    path.write_bytes(b"\n\n")
    assert main(["train", "--phrases", str(path)]) == 2
    assert "empty" in capsys.readouterr().err
    path.write_bytes("바다로\n".encode("cp949"))
    assert main(["train", "--phrases", str(path), *QUICK, "--steps", "1"]) == 0
    assert "CP949" in capsys.readouterr().err
