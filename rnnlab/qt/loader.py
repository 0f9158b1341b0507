"""Bring in torch behind a moving picture.

A plain ``import torch`` in a thread stalls the window for a quarter of a second and more: the linker and the
garbage collector hold the interpreter. So (measured, see below) the collector is off meanwhile; the large
libraries are read once in pieces, so that the disk is not waited for under the lock, and linked by a foreign
call, which lets go of the interpreter; only then comes the import; the first optimiser step, which imports
half of torch once more, is taken too; and everything loaded is frozen out of later collections.

Nothing is loaded until something asks by `Loader.when_ready`. The end of a load is noticed by a timer on the
window's thread, never by a signal from the worker.
"""

import ctypes
import gc
import importlib.util
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rnnlab.core.problems import Problem

if TYPE_CHECKING:
    from rnnlab.session.workshop import Workshop

__all__ = ["RECIPES", "Loader", "unavailable"]

_CHUNK = 1 << 20
_LOOK = 15  # milliseconds between two looks at the worker


class _Stopped(Exception):
    """The window closes; what is not loaded yet is not needed any more."""


Pause = Callable[[], None]


def _folder(package: str) -> Path | None:
    specification = importlib.util.find_spec(package)
    return Path(specification.origin).parent if specification and specification.origin else None


def _link(files: Iterable[Path], pause: Pause) -> None:
    """Read libraries in pieces, then link them without the interpreter's lock; failures are the import's."""
    for file in files:
        try:
            with file.open("rb", buffering=0) as stream:
                while stream.read(_CHUNK):
                    pause()
        except OSError:
            continue
        # ``ctypes.CDLL(file)`` would hold the lock while it links; a foreign call to the linker does not.
        linker = ctypes.CDLL(None).dlopen
        linker.argtypes, linker.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        linker(os.fsencode(file), os.RTLD_NOW)
        pause()


def _libraries(folder: Path, *stems: str) -> list[Path]:
    # Windows finds its libraries by other ways that torch itself knows; reading them early would not link
    # them.
    ending = {"win32": "", "darwin": ".dylib"}.get(sys.platform, ".so")
    return [path for stem in stems if ending for path in sorted(folder.glob(f"{stem}{ending}"))]


def _load_torch(pause: Pause) -> None:
    if folder := _folder("torch"):
        _link(_libraries(folder / "lib", "libc10", "libtorch_cpu", "libtorch", "libtorch_python"), pause)
    import torch

    torch.set_num_threads(1)
    pause()
    weight = torch.zeros(2, requires_grad=True)
    weight.grad = torch.zeros(2)
    torch.optim.Adam([weight]).step()


RECIPES: dict[str, Callable[[Pause], None]] = {"torch": _load_torch}
"""What can be asked for, and how it is loaded."""


class _Load:
    """One library on its way, in a thread of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.error: Exception | None = None
        self._stop = threading.Event()
        # A daemon: an import cannot be broken off, and the program may end before it does.
        self.thread = threading.Thread(target=self._run, name=f"load-{name}", daemon=True)

    def stop(self) -> None:
        self._stop.set()

    def _pause(self) -> None:
        if self._stop.is_set():
            raise _Stopped
        time.sleep(0)

    def _run(self) -> None:
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            RECIPES[self.name](self._pause)
        except _Stopped:
            pass
        except Exception as error:
            self.error = error
        finally:
            gc.freeze()
            if was_enabled:
                gc.enable()


class Loader(QObject):
    """Loads libraries one after the other and tells who waits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready: set[str] = set()
        self._errors: dict[str, Exception] = {}
        self._waiting: dict[str, list[Callable[[Exception | None], None]]] = {}
        self._current: _Load | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)
        self._closed = False

    def is_ready(self, name: str) -> bool:
        """Return whether a library can be imported at no cost."""
        return name in self._ready or self._was_imported(name)

    def _was_imported(self, name: str) -> bool:
        loading = self._current is not None and self._current.name == name
        return name in sys.modules and not loading

    def when_ready(self, name: str, then: Callable[[Exception | None], None]) -> None:
        """Load a library if need be, then call ``then(None)``, or ``then(error)`` if it cannot be had.

        The call comes on this thread: at once if the library is there, else later.

        Raises
        ------
        KeyError
            If nothing is known of such a library.
        """
        RECIPES[name]
        if self.is_ready(name) or name in self._errors:
            then(self._errors.get(name))
        elif not self._closed:
            self._waiting.setdefault(name, []).append(then)
            self._start_next()

    def serve(self, workshop: "Workshop", tell: Callable[[Problem], None]) -> None:
        """Load torch if somebody in a workshop waits for it.

        Parameters
        ----------
        workshop
            Of a scene; asked at every look.
        tell
            Hears on this thread if torch cannot be had.
        """
        if workshop.torch_is_wanted:
            workshop.torch_is_wanted = False
            self.when_ready("torch", lambda error: None if error is None else tell(unavailable(error)))

    def is_busy(self) -> bool:
        """Return whether a worker is still importing."""
        return self._current is not None and self._current.thread.is_alive()

    def close(self, patience: float = 0.3) -> bool:
        """Stop; return False if an import is so far on that it cannot be waited for."""
        self._closed = True
        self._timer.stop()
        self._waiting.clear()
        if self._current is not None:
            self._current.stop()
            self._current.thread.join(patience)
        return not self.is_busy()

    def _start_next(self) -> None:
        if self._current is not None or self._closed:
            return
        name = next((name for name in RECIPES if name in self._waiting), None)
        if name is None:
            self._timer.stop()
            return
        self._current = _Load(name)
        self._current.thread.start()
        self._timer.start()

    def _look(self) -> None:
        load = self._current
        if load is None or load.thread.is_alive():
            return
        self._current = None
        if load.error is None:
            self._ready.add(load.name)
        else:
            self._errors[load.name] = load.error
        callers = self._waiting.pop(load.name, [])
        self._start_next()
        for call in callers:
            call(load.error)


def unavailable(error: Exception) -> Problem:
    """Return what is to be told of a torch that cannot be had."""
    return Problem("backend.unavailable", "backend", backend="torch", detail=str(error))
