"""Archives are written whole or not at all, and read without believing them."""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from rnnlab.core import archive
from rnnlab.core.archive import open_archive, write_archive
from rnnlab.core.problems import Problem

MEMBERS = frozenset({"a", "b"})


def read(path: Path, member: str = "a", limit: int = 100) -> bytes:
    with open_archive(path, MEMBERS, ".kind") as opened:
        return opened.read(member, limit)


def code_of_reading(path: Path, member: str = "a", limit: int = 100) -> str:
    with pytest.raises(Problem) as caught:
        read(path, member, limit)
    assert caught.value.field == "file"
    if caught.value.code == "file.foreign":
        assert caught.value.args["ending"] == ".kind"
    return caught.value.code


def zipped(names: list[str], compression: int = zipfile.ZIP_STORED, content: bytes = b"1234") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as opened:
        for name in names:
            opened.writestr(name, content)
    return buffer.getvalue()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "한글 이름.rnnlab"
    write_archive(path, {"a": b"one", "b": b""})
    assert read(path) == b"one"
    assert read(path, "b") == b""
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("x", "y"):
        write_archive(tmp_path / name, {"a": b"one", "b": b"two"})
    assert (tmp_path / "x").read_bytes() == (tmp_path / "y").read_bytes()


@pytest.mark.parametrize("failing", [(os, "fsync"), (Path, "replace")])
@pytest.mark.parametrize("number, code", [(errno.ENOSPC, "file.no_space"), (errno.EIO, "file.write_failed")])
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: tuple[object, str], number: int, code: str
) -> None:
    path = tmp_path / "mine.rnnlab"
    write_archive(path, {"a": b"old"})

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*failing, fail)
    with pytest.raises(Problem) as caught:
        write_archive(path, {"a": b"new"})
    assert caught.value.code == code
    monkeypatch.undo()
    assert read(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_places_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for path, codes in (
        (tmp_path / "none" / "x", {"file.no_folder"}),
        (tmp_path / "file" / "x", {"file.no_folder"}),
        (tmp_path / "folder", {"file.write_failed", "file.not_writable"}),
        (tmp_path / "nul\0l", {"file.write_failed"}),
    ):
        with pytest.raises(Problem) as caught:
            write_archive(path, {"a": b""})
        assert caught.value.code in codes
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "real", tmp_path / "link"
    write_archive(path, {"a": b"one"})
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    path.chmod(0o640)
    mode = path.stat().st_mode
    link.symlink_to(path)
    write_archive(link, {"a": b"two"})
    assert link.is_symlink()
    assert read(path) == b"two"
    assert path.stat().st_mode == mode


def test_files_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "x"
    whole = zipped(["a"])
    for content, code in (
        (b"", "file.empty"),
        (b"\x89PNG....................................", "file.foreign"),
        (b"PK\x03\x04", "file.truncated"),
        (whole[:-1], "file.truncated"),
        (whole[: len(whole) // 2], "file.truncated"),
        (whole + b"x", "file.truncated"),
        (b"PK\x03\x04" + whole, "file.damaged"),
        (zipped(["word/document.xml"]), "file.foreign"),
        (zipped([str(number) for number in range(20)]), "file.foreign"),
        (zipped(["a", "../b"]), "file.damaged"),
        (zipped(["a", "/etc/passwd"]), "file.damaged"),
        (zipped(["a"], zipfile.ZIP_LZMA), "file.damaged"),
        (zipped(["b"]), "file.damaged"),
    ):
        path.write_bytes(content)
        assert code_of_reading(path) == code, content[:60]
    assert code_of_reading(tmp_path / "missing") == "file.missing"
    assert code_of_reading(tmp_path) in {"file.unreadable", "file.permission"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(zipped(["a", "a"]))
    assert code_of_reading(tmp_path / "x") == "file.damaged"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(zipped(["a"], zipfile.ZIP_DEFLATED, bytes(5_000_000)))
    assert path.stat().st_size < 10_000
    assert code_of_reading(path) == "file.damaged"
    assert len(read(path, limit=5_000_000)) == 5_000_000


@pytest.mark.parametrize("declared", [4, 100, 4_999_999, 5_000_001])
def test_a_bomb_that_lies_about_its_size(tmp_path: Path, declared: int) -> None:
    path = tmp_path / "x"
    content = zipped(["a"], zipfile.ZIP_DEFLATED, bytes(5_000_000))
    true_size = (5_000_000).to_bytes(4, "little")
    assert content.count(true_size) == 2
    path.write_bytes(content.replace(true_size, declared.to_bytes(4, "little")))
    assert code_of_reading(path, limit=6_000_000) == "file.damaged"


def test_an_encrypted_member(tmp_path: Path) -> None:
    content = bytearray(zipped(["a"]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    (tmp_path / "x").write_bytes(bytes(content))
    assert code_of_reading(tmp_path / "x") == "file.damaged"


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_archive(tmp_path / "x", {"a": bytes(5000)})
    monkeypatch.setattr(archive, "FILE_LIMIT", 4999)
    assert code_of_reading(tmp_path / "x") == "file.too_large"
