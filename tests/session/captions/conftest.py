"""A caption session with few pictures."""

from collections.abc import Iterator

import pytest

from rnnlab.core.captions import pictures
from rnnlab.session.captions import CaptionSession
from tests.session.captions.using import SETTINGS


@pytest.fixture(autouse=True)
def _few_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures.DrawnPictures.__init__, "__defaults__", (3, 6))


@pytest.fixture
def session() -> Iterator[CaptionSession]:
    session = CaptionSession(SETTINGS)
    yield session
    session.close()
