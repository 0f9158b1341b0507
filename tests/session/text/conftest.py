"""The text session with its text read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rnnlab.session.text import TextSession
from tests.session.text.using import SMALL, until


@pytest.fixture
def session(home: Path) -> Iterator[TextSession]:
    made = TextSession(SMALL)
    until(made, lambda: made.corpus is not None)
    yield made
    made.close()
