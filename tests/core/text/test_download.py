"""The download against a server on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpora.download import fetch

CONTENT = bytes(range(65, 91)) * 8000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """Gives out `CONTENT`; breaks off after `breaks_after` bytes if that is set."""

    breaks_after: int | None = None
    knows_ranges = True
    status = 200
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.headers.get("Range", ""))
        if self.server.status != 200:
            self.send_error(self.server.status)
            return
        start = 0
        if self.server.knows_ranges and "Range" in self.headers:
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT) - start))
        self.end_headers()
        end = len(CONTENT) if self.server.breaks_after is None else start + self.server.breaks_after
        self.wfile.write(CONTENT[start:end])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server(("127.0.0.1", 0), Handler)
    found.asked = []
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


def load(server: Server, path: Path, digest: str = DIGEST) -> list[int]:
    url = f"http://127.0.0.1:{server.server_port}/text"
    return [progress.done for progress in fetch(url, digest, len(CONTENT), path)]


def code(server: Server, path: Path, digest: str = DIGEST) -> str:
    with pytest.raises(Problem) as caught:
        load(server, path, digest)
    assert caught.value.field == "corpus"
    return caught.value.code


def test_a_download_tells_how_far_it_is(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "text.txt"
    steps = load(server, path)
    assert path.read_bytes() == CONTENT
    assert steps[0] == 0
    assert steps[-1] == len(CONTENT)
    assert steps == sorted(steps)
    assert list(path.parent.iterdir()) == [path]


def test_a_broken_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    server.breaks_after = 70_000
    assert code(server, path) == "corpus.interrupted"
    assert not path.exists()
    server.breaks_after = None
    assert load(server, path)[0] == 70_000
    assert path.read_bytes() == CONTENT
    assert server.asked == ["", "bytes=70000-"]


def test_a_cancelled_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    fetching = fetch(f"http://127.0.0.1:{server.server_port}/", DIGEST, len(CONTENT), path)
    done = [next(fetching).done for _ in range(3)][-1]
    fetching.close()
    assert load(server, path)[0] == done
    assert path.read_bytes() == CONTENT


def test_a_server_without_ranges_begins_again(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    server.breaks_after = 1000
    assert code(server, path) == "corpus.interrupted"
    server.breaks_after, server.knows_ranges = None, False
    load(server, path)
    assert path.read_bytes() == CONTENT


def test_another_content_is_thrown_away(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    assert code(server, path, "0" * 64) == "corpus.changed"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_refuses(server: Server, tmp_path: Path) -> None:
    server.status = 404
    assert code(server, tmp_path / "text.txt") == "corpus.refused"


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"corpus\.offline"):
        list(fetch("http://127.0.0.1:9/", DIGEST, 10, tmp_path / "text.txt"))


def test_a_place_that_cannot_be_written_to(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert code(server, tmp_path / "file" / "text.txt") == "corpus.no_space"
