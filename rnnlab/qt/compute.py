"""Where and with what a net is to be computed, as asked for in the top bar; the same for all scenes.

What a person asks for is a wish: the choice itself is made by measurement in the core, and a scene says in
the status bar what came of it. Which devices are offered is found out without importing torch.
"""

import importlib.metadata
import os
import platform
import sys
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

__all__ = ["BACKENDS", "ComputeChoice", "devices", "processor_words"]

BACKENDS = ("auto", "compiled", "torch", "interpreter")


@lru_cache(maxsize=1)
def devices() -> tuple[str, ...]:
    """Return the devices worth offering here: ``auto``, ``cpu``, and ``cuda`` or ``mps`` if likely."""
    found = ["auto", "cpu"]
    if sys.platform == "darwin" and platform.machine() == "arm64":
        found.append("mps")
    elif _torch_may_use_cuda() and _has_nvidia_driver():
        found.append("cuda")
    return tuple(found)


def _torch_may_use_cuda() -> bool:
    try:
        return "+cpu" not in importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        return False


def _has_nvidia_driver() -> bool:
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / "nvcuda.dll").exists()
    return Path("/proc/driver/nvidia/version").exists() or Path("/dev/nvidiactl").exists()


def processor_words() -> str:
    """Return why a scene does not follow the choice."""
    return QCoreApplication.translate(
        "ComputeChoice", "This scene chooses by itself: its small nets are always computed on the CPU"
    )


class ComputeChoice(QObject):
    """The device and the backend asked for.

    Attributes
    ----------
    changed : Signal
        A person asked for another one. What a scene says by `reflect` is silent.
    reflected : Signal
        What is shown changed, whoever changed it.
    """

    changed = Signal()
    reflected = Signal()

    def __init__(self, device: str = "auto", backend: str = "auto") -> None:
        super().__init__()
        self._device, self._backend = device, backend

    @property
    def device(self) -> str:
        """``auto``, ``cpu``, ``cuda`` or ``mps``."""
        return self._device

    @property
    def backend(self) -> str:
        """``auto``, ``compiled``, ``torch`` or ``interpreter``."""
        return self._backend

    def choose(self, *, device: str | None = None, backend: str | None = None) -> None:
        """Take a person's wish."""
        wish = (device or self._device, backend or self._backend)
        if wish != (self._device, self._backend):
            self._device, self._backend = wish
            self.reflected.emit()
            self.changed.emit()

    def reflect(self, device: str, backend: str) -> None:
        """Show what a scene's experiment says, after undo or after a file was opened."""
        if (device, backend) != (self._device, self._backend):
            self._device, self._backend = device, backend
            self.reflected.emit()
