"""What each command prints, and that it is what the net computes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnlab.cli import main
from rnnlab.core import store
from rnnlab.core.cells import catalogue
from rnnlab.core.generate import write
from rnnlab.core.trace import record

QUICK = ["--backend", "interpreter"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("commands") / "net.rnnlab"
    assert (
        main(
            [
                "train",
                "--layers",
                "2",
                "--cell",
                "lstm",
                "--hidden",
                "16",
                "--steps",
                "150",
                *QUICK,
                "-o",
                str(path),
            ]
        )
        == 0
    )
    return str(path)


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    return capsys.readouterr().out


def parsed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:  # noqa: ANN401
    return json.loads(output(capsys, *arguments, "--json", code=code))


def test_train_reports_and_saves(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "net.rnnlab"
    arguments = ["train", "--vocabulary", "A-F", "--order", "forward", "--lr", "0.1", "--seed", "3", *QUICK]
    report = parsed(capsys, *arguments, "--steps", "60", "-o", str(path))
    assert report["solved"]
    assert 0 < report["solved_step"] < 60
    assert (report["step"], report["correct"], report["total"]) == (60, 15, 15)
    assert (report["backend"], report["device"], report["status"]) == ("interpreter", "cpu", "finished")
    assert report["curve"]["steps"] == list(range(61))
    assert report["curve"]["losses"][-1] == report["loss"] < 0.5
    assert report["vocabulary"] == list("ABCDEF")
    saved = store.load(path)
    assert saved.state.step == 60
    assert saved.experiment.optimizer.learning_rate == 0.1
    assert saved.experiment.seed == 3
    assert saved.history.steps.tolist() == list(range(61))
    assert saved.history.pinned == (report["solved_step"],)
    assert report["experiment"] == saved.experiment.to_json()


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        main(["train", "--steps", "20", "--seed", "5", *QUICK, "-o", str(tmp_path / name)])
    main(["train", "--steps", "20", "--seed", "6", *QUICK, "-o", str(tmp_path / "c")])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()


def test_until_solved_stops_there(capsys: pytest.CaptureFixture[str]) -> None:
    report = parsed(capsys, "train", "--until-solved", *QUICK)
    assert report["status"] == "solved"
    assert report["step"] == report["solved_step"] < 400
    assert report["file"] is None


def test_until_solved_but_never(capsys: pytest.CaptureFixture[str]) -> None:
    report = parsed(capsys, "train", "--until-solved", "--steps", "3", *QUICK, code=1)
    assert report["step"] == 3
    assert not report["solved"]
    assert report["solved_step"] is None


def test_words_for_people(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = output(capsys, "train", "--steps", "100", *QUICK)
    assert re.search(r"Solved at step \d+: all 91 answers right\.", text)
    assert "100 steps in" in text
    assert "-o FILE" in text
    monkeypatch.setenv("RNNLAB_LANG", "ko")
    assert "단계에서 풀었습니다" in output(capsys, "train", "--steps", "100", *QUICK)
    assert "풀지 못했습니다" in output(capsys, "train", "--steps", "1", *QUICK)


def test_notices_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--vocabulary", "hello", "--steps", "1", *QUICK]) == 0
    assert "Repeated symbols" in capsys.readouterr().err


def test_a_preset_with_changes(capsys: pytest.CaptureFixture[str]) -> None:
    report = parsed(capsys, "train", "--preset", "hand-calculation", "--seed", "1", *QUICK)
    assert report["vocabulary"] == ["가", "나", "다"]
    assert report["experiment"]["hidden_size"] == 2
    assert report["experiment"]["seed"] == 1
    assert report["step"] == 200


def test_resume_is_as_if_it_had_never_stopped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    base = ["train", "--optimizer", "rmsprop", "--lr", "0.01", *QUICK]
    main([*base, "--steps", "30", "-o", str(whole)])
    main([*base, "--steps", "10", "-o", str(part)])
    report = parsed(capsys, "train", "--resume", str(part), "--steps", "20", "-o", str(part))
    assert report["step"] == 30
    one, other = store.load(whole), store.load(part)
    np.testing.assert_array_equal(one.state.parameters, other.state.parameters)
    np.testing.assert_array_equal(one.curve.losses, other.curve.losses)
    np.testing.assert_array_equal(one.history.arrays()[1], other.history.arrays()[1])


def test_a_run_that_diverges_keeps_the_last_good_weights(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "net"
    arguments = [
        "--optimizer",
        "sgd",
        "--lr",
        "10",
        "--momentum",
        "0.99",
        "--cell",
        "linear",
        "--steps",
        "3000",
    ]
    folder = tmp_path / "home" / "data" / "cells"
    folder.mkdir(parents=True)
    (folder / "linear.toml").write_text('states = ["h"]\nequations = "h = W_x @ x + W_h @ h"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNLAB_HOME", str(tmp_path / "home"))
        assert main(["train", *arguments, *QUICK, "-o", str(path)]) == 2
    printed = capsys.readouterr()
    assert "no longer a number" in printed.err
    assert printed.err.count("\n") == 1
    saved = store.load(path)  # the cell comes with the file
    assert saved.cell.name == "linear"
    assert saved.state.is_finite
    assert saved.state.step < 3000


def test_complete_prints_symbols(capsys: pytest.CaptureFixture[str], net: str) -> None:
    assert output(capsys, "complete", net, "하 파 타 카 차 자", "--length", "2") == "아 사\n"
    assert output(capsys, "complete", net, "하파타카차자", "--length", "2") == "아 사\n"
    assert output(capsys, "complete", net, "라") == "다 나 가\n"


def test_complete_says_what_is_wrong_with_a_prefix(capsys: pytest.CaptureFixture[str], net: str) -> None:
    for prefix, words in (("하 Z", "Z"), (" ", "at least one")):
        assert main(["complete", net, prefix]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert words in printed.err


def test_complete_with_probabilities(capsys: pytest.CaptureFixture[str], net: str) -> None:
    answer = parsed(capsys, "complete", net, "하 파", "--length", "3", "--top", "2")
    saved = store.load(Path(net))
    written = write(saved.shape, saved.state.parameters, [13, 12])
    for step, one in zip(answer["steps"], written, strict=False):
        assert step["symbol"] == saved.experiment.vocabulary().symbols[one.symbol]
        assert np.float32(step["probability"]) == np.float32(one.probability)
        assert [candidate["probability"] for candidate in step["candidates"]] == pytest.approx(
            sorted(one.probabilities, reverse=True)[:2]
        )
    assert answer["prefix"] == ["하", "파"]
    assert answer["symbols"] == ["타", "카", "차"]
    assert [step["expected"] for step in answer["steps"]] == ["타", "카", "차"]
    assert answer["probabilities"] == [step["probability"] for step in answer["steps"]]


def test_complete_with_temperature(capsys: pytest.CaptureFixture[str], net: str) -> None:
    draw = ["complete", net, "하", "--length", "30", "--temperature", "20"]
    assert output(capsys, *draw, "--seed", "1") == output(capsys, *draw, "--seed", "1")
    assert output(capsys, *draw, "--seed", "1") != output(capsys, *draw, "--seed", "2")


def test_complete_at_an_earlier_step(capsys: pytest.CaptureFixture[str], net: str) -> None:
    answer = parsed(capsys, "complete", net, "하", "--length", "1", "--step", "10")
    assert answer["training_step"] == 10
    assert (
        answer["probabilities"][0]
        < parsed(capsys, "complete", net, "하", "--length", "1")["probabilities"][0]
    )


def test_trace_has_every_number(capsys: pytest.CaptureFixture[str], net: str) -> None:
    content = parsed(capsys, "trace", net, "하 파 타")
    saved = store.load(Path(net))
    shape = saved.shape
    trace = record(shape, saved.state.parameters, [13, 12, 11], [12, 11, 10])
    assert content["sequence"] == ["하", "파", "타"]
    assert content["targets"] == ["파", "타", "카"]

    def same(part: dict[str, Any], array: Any) -> None:  # noqa: ANN401
        assert part["shape"] == list(array.shape)
        np.testing.assert_array_equal(np.array(part["values"], np.float32), np.asarray(array, np.float32))

    assert content["weights"].keys() == content["gradients"]["weights"].keys() == shape.entries.keys()
    for key in shape.entries:
        same(content["weights"][key], shape.view(saved.state.parameters, key))
        same(content["gradients"]["weights"][key], shape.view(trace.parameters_gradient, key))
    assert content["quantities"].keys() == set(shape.quantity_keys)
    for key in shape.quantity_keys:
        same(content["quantities"][key], trace.values[key])
        same(content["gradients"]["quantities"][key], trace.gradients[key])
    same(content["logits"], trace.logits)
    same(content["probabilities"], trace.probabilities)
    same(content["losses"], trace.losses)
    same(content["gradients"]["logits"], trace.logits_gradient)
    assert content["loss"] == pytest.approx(trace.loss)


def test_trace_at_the_end_of_the_sequence_has_no_target(capsys: pytest.CaptureFixture[str], net: str) -> None:
    content = parsed(capsys, "trace", net, "나 가")
    assert content["targets"] == ["가", None]
    assert content["losses"]["values"][1] is None
    lines = output(capsys, "trace", net, "나 가").splitlines()
    assert "✓" in lines[1]
    assert "✓" not in lines[2]
    assert "✗" not in lines[2]


def test_trace_as_a_table(capsys: pytest.CaptureFixture[str], net: str) -> None:
    lines = output(capsys, "trace", net, "하 파 타").splitlines()
    assert lines[0].split()[:4] == ["t", "input", "answer", "p"]
    assert lines[1].split()[:3] == ["1", "하", "파"]
    assert len(lines) == 5


def test_cells(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    listed = output(capsys, "cells").splitlines()
    assert [line.split()[0] for line in listed] == list(catalogue.names())
    assert "  f = sigmoid(" in output(capsys, "cells", "lstm")
    content = parsed(capsys, "cells", "rnn")
    assert content["equations"] == catalogue.load("rnn").equations.splitlines()
    assert content["states"] == ["h"]
    assert len(parsed(capsys, "cells")) == len(listed)
    monkeypatch.setenv("RNNLAB_LANG", "ko")
    listed = output(capsys, "cells").splitlines()
    assert [line.split(maxsplit=1)[1] for line in listed] == [
        catalogue.load(name).title.ko for name in catalogue.names()
    ]
