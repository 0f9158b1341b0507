"""One set-up at a time: who double-clicks twice must not fill one environment from two sides."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

__all__ = ["alone"]

_PAUSE = 0.2


@contextlib.contextmanager
def alone(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends.

    Parameters
    ----------
    path
        The file that is locked; it is made, and stays.
    waiting
        Called once if another process holds the lock.

    Raises
    ------
    OSError
        If the file cannot be made.
    """
    with path.open("a+b") as file:
        told = False
        while not _taken(file):
            if not told:
                waiting()
                told = True
            time.sleep(_PAUSE)
        yield


def _taken(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
