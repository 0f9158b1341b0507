"""Reads a picture file of any size into the net's 48 by 48 pixels, believing nothing in it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from rnnlab.core.captions.drawing import CANVAS, PLAIN_PAPER, Pictures
from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_bytes

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
"""Kinds of files that are read; the kind is found out from the content, not from the name."""
MOST_BYTES = 64 * 2**20
MOST_PIXELS = 60_000_000
"""More than any camera's; a small file can unpack to far more."""

_PAPER = (round(PLAIN_PAPER),) * 3
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    MemoryError,
    IndexError,
    KeyError,
    TypeError,
)


def read_picture(path: Path) -> Pictures:
    """Return a picture's pixels, (48, 48, 3).

    It is made as large as it fits, with paper beside it where it is not square. What is transparent becomes
    paper; the first one is taken of several pictures in a file; a camera's turn is undone.

    Raises
    ------
    Problem
        At ``"picture"``: ``picture.missing``, ``.permission``, ``.huge`` or ``.broken``.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("picture.huge", "picture", name=path.name, limit=MOST_PIXELS // 10**6)
        with path.open("rb") as stream, Image.open(stream, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Problem("picture.huge", "picture", name=path.name, limit=MOST_PIXELS // 10**6)
            return _pixels(image)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Problem("picture.missing", "picture", name=path.name) from error
    except PermissionError as error:
        raise Problem("picture.permission", "picture", name=path.name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Problem("picture.huge", "picture", name=path.name, limit=MOST_PIXELS // 10**6) from error
    except _BROKEN as error:
        raise Problem("picture.broken", "picture", name=path.name) from error


def _pixels(image: Image.Image) -> Pictures:
    image.draft("RGB", (4 * CANVAS, 4 * CANVAS))  # a photograph is unpacked at a fraction of its size
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((CANVAS, CANVAS), Image.Resampling.LANCZOS)
    if max(upright.size) < CANVAS:  # a small one is made larger
        scale = CANVAS / max(upright.size)
        size = (max(round(upright.width * scale), 1), max(round(upright.height * scale), 1))
        upright = upright.resize(size, Image.Resampling.BICUBIC)
    paper = Image.new("RGB", (CANVAS, CANVAS), _PAPER)
    place = ((CANVAS - upright.width) // 2, (CANVAS - upright.height) // 2)
    paper.paste(upright, place, mask=upright)
    return np.array(paper, np.uint8)  # (48, 48, 3)


def write_picture(path: Path, picture: Pictures) -> None:
    """Write a picture (48, 48, 3) as a PNG file, whole or not at all.

    Raises
    ------
    Problem
        One of `rnnlab.core.writing.replaced`.
    """
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    write_bytes(path, content.getvalue())
