"""The window's benchmark as far as it can be tested without the clock."""

import json
import subprocess
import sys
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt import bench
from rnnlab.qt.bench import load
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.pictures import FrameWatch

MEASURED = {
    "title": "a thing",
    "platform": "offscreen",
    "others": 0.25,
    "figures": [Figure("gap", 0.03, "s", 0.025).to_json()],
}


def test_every_name_has_a_measurement() -> None:
    for name in bench.NAMES:
        module = import_module(f"rnnlab.qt.bench.{name}")
        assert module.TITLE
        assert callable(module.measure)


def test_asking_for_names_loads_no_window() -> None:
    code = "import rnnlab.cli.bench, sys; sys.exit('PySide6' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_report_names_the_platform_and_the_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    def measure(name: str, *, long: bool) -> dict[str, Any]:
        asked.append((name, long))
        return MEASURED

    monkeypatch.setattr(bench, "_measure", measure)
    lines: list[str] = []
    results = bench.run(["start", "memory"], lines.append, long=True)
    assert asked == [("start", True), ("memory", True)]
    assert lines[0] == "The window: a thing (offscreen; others kept 0.2 processors busy)"
    assert "MISSED" in lines[1]
    assert json.loads(json.dumps(results))["memory"]["figures"][0]["met"] is False
    bench.run([], lines.append)
    assert [name for name, _ in asked[2:]] == list(bench.NAMES)


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(Problem) as caught:
        bench.run(["frame"], print)
    assert caught.value.code == "bench.unknown"
    assert "frames" in caught.value.args["known"]


def test_a_measurement_that_fails_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess[bytes]([], 1, b"", b"first\nAssertionError: no picture came\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(Problem) as caught:
        bench.run(["frames"], print)
    assert caught.value.code == "bench.failed"
    assert caught.value.args["name"] == "window.frames"
    assert "no picture came" in caught.value.args["detail"]


def test_without_a_display_qt_s_offscreen_platform_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "display_missing", lambda: True)
    assert bench.environment({"A": "b"}) == {"A": "b", "QT_QPA_PLATFORM": "offscreen"}
    assert bench.environment({"QT_QPA_PLATFORM": "vnc"})["QT_QPA_PLATFORM"] == "vnc"
    monkeypatch.setattr(bench, "display_missing", lambda: False)
    assert bench.environment({"A": "b"}) == {"A": "b"}


def test_pictures_are_noticed_with_their_moments(qtbot: QtBot) -> None:
    window, moments = QWidget(), iter([0.0, 0.0, 1.0, 2.0])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(5)
    watch = FrameWatch(window)
    watch.moment = lambda: next(moments)
    told: list[int] = []
    watch.listener = lambda: told.append(len(watch.done))
    for number in range(1, 5):
        window.update()
        qtbot.waitUntil(partial(_has_seen, watch, number))
    assert told == [1, 2, 3, 4]
    assert watch.moments == [0.0, 0.0, 1.0, 2.0]
    assert len(watch.intervals) == 3
    assert len(watch.motion_intervals) == 1
    assert all(begun <= done for begun, done in zip(watch.begun, watch.done, strict=True))
    watch.clear()
    assert watch.paint_times == []


def _has_seen(watch: FrameWatch, pictures: int) -> bool:
    return len(watch.done) == pictures


def test_what_others_use_is_what_we_do_not() -> None:
    begun = load.Load(clock=0.0, everybody=0.0, ours=0.0)
    assert load.since(None) is None
    now = load.others()
    if now is not None:
        found = load.since(begun)
        assert found is not None
        assert 0 <= found <= now.everybody / now.clock
