"""The command as a whole: help, languages, one-line complaints, and what is not imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import rnnlab
from rnnlab.cli import main
from rnnlab.cli.language import choose_language
from rnnlab.cli.words import COMMANDS, EXAMPLES, WORDS
from rnnlab.session.sentences import placeholders

ROOT = Path(rnnlab.__file__).parent.parent


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")


def python(*arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RNNLAB_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        env=environment,
        check=False,
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"\n  {command}" in text for command in COMMANDS)
    assert main(["--version"]) == 0
    assert rnnlab.__version__ in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language, usage", [("en", "Usage: "), ("ko", "사용법: ")])
def test_help_of_each_command_in_both_languages(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    language: str,
    usage: str,
) -> None:
    monkeypatch.setenv("RNNLAB_LANG", language)
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"{usage}rnnlab {command}")
    assert all(example in text for example in EXAMPLES[command])
    assert WORDS["help"][language] in text


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    assert set(WORDS[key]) == {"en", "ko"}
    assert placeholders(WORDS[key]["en"]) == placeholders(WORDS[key]["ko"])


@pytest.mark.parametrize(
    "environment, language",
    [
        ({"RNNLAB_LANG": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        ({"RNNLAB_LANG": "en", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"RNNLAB_LANG": "", "LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LC_ALL": "ko_KR.eucKR", "LANG": "en_US"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language(environment: dict[str, str], language: str) -> None:
    assert choose_language(environment) == language


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["trian"], "trian"),
        (["--fast"], "--fast"),
        (["train", "--fast"], "--fast"),
        (["train", "--hidden", "many"], "many"),
        (["train", "--hidden", "1.5"], "1.5"),
        (["train", "--lr", "x"], "--lr"),
        (["train", "--hidden"], "--hidden"),
        (["train", "--hidden", "0"], "hidden size"),
        (["train", "--seed", "-1"], "seed"),
        (["train", "--vocabulary", "가-Z"], "가-Z"),
        (["train", "--order", "sideways"], "sideways"),
        (["train", "--cell", "magic"], "magic"),
        (["train", "--preset", "magic"], "magic"),
        (["train", "-o", "no/such/folder/x.rnnlab"], "no/such/folder"),
        (["train", "--resume", "missing.rnnlab"], "missing.rnnlab"),
        (["train", "--resume", "x.rnnlab", "--cell", "lstm"], "--cell"),
        (["complete"], "complete --help"),
        (["complete", "missing.rnnlab", "하"], "missing.rnnlab"),
        (["complete", "missing.rnnlab", "하", "--length", "0"], "--length"),
        (["complete", "missing.rnnlab", "하", "--temperature", "nan"], "--temperature"),
        (["cells", "magic"], "magic"),
        (["cells", "rnn", "lstm"], "lstm"),
    ],
)
def test_complaints_are_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("rnnlab: ")
    assert words in printed.err
    assert list(tmp_path.iterdir()) == []


def test_the_window_needs_a_display(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnlab.cli.gui.display_missing", lambda: True)
    assert main([]) == 2
    assert "rnnlab train" in capsys.readouterr().err


@pytest.mark.parametrize("arguments, file", [([], None), (["gui"], None), (["x.rnnlab"], "x.rnnlab")])
def test_the_window_opens_a_file(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], file: str | None
) -> None:
    opened: list[list[str]] = []
    monkeypatch.setattr("rnnlab.cli.gui.display_missing", lambda: False)

    def run(given: list[str]) -> int:
        opened.append(given)
        return 0

    monkeypatch.setattr("rnnlab.qt.app.run", run)
    assert main(arguments) == 0
    assert opened == [["rnnlab", file] if file else ["rnnlab"]]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("main") / "net.rnnlab"
    assert main(["train", "--backend", "interpreter", "--until-solved", "-o", str(path)]) == 0
    return path


def test_complete_from_end_to_end(net: Path) -> None:
    result = python("-m", "rnnlab", "complete", str(net), "하 파 타 카 차 자", "--length", "2")
    assert (result.stdout, result.stderr, result.returncode) == ("아 사\n", "", 0)


@pytest.mark.parametrize("command", ["cells", "complete", "trace", "--help"])
def test_headless_commands_load_neither_qt_nor_torch(net: Path, command: str) -> None:
    arguments = [command, str(net), "하 파"] if command in {"complete", "trace"} else [command]
    code = (
        f"import sys; from rnnlab.cli import main; code = main({arguments!r});"
        "print([name for name in ('PySide6', 'pyqtgraph', 'torch', 'llvmlite') if name in sys.modules], code)"
    )
    assert python("-c", code).stdout.splitlines()[-1] == "[] 0"


def test_training_without_a_window_does_not_load_qt(tmp_path: Path) -> None:
    arguments = ["train", "--steps", "1", "--backend", "interpreter", "-o", str(tmp_path / "x")]
    code = (
        f"import sys; from rnnlab.cli import main; main({arguments!r});"
        "print([name for name in ('PySide6', 'pyqtgraph', 'torch') if name in sys.modules])"
    )
    assert python("-c", code).stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_enough(net: Path) -> None:
    command = f'"{sys.executable}" -m rnnlab trace "{net}" 하파타카차자아사 --json'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_ctrl_c_saves_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "net.rnnlab"
    arguments = ["train", "--steps", "100000000", "--backend", "interpreter", "-o", str(path)]
    code = (
        f"import sys; from rnnlab.cli import main; print('ready', flush=True);sys.exit(main({arguments!r}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RNNLAB_LANG": "en"}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(1.0)
            process.send_signal(signal.SIGINT)
            if _ends(process):
                break
        out, _ = process.communicate()
    if path.exists():  # else the signal came before training began
        assert "Stopped by hand." in out
        assert main(["complete", str(path), "하", "--length", "1"]) == 0
    assert process.returncode == 130


def _ends(process: subprocess.Popen[str]) -> bool:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        return False
    return True
