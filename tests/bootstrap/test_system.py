"""Tests of the system libraries that Qt needs, and of the one command that brings them."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from rnnlab import bootstrap
from rnnlab.bootstrap import system
from rnnlab.bootstrap.process import Process
from rnnlab.bootstrap.system import LIBRARIES, SCREENS, Library, install_command, prepare_system
from rnnlab.bootstrap.voice import Voice
from rnnlab.bootstrap.words import Trouble
from tests.bootstrap.conftest import Project

Look = Callable[..., None]

CURSOR = next(library for library in LIBRARIES if library.soname == "libxcb-cursor.so.0")
GL = next(library for library in LIBRARIES if library.soname == "libGL.so.1")
GLIB = next(library for library in LIBRARIES if "glib" in library.soname)
WAYLAND = next(library for library in LIBRARIES if library.soname == "libwayland-cursor.so.0")
SILENT = Voice(("en",), None)


class Apt:
    """Plays apt-get: what it is asked, and what it brings.

    Attributes
    ----------
    asked
        The arguments after ``apt-get`` and its options, of every call.
    lacking
        The libraries that are missing.
    brings
        Whether an installation succeeds.
    """

    def __init__(self, lacking: Sequence[Library]) -> None:
        self.asked: list[list[str]] = []
        self.lacking = tuple(lacking)
        self.brings = True

    def lines(self, process: Process) -> Iterator[str | float]:
        command = list(process.command)
        self.asked.append(command)
        if "install" in command and self.brings:
            self.lacking = ()
        yield "Setting up libx11-6:amd64 (2:1.8.4) ..."
        yield "Setting up libxcb-cursor0:amd64"
        yield 10.0


@pytest.fixture
def apt(monkeypatch: pytest.MonkeyPatch) -> Apt:
    played = Apt([CURSOR])
    monkeypatch.setattr(system, "missing_libraries", lambda: played.lacking)

    def lines(process: Process) -> Iterator[str | float]:
        return played.lines(process)

    monkeypatch.setattr(Process, "lines", lines)
    return played


@pytest.fixture
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play a sudo that asks for none."""
    monkeypatch.setattr(subprocess, "run", lambda command, **options: subprocess.CompletedProcess(command, 0))


def prepare(screen: str | None, *, new_environment: bool = False) -> frozenset[str]:
    return prepare_system(SILENT, screen=screen, new_environment=new_environment, log=Path("log"))


def test_nothing_is_asked_where_everything_is_there(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=True)
    apt.lacking = ()
    assert prepare("x11") == SCREENS
    assert apt.asked == []


def test_root_installs_what_is_missing(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=True)
    assert prepare("x11") == SCREENS
    update, install = apt.asked
    assert update[-1] == "update"
    assert install[0] == "env"
    assert install[-1] == "libxcb-cursor0"
    assert "-y" in install
    assert "DEBIAN_FRONTEND=noninteractive" in install


