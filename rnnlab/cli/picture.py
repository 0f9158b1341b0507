"""``rnnlab picture``: the window as a PNG file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from rnnlab.bootstrap import display_missing
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.words import say
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes import scene_ids

LEAST, LARGEST = 320, 7680
DEFAULT_SIZE = "1440x900"


def run(arguments: Sequence[str], language: str) -> int:
    """Train or open, then write the picture."""
    parser = Parser("picture", language)
    parser.positionals.add_argument("file", metavar="FILE", nargs="?", help=say("picture.file", language))
    add = parser.options.add_argument
    add("-o", "--output", metavar="PNG", required=True, help=say("picture.output", language))
    add(
        "--scene", metavar="ID", default="", help=say("picture.scene", language, known=", ".join(scene_ids()))
    )
    add("--size", default=DEFAULT_SIZE, help=say("picture.size", language, default=DEFAULT_SIZE))
    add(
        "--theme",
        choices=("light", "dark"),
        default="light",
        help=say("picture.theme", language, default="light"),
    )
    add("--language", choices=("ko", "en"), default=language, help=say("picture.language", language))
    add("--ask", metavar="PREFIX", default="", help=say("picture.ask", language))
    add(
        "--time-step",
        type=number("--time-step", int),
        default=0,
        metavar="T",
        help=say("picture.time_step", language),
    )
    values = parser.read(arguments)
    width, height = _size(values.size)
    if display_missing():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from rnnlab.qt.picture import PictureWish, take_picture

    target = Path(values.output)
    take_picture(
        PictureWish(
            target=target,
            file=Path(values.file) if values.file else None,
            scene=values.scene,
            width=width,
            height=height,
            theme=values.theme,
            language=values.language,
            question=values.ask,
            time_step=max(values.time_step, 0),
        )
    )
    print(say("picture.saved", language, name=target.name), file=sys.stderr)
    return 0


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[x×*](\d{1,5})", text.strip().lower())
    if match is None or not all(LEAST <= int(edge) <= LARGEST for edge in match.groups()):
        raise Problem("picture.size", "command", value=text)
    return int(match[1]), int(match[2])
