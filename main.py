#!/usr/bin/env python3
"""Start RNN Lab: double-click this file, or type ``python3 main.py``.

The first start makes the environment that the lab needs beside this file (``.venv``); later starts go
straight to the window. ``python3 main.py test`` runs all tests without a screen; any other arguments go to
the ``rnnlab`` command, e.g. ``python3 main.py train --help``.

This file must be readable by every Python 3, to say which one is needed: no newer syntax here.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")

TOO_OLD = """
RNN Lab에는 Python {needed} 이상이 필요합니다. 지금 실행한 것은 Python {found} 입니다.
  Windows: Microsoft Store 나 python.org 에서 Python 3.12 를 설치한 뒤 main.py 를 다시 여십시오.
  macOS:   python.org 의 설치 프로그램이나 'brew install python@3.12' 를 쓰십시오.
  Linux:   'sudo apt-get install python3.12 python3.12-venv' 뒤에 'python3.12 main.py' 로 시작하십시오.

RNN Lab needs Python {needed} or newer. This is Python {found}.
  Windows: install Python 3.12 from the Microsoft Store or python.org, then open main.py again.
  macOS:   use the installer from python.org, or 'brew install python@3.12'.
  Linux:   'sudo apt-get install python3.12 python3.12-venv', then start with 'python3.12 main.py'.
"""


def newer_python() -> "str | None":
    """Return the path of a Python on this machine that is new enough, or None."""
    question = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST
    for name in NEWER_NAMES:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name + (".exe" if os.name == "nt" else ""))
            if not os.access(path, os.X_OK):
                continue
            try:
                with open(os.devnull, "w") as nowhere:
                    code = subprocess.call([path, "-c", question], stdout=nowhere, stderr=nowhere)
            except OSError:
                continue
            if code == 0:
                return path
    return None


def complain() -> None:
    """Say which Python is needed, whatever this one's output can write."""
    text = TOO_OLD.format(needed="%d.%d" % OLDEST, found="%d.%d" % sys.version_info[:2])
    try:
        sys.stderr.write(text)
    except UnicodeError:
        sys.stderr.write(text[text.index("RNN Lab needs") :])
    if os.name == "nt" and sys.stdin is not None and sys.stdin.isatty():
        input("Enter: ")


def main() -> int:
    """Find a Python that is new enough, then hand over to the set-up."""
    root = os.path.dirname(os.path.abspath(__file__))
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            complain()
            return 1
        return subprocess.call([other, os.path.join(root, "main.py")] + sys.argv[1:])
    if root not in sys.path:
        sys.path.insert(0, root)
    from rnnlab.bootstrap import start

    return start(root, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
