"""Tests of the question whether a window could open anywhere."""

import socket
from collections.abc import Iterator

import pytest

from rnnlab.bootstrap import display_message, display_missing

NUMBER = 7391


@pytest.fixture
def x_server() -> Iterator[None]:
    """Listen where an X server of that number would."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        listener.listen()
        yield


@pytest.mark.parametrize(
    "environment, platform, missing",
    [
        ({}, "linux", True),
        ({"DISPLAY": ""}, "linux", True),
        ({"DISPLAY": "nonsense"}, "linux", True),
        ({"DISPLAY": f":{NUMBER}"}, "linux", True),
        ({"DISPLAY": "127.0.0.1:1.0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "freebsd14", True),
        ({}, "darwin", False),
        ({}, "win32", False),
    ],
)
def test_display_is_known_from_the_variables(
    environment: dict[str, str], platform: str, missing: bool
) -> None:
    assert display_missing(environment, platform) is missing


@pytest.mark.usefixtures("x_server")
@pytest.mark.parametrize("name", [f":{NUMBER}", f":{NUMBER}.0", f"unix:{NUMBER}"])
def test_display_that_answers_is_not_missing(name: str) -> None:
    assert not display_missing({"DISPLAY": name}, "linux")


def test_display_of_another_machine_is_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        assert not display_missing({"DISPLAY": f"127.0.0.1:{number}.0"}, "linux")


def test_message_names_the_commands_that_need_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    told = display_message()
    for word in ("no display", "화면", "rnnlab train", "complete", "trace", "bench"):
        assert word in told
