"""Closing the window in the middle of training: how long until every thread and the process have ended."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import replace

from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.frames import BY_HAND

__all__ = ["TITLE", "measure"]

TITLE = "closing the window while it trains"
BAR = 0.5
_ROUNDS = 5
_PATIENCE = 60.0
_LETTERS = replace(Experiment(), vocabulary_text="A-Z", stop=BY_HAND)
_TORCH = ", while torch is loaded"
NETS = {
    "default net": replace(Experiment(), stop=BY_HAND),
    f"default net{_TORCH}": replace(Experiment(), stop=BY_HAND),
    "H 512": replace(_LETTERS, hidden_size=512),
    "H 1024, 2 layers": replace(_LETTERS, hidden_size=1024, layers=2),
}


def measure(*, long: bool = False) -> list[Figure]:
    """Close several windows, each in its own process."""
    figures = []
    for name in NETS:
        rounds = [_close(name) for _ in range(_ROUNDS * (3 if long else 1))]
        figures += [
            Figure.of(f"{name}: window closed", [found["closed"] for found in rounds], BAR),
            Figure.of(f"{name}: process ended", [found["ended"] for found in rounds]),
            Figure(f"{name}: threads left", max(found["threads"] for found in rounds), "count", 0.0),
        ]
    return figures


def _close(name: str) -> dict[str, float]:
    command = [sys.executable, "-m", __name__, name]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
    ended = time.monotonic()
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "ended": ended - found.pop("begun")}


def _run(name: str) -> None:
    from PySide6.QtWidgets import QApplication

    from rnnlab.qt.app import end_if_importing
    from rnnlab.qt.bench.watch import Subject

    QApplication(["rnnlab"])
    subject = Subject()
    subject.begin(NETS[name])
    subject.session.train(by_hand=False)
    subject.play_forever()
    subject.wait(1.0)
    if name.endswith(_TORCH):
        subject.scene.context.loader.when_ready("torch", lambda _: None)
        subject.wait(0.5)
    begun = time.monotonic()
    subject.window.close()
    closed = time.monotonic() - begun
    # an import cannot be broken off; its thread is a daemon and ends with the process
    left = [thread for thread in threading.enumerate() if not thread.name.startswith("load-")][1:]
    found = {"closed": closed, "threads": len(left), "begun": begun}
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    end_if_importing(subject.window, 0)


if __name__ == "__main__":
    _run(sys.argv[1])
