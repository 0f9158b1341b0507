"""Whether a net can be trained in the memory there is, asked before it is too late.

A system may promise more memory than it has and end a program that takes it at its word, so an error is not
waited for.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from rnnlab.core.cells.graph import Cell
from rnnlab.core.text.settings import TextSettings, memory_needed, out_of_memory

_SHARE = 0.9


def available_memory() -> int | None:
    """Return the bytes of memory that are free to be taken; None where the system does not tell."""
    if sys.platform == "win32":
        return _on_windows()
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    try:
        # half of what there is, where it is not told how much of it is free
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (OSError, ValueError):
        return None


class _MemoryStatus(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        ("total", ctypes.c_ulonglong),
        ("available", ctypes.c_ulonglong),
        ("rest", ctypes.c_ulonglong * 5),
    )


def _on_windows() -> int | None:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.available)


def check_memory(settings: TextSettings, symbols: int, cell: Cell | None = None) -> None:
    """Raise ``text.memory`` with a smaller proposal if settings need more than there is."""
    available = available_memory()
    if available is not None and memory_needed(settings, symbols, cell) > _SHARE * available:
        raise out_of_memory(settings)
