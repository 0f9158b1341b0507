"""Tests of the parts below the first start: other programs, the lock, and an environment's own Python."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from rnnlab.bootstrap import environment, process
from rnnlab.bootstrap.environment import Environment
from rnnlab.bootstrap.lock import alone
from rnnlab.bootstrap.process import Process
from rnnlab.bootstrap.stamp import python_mark
from rnnlab.bootstrap.voice import Voice


class Listener(Voice):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__(("en",), None)
        self.heard: list[str] = []

    def detail(self, text: str) -> None:
        self.heard.append(text.strip())


def shell(script: str, folder: Path) -> Process:
    return Process(["sh", "-c", script], environment=os.environ, folder=folder, log=folder / "log")


def test_lines_arrive_and_are_kept(tmp_path: Path) -> None:
    run = shell("echo one; echo 둘 >&2; exit 3", tmp_path)
    assert list(run.lines()) == ["one", "둘"]
    assert run.code == 3
    assert (tmp_path / "log").read_text("utf-8") == "one\n둘\n"


def test_long_silence_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BEAT", 0.05)
    heard = list(shell("sleep 0.4; echo done", tmp_path).lines())
    assert heard[-1] == "done"
    assert isinstance(heard[0], float)


def test_program_gets_nothing_to_wait_for(tmp_path: Path) -> None:
    assert shell("read answer || echo no input", tmp_path).run() == 0


def test_stopping_ends_the_program(tmp_path: Path) -> None:
    lines = shell("echo $$; exec sleep 60", tmp_path).lines()
    number = int(str(next(lines)))
    lines.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_lock_makes_the_second_wait(tmp_path: Path) -> None:
    waiting = threading.Event()
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path / "lock", waiting.set):
            order.append("second")

    with alone(tmp_path / "lock", lambda: pytest.fail("nobody else holds it")):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(10)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]


def test_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(Path(environment.__file__).parents[2])!r})\n"
        "from pathlib import Path\n"
        "from rnnlab.bootstrap.lock import alone\n"
        f"alone(Path({str(tmp_path / 'lock')!r}), lambda: None).__enter__()\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    with alone(tmp_path / "lock", lambda: pytest.fail("it is free again")):
        pass


@pytest.mark.parametrize(
    "line, heard",
    [
        ("  Downloading torch-2.13.0-cp311-linux.whl (180.5 MB)", ["torch (180.5 MB)"]),
        ("Processing /wheels/torch-2.13.0-cp311.whl", ["torch"]),
        ("  Using cached https://host/a/numpy-2.4.whl (16 MB)", ["numpy (16 MB)"]),
        ("  Downloading numpy-2.4.whl.metadata (6.6 kB)", []),
        ("Installing collected packages: a, b, c", ["putting 3 libraries in place …"]),
        ("Looking in indexes: https://host", []),
    ],
)
def test_lines_of_pip_become_words_for_people(tmp_path: Path, line: str, heard: list[str]) -> None:
    listener = Listener()
    Environment(tmp_path, listener, tmp_path / "log")._pip_line(line)
    assert listener.heard == heard


def test_long_downloads_tell_how_far_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    listener = Listener()
    lab = Environment(tmp_path, listener, tmp_path / "log")
    for done in (10, 20, 30, 40):
        now += 2.0
        lab._pip_line(f"Progress {done}000000 of 80000000")
    assert listener.heard == ["20 / 80 MB", "40 / 80 MB"]


@pytest.mark.parametrize(
    "name, version", [("pip-26.3.dist-info", (26, 3)), ("pip-23.2.1.dist-info", (23, 2))]
)
def test_version_of_pip_is_read(tmp_path: Path, name: str, version: tuple[int, ...]) -> None:
    (tmp_path / ".venv/lib/python3.11/site-packages" / name).mkdir(parents=True)
    assert Environment(tmp_path, Listener(), tmp_path / "log")._pip_version() == version


def test_version_of_pip_may_be_unknown(tmp_path: Path) -> None:
    assert Environment(tmp_path, Listener(), tmp_path / "log")._pip_version() == (0,)


def test_new_environment_is_not_made_by_its_own_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/python3", raising=False)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert environment._base_python(tmp_path / ".venv") == "/usr/bin/python3"
    monkeypatch.setattr(sys, "prefix", "/usr")
    assert environment._base_python(tmp_path / ".venv") == sys.executable


def test_mark_changes_when_the_python_below_does(tmp_path: Path) -> None:
    assert python_mark(tmp_path) == []
    (tmp_path / "bin").mkdir()
    base = tmp_path / "python3"
    base.write_text("one")
    (tmp_path / "bin/python").symlink_to(base)
    first = python_mark(tmp_path)
    base.write_text("another")
    assert first != python_mark(tmp_path) != []
