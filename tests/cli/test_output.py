"""Numbers, columns and the line of progress."""

from __future__ import annotations

import io
import json
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.cli.output import ProgressLine, array, duration, numbers, print_json, short, table, width


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_short_numbers_read_back_the_same(value: float) -> None:
    text = json.dumps(short(np.float32(value)))
    assert np.float32(json.loads(text)) == np.float32(value)
    assert len(text) <= 24


def test_arrays_have_shapes_and_no_nan(capsys: pytest.CaptureFixture[str]) -> None:
    assert array(np.array([[0.1, np.nan]], np.float32)) == {"shape": [1, 2], "values": [[0.1, None]]}
    assert numbers(np.zeros((2, 0))) == [[], []]
    print_json({"가": [1]}, compact=True)
    assert capsys.readouterr().out == '{"가": [1]}\n'


def test_wide_letters_take_two_columns() -> None:
    assert [width(text) for text in ("ab", "가나", "e\u0301", "")] == [2, 4, 1, 0]
    assert table([("가", "x"), ("abc", "y")]) == "가   x\nabc  y"


def test_progress_is_written_over_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.show("열 단계")
    line.show("too soon")
    now[0] += 1
    line.show("ten")
    line.clear()
    assert terminal.getvalue() == "\r열 단계\rten    \r   \r"


def test_no_progress_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream)
    line.show("ten")
    line.clear()
    assert stream.getvalue() == ""


def test_durations() -> None:
    assert [duration(seconds) for seconds in (0, 59.6, 61, 3600)] == ["0:00", "1:00", "1:01", "1:00:00"]
