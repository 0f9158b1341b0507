"""A session with a small net, polled as a window does."""

from __future__ import annotations

import time
from collections.abc import Callable

from rnnlab.core.net import Float32Array
from rnnlab.core.text.settings import TextSettings
from rnnlab.session.text import Stream, TextSession

SMALL = TextSettings(
    hidden_size=8, sequence_length=10, batch_size=4, steps=40, backend="compiled", learning_rate=0.02
)
PATIENCE = 60.0


def until(session: TextSession, condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, session.status
        session.poll()
        time.sleep(0.002)


def train(session: TextSession) -> None:
    session.train()
    until(session, lambda: session.status == "finished" and not session.training.is_busy)  # type: ignore[union-attr]


def newest(session: TextSession) -> Float32Array:
    assert session.training is not None
    return session.training.newest


def written(session: TextSession, stream: Stream | None) -> str:
    assert stream is not None
    until(session, lambda: not stream.is_running)
    return stream.text
