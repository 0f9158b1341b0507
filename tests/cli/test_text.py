"""The commands ``text`` and ``sample``."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from rnnlab.cli import main, text_training
from rnnlab.core.text import store
from rnnlab.core.text.record import BestWeights, Record
from rnnlab.core.text.training import TextReport, take

SMALL = ["--hidden", "8", "--length", "10", "--batch", "4", "--backend", "compiled"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


@pytest.fixture
def net(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "net.rnntext"
    assert main(["text", "train", "sonnets", "--steps", "20", *SMALL, "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def test_training_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.rnntext"
    assert main(["text", "train", "sonnets", "--steps", "20", *SMALL, "-o", str(path), "--diary"]) == 0
    told = capsys.readouterr()
    assert "20 steps" in told.out
    assert "compiled cpu float32" in told.out
    assert "Saved to" in told.out
    assert told.out.count("— step") == 3
    assert "Shakespeare's sonnets: 94," in told.err
    assert store.load(path).state.training.step == 20


def test_resuming_is_as_not_having_stopped(net: Path, tmp_path: Path) -> None:
    other, whole = tmp_path / "other.rnntext", tmp_path / "whole.rnntext"
    more = ["--schedule", "constant"]
    assert main(["text", "train", "sonnets", "--steps", "20", *SMALL, *more, "-o", str(other)]) == 0
    assert main(["text", "train", "--resume", str(other), "--steps", "30", "-o", str(other)]) == 0
    assert main(["text", "train", "sonnets", "--steps", "30", *SMALL, *more, "-o", str(whole)]) == 0
    one, two = store.load(other), store.load(whole)
    assert (one.state.training.parameters == two.state.training.parameters).all()
    assert len(one.record.curve) == 30


def test_a_file_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "mine.txt"
    text.write_bytes("가나다라 마바사\r\n".encode("cp949") * 30)
    assert main(["text", "train", str(text), "--steps", "3", *SMALL]) == 0
    told = capsys.readouterr()
    assert "mine.txt: 270 characters, 9 kinds" in told.err
    assert "Nothing was saved" in told.out


def test_corpora_and_the_diary(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "corpora"]) == 0
    assert capsys.readouterr().out.startswith("sonnets ")
    assert main(["text", "diary", str(net)]) == 0
    pages = capsys.readouterr().out
    assert pages.count("— step") == 3
    assert store.load(net).record.diary[-1].text in pages


def test_a_sample_is_the_same_for_the_same_seed(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def sample(*options: str) -> str:
        assert main(["sample", str(net), "--prime", "Shall", *options]) == 0
        return capsys.readouterr().out

    first = sample("--length", "100", "--seed", "3")
    assert first.startswith("Shall")
    assert len(first) == 105
    assert sample("--length", "100", "--seed", "3") == first
    assert sample("--length", "100", "--seed", "4") != first
    assert sample("--length", "50", "--temperature", "0") == sample("--length", "50", "--top-k", "1")
    assert sample("--length", "50", "--step", "0") != sample("--length", "50")
    assert len(sample()) == 505


def test_the_best_weights_write_unless_the_newest_are_wanted(
    net: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = store.load(net)
    parameters = saved.record.shelf.at(0)
    assert parameters is not None
    saved.record.best_weights = BestWeights(0, 1.25, parameters)
    store.save(net, saved)

    def sample(*options: str) -> tuple[str, str]:
        assert main(["sample", str(net), "--length", "60", *options]) == 0
        told = capsys.readouterr()
        return told.out, told.err

    best, said = sample()
    assert "step 0 of 20, test 1.250 bits" in said
    newest, silent = sample("--newest")
    assert newest != best
    assert "step" not in silent
    assert sample("--step", "0") == (best, "")
    assert sample("--step", "20") == (newest, "")


def test_a_diary_at_another_temperature(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.rnntext"
    train = ["text", "train", "sonnets", "--steps", "10", *SMALL, "-o", str(path)]
    assert main([*train, "--temperature", "0.2"]) == 0
    assert {entry.temperature for entry in store.load(path).record.diary} == {0.2}
    assert main([*train, "--temperature", "9"]) == 2
    assert "diary's temperature" in capsys.readouterr().err


def test_a_sample_without_a_beginning_and_with_unknown_letters(
    net: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", str(net), "--length", "30000"]) == 0
    told = capsys.readouterr()
    assert len(told.out) == 30000
    assert "characters/s" in told.err
    assert main(["sample", str(net), "--length", "10", "--prime", "한글"]) == 0
    assert "한글" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["text"], "text --help"),
        (["text", "train"], "text train --help"),
        (["text", "magic"], "magic"),
        (["text", "diary"], "text diary --help"),
        (["text", "train", "sonnets", "--hidden", "0"], "hidden size"),
        (["text", "train", "sonnets", "--schedule", "magic"], "magic"),
        (["text", "train", "sonnets", "--preset", "magic"], "magic"),
        (["text", "train", "no/such/file.txt"], "file.txt"),
        (["text", "train", "sonnets", "-o", "no/such/folder/x"], "no/such/folder"),
        (["text", "train", "--resume", "missing.rnntext"], "missing.rnntext"),
        (["text", "train", "--resume", "x", "--hidden", "8"], "--hidden"),
        (["sample"], "sample --help"),
        (["sample", "missing.rnntext"], "missing.rnntext"),
        (["sample", "x", "--temperature", "-1"], "temperature"),
        (["sample", "x", "--length", "0"], "--length"),
        (["sample", "x", "--top-p", "2"], "Top-p"),
    ],
)
def test_complaints_are_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_a_sizes_preset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "net.rnntext"
    options = ["--preset", "one-minute", "--steps", "1", "--hidden", "6", "--backend", "compiled"]
    assert main(["text", "train", "sonnets", *options, "-o", str(path)]) == 0
    settings = store.load(path).run.settings
    assert (settings.hidden_size, settings.learning_rate, settings.steps) == (6, 0.005, 1)


def test_stopping_by_hand_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.rnntext"

    def take_and_interrupt(record: Record, report: TextReport) -> None:
        take(record, report)
        if report.step == 20:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(text_training, "take", take_and_interrupt)
    assert main(["text", "train", "sonnets", "--steps", "100000", *SMALL, "-o", str(path)]) == 130
    saved = store.load(path)
    assert 20 <= saved.state.training.step < 100_000
    assert len(saved.record.curve) == saved.state.training.step


def test_help_is_in_both_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, word in (("en", "one-minute"), ("ko", "1분")):
        monkeypatch.setenv("RNNLAB_LANG", language)
        with pytest.raises(SystemExit):
            main(["text", "--help"])
        assert word in capsys.readouterr().out
