"""Tests of the first start, the later ones, and everything that can stand in their way."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rnnlab import bootstrap
from rnnlab.bootstrap import environment
from tests.bootstrap.conftest import Project

pytestmark = pytest.mark.usefixtures("without_window")


def test_first_start_makes_everything_and_goes_on(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert project.start("train", "--help") == 0
    assert project.calls() == ["venv", "pip", "load"]
    command, _ = project.ran[-1]
    assert command == [str(project.venv / "bin/python"), "-P", "-m", "rnnlab", "train", "--help"]
    out, err = capfd.readouterr()
    assert out == "", "a command's own output stays clean"
    for told in ("Setting RNN Lab up", "RNN Lab을 준비합니다", "Ready."):
        assert told in err


def test_second_start_does_nothing(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    project.start("train")
    project.calls()
    capfd.readouterr()
    assert project.start("cells") == 0
    assert project.calls() == []
    assert capfd.readouterr() == ("", "")
    assert project.ran[-1][0][-1] == "cells"


def test_second_start_loads_nothing_of_the_setup(project: Project) -> None:
    project.start("cells")
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(Path(bootstrap.__file__).parents[2])!r})\n"
        "from rnnlab import bootstrap\n"
        "bootstrap._become = lambda *a: 0\n"
        f"bootstrap.start({str(project.root)!r}, ['cells'])\n"
        "print(*[name for name in sys.modules if name.startswith('rnnlab.bootstrap.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"rnnlab.bootstrap.display", "rnnlab.bootstrap.stamp"}


def test_tests_run_offscreen_with_their_own_libraries(project: Project) -> None:
    assert project.start("test", "-k", "cells") == 0
    assert "--editable .[test]" in project.arguments("pip install")
    command, variables = project.ran[-1]
    assert command[1:] == ["-m", "pytest", "-k", "cells"]
    assert variables["QT_QPA_PLATFORM"] == "offscreen"
    assert Path.cwd() == project.root


def test_all_tests_share_the_processors(project: Project) -> None:
    assert project.start("test") == 0
    command, _ = project.ran[-1]
    assert command[1:5] == ["-m", "pytest", "-n", "auto"]


def test_tests_after_a_plain_start_add_only_what_they_need(project: Project) -> None:
    project.start("train")
    project.calls()
    project.start("test")
    assert project.calls() == ["health", "pip", "load"]
    project.start("train")
    assert project.calls() == [], "a plain start afterwards takes nothing away"


def test_exit_status_of_what_ran_is_returned(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_become", lambda command, variables: 5)
    assert project.start("test") == 5


def test_new_pins_are_installed_in_place(project: Project) -> None:
    project.start("train")
    project.calls()
    pyproject = project.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("torch==1", "torch==2"))
    project.start("train")
    assert project.calls() == ["health", "pip", "load"]


def test_other_settings_in_pyproject_install_nothing(project: Project) -> None:
    project.start("train")
    project.calls()
    pyproject = project.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("blue", "green"))
    project.start("train")
    assert project.calls() == []


def test_moved_folder_is_set_up_again(project: Project, tmp_path: Path) -> None:
    project.start("train")
    project.calls()
    moved = tmp_path / "moved"
    project.root.rename(moved)
    assert bootstrap.start(str(moved), ["train"]) == 0
    assert project.calls() == ["health", "pip", "load"]


def test_missing_library_is_noticed_at_once(project: Project) -> None:
    project.start("train")
    project.calls()
    (project.root.parent / "fake" / "torch").unlink()
    project.start("train")
    assert project.calls() == ["health", "pip", "load"]


def test_environment_whose_python_is_gone_is_made_anew(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.start("train")
    project.calls()
    python = project.venv / "bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3.11")
    assert project.start("train") == 0
    assert project.calls() == ["venv", "pip", "load"]
    assert "damaged" in capfd.readouterr().err
    assert python.is_file()


@pytest.mark.parametrize("leftover", ["file", "empty folder", "sick python"])
def test_half_made_environment_is_made_anew(project: Project, leftover: str) -> None:
    if leftover == "file":
        project.venv.write_text("not a folder")
    else:
        (project.venv / "bin").mkdir(parents=True)
    if leftover == "sick python":
        shutil.copy("/bin/false", project.venv / "bin/python")
    assert project.start("train") == 0
    assert (project.venv / "rnnlab-setup.json").is_file()


def test_interrupted_installation_goes_on_where_it_was(project: Project) -> None:
    project.play("pip", "echo 'WARNING: Retrying (Retry(total=4))'; exit 1")
    assert project.start("train") == 1
    project.calls()
    project.play("pip", "")
    assert project.start("train") == 0
    assert project.calls() == ["health", "pip", "load"], "nothing was thrown away"


def test_damaged_stamp_is_no_stamp(project: Project) -> None:
    project.start("train")
    for text in ("", "[]", '{"colour": 1}', "\0"):
        (project.venv / "rnnlab-setup.json").write_text(text)
        project.calls()
        assert project.start("train") == 0
        assert "pip" in project.calls()


def test_what_cannot_be_mended_in_place_is_made_anew(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.start("train")
    (project.venv / "rnnlab-setup.json").unlink()
    project.calls()
    marker = project.venv / "rotten"
    marker.touch()
    project.play("load", f'[ -e "{marker}" ] && {{ echo "ImportError: torch is rotten"; exit 1; }}')
    assert project.start("train") == 0
    assert [call for call in project.calls() if call != "health"] == ["pip", "load", "venv", "pip", "load"]
    assert "damaged" in capfd.readouterr().err


def test_new_environment_that_does_not_load_is_not_made_twice(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.play("load", 'echo "ImportError: torch is rotten"; exit 1')
    assert project.start("train") == 1
    assert project.calls() == ["venv", "pip", "load"]
    err = capfd.readouterr().err
    assert "torch is rotten" in err
    assert str(project.root / ".venv.log") in err
    assert "torch is rotten" in (project.root / ".venv.log").read_text()


@pytest.mark.parametrize(
    "printed, told",
    [
        ("WARNING: Retrying (Retry(total=4, connect=None))", ["cannot be reached", "연결할 수 없습니다"]),
        ("socket.gaierror: Temporary failure in name resolution", ["HTTPS_PROXY"]),
        ("ERROR: [SSL: CERTIFICATE_VERIFY_FAILED]", ["internet", "인터넷"]),
        (
            "ERROR: Could not install: [Errno 28] No space left on device",
            ["disk is full", "공간이 모자랍니다"],
        ),
        ("ERROR: [Errno 13] Permission denied: '/lab/x'", ["may not write to /lab/x", "/lab/x에 쓸 권한이"]),
        ("ERROR: [Errno 30] Read-only file system: '/lab'", ["Copy the whole RNN Lab folder"]),
        (
            "ERROR: No matching distribution found for torch==2.13.0",
            ["no torch to install", "torch 배포본이"],
        ),
        ("ERROR: something new", ["failed: ERROR: something new", ".venv.log"]),
    ],
)
def test_what_pip_reports_is_explained(
    project: Project, capfd: pytest.CaptureFixture[str], printed: str, told: list[str]
) -> None:
    project.play("pip", f"cat <<'END'\n{printed}\nEND\nexit 1")
    assert project.start("train") == 1
    err = capfd.readouterr().err
    assert [text for text in told if text not in err] == []
    assert "Traceback" not in err
    assert project.ran == []


def test_missing_network_is_told_before_the_missing_package(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.play(
        "pip", "echo 'Retrying (Retry(total=0))'; echo 'No matching distribution found for numpy'; exit 1"
    )
    project.start("train")
    assert "cannot be reached" in capfd.readouterr().err


def test_python_without_pip_for_new_environments(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    project.play("venv", "echo 'Error: Command ensurepip returned non-zero exit status 1.'; exit 1")
    assert project.start("train") == 1
    assert "ensurepip returned" in capfd.readouterr().err


def test_folder_without_the_right_to_write(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert project.start("train") == 1
    err = capfd.readouterr().err
    assert f"may not write to {project.root}" in err
    assert "홈 폴더" in err
    assert project.calls() == []


@pytest.mark.parametrize(
    "number, told",
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not write"), (errno.EIO, "unexpectedly")],
)
def test_failing_file_operations_are_explained(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    number: int,
    told: str,
) -> None:
    def fail(self: Path, *arguments: object) -> int:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "write_text", fail)
    assert project.start("train") == 1
    err = capfd.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_too_small_a_disk_is_told_before_anything_is_made(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12, 3 * 10**8)
    )
    assert project.start("train") == 1
    assert "0.3 GB are free" in capfd.readouterr().err
    assert "venv" not in project.calls()


def test_anything_unforeseen_is_told_without_a_traceback(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def surprise(*arguments: object, **options: object) -> list[str]:
        raise ValueError("a surprise")

    monkeypatch.setattr(environment.Environment, "build", surprise)
    assert project.start("train") == 1
    err = capfd.readouterr().err
    assert "ValueError: a surprise" in err
    assert "Traceback" not in err


def test_interrupt_stops_and_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*arguments: object, **options: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment.Environment, "build", interrupt)
    assert project.start("train") == 130
    assert "Stopped." in capfd.readouterr().err


def test_misleading_variables_reach_neither_pip_nor_the_program(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET"):
        monkeypatch.setenv(name, "/elsewhere")
    project.play("pip", 'echo "ERROR $PYTHONHOME$PYTHONPATH$PIP_USER$PIP_TARGET"; exit 1')
    project.start("train")
    assert "elsewhere" not in (project.root / ".venv.log").read_text()
    project.play("pip", "")
    project.start("train")
    assert "PYTHONHOME" not in project.ran[-1][1]
