"""Take PySide6's import hook away: we do not use what it is for, and it makes every later import dear.

PySide6 replaces ``builtins.__import__`` so that a module may say ``from __feature__ import snake_case``. To
know which modules might, it reads the source of every module imported afterwards, and `linecache` keeps it:
for torch half a second and a hundred megabytes. The original function is kept by PySide6 as
``builtins.__orig_import__``; putting it back undoes exactly that replacement. Where a later PySide6 names it
otherwise, nothing is done and imports are slower.
"""

import builtins

__all__ = ["restore_plain_imports"]


def restore_plain_imports() -> bool:
    """Put the import function back that PySide6 found; return whether it is in force."""
    original = getattr(builtins, "__orig_import__", None)
    if callable(original):
        builtins.__import__ = original
    return builtins.__import__ is original