@pytest.mark.usefixtures("no_password")
def test_sudo_without_a_password_installs_too(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get", "sudo"), root=False)
    assert prepare("x11") == SCREENS
    assert apt.asked[-1][:2] == ["sudo", "-n"]


def test_without_rights_the_one_command_is_told(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=False)
    with pytest.raises(Trouble) as caught:
        prepare("x11")
    assert "sudo apt-get update && sudo apt-get install -y libxcb-cursor0\n" in str(caught.value)
    assert "libxcb-cursor.so.0" in str(caught.value)
    assert apt.asked == []


def test_failed_installation_tells_the_command(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=True)
    apt.brings = False
    with pytest.raises(Trouble, match="apt-get update && apt-get install -y libxcb-cursor0"):
        prepare("x11")


def test_tests_need_no_window(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=False)
    assert prepare("offscreen") == {"offscreen", "wayland"}


def test_each_kind_of_window_needs_its_own_libraries(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=False)
    apt.lacking = (CURSOR, WAYLAND)
    with pytest.raises(Trouble, match="install -y libxcb-cursor0\n"):
        prepare("x11")
    with pytest.raises(Trouble, match="install -y libwayland-cursor0\n"):
        prepare("wayland")


def test_commands_without_a_window_need_nothing(apt: Apt, linux: Look) -> None:
    linux(programs=("apt-get",), root=False)
    apt.lacking = (GL, CURSOR)
    assert prepare(None) == frozenset()
    with pytest.raises(Trouble, match="libgl1"):
        prepare("offscreen")


def test_python_without_venv_gets_it(apt: Apt, linux: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    linux(programs=("apt-get",), root=True)
    monkeypatch.setattr(system, "_has_venv", lambda: apt.lacking == ())
    assert prepare("x11", new_environment=True) == SCREENS
    assert f"python3.{sys.version_info.minor}-venv" in apt.asked[-1]


def test_python_without_venv_and_rights_tells_one_command_for_all(
    apt: Apt, linux: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    linux(programs=("apt-get",), root=False)
    monkeypatch.setattr(system, "_has_venv", lambda: False)
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    with pytest.raises(Trouble, match=rf"install -y python3\.{sys.version_info.minor}-venv libxcb-cursor0"):
        prepare("x11", new_environment=True)
    monkeypatch.setattr(sys, "executable", "/home/me/python3")
    with pytest.raises(Trouble, match="/home/me/python3"):
        prepare("x11", new_environment=True)


def test_venv_is_asked_for_only_when_one_is_made(
    apt: Apt, linux: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    linux(programs=("apt-get",), root=False)
    apt.lacking = ()
    monkeypatch.setattr(system, "_has_venv", lambda: False)
    assert prepare("x11") == SCREENS


@pytest.mark.parametrize(
    "variables, screen",
    [
        ({}, "x11"),
        ({"DISPLAY": ":0"}, "x11"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
    ],
)
def test_kind_of_window_is_known_from_the_variables(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], screen: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for arguments in ([], ["gui"], ["my.rnnlab"]):
        assert bootstrap._screen_for(arguments) == screen
    assert bootstrap._screen_for(["test"]) == "offscreen"
    assert bootstrap._screen_for(["train"]) is None


def test_only_what_was_asked_for_is_told(apt: Apt, linux: Look, capsys: pytest.CaptureFixture[str]) -> None:
    linux(programs=("apt-get",), root=True)
    prepare_system(Voice(("en",), sys.stderr), screen="x11", new_environment=False, log=Path("log"))
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "System libraries: libxcb-cursor0"
    assert told.count("    Setting up libxcb-cursor0:amd64") == 2
    assert not any("libx11-6" in line for line in told)


@pytest.mark.parametrize(
    "known, name", [(("libglib2.0-0t64",), "libglib2.0-0t64"), ((), "libglib2.0-0")], ids=["newer", "older"]
)
def test_package_has_the_name_of_this_release(
    linux: Look, monkeypatch: pytest.MonkeyPatch, known: tuple[str, ...], name: str
) -> None:
    linux(programs=("apt-get", "apt-cache"), root=True)

    def show(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 0 if command[-1] in known else 100)

    monkeypatch.setattr(subprocess, "run", show)
    assert install_command([GLIB]).endswith(f"install -y {name}")


@pytest.mark.parametrize(
    "manager, expected",
    [
        ("dnf", "sudo dnf install 'libxcb-cursor.so.0()(64bit)'"),
        ("zypper", "sudo zypper install 'libxcb-cursor.so.0()(64bit)'"),
        ("pacman", "sudo pacman -S --needed"),
        ("", "libxcb-cursor.so.0"),
    ],
)
def test_other_systems_get_their_own_command(linux: Look, manager: str, expected: str) -> None:
    linux(programs=(manager,), root=False)
    assert install_command([CURSOR]).startswith(expected)


def test_only_linux_is_asked_for_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_loads", lambda soname: False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert system.missing_libraries() == LIBRARIES
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.missing_libraries() == ()


def test_loader_is_asked_by_soname() -> None:
    assert system._loads("libc.so.6")
    assert not system._loads("libnowhere.so.1")


def test_start_stops_before_pip_when_the_window_lacks_libraries(
    project: Project,
    linux: Look,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(system, "missing_libraries", lambda: (CURSOR,))
    linux(programs=("apt-get",), root=False)
    assert project.start() == 1
    assert "sudo apt-get install -y libxcb-cursor0" in capfd.readouterr().err
    assert project.ran == []
    assert project.start("train") == 0, "without a window nothing is missing"
    assert project.start("test") == 0
    project.calls()
    monkeypatch.setattr(system, "missing_libraries", tuple)
    assert project.start() == 0
    assert project.calls() == [], "only the system is looked at again"
