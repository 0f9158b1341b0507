"""One measurement in this process: prints a line of JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from rnnlab.qt.bench import NAMES
from rnnlab.qt.bench.load import others, since


def main(arguments: list[str]) -> int:
    """Measure what the first argument names."""
    name = arguments[0]
    if name not in NAMES:
        return 2
    from PySide6.QtWidgets import QApplication

    application = QApplication(["rnnlab"])
    module = import_module(f"rnnlab.qt.bench.{name}")
    begun = others()
    figures = module.measure(long="--long" in arguments)
    content = {
        "title": module.TITLE,
        "platform": application.platformName(),
        "others": since(begun),
        "figures": [figure.to_json() for figure in figures],
    }
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
