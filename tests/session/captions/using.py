"""A session with a small net, polled as a window does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from rnnlab.session.captions import CaptionSession
from tests.core.captions.tiny import TINY

SETTINGS = replace(TINY, feature_size=6, hidden_size=8, steps=6, seed=1)
PATIENCE = 30.0


def until(session: CaptionSession, reached: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "nothing came"
        session.poll()
        time.sleep(0.002)


def rest(session: CaptionSession) -> None:
    until(session, lambda: not session.is_active)
