"""From starting the program to its first picture, and to the first example trained and playing.

Every start is a fresh process that runs the program as a person starts it; the moment before it was started
is handed down on the command line (the monotonic clock is the same for all processes).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from rnnlab.qt.bench.figures import Figure

__all__ = ["TITLE", "measure"]

TITLE = "starting"
_ROUNDS = 7
_PATIENCE = 60.0


def measure(*, long: bool = False) -> list[Figure]:
    """Start the program several times; the first time only warms the disk's cache."""
    rounds = [_start() for _ in range(_ROUNDS * (3 if long else 1) + 1)][1:]
    first = [found["painted"] for found in rounds]
    full = [found["scene"] - found["painted"] for found in rounds]
    trained = [found["trained"] - found["painted"] for found in rounds]
    return [
        Figure.of("process start to first picture", first, 0.8),
        Figure.of("first picture to the whole scene", full),
        Figure.of("first picture to trained and playing", trained, 1.0),
    ]


def _start() -> dict[str, float]:
    command = [sys.executable, "-m", __name__, str(time.monotonic())]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _run(started: float) -> None:
    """Be the program; write down what is seen when, and end."""
    from rnnlab.qt.app import run
    from rnnlab.qt.bench.pictures import FrameWatch
    from rnnlab.qt.main_window import MainWindow
    from rnnlab.session.settings import Settings

    found: dict[str, float] = {}

    def watch(window: MainWindow) -> None:
        frames = FrameWatch(window)

        def first() -> None:
            found["painted"] = time.monotonic() - started

        def look() -> None:
            scene = window.scene()
            if scene is None:
                return
            found.setdefault("scene", time.monotonic() - started)
            if _is_trained_and_playing(scene):
                found["trained"] = time.monotonic() - started
                frames.listener = None
                window.close()

        window.waiting.painted.connect(first)
        frames.listener = look

    run(["rnnlab"], settings=Settings(language="ko", theme="light"), watch=watch)
    sys.stdout.write(json.dumps(found) + "\n")


def _is_trained_and_playing(scene: object) -> bool:
    from rnnlab.qt.scenes.sequence.scene import SequenceScene

    assert isinstance(scene, SequenceScene)
    run, shown = scene.session.run, scene.stage_panel.view.content()
    trained = run.status in ("finished", "solved") and run.solved_step is not None
    return trained and shown is not None and shown.training_step == run.newest_step and scene.player.playing


if __name__ == "__main__":
    _run(float(sys.argv[1]))
