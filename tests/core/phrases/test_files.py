"""Text files of other programs are read in their encoding or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.phrases.files import BYTES_LIMIT, decode, read_text
from rnnlab.core.problems import Problem
from tests.core.phrases.test_book import attempt

TEXT = "기억 속으로\n바다로 가자\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_needs_no_remark(encoding: str) -> None:
    found = decode(TEXT.encode(encoding), "a.txt")
    assert (found.text, found.notices) == (TEXT, ())


def test_korean_windows_is_recognised_and_said() -> None:
    found = decode(TEXT.encode("cp949"), "a.txt")
    assert found.text == TEXT
    assert [notice.code for notice in found.notices] == ["phrases.encoding"]


@pytest.mark.parametrize(
    "content",
    [
        "déjà vu ça été".encode("latin-1"),
        "しずかな海へ".encode("shift_jis"),
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"\xff\xfe\x00",
        b"\xff\xfea\0\0\0",
        b"\xef\xbb\xbf\xff",
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Problem, match=r"phrases\.not_text"):
        decode(content, "a.bin")


@given(st.binary(max_size=64))
def test_any_bytes_are_text_or_a_problem(content: bytes) -> None:
    found = attempt(lambda: decode(content, "a"))
    assert found.field == "phrases" if isinstance(found, Problem) else isinstance(found.text, str)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    assert read_text(path).text == TEXT
    with pytest.raises(Problem, match=r"file\.missing"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(Problem, match=r"file\.unreadable|file\.permission"):
        read_text(tmp_path)
    path.write_bytes(b"a" * (BYTES_LIMIT + 1))
    with pytest.raises(Problem, match=r"phrases\.file_too_large"):
        read_text(path)
