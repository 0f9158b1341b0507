"""Other programs, run so that nothing is silent for long and everything is on record."""

import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

__all__ = ["Process"]

_BEAT = 10.0  # seconds of silence after which somebody waiting wants to hear something
_GRACE = 3.0


class Process:
    """One program, its output line by line.

    Parameters
    ----------
    command
        The program and its arguments; no shell is involved, and it gets no input to wait for.
    environment
        Its whole environment.
    folder
        The folder it runs in.
    log
        A file to which its output is appended; None keeps none.

    Attributes
    ----------
    code : int
        The exit status, once `lines` has come to its end.
    output : list of str
        The lines so far, without line ends.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        log: Path | None = None,
    ) -> None:
        self.command = command
        self.environment = environment
        self.folder = folder
        self.log = log
        self.code = -1
        self.output: list[str] = []

    def lines(self) -> Iterator[str | float]:
        """Run the program; yield its lines, and in a long silence the seconds since its start.

        Raises
        ------
        OSError
            If the program cannot be started, or the log not be written.
        """
        started = time.monotonic()
        child = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=dict(self.environment),
            encoding="utf-8",
            errors="replace",
        )
        arrived: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(child, arrived), daemon=True)
        reader.start()
        patience = None
        try:
            while True:
                try:
                    line = arrived.get(timeout=_BEAT)
                except queue.Empty:
                    yield time.monotonic() - started
                    continue
                if line is None:
                    break
                self._keep(line)
                yield line
        except BaseException:
            child.terminate()
            patience = _GRACE
            raise
        finally:
            self.code = _end(child, reader, patience)

    def run(self) -> int:
        """Run the program to its end and return its exit status."""
        for _ in self.lines():
            pass
        return self.code

    def _keep(self, line: str) -> None:
        self.output.append(line)
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


def _end(child: subprocess.Popen[str], reader: threading.Thread, patience: float | None) -> int:
    """Wait for a program; one that was told to stop and does not, within a patience, is killed."""
    try:
        code = child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        code = child.wait()
    # What the program started itself may still hold the pipe; then nobody waits for its end.
    reader.join(_GRACE)
    if child.stdout is not None and not reader.is_alive():
        child.stdout.close()
    return code


def _read(child: subprocess.Popen[str], arrived: "queue.SimpleQueue[str | None]") -> None:
    if child.stdout is not None:
        for line in child.stdout:
            arrived.put(line.rstrip())
    arrived.put(None)
